"""Apposed: the phrases beside a cue in, whether what looks like a title of the source is one out."""

import re

from claimtrack.attribute.anaphors import is_claim_noun
from claimtrack.attribute.clauses import entries, is_clause, is_verb_too_many
from claimtrack.attribute.nominal import NAMELESS, aside_end, closing_determiner
from claimtrack.attribute.phrase import Phrase, interrupts
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.tokens import ACTIVE_CUES, ACTIVE_VERBS, CUE_TYPES
from claimtrack.tokens import PREDICATES as PREDICATE

PAIR = 2  # a name and its title
YEAR = re.compile(r"(?:19|20)\d\d")
BETWEEN = frozenset({"RELATIVE", "LOCATION"})  # what may stand between them
STATING = frozenset({"N", "PRED", "PLACE", "DET", "NAME"})  # behind which no predicate of a relative begins
BODIES = frozenset({"organisation", "firm", "company", "agency", "paper", "site"})
OPENS_CITATION = frozenset({"OPENER", "AUX", "BUT", "COMMA", "LIKE", "FROM", "BY"}) | CUE_TYPES


def begins_content(view: View, phrases: list[Phrase], chosen: tuple[int, ...]) -> bool:
    """Tell whether what looks like an apposition is what the content is about: ``Menurut Rahmat, tim itu menduga …``.

    ``Dikatakan Rahmat, sapi yang dikumpulkan berjumlah …``: no person, and described. A third one ends at a border.
    """
    phrase, third = phrases[chosen[-1]], sum(phrases[at].type not in BETWEEN for at in chosen) > PAIR
    behind = type_at(view, phrase.last)
    if _is_relatives(view, phrases[chosen[-2]]) or _is_no_title(view, phrase):
        return True
    if behind == "COMMA" and phrase.type in {"ROLES", "TITLED"} and _speaks(view, phrase.last + 1):
        return True
    if _is_described(view, phrases, chosen[-1]):
        return True
    opens = all(token.type in OPENS_CITATION for token in view.fine[: phrases[0].first])
    acting = any(token.type == "VERB" for token in view.fine[phrase.first : phrase.last])
    if opens and acting and behind == "END":  # ``Menurut Rina, | warga menyambut usulan itu.``
        return True
    described = opens and phrases[chosen[-2]].type == "RELATIVE"
    acts = _acts(view, phrase.last + 1) or type_at(view, phrase.last + 1) in PREDICATE
    told = (described and type_at(view, phrase.last + 1) == "REL") or ((described or third) and acts)
    if behind == "COMMA" and told:  # ``Melansir Antara, jubir X, Rina, | mengatakan``
        return True
    claim = phrase.last == phrase.first + 1 and is_claim_noun(view, view.fine[phrase.first].low)
    if behind == "REL" and phrase.comma and (claim or _does_more(view, phrase.last)):
        return True  # ``kata Rina, | tuduhan yang dibantah Budi``
    fronted = type_at(view, first_word(view)) in {"SUB", "OCC", "TIME"} or opens
    if behind == "REL" and _acts_described(view, phrase, fronted=fronted):
        return True
    if _acts(view, phrase.last) or (third and behind not in {"COMMA", "END", "QUOTE", "TIME", "DASH"}):
        return True
    last = phrase.last - (type_at(view, phrase.last - 1) == "DET")
    thing = all(token.type in NAMELESS for token in view.fine[phrase.first : last])
    if thing and behind == "TIME" and _goes_on_today(view, phrase.last):
        return True
    return opens and thing and (behind == "REL" or _is_subject(view, phrase.last))


