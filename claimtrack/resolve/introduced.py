"""Whom the sentence before tells of: a `Scene` and an index in, the person who was just named out."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from attrs import evolve

from claimtrack.model import Span
from claimtrack.resolve.described import passed_over, tells_more
from claimtrack.resolve.roster import Key, Party, key_of, name_text
from claimtrack.resolve.runs import lowered, tokens
from claimtrack.resolve.scene import Answer, Scene
from claimtrack.resolve.words import MEDIA, PEOPLE

SENTENCE_REACH = 400  # code points of a sentence that are looked at
ENDS = re.compile(r"[.!?][”\"]?\s+|\n+")
GLUE = re.compile(r"[a-z][A-Z][a-z]+[a-z]$")  # at the end of a name to which a page has glued what follows
BODY_REACH = 200  # names of bodies; one farther back is not meant any more
FEW = 3  # sources
FAR = 6  # words before a name, one of which tells that something is only said to or about him
NEAR, LINES = 600, 1  # code points and line breaks to somebody who was only named


def bodies_of(scene: Scene, head: Key, stop: int) -> Iterator[Party]:
    """Yield the organisations of a head that are named in full before an offset, the last first."""
    near = scene.bodies_before(stop, head, BODY_REACH)
    yield from (party for party in near if party.key != head and not GLUE.search(party.name))


def is_another(scene: Scene, at: int, head: Key) -> bool:
    """Tell whether a description tells more of a body than the last one of its head has in its name, of several.

    ``Bank berlogo ikan itu`` need not be the ``Bank Lembah`` before it in an article on ``PT Bank Muara`` as well.
    """
    last = next(bodies_of(scene, head, scene.source(at).start), None)
    if last is None or not tells_more(scene, at):
        return False
    own = {word for key in (last.key, *last.aliases) for word in key}
    more = set(lowered(tokens(scene.source(at).text))) - scene.words.demonstratives - set(head)
    others = (party.key for party in scene.roster.organisations if len(party.key) > 1)
    return own.isdisjoint(more) and any(set(head) < set(key) and not own <= set(key) for key in others)


def only_body(scene: Scene, at: int, head: Key) -> Answer:
    """Return the only organisation of a head that the article names anywhere, nobody if there are several."""
    spoken = scene.source(at).text
    found = {party.name: party for party in bodies_of(scene, head, len(scene.text))}
    if len(found) != 1:
        return Answer(None, f"“{spoken}” may be any of its kind; none was named before.")
    party = next(iter(found.values()))
    return Answer(party.name, f"“{spoken}” is {party.name}, the only one of its kind in the article.", party.told)


def introduced_body(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Party | None:
    """Return the organisation that opens the sentence of a source, or the only one of the sentence before.

    ``Hanya PT Bakau Jaya yang menjawab. Lewat surel, perusahaan itu …``; not so if somebody else speaks between.
    """
    source = scene.source(at)
    start, stop = sentence_before(scene.text, source.start)
    opening = scene.body_at(stop)
    if scene.words.descriptions.get(scene.phrases[at].head) in MEDIA:  # an outlet is no body of the story
        return None
    if opening is not None and stop < source.start:
        return opening
    found = list(dict.fromkeys(scene.bodies_in(start, stop)))
    if len(found) != 1 or scene.words.places.match(found[0].key):
        return None
    return None if _others_speak(scene, at, (start, source.start), found[0], answer) else found[0]


def introduced(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Party | None:
    """Return the only person of the sentence before a source, who is named there for the first time.

    A description goes on about him, whatever he does there: ``Gol itu dicetak Yance Rumbewas. Pemain 21 tahun itu …``.
    Nobody is if somebody else speaks or acts in that sentence.

    Args:
        scene: the article.
        at: index of the attribution.
        answer: who the source at an index is.
    """
    start, stop = sentence_before(scene.text, scene.source(at).start)
    found = {party: None for _, party in _named(scene, start, stop)}
    party = next(iter(found), None)
    if party is None or len(found) > 1:
        return None
    opens = any(mention.subject and mention.start >= start for mention in party.mentions if mention.start < stop)
    if party.mentions[0].start < start and not opens:
        return None
    if len(scene.roster.by_word[party.key[0]]) > 1:  # whose first name another has is not new
        return None
    opening = scene.text[start:stop].split(maxsplit=1)[0].lower()
    if opening in scene.words.pronouns:
        return None
    return None if _others_speak(scene, at, (start, stop), party, answer) else party


def presented(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Party | None:
    """Return whom the sentence before a pronoun presents, which has no other person for a subject.

    ``Pandangan berbeda dilontarkan Rina Wulandari. Ia …``, ``Bagi Rohana, angka itu tak berarti. Ia …``; not so where
    somebody is told of him: ``Surat itu ditujukan kepada Rina Wulandari. Ia …``.
    """
    party = introduced(scene, at, answer)
    if party is None:
        return None
    start, stop = sentence_before(scene.text, scene.source(at).start)
    mention = next(mention for mention in party.mentions if start <= mention.start < stop)
    sources = ((scene.source(other), other) for other in scene.before(at, FEW))
    if any(source.start <= mention.start < source.stop and passed_over(scene, other) for source, other in sources):
        return None  # ``pernyataan Budi yang menyebut …. Dia …``
    spoken = scene.text[start : mention.start].split()
    before, words = [word.lower() for word in spoken], scene.words
    # not ``Dirjen Obat dr. | Rina``
    acts = any(word.islower() and word.startswith(words.affixes.active) for word in spoken)
    someone = acts and (words.roles.match(tuple(before)) or words.descriptions.get(tuple(before[:1])) in PEOPLE)
    told = words.occasions - words.locatives
    return None if someone or not told.isdisjoint(before[-FAR:]) else party


def _others_speak(
    scene: Scene, at: int, sentence: tuple[int, int], party: Party, answer: Callable[[int], Answer]
) -> bool:
    """Tell whether somebody else than a party is a source in a sentence."""
    start, stop = sentence
    for other in scene.before(at, len(scene.voices)):
        source = scene.source(other)
        if source.start < start:
            break
        if source.start < stop and not scene.in_quotation(other) and answer(other).name != party.name:
            return True
    return False


def last_outlet(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Answer | None:
    """Return the outlet that a source points at: the last name without a title that is cited, or ends a sentence.

    ``Sky Lembah melaporkan hal serupa. Menurut media itu, …``, ``Kabar lain datang dari Mundo Teluk. Harian itu …``
    """
    text, start = scene.text, scene.source(at).start
    opening, stop = sentence_before(text, start)
    end = len(text[:stop].rstrip()) - 1
    runs = scene.roster.runs
    last = bisect_left(runs, end, key=lambda run: run.start) - 1
    closing = runs[last] if last >= 0 and runs[last].stop == end and runs[last].start >= opening else None
    place = closing is not None and scene.words.places.match(lowered(closing.words))
    if closing is not None and closing.before and not place and not scene.told.holds(closing.start, end):
        return Answer(name_text(text, closing.words), "", Span.of(text, closing.start, end))
    for other in scene.before(at, FEW):
        phrase, source = scene.phrases[other], scene.source(other)
        if source.start < start - NEAR:
            return None
        if phrase.kind in {"organisation", "person"} and not phrase.role and not scene.in_quotation(other):
            known = answer(other)
            key = key_of(known.name.split()) if known.name else ()
            party = scene.roster.who(key) if key else None
            whole = (
                known.name == name_text(scene.text, phrase.name) or not known.person
            ) and not scene.words.places.match(key)
            if whole and not (party and party.roles):
                return evolve(known, told=known.told or source, person=False)
    return None


def last_named(scene: Scene, at: int) -> Party | None:
    """Return the last person whom the narrative names before a source, in this paragraph or the one before."""
    start = scene.source(at).start
    near = max(0, start - NEAR)
    named = next((pair for pair in _named(scene, near, start)[::-1]), None)
    return named[1] if named and scene.text.count("\n", named[0], start) <= LINES else None


def _named(scene: Scene, start: int, stop: int) -> list[tuple[int, Party]]:
    """Return whom the narrative names in a stretch of the text, in order."""
    people = scene.named
    first = bisect_left(people, start, key=lambda pair: pair[0])
    last = bisect_left(people, stop, key=lambda pair: pair[0])
    return [(place, party) for place, party in people[first:last] if not scene.told.holds(place, place + 1)]


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the extent of the sentence in which an offset stands, `SENTENCE_REACH` code points either way at most."""
    behind = ENDS.search(text, offset, offset + SENTENCE_REACH)
    return _openings(text, offset)[-1], behind.end() if behind else min(len(text), offset + SENTENCE_REACH)


def sentence_before(text: str, offset: int) -> tuple[int, int]:
    """Return the extent of the sentence before the one in which an offset stands; an empty one before the first."""
    start, stop = _openings(text, offset)[-2:]
    return start, stop


def _openings(text: str, offset: int) -> list[int]:
    """Return where the sentences up to an offset begin, the two last of them at least."""
    first = max(0, offset - 2 * SENTENCE_REACH)
    return [first, first, *(found.end() for found in ENDS.finditer(text, first, offset))]
