"""Reach: how far content goes, to the left and right of a frame, among the other frames of its sentence."""

from claimtrack.attribute.draft import NOTHING_BESIDE, Draft
from claimtrack.attribute.extents import (
    FINAL_RULES,
    Extent,
    before_comma,
    closing_start,
    has_comma,
    has_words,
    left_start,
    quote_end,
)
from claimtrack.attribute.links import reports
from claimtrack.attribute.source import resume_index, source_ahead
from claimtrack.attribute.view import View, type_at
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE

ACTIVE_RULES = frozenset({"active", "active_weak", "active_quote", "naming", "finding"})
ACTIVE_CUES = frozenset({"ACT", "ACT_CLAUSE", "ACT_QUOTE"})
BELIEFS = frozenset({"believing", "estimating"})
EXTENT_BREAKS = frozenset({"BUT", "SUB", "REL", "CONJ", "COMP", "COLON"})


def right_end(view: View, frame: Frame, start: int) -> int:
    """Return where content that begins at ``start`` ends: before a citation of it all, or before a frame beside it.

    Who speaks sets his own word against what he passes on: ``"Dia bilang aman, tapi saya ragu."``
    """
    return min(_end_beside(view, frame, start), _spoken_end(view, start), _belied_end(view, frame, start))


def _belied_end(view: View, frame: Frame, start: int) -> int:
    """Return where it begins that a belief was wrong: ``Warga mengira itu petasan | , ternyata tabung gas meledak``."""
    cue = view.fine[view.cue_index(frame)].cue
    corrections = view.pack.words("corrections") if cue is not None and cue.cls in BELIEFS else frozenset()
    comma = len(view.fine)
    for index in range(start, len(view.fine)):
        if view.fine[index].type == "COMMA":
            comma = index
        elif view.fine[index].low in corrections:
            return comma
    return len(view.fine)


def _spoken_end(view: View, start: int) -> int:
    """Return where a contrast begins inside a quotation, unless it completes a negation (``tidak A, tetapi B``)."""
    for index in range(start + 1, len(view.fine) if view.spoken else 0):
        if view.fine[index - 1].type == "COMMA" and view.fine[index].type == "BUT":
            return index - 1
        if view.fine[index].type == "NEG":
            break
    return len(view.fine)


def _end_beside(view: View, frame: Frame, start: int) -> int:
    """Return where content ends because of the other frames of the sentence."""
    semicolon = -1
    for other in view.frames:
        if other.cue <= frame.cue:
            continue
        first = view.coarse[other.first].first
        if first <= start:
            continue
        if semicolon < 0:
            semicolon = next((i for i in range(start, len(view.fine)) if view.fine[i].type == "SEMI"), len(view.fine))
        if semicolon < first:
            return semicolon
        if other.rule in FINAL_RULES and is_final(view, other):
            return before_comma(view, first)
        contrasted = type_at(view, view.cue_index(other) - 1) == "BUT"
        if other.rule in ACTIVE_RULES and (contrasted or reports(view, other)):
            border = closing_start(view, other) or sibling_start(view, other, start)
            if border is not None and border > start:
                return border
    return len(view.fine)


def relative_end(view: View, frame: Frame, start: int, end: int) -> int:
    """Return where content ends whose cue stands in a relative clause: where the main clause goes on.

    That is at a copula, behind a determiner before a predicate (``warga yang mengaku melihat kejadian itu | akan …``),
    or, where commas set the clause off, at the next comma.
    """
    before = view.coarse[frame.first].first - 1
    while type_at(view, before) in {"AUX", "NEG"} and before > 0:
        before -= 1
    if type_at(view, before) != "REL":
        return end
    commas = type_at(view, before - 1) == "COMMA" or frame.rule == "opinion"
    of_subject = before > 0 and not any(token.type in PREDICATE for token in view.fine[:before])
    copulas = view.pack.words("copulas")
    for index in range(start + 1, end):
        token = view.fine[index]
        if token.low in copulas or (commas and token.type == "COMMA"):
            return index
        if token.type == "DET" and of_subject and type_at(view, index + 1) in PREDICATE:
            return index + 1
    return end


def before_occasion(view: View, start: int, end: int) -> int:
    """Cut off where or how it was said, behind a quotation that ends with a comma: ``"…," dalam sebuah unggahan.``."""
    last = end - 1 if type_at(view, end - 1) == "END" else end
    for index in range(start, last - 1):
        if view.fine[index].type != "QUOTE" or not view.fine[index].low.endswith(","):
            continue
        rest = {token.type for token in view.fine[index + 1 : last]}
        if view.fine[index + 1].type == "WITH" and type_at(view, index + 2) not in ACTIVE_CUES:
            return index + 1
        if view.fine[index + 1].type in {"OCC", "DI"} and rest.isdisjoint(PREDICATE | {"QUOTE", "REL", "COMP"}):
            return index + 1
    return end


def is_final(view: View, frame: Frame) -> bool:
    """Tell whether a frame cites what stands before it and nothing follows it: ``…, kata Rahmat di Jakarta.``."""
    first = view.coarse[frame.first].first
    if not has_words(view, left_start(view), first):
        return False
    before = view.fine[first - 1].type if first else "START"
    if frame.rule in {"inverted", "preposition", "relay"} and before not in {"COMMA", "QUOTE", "DASH", "AUX"}:
        return False
    resume = resume_index(view, frame)
    return not has_words(view, resume, len(view.fine)) or starts_other(view, resume)


def starts_other(view: View, index: int) -> bool:
    """Tell whether another citation begins at ``index``, behind commas."""
    while index < len(view.fine) and view.fine[index].type in {"COMMA", "WITH", "CONJ"}:
        index += 1
    return any(view.coarse[frame.first].first == index for frame in view.frames)


