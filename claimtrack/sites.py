"""Sites: a word where it stands and a line of the lexicon in, whether it is the cue that the line describes out."""

from claimtrack.contexts import context_against
from claimtrack.noun_sites import fits_noun
from claimtrack.packs import DISPUTING, TELLING
from claimtrack.site import AGENTS, NEAR, NOMINAL, SPEAKERS, Site
from claimtrack.tokens import PREDICATES, Token

CLOSING = 2  # a word that tells how it was said, and the full stop
EDGE = frozenset({"START", "COMMA", "QUOTE", "END", "DASH", "SEMI", "COLON"})
NAMING = NOMINAL - {"N", "PLACE"}
AMBIGUOUS = frozenset({"FROM"})  # it opens a place as often as it marks a source
WHEN = frozenset({"TIME", "BRACKET", "DI", "PLACE", "OCC", "NUM", "N", "DET"})  # words of when and where it was said
CITABLE = NOMINAL | {"BRACKET", "NUM", "AFF"}
LABEL = SPEAKERS | {"CAP", "PLACE", "BRACKET", "CONJ"}
SPOKEN = frozenset({"N", "NAME", "DET", "ROLE", "ORG", "PLACE", "CAP", "VERB", "PRED", "TIME"})
SHORTEST_HEADLINE = 4  # words
LONG_ENOUGH = 3  # words at least of what is told behind a comma
SHORTEST_TOPIC = 3  # words before ``kata analis``; ``pemilihan kata guru`` is a choice of words


def refusal_of(site: Site) -> str:
    """Return why a word is not the cue that a lexicon line describes, in words; empty where it is."""
    context = context_against(site)
    if context:
        return f"its line says it is no cue in '{context}'"
    return "" if FITS[site.cue.type](site) else MISFITS[site.cue.type]


def _fits_inverted(site: Site) -> bool:
    """``…, kata X``: behind a border, or tied to a pronoun or clitic; never with its own subject before it."""
    opens = site.left("AUX", "OPENER", "BUT") == "START"  # ``Namun ujar Maria, vaksin …``
    thus = site.left("QUANT") == "THUS"  # ``"…," demikian sebagian isi surat itu``
    left = "START" if opens else "THUS" if thus else site.left("AUX", "OPENER")
    # ``Tiap hujan, keluhnya, air masuk``  ``Air masuk, keluh Parmi.``
    medial = left == "COMMA" and _closes_citation(site)
    if site.tokens[site.position].type == "THUS":  # ``"…," demikian Rahmat.``
        return site.right().type in {"NAME", "ROLE", "ORG"} and left in EDGE and site.comma_follows(closing=True)
    if site.cue.link == "marked" and left != "THUS":  # ``demikian hasil survei X``
        return False
    if site.cue.link == "quote" and not medial and left != "THUS" and not _is_quoted(site):
        return False
    if site.active_too and left != "QUOTE" and not site.clitic:
        return False
    if left in {"START", "SUB"} and not site.clitic and (left == "START" or site.left("AUX", "OPENER", "SUB") in EDGE):
        if site.right().type not in NAMING:
            return _is_some(site)
        return site.comma_follows() or _opens_clause(site) or _opens_quote(site)
    if left == "COMMA" and not site.clitic and _is_judged(site):
        return False
    if left in EDGE or left in {"LIKE", "THUS"}:
        return site.clitic or site.right().type in CITABLE | site.markers or _is_stray_comma(site) or _is_again(site)
    if site.clitic:  # ``Hujan turun ujarnya.``, where a reporter forgot the comma
        closes = site.cue.link == "free" and site.right().type == "END" and _holds_predicate(site)
        goes_on = site.cue.cls == "saying" and left in SPOKEN and site.right().type in PREDICATES
        # ``Saat ini katanya, air surut``
        fronted = site.right().type == "COMMA" and left in {"TIME", "DET"} and not _holds_predicate(site)
        return site.only and (closes or goes_on or fronted)
    return site.only and (site.right().type == "PRON" or _is_said_by_name(site) or _closes_unmarked(site))


