"""Parted: who is cited as it was read in, without the subject of what is cited, which no comma parts, out."""

from claimtrack.attribute.extents import has_words
from claimtrack.attribute.found import Found
from claimtrack.attribute.view import View, type_at
from claimtrack.tokens import ACTIVE_VERBS
from claimtrack.tokens import PREDICATES as PREDICATE

AMOUNT = frozenset({"N", "NUM"})  # words of how much or many
HOLDERS = frozenset({"ROLE", "ORG", "NAME"})  # whose word it may be: ``pengakuan | tersangka``


def without_amount(view: View, cue: int, found: Found) -> Found:
    """Cut off how much of a thing it is, which nothing parts from who says so: ``Kerugian menurut korban | Rp 9 juta``.

    A word may stand before the amount: ``Kerugian menurut taksiran polisi | sekitar Rp 9 juta``.
    """
    first = found.last
    while first > found.first + 1 and view.fine[first - 1].type in AMOUNT:
        first -= 1
    number = next((i for i in reversed(range(first, found.last)) if view.fine[i].type == "NUM"), found.last)
    amount = number > first and view.fine[number - 1].low in view.pack.words("amounts")
    statute = view.pack.notes("descriptions").get((view.fine[found.first].low,)) == "statute"  # ``Pasal 340 ayat 2``
    medial = view.fine[cue].type == "PREP" and type_at(view, cue - 1) != "COMMA" and (amount or not statute)
    counted = number < found.last and (type_at(view, number + 1) == "N" or not view.fine[number].low.isdigit())
    if not medial or not counted or found.last < found.resume:
        return found
    return found._replace(last=number - amount, resume=number - amount)


def without_thing(view: View, found: Found) -> Found:
    """Cut off a thing that is pointed at, of which more is said: ``Secara umum, kata Sari | angka itu masih kecil``."""
    cut = _before_pointed(view, found)
    return found if cut is None else found._replace(last=cut, resume=cut)


def without_subject(view: View, found: Found) -> Found:
    """Cut off the subject of what is cited, which no comma parts from a name: ``Menurut Sari | harga cabai naik``."""
    finders = (*BEFORE_ANYTHING, *(BEFORE_PREDICATE if type_at(view, found.last) in PREDICATE else ()))
    cuts = (cut for finder in finders if (cut := finder(view, found)) is not None)
    cut = next(cuts, None)
    return found if cut is None else found._replace(last=cut, resume=cut)


def _behind_pronoun(view: View, found: Found) -> int | None:
    """Return where a pronoun ends behind which a noun begins: ``Menurut pengakuan mereka | jalan itu ditutup``."""
    kinds = [token.type for token in view.fine[found.first : found.last]]
    held = kinds.index("PRON") + 1 if "PRON" in kinds[1:] and "REL" not in kinds else len(kinds)
    parted = type_at(view, found.last) == "COMMA" and has_words(view, found.last, len(view.fine))
    noun = kinds[held : held + 1] == ["N"] and not parted  # not ``Menurut pendapat saya | pribadi, jalan itu rusak``
    return found.first + held if noun else None


def _before_body(view: View, found: Found) -> int | None:
    """Return where a body in small letters begins behind a name: ``Menurut Sari | polisi lamban dalam bertindak``."""
    body = next((i for i in range(found.first, found.last) if view.fine[i].type != "NAME"), found.last)
    if not found.first < body < found.last or type_at(view, body) != "ORG":
        return None
    small = view.text[view.fine[body].start].islower()
    return body if small and type_at(view, found.last) not in {"COMMA", "END", "REL"} else None


def _before_country(view: View, found: Found) -> int | None:
    """Return where a country begins behind a name: ``Menurut Dragov | Montenegro telah ingkar``."""
    kinds = [token.type for token in view.fine[found.first : found.last]]
    return found.last - 1 if kinds[-2:] == ["NAME", "PLACE"] and kinds[0] != "ORG" else None


