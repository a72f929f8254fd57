"""Mend: typed words of a sentence in, the same out with the types that only their neighbours tell.

Numbers of a date, phrases of time, ages, degrees behind a name, false conjunctions, spokesmen.
"""

import re

from claimtrack.tokens import Token, retyped

SHORT_MONTH = 3
TIMES = frozenset({"NUM", "TIME", "TIME_UNIT", "TIME_TAIL", "THEN"})
PASSING = frozenset({"TIME_UNIT", "AGED"})  # types that only mending asks for: plain nouns behind it
MENDED = (
    TIMES
    | PASSING
    | {"QUANT", "INTERIM", "AUX", "DEGREE", "VIA", "IN", "BRACKET", "FIRST", "AGO", "NAME_LINK", "INCL"}
    | {"UNTIL", "CAUSE", "LEAD", "LEAD_NOUN", "MET", "WORN", "LIKE", "BY_NAME"}
)
SPEAKERS = frozenset({"NAME", "ROLE", "ORG", "BRACKET", "DEGREE"})
BEFORE = frozenset({"CAP", "PLACE", "COMMA", "OPENER", "N", "CONJ", "TIME", "IN", "OCC", "DI", "DET"})  # who is met
CITED = 2  # index of an adjective behind a preposition and its noun
OTHERWISE = {"TIME_TAIL": "AUX", "THEN": "WITH"}  # what a word is that closes no phrase of time
BRACKETED_DATE = re.compile(r"[(\[](?:[a-z']+,? )?\d{1,2}/\d{1,2}(?:/\d{2,4})?[)\]]")


def mended(tokens: list[Token]) -> list[Token]:
    """Mend types by their neighbours: numbers of a date, phrases of time, degrees behind a name, false conjunctions."""
    marked = [index for index, token in enumerate(tokens) if token.type in MENDED]
    timed = {index for index in marked if tokens[index].type in TIMES}
    degrees = {index for index in marked if tokens[index].type == "DEGREE"}
    for index in reversed(marked):
        token = tokens[index]
        if token.type == "BRACKET":
            _mend_bracket(tokens, index)
        elif token.type in TIMES:
            _mend_time(tokens, index, named=index in timed)
        elif token.type == "DEGREE":
            _mend_degree(tokens, index, degrees)
        else:
            tokens[index] = retyped(token, _mended_type(tokens, index))
    for index in marked:
        if tokens[index].type in PASSING:
            tokens[index] = retyped(tokens[index], "N")
    return tokens


def _mended_type(tokens: list[Token], index: int) -> str:
    """Return the type of a word that its neighbours tell."""
    kind = tokens[index].type
    if _is_ordinal(tokens, index):
        return "OPENER"
    if kind == "AUX" and _is_adjective(tokens, index):
        return "N"
    if kind == "INCL" and _includes(tokens, index):
        return "PRED"
    if kind not in BY_NEIGHBOURS:
        return kind
    joined, then, other = BY_NEIGHBOURS[kind]
    return then if joined(tokens, index) else other


def _mend_degree(tokens: list[Token], index: int, degrees: set[int]) -> None:
    """Let a degree be of the name that it stands behind, and the comma before it too."""
    tokens[index] = retyped(tokens[index], "NAME")
    opens_name = _is_name(tokens, index + 1) and index + 1 not in degrees
    if index and tokens[index - 1].type == "COMMA" and not opens_name:
        tokens[index - 1] = retyped(tokens[index - 1], "NAME")


def _mend_time(tokens: list[Token], index: int, *, named: bool) -> None:
    """Mend the types of a date or a phrase of time that ``index`` belongs to; a time ``named`` so may be a month."""
    token = tokens[index]
    beside = tokens[index + 1 : index + 2] + tokens[max(0, index - 1) : index]
    if token.type == "TIME" and _is_age(tokens, index):
        tokens[index - 1 : index + 1] = [retyped(tokens[index - 1], "N"), retyped(token, "DET")]
    elif token.type == "NUM" and token.low[:1].isdigit() and any(other.type == "TIME" for other in beside):
        tokens[index] = retyped(token, "TIME")
    elif (
        named
        and token.type == "TIME"
        and len(token.low) <= SHORT_MONTH
        and all(other.type not in {"NUM", "TIME"} for other in beside)
    ):
        tokens[index] = retyped(token, "NAME")
    elif token.type == "TIME" and " " not in token.low and [other.type for other in beside] == ["NAME", "NAME"]:
        tokens[index] = retyped(token, "NAME")  # ``Zulkifli | Ahad | SH``
    elif token.type == "TIME_UNIT" and _is_age_between_commas(tokens, index):
        tokens[index] = retyped(token, "NUM")
    elif token.type == "TIME_UNIT" and index + 1 < len(tokens) and tokens[index + 1].type == "TIME":
        tokens[index] = retyped(token, "TIME")
    elif token.type == "TIME_UNIT" and _is_span_before(tokens, index):
        tokens[index - 1 : index + 1] = [retyped(t, "TIME") for t in tokens[index - 1 : index + 1]]
    elif token.type in OTHERWISE:
        first = _time_phrase_start(tokens, index)
        kind = "TIME" if first < index else "BUT" if _next_acts(tokens, index) else OTHERWISE[token.type]
        kind = kind if index else "OPENER"
        tokens[first : index + 1] = [retyped(t, kind) for t in tokens[first : index + 1]]


