"""A database in, its propositions out: the contents of attributions, cut where one sentence ends and another begins.

A quotation of five sentences says five things, and another outlet may carry one of them. What is compared is therefore
the sentence inside a content; the pieces of a sentence that its source interrupts stay together.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence

from attrs import frozen

from claimtrack.compare.normalise import ASKING
from claimtrack.packs import Pack
from claimtrack.segment import Sentence, segment_region
from claimtrack.store.ids import digest

ENDS = ".!?…"
CLOSERS = "\"'”’»)] "
FEW_WORDS = 3
WORD = re.compile(r"\w")

# A denial that only points back has for content that of the attribution which it denies. What is told inside a question
# is asked as well.
CONTENTS = """SELECT a.id, coalesce(a.read_id, a.source_id, ''), a.style = 'direct', a.cue_class,
      coalesce(around.cue_class, ''), s.start, s.stop
    FROM attributions a
    LEFT JOIN attributions around ON around.id = a.parent_id
    LEFT JOIN spans meant ON meant.attribution_id = a.id AND meant.role = 'antecedent'
    JOIN spans s ON s.role = 'content' AND s.attribution_id = CASE WHEN meant.start IS NULL THEN a.id ELSE (
      SELECT told.id FROM attributions told JOIN spans c ON c.attribution_id = told.id AND c.role = 'cue'
      WHERE told.document_id = a.document_id AND told.claim_id = a.claim_id AND told.id <> a.id
        AND c.start >= meant.start AND c.stop <= meant.stop ORDER BY told.position LIMIT 1) END
    WHERE a.document_id = ? AND a.claim_id IS NOT NULL ORDER BY a.position, s.ordinal"""

Extent = tuple[int, int]


@frozen
class Proposition:
    """One sentence of one attribution's content, or as much of it as is attributed.

    Args:
        id: stable: made from the attribution and the place.
        attribution_id: whose content it is.
        document_id: where it stands.
        source_id: who the extraction read as its source, whatever people decided since; empty where nobody known.
        spans: its half-open places in the text, in order.
        text: the words in those places, joined by blanks.
        quoted: its attribution quotes, it is in the words of its source.
        asks: its attribution, or the one around that, asks or hopes and states nothing.
    """

    id: str
    attribution_id: str
    document_id: str
    source_id: str
    spans: tuple[Extent, ...]
    text: str
    quoted: bool
    asks: bool


def propositions_of(connection: sqlite3.Connection, document: str, text: str, pack: Pack) -> tuple[Proposition, ...]:
    """Return the propositions of the article ``document``, whose words are ``text``, in order."""
    contents: dict[tuple[str, str, bool, bool], list[Extent]] = {}
    for attribution, source, quoted, cue, around, start, stop in connection.execute(CONTENTS, [document]):
        asks = not ASKING.isdisjoint((cue, around))
        contents.setdefault((attribution, source, bool(quoted), asks), []).append((start, stop))
    found: dict[tuple[tuple[Extent, ...], str], Proposition] = {}
    for (attribution, source, quoted, asks), extents in contents.items():
        for spans in cut(text, extents, pack):
            words = " ".join(text[start:stop] for start, stop in spans)
            key = digest("proposition", attribution, str(spans))
            proposition = Proposition(key, attribution, document, source, spans, words, quoted, asks)
            found.setdefault((spans, source), proposition)
    return tuple(found.values())


def cut(text: str, extents: Sequence[Extent], pack: Pack) -> Iterator[tuple[Extent, ...]]:
    """Yield the sentences in the ``extents`` of one content, each as the places it is made of.

    A sentence of up to three words (``Benar.``) is no proposition alone and goes with the next one, or the one before
    it at the end.
    """
    groups: list[tuple[Extent, ...]] = []
    for piece in (s for start, stop in extents for s in _sentences(text, start, stop, pack)):
        if groups and (not _closed(text, groups[-1][-1][1], piece[0]) or _few(text, groups[-1])):
            groups[-1] = (*groups[-1], piece)
        else:
            groups.append((piece,))
    if len(groups) > 1 and _few(text, groups[-1]):
        last = groups.pop()
        groups[-1] = (*groups[-1], *last)
    yield from map(_merged, groups)


def _sentences(text: str, start: int, stop: int, pack: Pack) -> list[Extent]:
    """Return the sentences between ``start`` and ``stop``, those inside a quotation one by one."""
    whole = segment_region(text, start, stop, pack)
    return [piece for sentence in whole for piece in _pieces(text, sentence, pack)] or [(start, stop)]


def _pieces(text: str, sentence: Sentence, pack: Pack) -> Iterator[Extent]:
    """Yield a sentence, or what stands between the borders of sentences inside its quotations, without their marks."""
    start, stop = sentence.start, sentence.stop
    for quote in sentence.quotes:
        inner = segment_region(text, quote.inner_start, quote.inner_stop, pack)
        if len(inner) > 1:
            yield (inner[0].start if start == quote.start else start, inner[0].stop)
            yield from ((between.start, between.stop) for between in inner[1:-1])
            start = inner[-1].start
            last = not WORD.search(text, quote.inner_stop, sentence.stop)
            stop = start + len(text[start : quote.inner_stop].rstrip(", ")) if last else sentence.stop
    yield (start, stop)


def _closed(text: str, stop: int, following: int) -> bool:
    """Tell whether a sentence ends at ``stop``, before what follows at ``following``."""
    before = text[:stop][-4:].rstrip(CLOSERS)[-1:]
    behind = text[stop:following].lstrip(CLOSERS)[:1]
    return before in ENDS or behind in ENDS


def _few(text: str, spans: Sequence[Extent]) -> bool:
    """Tell whether ``spans`` hold three words or fewer."""
    return sum(len(text[start:stop].split()) for start, stop in spans) <= FEW_WORDS


def _merged(spans: tuple[Extent, ...]) -> tuple[Extent, ...]:
    """Return ``spans`` with neighbours in one, where nothing but a blank stands between them."""
    found = [spans[0]]
    for start, stop in spans[1:]:
        if start - found[-1][1] <= 1:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return tuple(found)
