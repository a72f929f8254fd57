"""Antecedents: the words before a relative clause in, the noun phrase that it describes out."""

from claimtrack.attribute.found import Found
from claimtrack.attribute.nominal import HARD
from claimtrack.tokens import PREDICATES as PREDICATE
from claimtrack.tokens import Token

OUTSIDE = HARD | PREDICATE | {"COMMA", "OCC", "REL", "AS", "DI", "TIME", "BY", "AFF", "OPENER"}
PLACED = frozenset({"NAME", "PLACE"})
COUNTED = frozenset({"QUANT", "NUM"})  # ``satu | dari delapan responden yang mengaku …``
OPENING = frozenset({"OPENER", "AUX", "BUT", "COMMA", "TIME"})


def antecedent(fine: tuple[Token, ...], relative: int, *, of_thing: bool) -> Found | None:
    """Return the noun phrase that a relative clause describes.

    Of a thing it may tell who made it, where a comma sets the clause off: ``penetapan oleh dinas | , yang dinilai``.
    """
    outside = OUTSIDE
    if relative and fine[relative - 1].type == "COMMA":
        relative -= 1
        outside = OUTSIDE - {"BY"} if of_thing else OUTSIDE
    if relative and fine[relative - 1].type == "CONJ":  # ``… dan | yang menduga harus membuktikan``: whoever does
        return None
    if [token.type for token in fine[max(0, relative - 2) : relative]] == ["CONJ", "PRON"]:
        # ``aparat dan | mereka | yang diduga preman``
        return Found(relative - 1, relative, "antecedent")
    first = _behind_address(fine, relative)
    while first and (
        fine[first - 1].type not in outside or _comes_from(fine, first - 1) or _is_where(fine, first, relative)
    ):
        first -= 1
    first += _follows_place(fine, first, relative)
    origin = next((i for i in range(first, relative) if fine[i].type == "FROM"), None)
    head = {token.type for token in fine[first:origin]} if origin is not None else {"NAME"}
    if head.isdisjoint({"NAME", "ROLE", "ORG"}) and (not head or not head <= COUNTED):
        first = origin or first
    while first < relative and fine[first].type in {"CONJ", "AFF", "BY", "FROM"}:
        first += 1
    number = all(token.type == "NUM" for token in fine[first:relative])  # ``Putusan Nomor 34, 35, dan | 95, yang …``
    return None if number else Found(first, relative, "antecedent")


def _behind_address(fine: tuple[Token, ...], last: int) -> int:
    """Return where the address before ``last`` goes on at a comma: ``pesepeda asal Lembah | , Kabupaten Muara | yang``.

    Return ``last`` where somebody's origin does not.
    """
    comma = last - 1
    if comma > 0 and fine[comma].type == "COMMA":  # ``…, Kabupaten Lembah, yang``
        comma -= 1
    while comma > 0 and fine[comma].type in PLACED:
        comma -= 1
    first = comma
    while first > 0 and fine[first - 1].type in PLACED:
        first -= 1
    from_there = first > 1 and fine[first - 1].type == "AFF"
    somebody = first > 0 and (fine[first - 2].type in {"N", "ROLE"} if from_there else fine[first - 1].type == "ROLE")
    goes_on = first < comma < last - 1 and [token.type for token in fine[comma : comma + 2]] == ["COMMA", "PLACE"]
    return first - from_there if goes_on and somebody else last


def _follows_place(fine: tuple[Token, ...], first: int, relative: int) -> bool:
    """Tell whether a verb opens a sentence and a place follows it: ``Beredar di media sosial | unggahan yang …``."""
    placed = first > 1 and first + 1 < relative and fine[first - 1].type == "DI"
    return placed and fine[first - 2].type == "PRED" and all(t.type in OPENING for t in fine[: first - 2])


def _is_where(fine: tuple[Token, ...], first: int, relative: int) -> bool:
    """Tell whether a place, nobody who speaks, follows the noun that is meant: ``video | di TikTok yang menyebut``.

    Behind a verb that opens the sentence it may be anything: ``Beredar pesan | di grup jamaah yang menyebut``.
    """
    head = first - 1
    while head and fine[head - 1].type in {"N", "NOUN"}:
        head -= 1
    if not 0 < head < first - 1 or first == relative or fine[first - 1].type != "DI":
        return False
    opens = fine[head - 1].type == "PRED" and all(token.type in OPENING for token in fine[: head - 1])
    return opens or all(token.type in PLACED for token in fine[first:relative])


def _comes_from(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a preposition joins a place to the noun before it: ``pesepeda | asal | Lembah yang mengaku …``."""
    return fine[index].type == "AFF" and index > 0 and fine[index + 1].type == "PLACE"
