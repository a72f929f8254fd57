"""What ``hal itu`` stands for: the attributions of one article in, the sentence meant for each anaphoric one out."""

from bisect import bisect_right
from collections.abc import Sequence

from claimtrack.model import Attribution, Span
from claimtrack.packs import Pack
from claimtrack.segment import Sentence, segment

ENDS = frozenset(".!?…\"”'’»)")
DENYING, REACH = "denying", 6  # sentences in which what is denied was said
HEADINGS = 20  # sentences that are passed over
HEADING = 10  # words; what is shorter and ends without a mark is a heading or a teaser


def antecedents(
    text: str, attributions: Sequence[Attribution], pack: Pack, names: Sequence[str | None] = ()
) -> dict[int, Span]:
    """Return index -> the sentence or quotation that the content of an anaphoric attribution stands for.

    That is a quotation before it in its own sentence, else the sentence before. A sentence that only points back itself
    (``Hal senada disampaikan Rina.``) hands on what it points to; headings are passed over. Who denies (``Tuduhan itu
    dibantah Rina.``) denies what somebody else has said, a few sentences before at most.

    Args:
        text: the article.
        attributions: sorted by cue.
        pack: the language.
        names: who says each, None where nobody known; nobody is known if there are none.
    """
    pointing = [at for at, attribution in enumerate(attributions) if attribution.anaphoric]
    if not pointing:
        return {}
    sentences = segment(text, pack)
    starts = [sentence.start for sentence in sentences]
    found: dict[int, Span] = {}
    by_sentence: dict[int, Span] = {}
    spoken: dict[int, set[str | None]] = {}
    for at, attribution in enumerate(attributions):
        if not attribution.anaphoric:
            home = bisect_right(starts, attribution.cue.start) - 1
            spoken.setdefault(home, set()).add(names[at] if names else None)
    for at in pointing:
        attribution = attributions[at]
        home = bisect_right(starts, attribution.cue.start) - 1
        meant = _quoted(text, sentences[home], attribution) if home >= 0 else None
        before = home - 1
        if attribution.cue_class == DENYING:
            own = {names[at]} - {None} if names else set()
            others = (near for near in range(before, before - REACH, -1) if spoken.get(near, set()) - own)
            before = next(others, before)
        last = max(0, before - HEADINGS)
        while meant is None and before >= last:
            meant = by_sentence.get(before) or _told(text, sentences[before])
            before -= 1
        if meant is not None:
            found[at] = by_sentence[home] = meant
    return found


def _quoted(text: str, sentence: Sentence, attribution: Attribution) -> Span | None:
    """Return the last quotation before an attribution in its own sentence."""
    spans = [attribution.cue, *attribution.content, *([attribution.source] if attribution.source else [])]
    start = min(span.start for span in spans)
    before = [quote for quote in sentence.quotes if quote.inner_start < quote.inner_stop and quote.stop <= start]
    return Span.of(text, before[-1].inner_start, before[-1].inner_stop) if before else None


def _told(text: str, sentence: Sentence) -> Span | None:
    """Return a sentence as a span; None where it is a heading."""
    words = text[sentence.start : sentence.stop].split()
    if len(words) < HEADING and words and words[-1][-1] not in ENDS:
        return None
    return Span.of(text, sentence.start, sentence.stop)
