"""Noun sites: where a noun of saying stands in, whether it reports there out (``klaim warga bahwa …``)."""

from claimtrack.site import AGENTS, NEAR, NOMINAL, SPEAKERS, Site
from claimtrack.tokens import PREDICATES, Token

RUMOURED = frozenset({"hearsay", "estimating", "hoping", "finding"})  # classes of nouns for what there is talk of
EXPECTING = frozenset({"estimating", "believing", "hoping"})
PLACED = frozenset({"DI", "FROM", "AFF", "N", "PLACE", "DET", "TIME", "BRACKET"})  # where a claim goes or comes from
TOLD = EXPECTING | {"admitting", "saying"}  # nouns whose owner a comma may follow


def _is_aside(tokens: list[Token], first: int) -> bool:
    """Tell whether words without a predicate follow, closed by a comma: ``Dugaan mereka, | kata polisi, keliru``."""
    kinds = (token.type for token in tokens[first:])
    return next((kind for kind in kinds if kind in PREDICATES | {"COMMA", "END"}), "END") == "COMMA"


def _exists(site: Site) -> bool:
    """Tell ``Ada | dugaan kebakaran itu disengaja``: it is told that there is a rumour, and a clause says which."""
    before = [token.type for token in site.tokens[: site.position]]
    told = before[-1:] == ["PRED"] and (len(before) == 1 or before[-2] in {"OPENER", "COMMA", "BUT", "AUX"})
    behind = [token.type for token in site.tokens[site.position + 1 :]]
    subject = next((i for i, kind in enumerate(behind) if kind not in NOMINAL | {"DET", "BRACKET"}), len(behind))
    return told and not site.clitic and 0 < subject < len(behind) and behind[subject] in PREDICATES


def fits_noun(site: Site) -> bool:
    """``klaim warga bahwa …``, ``kabar itu beredar bahwa …``: a complementiser follows before any other border."""
    if site.left("AUX", "OPENER") == "THUS" or (site.cue.link == "free" and site.left() == "WITH"):
        return True
    behind = [token.type for token in site.tokens[site.position + 1 : site.position + 3]]
    if site.cue.cls == "estimating" and site.left() == "START" and behind in (["N", "COMMA"], ["BUT", "COMMA"]):
        return True  # ``Dugaan sementara, …``
    comma = _owner_end(site)
    owned = site.left() == "START" and comma and not site.clitic
    told = [token.type for token in site.tokens[max(0, comma - 1) : comma + 2]]
    owned = owned and told != ["NAME", "COMMA", "ROLE"]  # not ``Pengakuan Rudi Hartono, korban selamat, …``
    expects = site.cue.cls in EXPECTING and not {"PRON", "NAME"}.isdisjoint(behind[:1])
    if owned and not _is_aside(site.tokens, comma + 1) and (expects or _is_told(site, comma + 1)):
        return True  # ``Perkiraan dia, …``, ``Pengakuan pelaku, …``
    if site.cue.cls in RUMOURED and _exists(site):
        return True
    return _is_linked(site) or _is_given(site) or _is_spread(site) or _tells_existing(site)


def _tells_existing(site: Site) -> bool:
    """Tell whether a noun says that something exists: ``Polisi menerima | laporan dari warga ada mayat di sungai``."""
    rest = site.tokens[site.position + 1 : site.position + 1 + NEAR]
    at = next((i for i, token in enumerate(rest) if token.type not in AGENTS | {"FROM"}), len(rest))
    before = site.left()
    rests = before == "FROM" and site.position > 1  # not ``Dari | laporan itu ada tiga hal``
    if site.clitic or not (rests or before in {"VERB", "PRED"}) or at + 1 >= len(rest):
        return False
    return (rest[at].low,) in site.existing and rest[at + 1].type in NOMINAL | {"NUM"}


