"""Borders: the words before a cue in, where the clause begins that holds its subject out."""

from claimtrack.attribute.nominal import HARD, titles
from claimtrack.tokens import ACTIVE_CUES, CUE_TYPES, Token
from claimtrack.tokens import PREDICATES as PREDICATE

SKIPPED = frozenset({"AUX", "NEG", "OPENER"})


def left_border(fine: tuple[Token, ...], index: int) -> int:
    """Return the index behind the nearest clause border to the left."""
    while index and (
        fine[index - 1].type not in HARD
        or in_relative(fine, index - 1)
        or _set_off(fine, index - 1)
        or titles(fine, index - 1)
    ):
        index -= 1
    return index


def _set_off(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a joining word stands inside a relative clause before a comma: ``…, yang datang dengan X, …``.

    Without a comma before it a noun follows the word: ``aktivis yang prihatin | dengan keluhan warga, …``.
    """
    if fine[index].type != "WITH":
        return False
    first = index
    while first and fine[first].type not in {"COMMA", "REL"} | HARD - {"WITH"}:
        first -= 1
    if fine[first].type == "COMMA" and first:
        return fine[first + 1].type == "REL"
    border = next((i for i in range(index + 1, len(fine)) if fine[i].type in HARD | PREDICATE | {"COMMA"}), index)
    # ``tamu yang datang dengan bus itu | mengatakan``
    told = fine[border].type in ACTIVE_CUES and fine[border - 1].type == "DET"
    closes = told or fine[border].type == "COMMA"
    return closes and first > 0 and fine[first].type == "REL"


def in_relative(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a cue is the verb of a relative clause: ``pejabat yang dikutip Antara``."""
    if fine[index].type not in CUE_TYPES:
        return False
    before = index - 1
    while before > 0 and fine[before].type in SKIPPED:
        before -= 1
    return before >= 0 and fine[before].type == "REL"