def _is_stray_comma(site: Site) -> bool:
    """Tell whether only a comma too many parts who says it: ``"…," ujar, | Camat Muara``."""
    return _ends_quote(site) and site.right().type == "COMMA" and site.right("COMMA").type in SPEAKERS


def _is_again(site: Site) -> bool:
    """Tell whether an adverb stands before who says it behind a quotation: ``"…," kata lagi | Rahmat``."""
    return _ends_quote(site) and site.right().type == "AUX" and site.right("AUX").type in SPEAKERS


def _ends_quote(site: Site) -> bool:
    """Tell whether a quotation stands before that ends a clause, or a word that only cites behind it."""
    if site.left() != "QUOTE":
        return False
    return site.only or site.before[-1].low.rstrip("\"'”’").endswith((",", ".", "!", "?"))


def _is_judged(site: Site) -> bool:
    """Tell whether something is said of somebody's claim: ``Hingga kini, klaim kedua pihak belum dapat diperiksa``."""
    behind = (token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR])
    after = next((kind for kind in behind if kind not in CITABLE | {"DET"}), "END")
    return after in {"NEG", "AUX"} and any(cue.type == "NOUN" for cue in site.cues)


def _is_some(site: Site) -> bool:
    """Tell whether one noun of whoever says it follows, and a clause behind a comma: ``Kata tauke, harga naik``."""
    behind = [token.type for token in site.tokens[site.position + 1 :]]
    some = behind[:2] == ["N", "COMMA"] and len(behind) > SHORTEST_HEADLINE
    return some and (site.cue.cls, site.cue.link) == ("saying", "free")


def _is_quoted(site: Site) -> bool:
    """Tell whether a quotation stands before a cue, or behind it and a border: not ``isi surat itu menyebut "X"``."""
    quotes = (index for index, token in enumerate(site.tokens) if token.type == "QUOTE")
    return any(index < site.position or site.tokens[index - 1].type in {"COMMA", "COLON"} for index in quotes)


def _closes_citation(site: Site) -> bool:
    """Tell whether a clitic or a name and a border follow: what stands so between commas cites without a quotation."""
    if site.clitic:
        return site.right().type in {"COMMA", "END"}
    named = site.right("ROLE").type == "NAME" or site.right().type == "PRON"  # ``…, keluh Ketua RT Parmi.``
    closing = [token.type for token in site.tokens[site.position + 1 :]]
    pointed = closing[:1] == ["ROLE"] and closing[-2:] == ["DET", "END"] and len(closing) <= NEAR
    listed = [token.type for token in site.before[-3:]] == ["COMMA", "N", "COMMA"]  # ``surat, foto, | pesan ketua itu``
    named = named or (pointed and not listed)
    return not site.active_too and named and site.comma_follows(closing=True)


def _opens_clause(site: Site) -> bool:
    """Tell ``Kata petugas harus tunggu``, without a comma: who speaks, then what surely is a predicate."""
    behind = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    after = next((kind for kind in behind if kind not in AGENTS | {"N", "BRACKET"}), "END")
    return site.cue.cls == "saying" and site.only and behind[0] in AGENTS and after in {"AUX", "NEG", "PRED"}


def _opens_quote(site: Site) -> bool:
    """Tell ``Lanjut Rahmat "Air surut."``: who speaks, maybe how, then the quotation."""
    kinds = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    behind = next((i for i, kind in enumerate(kinds) if kind not in AGENTS | {"BRACKET"}), len(kinds))
    if kinds[behind : behind + 1] == ["WITH"]:  # ``Kata dia | sambil menangis, "Air surut."``
        comma = next((i for i in range(behind, len(kinds)) if kinds[i] in {"COMMA", "COLON"}), len(kinds))
        return kinds[comma + 1 : comma + 2] == ["QUOTE"]
    return kinds[behind : behind + 1] == ["QUOTE"]


def _holds_predicate(site: Site) -> bool:
    """Tell whether a predicate stands before a cue."""
    return not PREDICATES.isdisjoint(token.type for token in site.before)


