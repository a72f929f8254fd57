"""What the words of a description tell by themselves: a `Scene` and a source in, whether or whom out."""

from collections.abc import Iterator, Sequence

from claimtrack.attribute.written import WRITTEN
from claimtrack.model import Span
from claimtrack.resolve.nicknames import untitled
from claimtrack.resolve.roster import Party, key_of
from claimtrack.resolve.runs import Word, lowered, tokens, words_before
from claimtrack.resolve.scene import Scene
from claimtrack.resolve.words import BODIES

PLAIN = 2  # words of a description that tells nothing more: ``pejabat itu``


def tells_more(scene: Scene, at: int) -> bool:
    """Tell whether more than a head describes somebody: ``pejabat asal Klaten itu``, no ``pejabat itu``."""
    low = lowered(tokens(scene.source(at).text))
    return len(low) > PLAIN and scene.words.relatives.isdisjoint(low)


def is_of_body(scene: Scene, at: int) -> bool:
    """Tell whether a description points at the body of somebody not told of: ``juru bicara maskapai itu``."""
    words = scene.words
    low = lowered(tokens(scene.source(at).text))
    behind = low[words.roles.match(low) : -1] if words.roles.match(low) else ()
    return len(behind) == 1 and words.descriptions.get(behind) in BODIES


def is_own(scene: Scene, at: int) -> bool:
    """Tell whether a source is a document of whoever is spoken of: ``hitungannya``, ``catatan dia``."""
    words, spoken = scene.words, scene.source(at).text
    low = lowered(tokens(spoken))
    if len(low) > 1:
        return words.pronouns.get(low[-1]) == ("3", "sg") and words.descriptions.get(low[:-1]) in WRITTEN
    stems = (spoken.removesuffix(clitic) for clitic in words.clitics if spoken.endswith(clitic))  # no ``Hasilnya``
    return any(words.descriptions.get((stem,)) in WRITTEN for stem in stems)


def called_so(scene: Scene, source: Span) -> Party | None:
    """Return whom a description gives his other name (``Pria yang akrab disapa Ara ini``)."""
    for name in _other_names(scene, source):
        party = scene.roster.who(key_of(name))
        if party is not None and not source.contains(party.told):
            return party
    return None


def other_name(scene: Scene, source: Span) -> str:
    """Return what a description says that somebody is called, empty if it does not."""
    return next((" ".join(word.text for word in name) for name in _other_names(scene, source)), "")


def _other_names(scene: Scene, source: Span) -> Iterator[Sequence[Word]]:
    """Yield the capitalised words behind what gives another name, without titles."""
    spoken = tokens(source.text)
    low = lowered(spoken)
    for at in range(1, len(spoken) - 1):
        length = scene.words.alias_markers.match(low, at)
        name = tuple([word for word in spoken[at + length :] if word.capital]) if length else ()
        if name:
            yield untitled(name, scene.words)


def of_place(scene: Scene, source: Span) -> list[Party]:
    """Return the people in whose title stands the place that a description names (``pemimpin Ukraina itu``)."""
    places = [word.lower for word in tokens(source.text) if word.capital and scene.words.places.match((word.lower,))]
    people = scene.roster.people
    return [party for party in people if any(set(places) <= set(role) for role in party.roles)] if places else []


def only_described(scene: Scene, at: int) -> bool:
    """Tell whether a source only tells of whom something is: ``pernyataan | Budi yang menyebut …``; he goes not on.

    Not so of a main verb behind a clause (``saksi yang terluka | menuturkan``), nor between commas (``Budi, yang …``).
    """
    between = scene.text[scene.source(at).stop : scene.attributions[at].cue.start].split()
    return len(between) in {1, 2} and between[0].lower() in scene.words.relatives


def passed_over(scene: Scene, at: int) -> bool:
    """Tell whether nothing goes on about whom a source only describes.

    It does where his sentence begins with him or brings him in: ``Korban ditemukan Joko yang mengaku …. Ia …``.
    """
    if not only_described(scene, at):
        return False
    before, words = words_before(scene.text, scene.source(at).start), scene.words
    if len(before) <= 1:
        return False
    return not (before[-1] in words.agents | words.locatives or words.is_passive(before[-1]))
