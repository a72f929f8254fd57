"""Phrases behind a cue: its words in, the typed phrases that ``source.lark`` reads out, nearest first."""

from claimtrack.attribute.nominal import BEHIND_APPOSITION, HARD, aside_end, nominal_end
from claimtrack.attribute.phrase import Phrase, longer_end, nominal_type
from claimtrack.attribute.stretches import LISTED
from claimtrack.tokens import PREDICATES as PREDICATE
from claimtrack.tokens import Token

OPENS_ASIDE = frozenset({"OCC", "DI"})
CLAUSE_OPENERS = frozenset({"LIKE", "THUS"})
APPOSITION = 10  # words between dashes
CITES = frozenset({"INV", "PREP"})


def phrases_behind(fine: tuple[Token, ...], start: int, *, lists: bool = True) -> list[Phrase]:
    """Cut the words behind a cue into phrases, nearest first, up to a clause border; ``lists`` go on over commas."""
    phrases: list[Phrase] = []
    index, comma, cites = start, False, start > 0 and fine[start - 1].type in CITES
    while index < len(fine):
        kind = fine[index].type
        if kind == "COMMA":
            comma, index = True, index + 1
            continue
        if kind == "DASH" and phrases and (closing := _dash_end(fine, index)):
            phrases[-1] = phrases[-1]._replace(last=closing)
            comma, index = True, closing + 1
            continue
        if kind in HARD or (comma and kind in CLAUSE_OPENERS):
            break
        if phrases and (end := longer_end(fine, phrases[-1], index, comma=comma, cites=cites)):
            phrases[-1] = phrases[-1]._replace(last=end)
            comma, index = False, end
            continue
        phrase = phrase_at(fine, index, comma=comma)
        if kind == "DI" and phrases and not comma and _is_nameless(fine, phrases[-1]):
            phrase = phrase._replace(type="LOCATION")
        if lists and phrase.type in {"NAMES", "ROLES", "TITLED"}:
            phrase = phrase._replace(last=_list_end(fine, phrase.last))
        phrases.append(phrase)
        if phrase.type in {"CLAUSE", "STOP"}:
            break
        index, comma = phrase.last, False
    return phrases


def _is_nameless(fine: tuple[Token, ...], phrase: Phrase) -> bool:
    return phrase.type == "ROLES" and all(token.type != "NAME" for token in fine[phrase.first : phrase.last])


def _list_end(fine: tuple[Token, ...], last: int) -> int:
    """Return where a list that begins with a phrase ends: ``Menteri Hukum, Imigrasi, dan Pemasyarakatan``."""
    index = last
    while index + 1 < len(fine) and fine[index].type == "COMMA":
        closing = fine[index + 1].type == "CONJ"
        first = index + 2 if closing else index + 1
        end = first
        while end < len(fine) and fine[end].type in LISTED - {"CONJ"}:
            end += 1
        if end == first or end >= len(fine):
            return last
        if closing:  # not ``kata Rahmat | , dan stok menipis``
            return end if fine[end].type in BEHIND_APPOSITION else last
        index = end
    return last


def _dash_end(fine: tuple[Token, ...], index: int) -> int | None:
    """Return where an apposition between dashes ends: ``Jo—sapaan akrab Johana Weiss—``; None if it is none."""
    for position in range(index + 1, min(len(fine), index + APPOSITION)):
        if fine[position].type == "DASH":
            return position if position > index + 1 else None
        if fine[position].type in HARD | PREDICATE | {"COMMA"}:
            return None
    return None


def phrase_at(fine: tuple[Token, ...], index: int, *, comma: bool, apposed: bool = False) -> Phrase:
    """Cut one phrase that begins at ``index``; ``comma`` stands before it, ``apposed`` if it may explain another."""
    kind = fine[index].type
    unit = index + (kind in {"QUANT", "NUM"} and [t.type for t in fine[index + 1 : index + 2]] == ["TIME"])
    if fine[unit].type == "TIME":  # ``…, | dua jam | setelah itu``
        return Phrase("TIME", index, time_end(fine, unit), comma)
    if kind == "BRACKET" and not comma:  # ``seperti diberitakan | (7/6), …``
        return Phrase("BRACKET", index, index + 1)
    # ``kata Rahmat, | untuk tahun ini``
    timed = comma and [token.type for token in fine[index : index + 2]] == ["AFF", "TIME"]
    if kind in OPENS_ASIDE or kind == "REL" or timed:
        return Phrase("RELATIVE" if kind == "REL" else "CIRCUMSTANCE", index, aside_end(fine, index), comma)
    if kind == "PRON":
        belongs = index + 1 < len(fine) and fine[index + 1].type == "FROM"
        # ``Kami | semua | mengatakan``, but ``kata dia | semua warga …``
        counted = [token.type for token in fine[index + 1 : index + 3]]
        whole = counted[:1] == ["QUANT"] and set(counted[1:]) <= {"COMMA", "END", "QUOTE"}
        return Phrase("PRON", index, nominal_end(fine, index + 2) if belongs else index + 1 + whole, comma)
    if kind in PREDICATE or kind == "CONJ":
        return Phrase("CLAUSE" if comma else "STOP", index, index + 1, comma)
    last = nominal_end(fine, index, apposed=comma or apposed)
    if (
        comma and fine[last - 1].type == "DET" and _comes_from(fine, last)
    ):  # ``kata Rina, penulis buku itu | dari Muara``
        last = nominal_end(fine, last + 1)
    behind = fine[last].type if last < len(fine) else "END"
    if comma and (_is_dateline(fine, index, last) or _is_cause(fine, index, last)):
        return Phrase("CIRCUMSTANCE", index, last, comma)
    if comma and behind not in BEHIND_APPOSITION:
        return Phrase("CLAUSE", index, last, comma)
    return Phrase(nominal_type(fine[index:last]), index, last, comma)


def _comes_from(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether where somebody comes from stands at ``index``."""
    return [token.type for token in fine[index : index + 2]] in (["FROM", kind] for kind in ("NAME", "PLACE", "ORG"))


def _is_dateline(fine: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell whether nothing but a place and a date behind it stand there: ``dikutip dari Antara, | Jakarta, Rabu``."""
    behind = last + (last < len(fine) and fine[last].type == "COMMA")
    dated = behind < len(fine) and fine[behind].type == "TIME"
    return dated and all(token.type == "PLACE" for token in fine[first:last])


def _is_cause(fine: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell from what something follows, told of a thing: ``Diungkapkan Rahmat, | dari musibah itu, …``."""
    kinds = [token.type for token in fine[first:last]]
    return kinds[:1] == ["FROM"] and kinds[-1:] == ["DET"] and set(kinds[1:]) <= {"N", "DET"}


def time_end(fine: tuple[Token, ...], index: int) -> int:
    """Return where a time that begins at ``index`` ends, with what is set in brackets behind it."""
    last = index + 1
    while last < len(fine) and fine[last].type in {"TIME", "NUM", "BRACKET", "DET"}:
        last += 1
    return last