def _closes_unmarked(site: Site) -> bool:
    """Tell ``Air sudah surut ujar Rahmat.``, where a reporter forgot the comma: a clause, then a name that ends it."""
    if site.cue.link != "free" or not _holds_predicate(site):
        return False
    behind = [token.type for token in site.tokens[site.position + 1 :]]
    after = next((i for i, kind in enumerate(behind) if kind not in AGENTS | {"BRACKET", "PLACE"}), len(behind))
    named = "NAME" in behind[:after]
    return named and set(behind[after:]) <= {"N", "AUX", "END"} and len(behind) - after <= CLOSING


def _is_said_by_name(site: Site) -> bool:
    """Tell ``Pelaku usaha kata Rahmat biasanya …``, where commas are forgotten: a name or title, then a predicate."""
    pointed = site.cue.cls == "explaining" and site.left() == "DET"  # ``Korban itu jelas Rahmat, …``
    if (site.cue.cls not in {"saying", "adding"} and not pointed) or site.left() not in SPOKEN:
        return False
    behind = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    role = behind[:1] == ["ROLE"] and site.left() == "N" and site.position >= SHORTEST_TOPIC
    if (role or behind[:1] == ["NAME"]) and "COMMA" in behind[:-1]:  # ``Kenaikan harga karet kata analis, masih …``
        comma = behind.index("COMMA")
        if set(behind[:comma]) <= {"NAME", "ROLE", "BRACKET"} and behind[comma + 1] in PREDICATES:
            return True
    after = next((kind for kind in behind if kind not in {"NAME", "BRACKET"}), "END")
    closed = site.left() in {"DET", "TIME"}  # ``Di desa itu kata Rahmat, air surut``
    if pointed and after != "COMMA":  # ``Pemain terbaik itu jelas | Rahmat``
        return False
    return behind[:1] == ["NAME"] and (after in PREDICATES | {"OPENER"} or (closed and after == "COMMA"))


def _fits_passive(site: Site) -> bool:
    """``dilaporkan X``: with an agent, or citing what stands before a border."""
    if site.clitic or site.left("AUX", "REL", "OCC", "N") in {"LIKE", "THUS"}:
        return True
    if _tells_of(site) or _reads(site):
        return False
    if site.left() == "START" and site.right("AUX").type == "COMMA" and site.cue.cls in TELLING:
        return True  # ``Dijelaskan pula, …``
    if site.left() == "START" and site.cue.cls in TELLING and _is_told_by(site):
        return True
    right = site.right("AUX", "QUANT")
    if right.type == "COMP" and site.cue.link == "marked":
        return True  # ``Warga diberitahu bahwa …``
    near = site.tokens[site.position + 1 : site.position + 4]
    pointed = site.left("AUX", "OPENER", "NEG") == "DET" and site.cue.cls in TELLING  # ``Hal itu disampaikan | Rusia``
    if right.type == "PLACE" and (pointed or site.cue.cls in DISPUTING):  # ``Hal itu dibantah | Pyongyang``
        return True
    if right.type == "N" and (pointed or site.cue.cls in DISPUTING) and _is_agent_behind(near):
        return True
    if pointed and _is_told_then(site):
        return True
    return right.type in AGENTS | (site.markers - AMBIGUOUS) or any(
        token.type == "BY" and all(t.type in {"N", "AUX"} for t in near[:i]) for i, token in enumerate(near)
    )


def _is_told_then(site: Site) -> bool:
    """Tell whether who says it follows when or where he does: ``Hal itu disampaikan | Senin (3/2) oleh Rina``."""
    behind = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    agent = behind.index("BY") if "BY" in behind else 0
    return agent > 0 and behind[0] in {"TIME", "DI", "OCC"} and WHEN.issuperset(behind[:agent])


def _is_told_by(site: Site) -> bool:
    """Tell whether a state or a known group stands alone before a comma: ``Dikatakan | tim peneliti itu, …``."""
    kinds = [token.type for token in site.tokens[site.position + 1 :]]
    comma = kinds.index("COMMA") if "COMMA" in kinds else 0
    told = kinds[:comma]
    group = set(told) <= {"N", "ROLE", "ORG", "DET"} and told[-1:] == ["DET"] and not {"ROLE", "ORG"}.isdisjoint(told)
    state = told == ["PLACE"] and kinds[comma + 1 : comma + 2] != ["PLACE"]
    return (state or group) and comma + LONG_ENOUGH < len(kinds)