def _behind_closer(view: View, found: Found) -> int | None:
    """Return where a word ends that closes who is cited: ``Menurut kepala desa setempat | banjir itu surut``."""
    closers = view.pack.words("closers")
    closed = (i for i in range(found.first + 1, found.last) if view.fine[i - 1].low.rsplit(" ", 1)[-1] in closers)
    cut = next(closed, found.last)
    plain = all(token.type != "NAME" for token in view.fine[cut : found.last])
    return cut if cut < found.last and plain and type_at(view, cut) in {"N", "ROLE"} else None


def _behind_name(view: View, found: Found) -> int | None:
    """Return where a name ends, with its title, before a noun or what points: ``Menurut Sari | ini sudah biasa``."""
    last = next((i for i in range(found.first, found.last) if view.fine[i].type == "NAME"), found.last)
    while type_at(view, last) in {"NAME", "BRACKET"}:
        last += 1
    titled = all(token.type in {"ROLE", "ORG", "NAME", "BRACKET"} for token in view.fine[found.first : last])
    subject = type_at(view, last) in {"N", "ROLE"} or (type_at(view, last) == "DET" and last + 1 == found.last)
    return last if titled and subject else None


def _before_count(view: View, found: Found) -> int | None:
    """Return where it is told how many there are of what is cited: ``Menurut Sari | dua rumah terendam``.

    None where nothing is, or one of some: ``Menurut Sari | salah satu pembeli harga turun``.
    """
    ones = view.pack.notes("indefinites")
    for index in range(found.first + 1, found.last):
        counted = type_at(view, index) == "QUANT" and type_at(view, index - 1) in {"NAME", "ROLE", "BRACKET"}
        if counted and ones.get(tuple(view.fine[index].low.split())) != "one":
            return index
    return None


def _parted(view: View, found: Found) -> int | None:
    """Return where who is cited ends before a subject that points at something, which no comma parts from him.

    ``Menurut pengakuan tersangka | saluran air itu ditutup``: two nouns or more, or one behind the name of a place.
    """
    verb = found.last + (type_at(view, found.last) == "AUX")
    acts = type_at(view, verb) in ACTIVE_VERBS | {"VERB", "PAS", "OPI", "PRED"}
    if type_at(view, found.last - 1) != "DET" or not acts or view.fine[verb].low in view.pack.words("existentials"):
        return None  # ``menurut dosen ilmu politik itu | tidak ada …``
    if [type_at(view, verb), type_at(view, verb + 1)] == ["PRED", "VERB"]:  # ``… itu | perlu dibangun tanggul``
        return None
    cut = next((i for i in range(found.first, found.last) if view.fine[i].type in HOLDERS), found.last) + 1
    while type_at(view, cut) in {"NAME", "PLACE", "BRACKET"}:
        cut += 1
    named = type_at(view, cut - 1) in {"NAME", "PLACE", "BRACKET"}
    cut += type_at(view, cut) == "DET"  # ``polisi setempat | kejadian itu``
    rest = [token.type for token in view.fine[cut : found.last - 1]]
    whole = rest[:1] in (["N"], ["ROLE"]) and set(rest) <= {"N", "ROLE"} and (named or len(rest) > 1)
    return cut if whole else None


def _before_pointed(view: View, found: Found) -> int | None:
    """Return where a name ends before a thing that is pointed at: ``kata Sari | angka tersebut masih kecil``."""
    pointed = type_at(view, found.last - 1) == "DET" and type_at(view, found.last) not in {"COMMA", "END", "QUOTE"}
    cut = _behind_name(view, found) if pointed else None
    return cut if cut is not None and type_at(view, cut) == "N" else None


BEFORE_ANYTHING = (_behind_pronoun, _before_body, _before_pointed)
BEFORE_PREDICATE = (_before_country, _behind_closer, _parted, _before_count, _behind_name)
