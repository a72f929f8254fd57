"""Whose document a source is: a `Scene` and an index in, an `Answer` out."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from claimtrack.model import Span
from claimtrack.resolve.introduced import sentence_at
from claimtrack.resolve.phrase import description_head
from claimtrack.resolve.roster import Key, key_of, name_text
from claimtrack.resolve.runs import NUMERAL, lowered, tokens
from claimtrack.resolve.scene import Answer, Scene

REACH = 200  # sources that are looked at
WRITTEN_REACH = 1600  # code points back to where a document was told of
ACCOUNT = re.compile(r"(?: \w+){0,2} (@\w+(?:\.\w+)*)")
TELLING = re.compile(r"(?: [a-z]+){0,2} ")  # what may stand between a document and whose it is
SHORTEST_ROOT = 5  # letters: ``lapor`` of ``laporan``
MENTIONS = 3  # places where it was told of that are looked at
CALLED_REACH = 60  # code points of the words for an account
SHORTEST_CLAUSE = 3  # words: ``yang dirilis BPS``
BEHIND_PASSIVE = 2  # words: ``yang dirilis``
NEAREST = 3  # words before it, one of which leads to it: ``lewat sebuah surat``


def whose(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Answer:
    """Name the organisation whose document it is; ``laporan itu`` is the last document of that head.

    Args:
        scene: the article.
        at: index of the attribution whose source is a document.
        answer: who the source at an index is.
    """
    source = scene.source(at)
    last = [word for word in tokens(source.text) if word.text[0].isalnum()][-1]
    told = source.text.lower().split()
    where = not scene.words.where.isdisjoint(told)  # ``pesan di grup jamaah``, but ``laporan di Koran Teluk``
    body = scene.called.small(tokens(source.text)[len(scene.phrases[at].head) :], source.start)
    if body is not None:
        return Answer(body, f"The document is one of {body}.", scene.first_mention(body))
    seen = not scene.words.relatives.isdisjoint(told)  # ``laporan yang dilihat kantor berita AFP``
    known = last.capital and (last.acronym or scene.registry.lookup(last.text) is not None)
    if known and (not seen or _is_made(scene, told)) and (not where or scene.is_press(last.text)):
        return Answer(last.text, f"The document is one of {last.text}.")
    named = (party for party in scene.bodies_in(source.start, source.stop) if not NUMERAL.match(party.name))
    inside = [party for party in named if not where or scene.is_press(party.name)]
    if len(inside) == 1 and not seen and "/" not in source.text:  # ``putusan nomor 32 PK/Pid.Sus/2031``
        return Answer(inside[0].name, f"The document is one of {inside[0].name}.", inside[0].told)
    found = _pointed(scene, at, answer) if last.lower in scene.words.demonstratives else None
    clause = (word.start for word in tokens(source.text) if word.lower in scene.words.relatives)
    start = source.start + next(clause, len(source.text))
    found = found or _issued(scene, start, max(source.stop, scene.attributions[at].cue.start))
    return found or Answer(None, f"“{source.text}” is a document; whose it is was not found.")


def _is_made(scene: Scene, low: Sequence[str]) -> bool:
    """Tell whether who closes a document's relative clause made it: ``survei yang dilakukan (oleh) | LSI``."""
    relative = next(at for at, word in enumerate(low) if word in scene.words.relatives)
    clause = [word for word in low[relative + 1 :] if word not in scene.words.agents]
    return len(clause) == BEHIND_PASSIVE and clause[0] in scene.words.issued


def _issued(scene: Scene, start: int, stop: int) -> Answer | None:
    """Return the one body whose document it is by the relative clause behind it: ``yang dirilis | Dinas Air``."""
    clause = lowered(tokens(scene.text, start, max(start, stop)))
    if len(clause) < SHORTEST_CLAUSE:
        return None
    if clause[0] not in scene.words.relatives or clause[1] not in scene.words.issued:
        return None
    words = tokens(scene.text, start, stop)
    for at in range(BEHIND_PASSIVE, len(words)):
        agent = at == BEHIND_PASSIVE or clause[at - 1] in scene.words.agents
        named = scene.capitals_at(words[at].start) if agent else ()
        if named and (person := scene.roster.who(key_of(named))) is not None:
            return Answer(person.name, f"The document is one of {person.name}.", person.told, person=True)
        party = scene.body_at(words[at].start)
        if party is not None and not scene.is_press(party.name):
            return Answer(party.name, f"The document is one of {party.name}.", party.told) if agent else None
    return None