def _is_agent_behind(near: list[Token]) -> bool:
    """Tell whether a noun leads to who says it: ``Hal itu disampaikan | pemimpin Hamas``, ``… | ibu korban``."""
    behind = next((token.type for token in near if token.type not in {"N", "AUX", "QUANT"}), "")
    return behind in SPEAKERS | {"PLACE"}


def _reads(site: Site) -> bool:
    """Tell whether a clause is what can be read, and nobody its agent: ``Dalam notula, | tertulis Rahmat pulang``.

    So where some do something: ``Dikabarkan | tiga warga terluka``.
    """
    opens = site.opening
    placed = opens in {"OCC", "DI"}
    some = site.right().type == "QUANT" and (placed or site.left() == "START")
    behind = site.tokens[site.position + 1 :]
    nominal = AGENTS | ({"BRACKET", "QUANT", "PLACE", "N", "NUM"} if some else {"BRACKET"})
    acts = next((token.type for token in behind if token.type not in nominal), "END")
    clause = some or (placed and site.left() == "COMMA")
    return clause and any(cue.type == "OPI" for cue in site.cues) and acts in PREDICATES | {"REL"}


def _fits_naming(site: Site) -> bool:
    """``memandang X sebagai Y``; a verb that also takes a clause names only where it says as what."""
    behind = (token.type for token in site.tokens[site.position + 1 :])
    border = next((kind for kind in behind if kind in {"AS", "COMMA", "COMP", "REL", "END", "QUOTE"}), "END")
    return _fits_active(site) and (not site.active_too or (border == "AS" and not site.clitic))


def _tells_of(site: Site) -> bool:
    """Tell whether a clause follows a passive that opens its sentence, or that stands behind where it is written.

    ``Dikabarkan | bupati telah pergi``, ``Dalam laporan itu disebutkan | bupati telah pergi``.
    """
    opens = site.left("AUX", "OPENER") == "START"
    links = {cue.link for cue in site.cues if cue.type == "OPI"}
    placed = site.tokens[0].type in {"OCC", "DI"} and site.left() in {"N", "DET"}
    if not (links and placed) and not (opens and links - {"marked"}):
        return False
    behind = [token.type for token in site.tokens[site.position + 1 :]]
    named = AGENTS | {"N", "QUANT", "DET", "CONJ"}
    stated = next((i for i, kind in enumerate(behind) if kind not in named), len(behind))
    adverb = behind[stated : stated + 2] == ["AUX", "COMMA"]  # ``Dilaporkan Antara sebelumnya, …``
    return not adverb and not PREDICATES.isdisjoint(behind[stated : stated + 1])


def _states(site: Site) -> bool:
    """Tell whether a passive opens its sentence before a thing and its predicate: ``Disebutkan | harga naik``.

    So where it stands between them: ``Klub itu disebutkan | telah menang``.
    """
    kinds = [token.type for token in site.tokens[site.position + 1 :]]
    if site.cue.cls not in TELLING or kinds[:1] == ["DET"]:
        return False
    said = site.cue.cls == "saying" and site.left() in AGENTS | {"N", "CAP", "DET", "BRACKET"}
    if said and (kinds[:1] == ["AUX"] or (kinds[:1] == ["VERB"] and site.left() not in {"N", "DET"})):
        return True
    opens = site.opening
    if site.left("AUX", "OPENER", "CONJ") != "START" and (opens != "OCC" or site.left() not in {"NAME", "PLACE"}):
        return False  # not in ``Dalam dakwaan Rahmat | disebutkan uang itu dikirim``
    thing = next((i for i, kind in enumerate(kinds) if kind not in {"N", "QUANT", "NUM", "DET"}), len(kinds))
    if site.cue.cls == "explaining" and kinds[thing - 1 : thing + 1] == ["N", "VERB"]:
        return False  # ``Dijelaskan | cara mencuci tangan``: a topic
    there = (site.right().low,) in site.existing or (opens == "OCC" and kinds[:1] == ["PRED"])
    return there or (thing > 0 and thing < len(kinds) and kinds[thing] in PREDICATES)


