"""Noun phrases: the words of a sentence and where a phrase begins in, where it ends out."""

from collections.abc import Set as AbstractSet

from claimtrack.attribute.stretches import LISTED
from claimtrack.tokens import ACTIVE_VERBS, CUE_TYPES, Token
from claimtrack.tokens import PREDICATES as PREDICATE

HARD = frozenset({"END", "QUOTE", "SEMI", "COLON", "COMP", "SUB", "BUT", "WITH", "DASH"}) | CUE_TYPES
BEHIND_APPOSITION = frozenset({"COMMA", "END", "TIME", "OCC", "DI", "REL", "DASH", "BRACKET", "WITH", "LIKE", "RELAY"})
PHRASE_ENDS = frozenset({"COMMA", "TIME", "OCC", "REL", "PRON", "OPENER", "BY", "LIKE", "THUS", "AS"})
ENDS = HARD | PREDICATE | PHRASE_ENDS
RESTRICTS = frozenset({"REL", "VERB", "DI", "CALLED"})
RESTRICTION = 14
HOW = 3  # words that tell how something is said, at most
MANNER = frozenset({"N", "AUX", "VERB", "ACT", "ACT_CLAUSE", "ACT_QUOTE"})
NAMELESS = frozenset({"CAP", "N", "QUANT", "NUM"})
PLACED = frozenset({"PLACE", "NAME", "ORG"})
THING = frozenset({"N", "NUM", "DET", "AFF"})
DESCRIBED = frozenset({"N", "NAME", "ROLE", "ORG", "PLACE", "BRACKET", "DET"})  # what a noun phrase may end with


def nominal_end(fine: tuple[Token, ...], index: int, *, apposed: bool = False) -> int:
    """Return where a noun phrase that begins at ``index`` ends; ``apposed`` if it explains the one before it."""
    last = index
    while last < len(fine):
        kind = fine[last].type
        if (kind == "PRON" and belongs(fine, index, last)) or titles(fine, last):
            last += 1
            continue
        if kind == "REL" and last == index + 1 and fine[index].type in {"N", "NOUN"} and not apposed:
            return aside_end(fine, last)
        if kind in {"TIME", "COMMA"} and (closing := _dated_end(fine, index, last)):
            return closing
        if kind in RESTRICTS and last > index and (closing := _restricted_end(fine, index, last, apposed=apposed)):
            return closing
        if kind in ENDS:
            break
        if kind == "DI" and not _is_affiliation(fine, index, last, apposed=apposed):
            break
        if (kind == "CONJ" and not _joins_nominals(fine, last)) or (kind == "N" and _is_manner(fine, index, last)):
            break
        last += 1
        # ``Rina, penulis studi itu | dan seorang peneliti di Muara, …``
        joined = apposed and [t.type for t in fine[last : last + 2]] in (["CONJ", "QUANT"], ["CONJ", "ROLE"])
        if kind == "DET" and not joined:
            last = _named_end(fine, index, last)
            break
    purpose = last < len(fine) and fine[last - 1].type == "AFF" and fine[last].type in PREDICATE | CUE_TYPES | {"OCC"}
    return max(last - purpose, index + 1)  # ``disampaikan Rina | untuk | menjawab tuduhan``


def _held_too(fine: tuple[Token, ...], first: int, relative: int) -> int:
    """Return where a second office ends that leads to a name: ``Ketua DPRD | yang juga lurah, Rahmat``; else 0."""
    if fine[first].type != "ROLE" or not holds_too(fine, relative):
        return 0
    end = nominal_end(fine, relative + 2)
    named = fine[end - 1].type == "NAME" and all(token.type != "NAME" for token in fine[first:relative])
    apposed = [token.type for token in fine[end : end + 2]] == ["COMMA", "NAME"]
    return end if named or apposed else 0


def holds_too(fine: tuple[Token, ...], relative: int) -> bool:
    """Tell whether a relative clause only names another office: ``yang juga Lurah Muara``."""
    return [token.type for token in fine[relative : relative + 3]] == ["REL", "AUX", "ROLE"]