def _next_acts(tokens: list[Token], index: int) -> bool:
    """Tell ``Rina pulang, lalu | Budi berkata …``, where another is named, from ``…, lalu Rina berkata``."""
    behind = tokens[index + 1 : index + 4]
    named = [token.low for token in behind if token.type in {"NAME", "ORG"}]
    before = {token.low for token in tokens[:index]}
    opens = index > 0 and tokens[index - 1].type == "COMMA" and bool(behind) and behind[0].type in SPEAKERS
    return opens and bool(named) and (behind[0].type == "ROLE" or before.isdisjoint(named))


def _is_age(tokens: list[Token], index: int) -> bool:
    """Tell how old somebody is from a time: ``gelandang 31 tahun ini``, ``pria berusia 31 tahun ini``."""
    number = index > 1 and " " in tokens[index].low and tokens[index - 1].type == "NUM"
    return number and tokens[index - 2].type in {"ROLE", "AGED"}


def _is_age_between_commas(tokens: list[Token], index: int) -> bool:
    """Tell ``Rahmat, 61 tahun, …``, how old somebody is, from how long something lasts (``kata jaksa, 5 tahun``)."""
    named, *kinds = [token.type for token in tokens[max(0, index - 3) : index + 2]]
    if named not in {"NAME", "BRACKET", "CAP"} or kinds[:3] != ["COMMA", "NUM", "TIME_UNIT"]:
        return False
    # ``"…," kata Rahmat, 61 tahun.``, but ``Hukumannya, kata Rahmat, 5 tahun.``
    return kinds[3:] == ["COMMA"] or any(token.type == "QUOTE" for token in tokens[:index])


def _is_name(tokens: list[Token], index: int) -> bool:
    """Tell whether a name stands at ``index``, not the comma before a degree."""
    return index < len(tokens) and tokens[index].type == "NAME" and tokens[index].low != ","


def _is_span_before(tokens: list[Token], index: int) -> bool:
    """Tell ``beberapa menit setelah …`` from a counted thing: a number before the unit, a circumstance behind it."""
    counted = index > 0 and tokens[index - 1].type in {"QUANT", "NUM"}
    return counted and index + 1 < len(tokens) and tokens[index + 1].type == "OCC"


def _is_ordinal(tokens: list[Token], index: int) -> bool:
    """Tell ``Kedua, …``, which opens a point of a list, from ``kedua pihak``."""
    return index == 0 and tokens[0].type == "QUANT" and len(tokens) > 1 and tokens[1].type == "COMMA"


def _is_spokesman(tokens: list[Token], index: int) -> bool:
    """Tell ``Kapolres Rahmat melalui Kasi Humas Dimas``, both named, from ``… melalui pengacaranya``."""
    before, behind = tokens[max(0, index - 1)].type, [token.type for token in tokens[index + 1 : index + 3]]
    named = behind[1:] and behind[1] in SPEAKERS | {"CAP", "PLACE"} and behind != ["ORG", "ROLE"]  # ``biro humasnya``
    return (
        bool(named)
        and (behind[0] == "ROLE" or (behind[0] == "ORG" and before != "CAP"))
        and before in SPEAKERS | {"CAP"}
    )


def _is_membership(tokens: list[Token], index: int) -> bool:
    """Tell ``pejabat pada Kementerian Laut``, a title and the body it belongs to, from ``kata Rahmat pada Senin``."""
    body = index + 1 < len(tokens) and tokens[index + 1].type == "ORG"
    return body and index > 0 and tokens[index - 1].type in SPEAKERS


