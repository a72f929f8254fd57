"""Fronted: what opens a sentence before its main clause: where it ends, whether it belongs to what is said."""

from claimtrack.attribute.clauses import entries, is_clause
from claimtrack.attribute.draft import Draft
from claimtrack.attribute.extents import ACTIVE_RULES, Extent
from claimtrack.attribute.found import Found
from claimtrack.attribute.nominal import DESCRIBED
from claimtrack.attribute.source import source_ahead
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE
from claimtrack.tokens import PUNCTUATION


def of_topic(source: Extent | None, comma: int, content: tuple[Extent, ...]) -> Draft:
    """Return a draft in which what stands before a comma is no title of the source, but what is told of."""
    first, last = source or (comma, comma)
    return Draft((comma + 1, last), ((first, comma), *content))


def topic_end(view: View, subject: Found | None, start: int) -> int | None:
    """Return the comma behind what something is said of, before a name: ``Surat itu, Rahmat menambahkan, palsu``.

    What follows has no subject of its own, as it has in ``Lurah setempat, Rahmat menambahkan, warga pulang``.
    """
    if subject is None or subject.rule != "apposed":
        return None
    comma = next((i for i in range(subject.first, subject.last) if view.fine[i].type == "COMMA"), None)
    if comma is None or type_at(view, comma - 1) != "DET":
        return None
    named = all(token.type == "NAME" for token in view.fine[comma + 1 : subject.last])
    opens = subject.first == first_word(view)
    return comma if named and opens and type_at(view, start) in PREDICATE | {"AUX", "NEG"} else None


def before_subject(view: View, subject: int, start: int, link: str) -> tuple[Extent, ...]:
    """Return what stands before who says something and belongs to it, in one part or none.

    A condition (``Jika hujan turun, ia memperkirakan air naik``), or of what it is said where the verb stands between
    commas (``Tersangka, ia memastikan, sehat``).
    """
    first, fine = first_word(view), view.fine
    if first >= subject - 1 or fine[subject - 1].type != "COMMA" or any(t.cue for t in fine[first:subject]):
        return ()
    holds = fine[first].low in view.pack.words("conditionals")
    # not ``Pertama, ia mengatakan, harga akan naik``, where a clause with a subject of its own follows
    predicate = type_at(view, start) in {"AUX", "NEG"} or not is_clause(view, start)
    thing = link == "COMMA" and fine[subject].type == "PRON" and predicate
    thing = thing and all(token.type in DESCRIBED | {"QUANT", "CAP"} for token in fine[first : subject - 1])
    return ((first, subject - 1),) if holds or thing else ()


def main_start(view: View, frame: Frame, start: int) -> int:
    """Return where the main clause begins before which the cue's whole clause stands: ``Jika X mengira A | , B``."""
    cue = view.cue_index(frame)
    opening = _condition_start(view, cue) or first_word(view)
    if frame.rule not in ACTIVE_RULES | {"bare"} or opening >= cue:
        return len(view.fine)
    joins = view.fine[opening].type == "WITH" and opening + 1 == cue  # ``Sambil | menyebut X, Rina berjanji …``
    timed = view.fine[opening].type != "SUB" and not joins
    if timed and not (view.fine[opening].low in view.pack.words("temporals") and _acts_then(view, opening, cue)):
        return len(view.fine)
    if not _is_one_clause(view, opening, cue):
        return len(view.fine)
    asked = start < len(view.fine) and view.fine[start].low in entries(view.pack, "questions")
    if type_at(view, start) in {"OCC", "TIME", "SUB"} and not asked:
        return len(view.fine)
    for index in range(start + 1, len(view.fine) - 1):
        if view.fine[index].type == "COMMA" and view.fine[index + 1].type != "CONJ":
            main = view.fine[index + 1]
            cited = timed and any(view.coarse[other.first].first == index + 1 for other in view.frames)
            if cited or main.low in view.pack.words("consequences") or is_clause(view, index + 1):
                return index
    if timed and type_at(view, start) == "QUOTE":
        return start + 1
    beside = (view.cue_index(other) for other in view.frames if view.cue_index(other) > start)
    commas = (i for i in range(next(beside, len(view.fine)) - 1, start, -1) if type_at(view, i) == "COMMA")
    return next(commas, len(view.fine)) if timed else len(view.fine)


def _is_one_clause(view: View, opening: int, cue: int) -> bool:
    """Tell whether no clause ends between what opens one and a cue, though who speaks may be told of between commas.

    ``Meski Rina, lurah baru, membantah …``, ``Meski Rina membantah | dan menyebut itu bohong, …``.
    """
    clause = view.fine[opening:cue]
    subordinate = clause[0].type == "SUB"
    commas = [i for i, token in enumerate(clause) if token.type == "COMMA"]
    # ``Meski air surut, Rina, lurah, | mengatakan``
    stated = bool(commas) and not PREDICATE.isdisjoint(token.type for token in clause[: commas[0]])
    told = subordinate and not stated and not any(_resumes(view, opening + comma) for comma in commas)
    joined = subordinate and clause[-1].type == "CONJ"
    ends = PUNCTUATION - ({"COMMA"} if told else set()) | {"COMP"}
    return not any(token.type in ends or (token.cue and not joined) for token in clause)


def _resumes(view: View, comma: int) -> bool:
    """Tell whether a clause with its subject follows a comma: ``Meski hujan | , Rina mengatakan``."""
    return type_at(view, comma + 1) not in {"AUX", "NEG"} and is_clause(view, comma + 1)


def _condition_start(view: View, cue: int) -> int:
    """Return where a condition behind a comma begins that has this cue: ``…, | jika X mengira A, B``; else 0.

    Or a clause of time before the main clause: ``Kemarin, | ketika X mengira A, B``.
    """
    times = view.pack.words("temporals")
    starts = (i for i in range(cue - 1, 0, -1) if type_at(view, i) in {"SUB", "COMMA"} or view.fine[i].low in times)
    opening = next(starts, 0)
    fronted = view.fine[opening].low in times and PREDICATE.isdisjoint(token.type for token in view.fine[:opening])
    condition = fronted or view.fine[opening].low in view.pack.words("conditionals")
    return opening if condition and type_at(view, opening - 1) == "COMMA" else 0


def _acts_then(view: View, opening: int, cue: int) -> bool:
    """Tell whether the clause of a word of time is the cue's: ``Ketika | polisi mengatakan …``, not ``Sejak Mei``."""
    found = source_ahead(view, cue)
    return type_at(view, cue - 1) == "REL" or (found is not None and found.first == opening + 1)