def _is_no_title(view: View, phrase: Phrase) -> bool:
    """Tell whether a phrase between commas opens what is said: ``Menurut Rina, | akibatnya, …``.

    So do a point of a list (``…, ketiga, …``), for whom (``…, untuk warga, …``), since when (``…, dari akhir 2024, …``)
    and of how many.
    """
    tokens = view.fine[phrase.first : phrase.last]
    kinds = [token.type for token in tokens]
    timed = any(token.type == "TIME" or YEAR.fullmatch(token.low) for token in tokens) or kinds[1:2] == ["NUM"]
    leads = (tokens[0].low,) in view.pack.notes("openers")
    alone = len(kinds) == 1 and (leads or kinds[0] in {"QUANT", "DET", "AFF"})
    for_whom = kinds[0] == "AFF" and kinds[1:2] != ["ROLE"]  # not ``selaku lurah``
    return (kinds[0] == "FROM" and timed) or alone or for_whom or kinds[0] in {"OPENER", "WITH"}


def closes_description(view: View, relative: int, end: int) -> bool:
    """Tell whether a comma ends what describes who is cited: ``Menurut Rina, warga yang tinggal di hulu|, air naik``.

    Not where the clause is about him: ``Menurut Rina, warga | yang tidak terdata tidak dilayani, …``, ``…, akan ada``,
    nor where another is named: ``Menurut Rina, kiper Budi Harto | yang paling parah, jadi dirawat``.
    """
    begun = next((i + 1 for i in range(relative - 1, -1, -1) if view.fine[i].type == "COMMA"), relative)
    if type_at(view, relative - 1) == "NAME" or type_at(view, begun) not in {"ROLE", "N", "ORG", "QUANT"}:
        return False
    kinds = [token.type for token in view.fine[relative : end + 2]]
    stated = any(
        kinds[i] in {"AUX", "NEG"} and kinds[i - 1] in STATING and kinds[i + 1] in PREDICATE
        for i in range(2, end - relative - 1)
    )
    opens = kinds[-1] not in PREDICATE | {"COMMA", "END", "LIKE", "NUM", "QUANT", "OCC"}
    return type_at(view, end) == "COMMA" and not stated and opens and is_clause(view, end + 1)


def explains(view: View, phrases: list[Phrase]) -> bool:
    """Tell whether a second phrase only says what the first is: ``kata Dinas Laut, | sebuah lembaga di Muara, …``."""
    if len(phrases) < PAIR or phrases[1].terminal != "C_ROLES":
        return False
    named, told = phrases[:PAIR]
    body = "ROLE" not in [token.type for token in view.fine[named.first : named.last]]
    counted = type_at(view, told.first) == "QUANT" and told.first + 1 < len(view.fine)
    kind = view.pack.notes("descriptions").get(tuple(view.fine[told.first + counted].low.split()))
    whole = any(token.type in PREDICATE | {"QUOTE"} for token in view.fine[: named.first])
    whole = whole or _sets_off(view, told)
    pointed = type_at(view, told.last - 1) == "DET" or type_at(view, told.last) == "REL"
    one = view.pack.notes("indefinites").get((view.fine[told.first].low,)) == "one"
    closes = type_at(view, told.last) in {"COMMA", "END"} and type_at(view, named.last - 1) == "DET"
    fits = (body and kind in BODIES) or (one and closes)  # ``kata petani itu, | seorang pria berusia 41 tahun``
    return fits and whole and not pointed


def _sets_off(view: View, told: Phrase) -> bool:
    """Tell whether commas set off whose body one is, before a clause: ``Menurut VNA, | media Iran, air naik``."""
    owned = any(token.type in {"PLACE", "BRACKET"} for token in view.fine[told.first + 1 : told.last])
    closed = type_at(view, told.last) == "COMMA" and type_at(view, told.last + 1) not in {"CONJ", "PLACE", "REL"}
    return owned and closed and is_clause(view, told.last + 1)


def is_explained(view: View, phrases: list[Phrase], at: int) -> bool:
    """Tell whether the phrase at ``at`` only says what stands before it, behind whose name a comma stands.

    ``Dinas Air, | badan yang berkantor di Muara, mengatakan``, ``Petani itu, | seorang pria tua mengatakan``.
    """
    ahead = phrases[at + 1 :]
    if len(ahead) != 1 or ahead[0].terminal != "C_ROLES":
        return False
    if phrases[0].type == "RELATIVE" and type_at(view, ahead[0].first) == "ORG":
        return True
    told, named = ahead[0], phrases[at]
    if told.first != first_word(view) or interrupts(view.fine, named.last):
        return False
    kinds = [token.type for token in view.fine[told.first : told.last]]
    one = view.pack.notes("indefinites").get((view.fine[named.first].low,)) == "one"
    known = kinds[0] in {"ROLE", "ORG", "CAP"} and (kinds[-1] == "DET" or not {"NAME", "BRACKET"}.isdisjoint(kinds))
    return (one and known) or _names_body(view, told, named)