def _mend_bracket(tokens: list[Token], index: int) -> None:
    """Let a date in brackets behind a name be a time, ``kata Rahmat | (12/3)``, and a comma before one of a day.

    That comma parts nothing: ``Mengutip Antara Senin|,| (12/3) Rahmat mengaku …``. An age or a short name is no date.
    """
    if BRACKETED_DATE.fullmatch(tokens[index].low) is None:
        return
    before = [token.type for token in tokens[max(0, index - 2) : index]]
    if before == ["TIME", "COMMA"]:
        tokens[index - 1] = retyped(tokens[index - 1], "TIME")
    elif before[-1:] in ([kind] for kind in SPEAKERS | {"PLACE"}):
        tokens[index] = retyped(tokens[index], "TIME")


def _opens(tokens: list[Token], index: int) -> bool:
    """Tell ``Terpisah, Rahmat mengatakan``, where a word opens the sentence, from ``Terpisah dari ibunya, …``."""
    return index == 0 and len(tokens) > 1 and tokens[1].type in SPEAKERS | {"COMMA", "PRON", "CAP"}


def _leads(tokens: list[Token], index: int) -> bool:
    """Tell ``Tadi pelatih bilang …``, where a word opens the sentence, from ``hal itu tadi``."""
    return index == 0 and len(tokens) > 1


def _causes(tokens: list[Token], index: int) -> bool:
    """Tell ``rumah rusak | akibat gempa``, behind a predicate or at the head, from ``kerugian akibat gempa``."""
    return _leads(tokens, index) or (index > 1 and tokens[index - 1].type in {"VERB", "PRED"})


def _meets(tokens: list[Token], index: int) -> bool:
    """Tell who is met, between his name and a verb or behind what he says: ``Rina | ditemui kemarin berkata``.

    Nothing but who he is stands before, or a quotation: ``"Aman," kata Rina | dihubungi kemarin``.
    """
    kinds = [token.type for token in tokens]
    before = index - 1 - (kinds[index - 1] == "COMMA") if index else -1
    person = before >= 0 and kinds[before] in {"NAME", "BRACKET"}
    opens = set(kinds[:index]) <= SPEAKERS | BEFORE
    # not ``Menurut polisi, Rudi | didampingi ibunya mengaku``
    paired = kinds[:1] not in (["N"], ["CAP"]) or kinds[:index].count("COMMA") % 2 == 0
    # not ``Saat Rina | didampingi ibunya, Budi mengatakan``
    paired = paired and (kinds[0] != "OCC" or "COMMA" in kinds[:index])
    return person and ("QUOTE" in kinds[:index] or (opens and paired and "VERB" in kinds[index + 1 :]))


def _wears(tokens: list[Token], index: int) -> bool:
    """Tell ``seorang pria | berkacamata``, what somebody without a name wears, from ``Rina berkacamata``."""
    return index > 0 and (tokens[index - 1].type in {"N", "ROLE"} or (index == 1 and tokens[0].type == "CAP"))


def _points(tokens: list[Token], index: int) -> bool:
    """Tell ``hal seperti | ini``, which belongs to a noun, from ``seperti dikutip Antara``."""
    pointed = index + 1 < len(tokens) and tokens[index + 1].type == "DET"
    return pointed and index > 0 and tokens[index - 1].type in {"N", "CAP"}


def _singles_out(tokens: list[Token], index: int) -> bool:
    """Tell ``air surut, | termasuk di pasar``, where something is so, from ``semua pihak, termasuk Rahmat``."""
    return index + 1 < len(tokens) and tokens[index + 1].type in {"DI", "OCC", "VERB"}


def _until(tokens: list[Token], index: int) -> bool:
    """Tell ``hingga | tadi malam``, up to a time, from ``dari hulu hingga hilir``."""
    return index + 1 < len(tokens) and tokens[index + 1].type == "TIME"


def _includes(tokens: list[Token], index: int) -> bool:
    """Tell ``ini | termasuk enam rudal``, where a pronoun is the subject, from ``warga itu, termasuk Rahmat``."""
    before = [token.type for token in tokens[max(0, index - 2) : index]]
    return before[-1:] == ["DET"] and not set(before[:-1]) & (SPEAKERS | {"N", "CAP", "PLACE", "NUM", "QUANT"})


def _links_name(tokens: list[Token], index: int) -> bool:
    """Tell ``Joachim | von | Amsberg``, a word inside a name, from the same word elsewhere."""
    before = tokens[index - 1].type if index else "START"
    return before in {"NAME", "CAP", "NAME_LINK"} and _is_name(tokens, index + 1)