def _named_end(fine: tuple[Token, ...], first: int, index: int) -> int:
    """Return where a name ends that follows an office and its determiner: ``pelatih tim itu | Rahmat Hidayat``."""
    last = index
    while last < len(fine) and fine[last].type in {"NAME", "BRACKET"}:
        last += 1
    closed = last == len(fine) or fine[last].type in BEHIND_APPOSITION | ACTIVE_VERBS
    short = last == index + 1 and fine[index].type == "BRACKET"  # ``Kepala Staf negara itu | (KSN)``
    office = fine[first].type == "ROLE" and all(token.type != "NAME" for token in fine[first:index])
    return last if closed and ((office and last > index + 1) or short) else index


def titles(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a quotation is a title inside a noun phrase that goes on: ``acara bertema | "Laut Biru" | ini``."""
    if fine[index].type != "QUOTE" or not 0 < index < len(fine) - 1 or fine[index + 1].type != "DET":
        return False
    return fine[index - 1].type in LISTED | {"VERB", "REL", "CALLED"}


def belongs(fine: tuple[Token, ...], first: int, index: int) -> bool:
    """Tell whether a pronoun belongs to the noun before it: ``ibu saya``, ``salah seorang dari mereka``."""
    if index == first:
        return False
    return fine[index - 1].type == "FROM" or all(
        t.type not in {"NAME", "PLACE", "DET", "TIME"} for t in fine[first:index]
    )


def _is_manner(fine: tuple[Token, ...], first: int, index: int) -> bool:
    """Tell whether a person's whole name stands before how he said it: ``kata Rahmat | penuh haru.``."""
    return first < index and all(token.type == "NAME" for token in fine[first:index]) and tells_how(fine, index)


def tells_how(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether how something was said ends the sentence: ``kata Rahmat | penuh haru.``."""
    kinds = [token.type for token in fine[index : index + HOW + 1]]
    return "END" in kinds[1:] and set(kinds[: kinds.index("END")]) <= MANNER


def _dated_end(fine: tuple[Token, ...], first: int, index: int) -> int | None:
    """Return where a noun phrase ends that a date belongs to: ``pemain kelahiran 30 April 2004 ini``.

    A comma may stand between where and when: ``pemain kelahiran Muara, 30 April 2004 ini``.
    """
    last = index
    if fine[index].type == "COMMA":
        last += 1
        while last < len(fine) and fine[last].type in {"TIME", "NUM"}:
            last += 1
        born = fine[index - 1].type in {"PLACE", "NAME"} and last > index + 2 and last < len(fine)
        born = born and fine[index + 1].low[:1].isdigit()  # not ``warga Muara, Kamis 3 Mei itu``
        return last + 1 if born and fine[last].type == "DET" else None
    while last < len(fine) and fine[last].type in {"TIME", "NUM"}:
        last += 1
    dated = index > first + 1 and fine[index - 1].type == "N" and last < len(fine) and fine[last].type == "DET"
    return last + 1 if dated else None


def _restricted_end(fine: tuple[Token, ...], first: int, index: int, *, apposed: bool) -> int | None:
    """Return where a noun phrase ends that words at ``index`` narrow down to one, None if they only describe it.

    Who is named already is only described: ``Rina, ibu lima anak | yang selamat dari serangan itu``.
    """
    if (held := _held_too(fine, first, index)) > 0:
        return held
    described = apposed and fine[index].type == "REL"
    return _called_end(fine, first, index) or (None if described else closing_determiner(fine, first, index))


def _called_end(fine: tuple[Token, ...], first: int, relative: int) -> int | None:
    """Return where a relative clause ends that names somebody: ``pria yang akrab disapa Danto``, who else is nobody."""
    if any(token.type in {"NAME", "PLACE"} for token in fine[first:relative]):
        return None
    called = next((i for i in range(relative, min(len(fine), relative + 4)) if fine[i].type == "CALLED"), len(fine))
    last = called + 1
    while last < len(fine) and fine[last].type in {"NAME", "ROLE", "BRACKET"}:
        last += 1
    if last <= called + 1:
        return None
    return last + 1 if last < len(fine) and fine[last].type == "DET" else last


def closing_determiner(fine: tuple[Token, ...], first: int, index: int) -> int | None:
    """Return the index behind the determiner that closes a noun phrase: ``pelatih yang baru ditunjuk itu``."""
    named = any(token.type == "NAME" for token in fine[first:index])
    if fine[first].type == "PLACE" or (named and fine[first].type not in {"ROLE", "QUANT", "N", "CAP"}):
        return None
    if fine[index].type == "REL" and _is_known(fine, first, index):
        return None  # ``Bupati Rina Sari | yang baru dilantik itu``: it only describes her
    for position in range(index + 1, min(len(fine), index + RESTRICTION)):
        kind = fine[position].type
        if kind == "DET":
            following = fine[position + 1].type if position + 1 < len(fine) else "END"
            return (
                position + 1 if following in BEHIND_APPOSITION | CUE_TYPES | {"AUX", "NEG", "WITH", "QUOTE"} else None
            )
        if kind == "TIME" and fine[position + 1 : position + 2] and fine[position + 1].type in {"TIME", "DET"}:
            continue  # ``surat bertanggal 30 Juni itu``
        if kind in {"COMMA", "END", "QUOTE", "COMP", "SUB", "BUT", "TIME", "SEMI"} or (
            kind in CUE_TYPES and kind != "RELAY"
        ):
            return None
    return None


def _is_known(fine: tuple[Token, ...], first: int, relative: int) -> bool:
    """Tell whether a title and a whole name stand before a relative clause: ``Bupati Rina Sari | yang …``.

    Not a body's name: ``Dokter RS Harapan Bunda | yang menangani korban itu``.
    """
    kinds = [token.type for token in fine[first:relative]]
    if kinds[-2:] != ["NAME", "NAME"]:
        return False
    office = kinds[-3:-2] in (["ROLE"], ["PLACE"]) and "N" not in kinds
    return office or holds_too(fine, relative)


def _is_affiliation(fine: tuple[Token, ...], first: int, index: int, *, apposed: bool) -> bool:
    """Tell ``guru besar di Universitas Lembah`` from ``kata Rahmat di Jakarta``.

    An organisation follows a bare role; any place follows an indefinite person or a nameless apposition.
    """
    # ``Rahmat | salah satu pemilik bagan | di Muara``
    told = (i for i in range(first + 1, index) if fine[i].type == "QUANT" and fine[i - 1].type in {"NAME", "BRACKET"})
    head, place = fine[next(told, first) : index], fine[index + 1 : index + 3]
    role = any(token.type == "ROLE" for token in head) and head[-1].type != "NAME"
    organisation = any(token.type == "ORG" for token in place[:1]) or (
        len(place) > 1 and place[0].type == "NAME" and place[1].type == "ORG"
    )
    # a name that opens the sentence: ``Rahmat di Muara, Rabu, …``
    named = apposed and bool(head) and head[0].type == "CAP" and all(token.type == "NAME" for token in head[1:])
    nameless = bool(head) and not named and head[0].type != "PRON" and all(token.type != "NAME" for token in head)
    indefinite = (
        nameless and head[0].type in {"QUANT", "NUM"} and any(token.type in {"NAME", "PLACE"} for token in place)
    )
    thing = nameless and all(token.type in NAMELESS | {"NOUN"} for token in head) and bool(place)
    if thing and place[0].type in {"N", "NAME", "ORG", "PLACE"}:
        return True
    generic = nameless and len(head) > 1 and all(token.type in {"N", "CAP", "ROLE", "ORG"} for token in head)
    # ``Rina, pengguna Dompet | di Muara, …``
    explained = apposed and bool(head) and not named and head[0].type in {"N", "CAP", "ROLE", "QUANT"}
    whose = [token.type for token in head] == ["ROLE", "PLACE"]  # ``Rahmat, Kapolda Lembah | di Polres Muara``
    return (
        (role and organisation)
        or indefinite
        or (apposed and nameless)
        or (generic and _locates(fine, index, {"PLACE"}))
        or (explained and _locates(fine, index, PLACED if follows_name(fine, first) and not whose else {"PLACE"}))
    )


def follows_name(fine: tuple[Token, ...], first: int) -> bool:
    """Tell whether a name and a comma stand before a phrase, which tells who that is."""
    return first > 1 and fine[first - 1].type == "COMMA" and fine[first - 2].type in {"NAME", "BRACKET", "CAP"}


def _locates(fine: tuple[Token, ...], index: int, kinds: AbstractSet[str]) -> bool:
    """Tell whether a place belongs to the phrase before it: no date follows, as one does behind the place of speech."""
    last = index + 1
    while last < len(fine) and (
        fine[last].type in PLACED | {"CONJ"} or [t.type for t in fine[last : last + 2]] == ["COMMA", "PLACE"]
    ):
        last += 1
    following = [token.type for token in fine[last : last + 2]]
    return last > index + 1 and fine[index + 1].type in kinds and "TIME" not in following


def _joins_nominals(fine: tuple[Token, ...], index: int) -> bool:
    following = fine[index + 1].type if index + 1 < len(fine) else "END"
    return following in {"NAME", "ROLE", "ORG", "PLACE", "CAP", "QUANT", "N", "DET", "NUM"}


def aside_end(fine: tuple[Token, ...], index: int) -> int:
    """Return where a circumstance or relative clause ends: at a comma or a clause border."""
    relative = fine[index].type == "REL"
    stops = (HARD - {"RELAY", "OPI"} if relative else HARD) | {"COMMA"}
    last = _behind_own_verb(fine, index) if relative else index + 1
    while last < len(fine) and (
        fine[last].type not in stops
        or (relative and (_is_with(fine, last) or _is_wording(fine, last) or _is_done_too(fine, last)))
    ):
        last += 1
    return _behind_cause(fine, last) if relative else last


def _is_with(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a joining word joins a noun, and a border follows: ``sumber yang dekat | dengan perundingan, …``."""
    border = next((i for i in range(index + 1, len(fine)) if fine[i].type in HARD | PREDICATE | {"COMMA"}), index)
    return fine[index].type == "WITH" and border > index + 1 and fine[border].type == "COMMA"


def _is_done_too(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a relative clause has a second passive: ``laporan yang dikutip A dan | disiarkan B, …``."""
    return fine[index].type == "PAS" and index > 0 and fine[index - 1].type == "CONJ"


def _is_wording(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether part of a relative clause is quoted, and a border follows: ``yang mengutip | "orang dalam", …``."""
    quoted = fine[index].type == "QUOTE" and [token.type for token in fine[index + 1 : index + 2]] == ["COMMA"]
    return quoted and fine[index].low[-1:].isalnum() and " " in fine[index].low


def _behind_cause(fine: tuple[Token, ...], index: int) -> int:
    """Return the comma behind a cause that holds no predicate: ``yang disembunyikan | karena alasan keamanan, …``."""
    if index >= len(fine) or fine[index].type != "SUB":
        return index
    comma = next((i for i in range(index, len(fine)) if fine[i].type == "COMMA"), index)
    own = any(t.type in PREDICATE | HARD - {"NOUN"} for t in fine[index + 1 : comma])
    return index if own else comma


def _behind_own_verb(fine: tuple[Token, ...], relative: int) -> int:
    """Return the index behind a relative clause's verb that reports nothing: ``pejabat yang mengetahui sidang, …``.

    No clause, quotation or other cue may follow it before the border.
    """
    verb = relative + 1
    while verb < len(fine) and fine[verb].type in {"AUX", "NEG"}:
        verb += 1
    if verb >= len(fine) or fine[verb].type not in ACTIVE_VERBS | {"PAS"}:
        return relative + 1
    while verb + 1 < len(fine) and fine[verb + 1].type in ACTIVE_VERBS:  # ``yang mengaku | melihat kejadian itu, …``
        verb += 1
    borders = (i for i in range(verb + 1, len(fine)) if fine[i].type in HARD | {"COMMA"} and not _is_done_too(fine, i))
    border = next(borders, len(fine))
    return verb + 1 if border < len(fine) and fine[border].type in {"COMMA", "END"} else relative + 1
