"""Asides: circumstances of a speech act that stand between a cue or source and what is said."""

from claimtrack.attribute.phrases import OPENS_ASIDE
from claimtrack.attribute.view import View, type_at
from claimtrack.tokens import CUE_TYPES

LEADING = CUE_TYPES | {"OPENER", "BUT", "SUB", "COMMA"}  # what may stand before a citation that opens a sentence


def skip_asides(view: View, index: int) -> int:
    """Skip circumstances that follow a cue with a clitic: ``katanya di Jakarta, Senin``.

    Behind a comma they must end at another border, or they belong to what is said: ``katanya, bulan lalu air naik``.
    """
    start = index
    while (end := _aside_end(view, index)) > index:
        index = end
    if type_at(view, index) == "AUX" and type_at(view, index + 1) == "COMMA":  # ``Dijelaskannya pula, …``
        index += 1
    comma = type_at(view, index) == "COMMA" and index + 1 < len(view.fine)
    behind = skip_asides(view, index + 1) if comma and _aside_end(view, index + 1) > index + 1 else index
    if is_all_said(view, start, behind):
        return index
    return behind if behind >= len(view.fine) or view.fine[behind].type in {"COMMA", "END", "QUOTE"} else index


def _aside_end(view: View, index: int) -> int:
    """Return where a circumstance ends that begins at ``index``; ``index`` if none does."""
    kind = type_at(view, index)
    if kind in {"TIME", "BRACKET"}:
        return index + 1
    end = index
    while kind in OPENS_ASIDE and end < len(view.fine) and view.fine[end].type not in {"COMMA", "END", "QUOTE"}:
        end += 1
    return index if type_at(view, end) == "COMMA" and denies(view, index, end) else end


def denies(view: View, first: int, last: int) -> bool:
    """Tell whether a circumstance is part of what is said: ``Menurutnya | dalam rapat itu tidak ada keputusan``."""
    kinds = [token.type for token in view.fine[first:last] if (token.low,) not in view.pack.notes("negation")]
    return "NEG" in kinds and "REL" not in kinds


def is_all_said(view: View, start: int, last: int) -> bool:
    """Tell whether a sentence that a citation opens ends at ``last``: what stands before it is what is said."""
    before = {token.type for token in view.fine[: start - 1]}
    return before <= LEADING and type_at(view, last) == "END"
