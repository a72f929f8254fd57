"""Extents: where words stand round a frame; the small questions that every rule asks."""

from claimtrack.attribute.asides import skip_asides
from claimtrack.attribute.behind import resume_index
from claimtrack.attribute.borders import SKIPPED
from claimtrack.attribute.clauses import NOMINAL, is_clause
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.source import source_ahead
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

Extent = tuple[int, int]
LEADING = frozenset({"OPENER", "BUT", "CONJ", "COMMA", "DASH", "END", "COLON"})
WHOLE = PREDICATE | {"QUOTE", "PAS", "OPI", "FIND", "ACT_CLAUSE"}  # one of them makes a clause
ACTIVE_RULES = frozenset({"active", "active_weak", "active_quote", "naming", "finding"})
RELAYING = frozenset({"relay", "like"})  # rules of who passes on
FINAL_RULES = frozenset({"inverted", "thus", "like", "preposition", "relay"})


def left_start(view: View) -> int:
    """Return the index of the first word that is not the reporter's connective."""
    index = 0
    while index < len(view.fine) and (
        view.fine[index].type in LEADING
        or (view.fine[index].type == "AUX" and type_at(view, index + 1) == "COMMA")
        or (view.fine[index].type == "SUB" and type_at(view, index + 1) in {"COMMA", "PREP"})
    ):
        index += 1
    return index


def own_start(view: View) -> int:
    """Return the index behind a citation that opens the sentence: ``Menurut Rahmat, | …``."""
    start = left_start(view)
    for frame in view.frames:
        if frame.rule in FINAL_RULES and view.coarse[frame.first].first == start:
            return resume_index(view, frame)
    return start


def has_words(view: View, first: int, last: int) -> bool:
    """Tell whether ``[first, last)`` holds anything but punctuation."""
    return view.span(first, last) is not None


def behind_asides(view: View, frame: Frame, source: int, resume: int) -> int:
    """Return where content may begin behind a source that ends at ``source`` and the asides that end at ``resume``.

    Where nothing else stands in the sentence they are no asides: ``Menurutnya, | pada tahun itu ada 76 kasus.``
    """
    opening = view.coarse[frame.first].first
    tied = opens_clause(view, frame) and not has_comma(view, source, resume)
    before = has_words(view, left_start(view), opening) and not tied
    beside = before or has_words(view, resume, len(view.fine))
    return source if not beside and is_whole(view, source, len(view.fine)) else resume


def opens_clause(view: View, frame: Frame) -> bool:
    """Tell whether a citation opens a clause behind another: ``air surut, karena | menurut Rahmat pintu dibuka``."""
    before = type_at(view, view.coarse[frame.first].first - 1)
    return frame.rule == "preposition" and before in {"SUB", "BUT", "CONJ", "COMP"}


def has_comma(view: View, first: int, last: int) -> bool:
    """Tell whether a comma stands in ``[first, last)``."""
    return any(token.type == "COMMA" for token in view.fine[first:last])


def is_fronted(view: View, start: int) -> bool:
    """Tell whether what stands at ``start`` lies in what opens a sentence before its main clause.

    ``Dengan alasan bahwa | hujan turun, laga ditunda``, ``Soal Rina yang mengatakan | itu bohong, Budi menilai …``.
    """
    opening = view.fine[first_word(view)]
    kinds = ACTIVE_CUES | {"SUB", "OCC", "WITH", "VERB", "PREP", "AFF", "AS"}
    opens = opening.type in kinds or opening.low in view.pack.words("topics")
    return opens and not has_comma(view, 0, start - (type_at(view, start - 1) == "COMMA"))


def fronted_end(view: View, start: int, end: int) -> int:
    """Return the comma at which what opens a sentence before its main clause ends, ``end`` if none is before it.

    Who speaks there, or a clause behind it, tells the main clause from the members of a list.
    """
    explained = view.pack.words("appositions")
    commas = [i for i in range(start, end - 1) if view.fine[i].type == "COMMA"]
    commas = [i for i in commas if view.fine[i + 1].low not in explained]
    cues = [view.cue_index(frame) for frame in view.frames if view.cue_index(frame) > start]
    speakers = {found.first for cue in cues if (found := source_ahead(view, cue)) is not None}
    speakers |= {view.coarse[frame.first].first for frame in view.frames if frame.rule in FINAL_RULES}
    joined = max((i for i in commas if type_at(view, i + 1) == "CONJ"), default=start)
    behind = [i for i in commas if i > joined or joined == start]
    clauses = (i for i in behind if type_at(view, i + 1) in NOMINAL | {"NUM", "CAP"} and is_clause(view, i + 1))
    return next((i for i in commas if i + 1 in speakers), next(clauses, end))


def is_whole(view: View, first: int, last: int) -> bool:
    """Tell whether ``[first, last)`` can be a content: it holds a predicate or a quotation."""
    return any(token.type in WHOLE for token in view.fine[first:last])


def before_comma(view: View, index: int) -> int:
    """Return ``index`` moved left over the commas and joining words before it, but not over ``tidak demikian``."""
    while index and view.fine[index - 1].type in {"COMMA", "DASH", "CONJ", "WITH", "BUT", "THUS"}:
        if view.fine[index - 1].type == "THUS" and type_at(view, index - 2) in SKIPPED:
            break
        joins = view.fine[index - 1].low in view.pack.words("closing_adverbs")
        if joins and type_at(view, index) == "COMMA" and type_at(view, index - 2) not in {"COMMA", "DASH", "END"}:
            break  # ``musim gugur | lalu, kata Rahmat``: it closes what stands before it
        index -= 1
    return index


def quote_end(view: View, index: int, end: int) -> int:
    """Return the index behind the run of quotations that begins at ``index``, ``end`` at most."""
    while index < end and view.fine[index].type in {"QUOTE", "COMMA"}:
        index += 1
    return index


def clitic_source(frame: Frame, view: View) -> Extent | None:
    """Return the extent of the clitic behind the cue, if there is one."""
    if frame.clitic is None:
        return None
    token = view.coarse[frame.clitic]
    return token.first, token.last


def closing_start(view: View, frame: Frame) -> int | None:
    """Return where a subject and verb begin that close the sentence: ``…, Rahmat mengatakan di Jakarta.``."""
    after = view.after_index(frame)
    if view.fine[view.cue_index(frame)].type not in ACTIVE_CUES | {"FIND"}:
        return None
    if frame.link is not None or has_words(view, skip_asides(view, after), len(view.fine)):
        return None
    if after < len(view.fine) and view.fine[after].low in view.pack.words("topics"):
        return None
    found = source_ahead(view, view.cue_index(frame))
    if found is None or found.rule in {"shared", "antecedent"}:
        return None
    before = before_comma(view, found.first)
    recorded = view.fine[view.cue_index(frame)].type == "FIND"  # ``…, BPS mencatat.``
    if recorded and (type_at(view, found.first - 1) != "COMMA" or type_at(view, after) in {"DI", "OCC"}):
        return None
    return before if before < found.first or type_at(view, before - 1) == "QUOTE" else None


def quoting_start(view: View, frame: Frame) -> int | None:
    """Return where who quotes begins behind a quotation, None if none does: ``"…," | KCNA mengutip pernyataannya``."""
    cue = view.cue_index(frame)
    found = source_ahead(view, cue) if frame.rule == "relay" and takes_object(view, cue) else None
    quoted = found is not None and found.rule not in {"shared", "antecedent"} and type_at(view, cue - 1) != "COMMA"
    return found.first if found and quoted and type_at(view, before_comma(view, found.first) - 1) == "QUOTE" else None