def _is_adjective(tokens: list[Token], index: int) -> bool:
    """Tell ``data sementara menunjukkan``, ``studi baru yang`` from conjunctions and adverbs, by what stands beside."""
    before = tokens[index - 1].type if index else "START"
    following = tokens[index + 1].type if index + 1 < len(tokens) else "END"
    if tokens[index].type == "INTERIM" and following in {"COMMA", "END"}:  # ``hasil sementara, …``
        return before not in {"COMMA", "START", "END"}
    # ``presiden sementara Veldoria``, ``ketua sementara partai itu``
    if tokens[index].type == "INTERIM" and before == "ROLE":
        owned = following in {"N", "ORG"} and [token.type for token in tokens[index + 2 : index + 3]] == ["DET"]
        return owned or following in {"NAME", "PLACE", "VERB"}  # ``anggotanya sementara melakukan …``
    # ``pemeriksaan sementara tidak …``, where no subject follows; ``Menurut keterangan sementara saksi, …``
    subjectless = before == "N" and following in {"NEG", "AUX", "FROM"}
    cited = before == "N" and following in {"ROLE", "ORG"} and index == CITED
    if tokens[index].type == "INTERIM" and (subjectless or cited):
        return True
    if before not in {"N", "CAP"} or index + 1 == len(tokens):
        return False
    if tokens[index].type == "AUX":
        opens = before == "CAP" and following == "FROM" and index == 1  # ``Laporan baru dari Rahmat``
        return following == "DET" or (following in {"REL", "FROM"} and before == "N") or opens
    opening = all(token.type in {"N", "CAP"} for token in tokens[:index])
    acts = following == "VERB" or [token.type for token in tokens[index + 1 : index + 3]] == ["AUX", "VERB"]
    return acts or (opening and following in {"ORG", "NAME", "PRON"})  # ``Catatan sementara kami``


def _is_subject(tokens: list[Token], index: int) -> bool:
    """Tell ``Hasilnya akan diumumkan``, where a predicate follows, from ``Hasilnya, air surut``."""
    return index + 1 < len(tokens) and tokens[index + 1].type in {"AUX", "NEG", "PRED", "VERB"}


def _is_set_off(tokens: list[Token], index: int) -> bool:
    """Tell ``Alasannya, dana belum cair``, where it opens a sentence, from ``Alasannya sederhana``, its subject."""
    opens = index == 0 or tokens[index - 1].type in {"OPENER", "COMMA"}
    following = tokens[index + 1].type if index + 1 < len(tokens) else "END"
    return opens and following in {"COMMA", "NAME", "ROLE", "ORG", "PRON"}


# What a word or bracket is by its neighbours: the question, what it is if so, and if not.
def _is_called_by(tokens: list[Token], index: int) -> bool:
    """Tell who is called so from an agent: ``kata Gubernur | Oleh Kravets``, not ``Dibangun | Oleh Rina``."""
    before = [token.type for token in tokens[max(0, index - 2) : index]]
    titled = before[-1:] != [] and before[-1] in {"ROLE", "PLACE", "ORG", "NAME"}
    return (titled or before == ["QUOTE", "N"]) and index + 1 < len(tokens) and tokens[index + 1].type == "NAME"


BY_NEIGHBOURS = {
    "VIA": (_is_spokesman, "AFF", "OCC"),
    "IN": (_is_membership, "DI", "OCC"),
    "INTERIM": (_is_adjective, "N", "BUT"),
    "FIRST": (_opens, "OPENER", "N"),
    "CAUSE": (_causes, "AFF", "N"),
    "MET": (_meets, "OCC", "VERB"),
    "WORN": (_wears, "N", "VERB"),
    "BY_NAME": (_is_called_by, "NAME", "BY"),
    "LIKE": (_points, "AFF", "LIKE"),
    "AGO": (_leads, "OPENER", "DET"),
    "INCL": (_singles_out, "OCC", "AFF"),
    "UNTIL": (_until, "TIME", "AFF"),
    "NAME_LINK": (_links_name, "NAME", "N"),
    "LEAD": (_is_subject, "CAP", "OPENER"),
    "LEAD_NOUN": (_is_set_off, "OPENER", "N"),
}


def _time_phrase_start(tokens: list[Token], index: int) -> int:
    """Return where ``beberapa menit kemudian``, ``5 April lalu`` begins, whose last word is at ``index``."""
    first = index
    if first and tokens[index].type == "THEN" and tokens[first - 1].type == "TIME":
        return first - 1
    if tokens[index].type == "THEN" and [token.type for token in tokens[max(0, index - 2) : index]] == [
        "TIME_UNIT",
        "NUM",
    ]:
        return first - 2  # ``tahun 1997 lalu``
    if first and tokens[first - 1].type == "TIME_UNIT":
        first -= 1
        if first and tokens[first - 1].type in {"NUM", "QUANT", "TIME"}:
            first -= 1
    return first
