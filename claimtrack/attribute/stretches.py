"""Stretches: the words before a cue in, cut at the commas that part phrases; an age, a list and an address go on."""

import re
from itertools import pairwise

from claimtrack.tokens import ACTIVE_CUES, Token

AGED = re.compile(r"[1-9]\d")  # years
NAMEY = frozenset({"NAME", "BRACKET", "NUM", "CONJ", "CAP"})
ADDRESS = frozenset({"PLACE", "NAME", "ORG", "BRACKET", "NUM"})
OPENING = frozenset({"CAP", "NAME", "ROLE", "BRACKET", "COMMA", "QUANT", "N", "ORG", "PLACE"})
LISTED = frozenset({"N", "NAME", "ROLE", "ORG", "PLACE", "CAP", "QUANT", "CONJ", "BRACKET", "NUM"})


def pieces(fine: tuple[Token, ...], border: int, index: int) -> list[tuple[int, int]]:
    """Return the stretches between commas, nearest first; an age and a list stay with the phrase they belong to."""
    pieces: list[tuple[int, int]] = []
    last = index
    for position in range(index - 1, border - 2, -1):
        if position >= border and fine[position].type != "COMMA":
            continue
        first = position + 1
        if position >= border and age_end(fine, first) == last:
            continue
        if position >= border and (_ages_described(fine, first, last, border) or _dates_birth(fine, first, last)):
            continue
        speaks = last == index and _is_fronted(fine[border:position])
        if position >= border and not speaks and _continues_place(fine, first, last, border):
            continue
        if position >= border and (_continues_list(fine, first, last, border) or _lists(fine, first, last, border)):
            continue
        pieces.append((first, last))
        last = position
    return pieces


def _ages_described(fine: tuple[Token, ...], first: int, last: int, border: int) -> bool:
    """Tell whether the age of somebody described stands there: ``Rahmat, yang baru menikah, | juga 61, …``."""
    described = max((i for i in range(border, first - 1) if fine[i].type == "COMMA"), default=border) + 1
    aged = [token.type for token in fine[first:last]] == ["AUX", "NUM"]
    return aged and fine[described].type == "REL"