def _fits_opinion(site: Site) -> bool:
    """``tanggul diduga jebol``: something is predicated behind it, or ``disebutkan bahwa``."""
    if site.cue.link == "marked":
        opens = site.opening
        opens = "DI" if site.left("AUX", "OPENER") == "START" else opens
        written = (site.left() in {"N", "DET"} and site.position > 1) or _reads(site)
        return (
            site.right("AUX").type == "COMP"
            or _states(site)
            or (opens in {"OCC", "DI"} and (written or site.right().type == "COMMA"))
        )
    named = site.left() == "REL" and not site.clitic and site.right().type in {"NAME", "ORG", "PLACE", "QUOTE"}
    named = named and "AS" not in [token.type for token in site.tokens]  # ``yang disebut | Tanah Tinggi``
    if (named and site.cue.cls == "hearsay") or (site.before and site.before[-1].low in site.unsaid):
        return False  # ``sulit | diprediksi``
    ends = {"END", "STOP", "CONJ"} if site.left("OPENER", "AUX") == "START" else {"END", "STOP", "CONJ", "COMMA"}
    return site.right().type not in ends


def _fits_bare(site: Site) -> bool:
    """``saya kira …``: the pronoun of the speaker stands right before it, or a title or name and a comma or link."""
    left = [token for token in site.before if token.type not in {"AUX", "NEG"}]
    named = all(token.type in LABEL for token in left) and site.right().type in {"COMMA", "COMP"}
    return not site.clitic and bool(left) and (left[-1].type == "PRON" or (named and site.cue.cls in TELLING))


def _fits_active(site: Site) -> bool:
    """``X mengatakan …``: a verb, not an object of another preposition (``berhati-hati dalam menilai``)."""
    refuses = site.cue.denies and site.cue.link == "marked" and site.right().type == "VERB"
    if refuses:  # ``menolak | menyebut siapa``: a negation
        return False
    before = next((token for token in reversed(site.before) if token.type not in {"AUX", "NEG"}), None)
    return before is None or (before.type not in {"DI", "AFF"} and before.low not in site.gerunds)


def _fits_preposition(site: Site) -> bool:
    """``menurut X``; a preposition of evidence (link ``clause``) only at the head of a sentence."""
    opens = site.left("OPENER", "BUT", "COMMA") == "START"  # ``Namun, berdasarkan data X, …``
    return site.cue.link == "free" or (opens and site.comma_follows())


def _always(site: Site) -> bool:
    """Return True: the word reports wherever its contexts allow it."""
    return site.position >= 0


def _fits_relay(site: Site) -> bool:
    """``melansir Antara``: whom it cites stands behind a verb that may also tell itself (``Antara melansir, X``)."""
    if not site.active_too:
        return True
    clause = next((token.type for token in site.tokens[site.position + 1 :] if token.type not in NOMINAL | {"DET"}), "")
    tells = site.left() == "ORG" and clause in PREDICATES  # no ``laporan yang menyebut …``
    return not tells and site.right("AUX", "TIME", "BRACKET").type not in {"COMMA", "COMP", "COLON"}


def _fits_headline(site: Site) -> bool:
    """``Menteri Pertanian: Stok Pupuk Aman``: a title or name alone before the colon, no full stop at the end."""
    before, after = site.tokens[: site.position], site.tokens[site.position + 1 :]
    titled = bool(before) and before[0].type in SPEAKERS and all(token.type in LABEL for token in before)
    closed = bool(after) and after[-1].type == "END" and after[-1].low == "."
    quoted = bool(after) and after[0].type == "QUOTE"
    return titled and not closed and (quoted or len(after) >= SHORTEST_HEADLINE)


FITS = {
    "INV": _fits_inverted,
    "PAS": _fits_passive,
    "OPI": _fits_opinion,
    "NOUN": fits_noun,
    "BARE": _fits_bare,
    "ACT": _fits_active,
    "NAMING": _fits_naming,
    "FIND": _fits_active,
    "HEAR": _always,
    "PREP": _fits_preposition,
    "RELAY": _fits_relay,
    "HEAD": _fits_headline,
}
MISFITS = {
    kind: f"what stands beside it does not fit: {(fits.__doc__ or '').replace('``', '').strip().removesuffix('.')}"
    for kind, fits in FITS.items()
}