def _is_given(site: Site) -> bool:
    """Tell whether by whom a noun was given stands before a complementiser: ``laporan yang dibuat warga bahwa …``."""
    kinds = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    if kinds[:1] != ["REL"] or "COMP" not in kinds or site.left() == "PREP":
        return False
    given = site.tokens[site.position + 2].low in site.givings
    return given and set(kinds[2 : kinds.index("COMP")]) <= AGENTS | {"BY", "N", "PLACE", "DET", "TIME", "BRACKET"}


def _is_spread(site: Site) -> bool:
    """Tell whether where a claim goes or comes from stands before a complementiser.

    ``Rumor | beredar di desa bahwa …``, ``isu yang beredar bahwa …``, ``informasi yang didapat dari warga bahwa …``.
    """
    kinds = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    kinds = kinds[kinds[:1] == ["DET"] :]
    told = kinds[kinds[:1] == ["REL"] :]
    if "COMP" not in told or site.left() == "PREP":
        return False
    spread = told[0] == "PRED" or (kinds[0] == "REL" and told[:2] == ["VERB", "FROM"])
    return spread and set(told[1 : told.index("COMP")]) <= AGENTS | PLACED


def _owner_end(site: Site) -> int:
    """Return where a comma follows whose a noun is, in names or a word: ``Catatan Rina Sari | , harga naik``; or 0."""
    first = site.position + 1
    end = first
    while end < len(site.tokens) and site.tokens[end].type == "NAME":
        end += 1
    end += end == first and end < len(site.tokens) and site.tokens[end].type in AGENTS
    return end if end > first and end < len(site.tokens) and site.tokens[end].type == "COMMA" else 0


def _is_linked(site: Site) -> bool:
    """Tell whether a complementiser or colon stands behind a noun before any other border."""
    near = site.tokens[site.position + 1 : site.position + 1 + NEAR]
    linked = {index - 1 for index, token in enumerate(near) if token.type == "COMP"}  # ``kesimpulan | , bahwa …``
    follows = [token for index, token in enumerate(near) if token.type != "COMMA" or index not in linked]
    spread = [token.type for token in follows if token.type != "DET"][:2] == ["PRED", "COMP"]
    for index, token in enumerate(follows):
        if token.type == "COMP":
            return not _tells_where(site)
        beside = {other.type for other in follows[index - 1 : index + 2 : 2]}
        if token.type == "CONJ" and index and beside <= SPEAKERS | {"PLACE"}:  # ``kepada Rusia | dan | China bahwa``
            continue
        if spread and token.type == "PRED":  # ``Kabar itu | beredar | bahwa …``
            continue
        if token.type == "COLON":
            return site.left() == "START"
        if token.type in {"COMMA", "END", "VERB", "PRED", "SUB", "BUT", "CONJ", "SEMI", "REL", "QUOTE"}:
            return False
    return False


def _is_told(site: Site, first: int) -> bool:
    """Tell whether one plain clause follows an owner and a comma: ``Pengakuan pelaku, | ia mencuri motor``.

    When it is so may open it: ``Catatan Rina, | pada 2024 ekspor naik``.
    """
    while first < len(site.tokens) and site.tokens[first].type == "TIME":
        first += 1
    kinds = [token.type for token in site.tokens[first:]]
    subject = kinds[: next((i for i, kind in enumerate(kinds) if kind in PREDICATES), 0)]
    plain = bool(subject) and {"CONJ", "REL", "SUB", "OCC", "LIKE", "DI", "TIME"}.isdisjoint(subject)
    return site.cue.cls in TOLD and plain and "COMMA" not in kinds


def _tells_where(site: Site) -> bool:
    """Tell whether a noun only says where something is said: ``mengatakan dalam sebuah pernyataan bahwa …``."""
    between: list[str] = []
    for token in reversed(site.before):
        if token.type in {"ACT", "ACT_CLAUSE"}:
            return "OCC" in between
        if token.type not in {"OCC", "QUANT", "DET", "N"}:
            return False
        between.append(token.type)
    return False