def opens_title(view: View, phrases: list[Phrase]) -> bool:
    """Tell whether a sentence opens with an office and its body before who holds it: ``Kapten Persila, | Rina``.

    Not where he tells of who holds it: ``Presiden Velgrad, Rina mengatakan, | akan datang``.
    """
    if [phrase.terminal for phrase in phrases] not in (["NAMES", "C_TITLED"], ["NAMES", "C_NAMES"]):
        return False
    name, office = phrases
    head = type_at(view, office.first) == "ROLE" or view.fine[office.first].low in view.pack.words("roles")
    opens = office.first == first_word(view) and head
    full = name.last - name.first >= PAIR and office.last + 1 == name.first
    return opens and full and not interrupts(view.fine, name.last)


def _names_body(view: View, told: Phrase, named: Phrase) -> bool:
    """Tell whether what a body is stands before its name: ``Kantor berita Velgrad, | KCNA menulis``.

    Of others something may be told: ``Partai itu, | KPU menyatakan, tidak lolos``.
    """
    head = view.fine[told.first].low
    kind = view.pack.notes("descriptions").get(tuple(head.split()), "")
    firm = kind in {"firm", "company"} and view.pack.notes("orgs").get((view.fine[named.first].low,)) == "legal"
    plain = all(token.type not in {"NAME", "DET"} for token in view.fine[told.first : told.last])
    body = type_at(view, named.first) == "ORG" and view.text[view.fine[named.first].start].isupper()
    return plain and body and (firm or kind in {"agency", "paper", "site"})


def _is_relatives(view: View, phrase: Phrase) -> bool:
    """Tell whether a name behind a relative clause is of somebody in it: ``korban yang ditemani suaminya, Budi``."""
    last = view.fine[phrase.last - 1]
    owned = last.low.endswith(tuple(view.pack.settings["morphology"]["clitics"]))
    return phrase.type == "RELATIVE" and last.type == "ROLE" and owned


def one_named(view: View, first: int, last: int) -> int:
    """Return where one of several who is cited is named, and tells: ``Menurut salah seorang petugas | , Rina berkata``.

    So is who holds the office of a body, or has a rank: ``Menurut Kepala Dinas Air Kota Muara | , Rina mengatakan``,
    ``Menurut Kapolres Muara | , AKBP Budi mengatakan``. 0 where nobody is.
    """
    end = last + 1
    while type_at(view, end) in {"NAME", "BRACKET"}:
        end += 1
    line = view.fine[end].cue if end > last + 1 and type_at(view, end) in ACTIVE_CUES else None
    tells = type_at(view, last) == "COMMA" and line is not None and line.cls in {"saying", "explaining"}
    if not tells or type_at(view, first - 1) != "PREP":
        return 0
    counted = [type_at(view, first), type_at(view, first + 1)] == ["QUANT", "QUANT"]
    return end if counted or (_holds_office(view, first, last) and is_verb_too_many(view, end)) else 0


def _holds_office(view: View, first: int, last: int) -> bool:
    """Tell whether a title is of one person: who holds the office of a body or a village, or has a rank behind it."""
    many = view.pack.notes("descriptions").get((view.fine[first].low,))  # ``Menurut warga Muara, Rina mengatakan``
    if type_at(view, first) != "ROLE" or last == first + 1 or many is not None:
        return False
    heads, name = view.pack.words("place_heads"), last
    while type_at(view, name - 1) in {"NAME", "PLACE"} and view.fine[name - 1].low not in heads:
        name -= 1
    body = name < last and view.fine[name - 1].low in heads  # not ``Menurut AKP Budi, …``
    ranked = view.fine[last + 1].low in view.pack.words("honorifics")
    local = view.fine[first].low in entries(view.pack, "local_offices")
    return body or ranked or local or type_at(view, name - 1) == "ORG"