def _dates_birth(fine: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell whether a date stands there that closes who was born then: ``Pria kelahiran Muara, | 5 Mei 1990 itu``."""
    kinds = [token.type for token in fine[first:last]]
    dated = len(kinds) > 1 and kinds[-1] == "DET" and set(kinds[:-1]) <= {"TIME", "NUM"}
    return dated and fine[first].low[:1].isdigit() and fine[first - 2].type in ADDRESS


def age_end(fine: tuple[Token, ...], index: int) -> int:
    """Return where an age between commas ends, 0 if none stands there: ``Rahmat, | 61, …``, ``… | 61 tahun, …``."""
    kinds = [token.type for token in fine[index : index + 3]] + ["END"]
    if kinds[0] != "NUM":
        return 0
    last = index + 1 + (kinds[1] == "NUM")  # ``61 tahun`` is two of them
    if last == len(fine) or fine[last].type in {"COMMA", "END"}:
        return last
    whole = last > index + 1 and fine[last].type in {"OCC", "DI", "TIME"}  # ``Rahmat, 61 tahun | dalam pesannya``
    named = fine[index - 2].type in {"NAME", "CAP"} and AGED.fullmatch(fine[index].low) is not None
    # ``Rahmat, 61 | mengatakan``, not ``Dari 30 tersangka, kata Rahmat, 15 | mengaku``
    opens = named and {token.type for token in fine[:index]} <= OPENING
    return last if whole or (opens and fine[last].type in ACTIVE_CUES) else 0


def _continues_list(fine: tuple[Token, ...], first: int, last: int, border: int) -> bool:
    """Tell whether the comma before ``first`` only separates members of a list: ``A, B, dan C mengatakan``."""
    if first >= last or not any(token.type == "CONJ" for token in fine[first:last]):
        return False
    if fine[first].type not in {"CONJ", "NAME"} or any(
        t.type not in NAMEY | {"PLACE", "ORG"} for t in fine[first:last]
    ):
        return False
    before = first - 2
    return before >= border and fine[before].type in {"NAME", "PLACE", "ORG"} and not _joined(fine, first, border)


def _joined(fine: tuple[Token, ...], first: int, border: int) -> bool:
    """Tell whether a list before a comma has its conjunction already: ``laga antara A dan B, | dan polisi …``."""
    if fine[first].type != "CONJ":
        return False
    start = max((i for i in range(border, first - 1) if fine[i].type == "COMMA"), default=border)
    return any(token.type == "CONJ" for token in fine[start : first - 1])


def _continues_place(fine: tuple[Token, ...], first: int, last: int, border: int) -> bool:
    """Tell whether a stretch goes on with an address: ``di Pulau Gag, Kabupaten Raja Ampat, Papua Barat Daya``."""
    kinds = [token.type for token in fine[first:last]]
    pointed = (
        len(kinds) > 1 and kinds[-1] == "DET" and set(kinds[:-1]) == {"NAME"}
    )  # ``…, Kecamatan Lembah, | Muara ini``
    if pointed and _in_address(fine, first - 2, border):
        return True
    if "PLACE" not in kinds:
        return False
    address = first
    while address < last and fine[address].type in ADDRESS:
        address += 1
    named = address < last and fine[address].type == "N" and address > first + 1
    whole = address == last or fine[address].type in {"COMMA", "DET"} or named
    if fine[first].type == "PLACE" and whole and _in_address(fine, first - 2, border):
        return True
    before = first - 2
    if address < last or fine[before].type not in ADDRESS:
        return False
    while before >= border and fine[before].type in ADDRESS | {"COMMA", "N"}:
        before -= 1
    return before >= border and fine[before].type == "DI" and before < first - 2


def _is_fronted(tokens: tuple[Token, ...]) -> bool:
    """Tell whether only a circumstance stands there, so that the place behind speaks: ``Di Muara, | Mesir menolak``."""
    opening = next((token.type for token in tokens if token.type not in {"OPENER", "BUT", "AUX"}), "END")
    return opening in {"OCC", "WITH", "DI"} and all(token.type != "COMMA" for token in tokens)


def _in_address(fine: tuple[Token, ...], index: int, border: int) -> bool:
    """Tell whether a word belongs to a place that a person is said to come from: ``Warga Dusun Krajan``."""
    while index >= border and fine[index].type in ADDRESS - {"PLACE"}:
        index -= 1
    return index >= border and fine[index].type in {"PLACE", "ROLE"}


def without_aside(fine: tuple[Token, ...], first: int, last: int) -> tuple[Token, ...]:
    """Return the words of a stretch before when or where something was said: ``dan Geofisika | pada Senin``."""
    inside = (i for i in range(first + 1, last) if fine[i].type in {"OCC", "DI", "TIME"})
    return fine[first : next(inside, last)]


def is_list(tokens: tuple[Token, ...]) -> bool:
    """Tell whether nothing but members of a list and commas stand there."""
    return all(token.type in LISTED | {"COMMA"} for token in tokens)


def _lists(fine: tuple[Token, ...], first: int, last: int, border: int) -> bool:
    """Tell whether a stretch belongs to a list that ends with a conjunction: ``dokter, perawat, dan bidan``."""
    members = without_aside(fine, first, last)
    closing = bool(members) and members[0].type == "CONJ" and last > first + 1
    inside = any(a.type == "COMMA" and b.type == "CONJ" for a, b in pairwise(members))
    before = fine[border : first - 1]
    start = max((i + 1 for i, token in enumerate(before) if token.type == "COMMA"), default=0)
    listed = bool(before) and all(token.type in LISTED for token in before[start:])
    return is_list(members) and (closing or inside) and listed and not _joined(fine, first, border)