def sibling_start(view: View, other: Frame, start: int) -> int | None:
    """Return where a frame begins that stands beside content begun at ``start``, or None if it lies inside it."""
    cue = view.cue_index(other)
    found = source_ahead(view, cue)
    if found is None or found.rule == "antecedent":
        return None
    if found.rule == "shared":
        first = cue
        while first > start and view.fine[first - 1].type in {"AUX", "NEG"}:
            first -= 1
        before = view.fine[first - 1].type
        return before_comma(view, first) if before in {"COMMA", "WITH", "CONJ", "BUT"} and found.first < start else None
    first = found.first
    if first <= start:
        return None
    border = first
    while border > start and view.fine[border - 1].type in {"AUX", "OPENER"}:
        border -= 1
    before = view.fine[border - 1].type
    if before == "COMMA" and view.fine[0].type == "SUB" and not has_comma(view, 0, start):
        return before_comma(view, border)
    if view.fine[border - 1].low in view.pack.words("contrasts") and view.fine[first].type == "PRON":
        return before_comma(view, border - 1)
    beside = before == "BUT" or (before == "CONJ" and any(t.type in PREDICATE for t in view.fine[start:border]))
    return before_comma(view, border) if beside else None


def coordinated(view: View, start: int, end: int) -> tuple[Extent, ...]:
    """Split content at ``dan bahwa``: each complement clause is a part of its own."""
    parts: list[Extent] = []
    for index in range(start, end - 1):
        if view.fine[index].type in {"CONJ", "BUT"} and view.fine[index + 1].type == "COMP":
            parts.append((start, before_comma(view, index)))
            start = index + 2
    return (*parts, (start, end))


def cited(view: View, frame: Frame, source: Extent | None, resume: int, *, tied: bool) -> Draft:
    """Read the content round a citing frame: what stands before it, behind it, or both.

    Args:
        view: the sentence.
        frame: the citing frame.
        source: its source.
        resume: index behind the source and its circumstances.
        tied: the content may go on behind the source without a comma (a pronoun or clitic ends the source).
    """
    first = view.coarse[frame.first].first
    left = (left_start(view), before_comma(view, _before_adverb(view, frame, first)))
    adverb = all(token.type == "AUX" for token in view.fine[left[0] : left[1]])
    if adverb or type_at(view, first - 1) in EXTENT_BREAKS or _opens_clause(view, left, first, resume):
        left = (first, first)
    quoted = has_words(view, *left) and view.fine[left[1] - 1].type == "QUOTE"
    end = relative_end(view, frame, resume, right_end(view, frame, resume))
    begun = has_words(view, *left)
    right = _continuation(view, resume, end, quoted=quoted, tied=tied, begun=begun)
    if not has_words(view, *left):
        thus = view.coarse[frame.first]
        if thus.type == "THUS":
            right = (thus.first, thus.last)
        return Draft(source, coordinated(view, *right)) if right else NOTHING_BESIDE
    if right:
        left = (_medial_start(view, left), left[1])
    parts = [part for extent in (left, right) if extent for part in coordinated(view, *extent)]
    return Draft(source, tuple(part for part in parts if has_words(view, *part)))


def _before_adverb(view: View, frame: Frame, first: int) -> int:
    """Return where an adverb of a citation between commas begins: ``Kapal itu, | masih menurut Rahmat, …``."""
    index = first
    while frame.rule == "preposition" and index and view.fine[index - 1].type == "AUX":
        index -= 1
    return index if index and view.fine[index - 1].type == "COMMA" else first


def _opens_clause(view: View, left: Extent, first: int, resume: int) -> bool:
    """Tell whether a citation opens a clause of its own behind a whole one: ``…, menurut saya itu pertanda baik``."""
    behind = type_at(view, resume)
    whole = any(token.type in PREDICATE for token in view.fine[left[0] : left[1]])
    if type_at(view, resume - 1) == "REL":  # ``…, menurut situs itu, yang mengatakan bahwa …``
        return False
    return whole and view.fine[first].type == "PREP" and behind not in {"COMMA", "END", "QUOTE", "DASH", "BUT"}


def _medial_start(view: View, left: Extent) -> int:
    """For content interrupted by its cue, return where its own clause begins.

    That is behind the last contrast, or behind a conjunction whose clause has no predicate yet, where another clause
    stands before it: ``Rahmat menduga kapal itu hanyut, karena | angin, menurut petugas, bertiup kencang``.
    """
    begun = False
    for index in range(left[1] - 1, left[0], -1):
        kind = view.fine[index].type
        if kind == "BUT" or (kind in ACTIVE_CUES | {"COMP"} and not begun):
            return index + 1
        if kind == "SUB" and not begun:
            whole = any(token.type in PREDICATE | ACTIVE_CUES for token in view.fine[left[0] : index])
            return index + 1 if whole else left[0]
        begun = begun or kind in PREDICATE
    return left[0]


def _continuation(view: View, resume: int, end: int, *, quoted: bool, tied: bool, begun: bool) -> Extent | None:  # noqa: PLR0913
    """Return the content that goes on behind a citing frame, or None; ``begun`` if some stands before it."""
    index = resume
    comma = False
    while index < end and view.fine[index].type in {"COMMA", "COMP", "BUT", "SUB", "DASH", "COLON"}:
        if view.fine[index].type == "SUB":
            break
        comma = comma or view.fine[index].type != "BUT"
        index += 1
    if not has_words(view, index, end) or (begun and view.fine[index].type == "WITH"):
        return None
    if quoted:
        return (index, quote_end(view, index, end)) if view.fine[index].type == "QUOTE" else None
    return (index, end) if comma or tied or index > resume else None