def _is_described(view: View, phrases: list[Phrase], at: int) -> bool:
    """Tell whether a name behind whom nobody knows has a description and a predicate of its own.

    ``Menurut warga setempat, | Rina Wulandari, mantan guru, ditemukan tewas``; behind anybody, if she says something:
    ``Seperti dikutip Antara, | Rina Wulandari, pakar gempa, mengatakan …``.
    """
    if (
        at + 1 >= len(phrases)
        or phrases[at].terminal != "C_NAMES"
        or phrases[at + 1].terminal not in {"C_ROLES", "C_TITLED"}
    ):
        return False
    unknown = all(view.text[token.start].islower() for token in view.fine[phrases[0].first : phrases[0].last])
    behind = phrases[at + 1].last
    acts = _acts(view, behind + 1) or (unknown and type_at(view, behind + 1) in PREDICATE | {"AUX"})
    return acts and type_at(view, behind) == "COMMA"


def _acts_described(view: View, phrase: Phrase, *, fronted: bool) -> bool:
    """Tell whether whom a relative clause picks out has a predicate: ``ungkap Rina, | badan yang tua itu sudah mampu``.

    If less than a clause stands before, any will do: ``Sejak itu, kata Rina, | warga yang tua itu bersepakat …``.
    """
    picked = closing_determiner(view.fine, phrase.first, phrase.last)
    if picked and type_at(view, picked) in {"AUX", "NEG"}:
        return True
    stops = {"COMMA", "END", "QUOTE", "SUB", "COMP", "SEMI"}
    behind = range(phrase.last + 2, len(view.fine) - 1) if phrase.comma and fronted else ()
    border = next((i for i in behind if view.fine[i].type in stops | {"DET"}), 0)
    return border > 0 and type_at(view, border) == "DET" and type_at(view, border + 1) in {"VERB", "PRED"} | ACTIVE_CUES


def _does_more(view: View, relative: int) -> bool:
    """Tell whether a described subject has a predicate: ``kata Sari, tambang yang modalnya kecil | akan kalah``."""
    for index in range(relative + 2, len(view.fine)):
        kind = view.fine[index].type
        if kind in {"COMMA", "END", "QUOTE", "SUB", "BUT", "COMP"}:
            return False
        before = view.fine[index - 1].type
        if kind in {"AUX", "NEG"} and before in {"N", "PRED", "PLACE", "DET"} and type_at(view, index + 1) in PREDICATE:
            return True
    return False


def _speaks(view: View, index: int) -> bool:
    """Tell whether a name and its verb follow: ``Melansir Antara, juru bicara, | Rina Wulandari, mengatakan …``."""
    last = index
    while type_at(view, last) in {"NAME", "BRACKET"}:
        last += 1
    return last > index and _acts(view, last + (type_at(view, last) == "COMMA"))


def _goes_on_today(view: View, index: int) -> bool:
    """Tell whether a time and what is said follow: ``kata Surya, stok | sekarang ini jauh lebih lega``."""
    while type_at(view, index) in {"TIME", "DET"}:
        index += 1
    return type_at(view, index) in {"N"} | PREDICATE


def _is_subject(view: View, comma: int) -> bool:
    """Tell whether a relative clause between commas, then a predicate follow: ``patung itu | , yang X, menuai …``."""
    if type_at(view, comma) != "COMMA" or type_at(view, comma + 1) != "REL":
        return False
    closing = aside_end(view.fine, comma + 1)
    return type_at(view, closing) == "COMMA" and type_at(view, closing + 1) in PREDICATE


def _acts(view: View, index: int) -> bool:
    """Tell whether an active verb stands at ``index``, behind adverbs: what stands before it is its subject."""
    while type_at(view, index) in {"AUX", "NEG"}:
        index += 1
    return type_at(view, index) in ACTIVE_VERBS