def _pointed(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Answer | None:
    """Return whose a document is that was told of before."""
    source, head = scene.source(at), scene.phrases[at].head
    for other in scene.before(at, REACH):
        known = answer(other) if head == scene.phrases[other].head or _tells(scene, other, head) else None
        if known is not None and known.name:
            reason = f"“{source.text}” points back to the document of {known.name}."
            return Answer(known.name, reason, scene.source(other))
    calls = scene.words.descriptions.get(head) == "account"
    for start, stop in _told_of(scene.text, head[:1] if calls else head, source.start):
        account = ACCOUNT.match(scene.text, stop)
        if account is not None:
            return Answer(account[1], f"“{source.text}” points back to {account[1]}.", person=True)
        named = _called(scene, start) if calls else _named_behind(scene, stop)
        if named is not None:
            return named
        speaker = _speaker(scene, at, start, answer)
        if speaker is not None:
            return speaker
    return None


def _tells(scene: Scene, at: int, head: Key) -> bool:
    """Tell whether a cue is the word for a document or its verb: ``demikian | laporan X``, ``X | melaporkan …``."""
    cue, word, affixes = scene.attributions[at].cue.text.lower(), head[-1] if head else "", scene.words.affixes
    roots = [word.removesuffix(suffix) for suffix in affixes.suffixes if word.endswith(suffix)]
    made = any(len(root) >= SHORTEST_ROOT and root in cue for root in roots)
    return cue in {word, *roots} or (made and cue.startswith(affixes.active))


@lru_cache(maxsize=256)
def _mention_of(head: Key) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){' '.join(map(re.escape, head))}(?:nya)?(?!\w)", re.IGNORECASE)


def _told_of(text: str, head: Key, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where a document was told of before an offset, the last first."""
    found = [match.span() for match in _mention_of(head).finditer(text, max(0, stop - WRITTEN_REACH), stop)]
    yield from found[: -MENTIONS - 1 : -1]


def _called(scene: Scene, start: int) -> Answer | None:
    """Return the name that stands behind the word for an account: ``akun Instagram | Info Dapur Nusa``."""
    words = tokens(scene.text, start, start + CALLED_REACH)
    head = description_head(lowered(words), scene.words)
    called = scene.capitals_at(words[len(head) - 1].stop + 1)
    if not called:
        return None
    name = name_text(scene.text, called)
    told = Span.of(scene.text, called[0].start, called[-1].stop)
    return Answer(name, f"The account calls itself {name}.", told, person=True)


def _named_behind(scene: Scene, stop: int) -> Answer | None:
    """Return the organisation that stands behind the word for a document: ``kajian internal | Badan Keahlian DPR``."""
    telling = TELLING.match(scene.text, stop)
    plain = telling is not None and scene.words.function_words.isdisjoint(telling[0].split())
    party = scene.body_at(telling.end()) if telling is not None and plain else None
    return Answer(party.name, f"The document is one of {party.name}.", party.told) if party else None


def _speaker(scene: Scene, at: int, start: int, answer: Callable[[int], Answer]) -> Answer | None:
    """Return who speaks by a document in its sentence: ``Dalam suratnya, Dinas Pasar meminta …``."""
    words = scene.words
    opening, stop = sentence_at(scene.text, start)
    before = scene.text[opening:start].split()[-NEAREST:]
    written = words.prepositions | words.intermediaries
    if written.isdisjoint(word.lower() for word in before) or scene.told.holds(start, start + 1):
        return None
    for other in scene.before(at, REACH):
        source = scene.source(other)
        if source.start < opening:
            return None
        if source.start < stop and not scene.in_quotation(other) and scene.phrases[other].kind != "document":
            known = answer(other)
            reason = f"“{scene.source(at).text}” is what {known.name} wrote."
            return Answer(known.name, reason, known.told or source, person=known.person) if known.name else None
    return None
