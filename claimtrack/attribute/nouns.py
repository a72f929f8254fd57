"""Nouns that name a claim, with the clause that tells it: ``kekhawatiran warga bahwa tanggul jebol``."""

from claimtrack.attribute.clauses import NOMINAL, is_passive, main_predicate
from claimtrack.attribute.draft import Draft
from claimtrack.attribute.ends import predicate_end
from claimtrack.attribute.extents import Extent, clitic_source, fronted_end, is_fronted, left_start
from claimtrack.attribute.found import Found
from claimtrack.attribute.links import does
from claimtrack.attribute.reach import right_end
from claimtrack.attribute.source import main_subject, source_ahead
from claimtrack.attribute.view import View, type_at
from claimtrack.packs import DISPUTING
from claimtrack.parse import Frame
from claimtrack.site import AGENTS
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE


def noun(view: View, frame: Frame) -> Draft:
    """``kekhawatiran warga bahwa X``."""
    start = view.after_index(frame)
    clitic = clitic_source(frame, view)
    names = {"NAME"} if type_at(view, start) == "NAME" else set()
    comma = next((i for i in range(start + 1, len(view.fine)) if type_at(view, i) not in names), start)
    told = type_at(view, comma) == "COMMA" and type_at(view, comma + 1) != "COMP" and not clitic
    links = {"COMP", "COLON"} | ({"COMMA"} if told else set())  # ``Pengakuan pelaku | , ia mencuri``
    link = next((i for i in range(start, len(view.fine)) if view.fine[i].type in links), start - 1)
    there = _existing(view, start)
    link = there - 1 if there else link
    if _is_occasion(view, view.cue_index(frame), link):
        return Draft(None, (), "the occasion of what a verb tells")
    holder = _strip(view, start, there or link)
    source = clitic or (holder if holder[0] < holder[1] else None)
    cue = view.cue_index(frame)
    found = _holder(view, cue) if source is None else None
    source = (found.first, found.last) if found else source
    held = view.fine[cue - 1].cue if cue and type_at(view, cue - 1) in ACTIVE_CUES else None
    judged = held is not None and held.cls == "believing"  # ``ia menilai tuduhan bahwa … tidak berdasar``
    # ``ia membantah kabar bahwa …``: not his own
    disputed = held is not None and (held.denies or held.cls in DISPUTING)
    if source is None and held is not None and not (judged or disputed):  # ``ia menyampaikan pesan bahwa …``
        found = source_ahead(view, cue - 1)
        source = (found.first, found.last) if found else None
    end = predicate_end(view, frame, link + 1)
    others = (i for i in range(link + 1, end - 1) if [type_at(view, i), type_at(view, i + 1)] == ["CONJ", "NOUN"])
    end = next(others, end)  # ``Tuduhan bahwa X | dan celaan bahwa Y``
    if type_at(view, link) in {"COLON", "COMMA"}:
        return Draft(source, ((link + 1, right_end(view, frame, link + 1)),))
    apposed = type_at(view, link - 1) == "COMMA"  # ``Dengan harapan | , bahwa …``
    if is_fronted(view, link):
        explained = view.pack.words("appositions")
        commas = (i for i in range(link, end - 1) if view.fine[i].type == "COMMA")
        first = next((i for i in commas if view.fine[i + 1].low not in explained), end)
        main = fronted_end(view, link, end)
        end = main if main < end else first
    # ``Tangkapan layar berisi klaim bahwa X | , beredar di …``
    said = view.pack.words("claim_predicates")
    spread = (i for i in range(link, end - 1) if type_at(view, i) == "COMMA" and view.fine[i + 1].low in said)
    # not ``…, membuat warga panik``
    end = next((i for i in spread if type_at(view, i + 1) != "VERB" or type_at(view, i + 2) not in NOMINAL), end)
    beside = type_at(view, left_start(view)) == "NOUN" and type_at(view, cue - 1) == "CONJ"
    if judged or beside or _is_subject(view, cue):
        commas = (i for i in range(link, end - 1) if apposed and view.fine[i].type == "COMMA")
        end = next((i for i in commas if does(view, i + 1)), end)  # ``Kabar itu, bahwa harga turun | , menuai kritik``
        end = main_predicate(view, link + 1, end)
    return Draft(source, ((link + 1, end),))


def _is_occasion(view: View, cue: int, link: int) -> bool:
    """Tell whether a noun is where a verb's words stand: ``mengatakan, dalam | pernyataan terpisah, bahwa …``."""
    opening = cue - 1 - (type_at(view, cue - 1) == "QUANT")
    inside = [type_at(view, i) for i in (opening - 1, opening, link - 1)] == ["COMMA", "OCC", "COMMA"]
    return inside and type_at(view, opening - 2) in ACTIVE_CUES


def _existing(view: View, start: int) -> int:
    """Return where what a noun says begins with what exists: ``laporan dari warga | ada mayat di sungai``; else 0."""
    at = start
    while type_at(view, at) in AGENTS | {"FROM"}:
        at += 1
    return at if at < len(view.fine) and (view.fine[at].low,) in view.pack.notes("existentials") else 0


def _is_subject(view: View, cue: int) -> bool:
    """Tell whether a noun opens its clause: ``Kabar bahwa …``, ``Menurut polisi, kabar bahwa …``, ``bahwa kabar …``."""
    first = cue - 1 if type_at(view, cue - 1) == "QUANT" else cue
    before = view.fine[left_start(view) : first]
    if not before or before[-1].type == "COMP":
        return True
    told = {"ACT", "ACT_CLAUSE"}  # ``Ia menegaskan, kabar bahwa …``
    return before[-1].type == "COMMA" and (
        before[-2].type in told if len(before) > 1 and before[-2].cue else PREDICATE.isdisjoint(t.type for t in before)
    )


def _holder(view: View, cue: int) -> Found | None:
    """Return whose claim a noun is by the verb before it: ``Ia mundur dengan | alasan``, ``Ia memberi | sinyal bahwa``.

    Who suffers a passive gives no reason: ``Surat itu diterbitkan dengan | alasan …``.
    """
    if cue and view.fine[cue - 1].low in view.pack.words("light_verbs"):
        return source_ahead(view, cue - 1)
    if type_at(view, cue - 1) != "WITH":
        return None
    verb = next((i for i in range(cue - 2, 0, -1) if type_at(view, i) in {"VERB", "COMMA"}), 0)
    return None if is_passive(view, verb) else main_subject(view, cue - 1)


def _strip(view: View, first: int, last: int) -> Extent:
    """Drop markers before a noun's holder, its determiner and commas; an adjective alone holds nothing."""
    first += type_at(view, first) == "DET"
    spread = first + (type_at(view, first) == "REL")
    if type_at(view, spread) == "PRED" and type_at(view, spread + 1) != "FROM":  # ``isu | yang beredar | bahwa``
        return last, last
    given = spread < last and view.fine[spread].low in view.pack.words("givings")
    given = given or type_at(view, spread + 1) == "FROM"
    if given and (spread > first or type_at(view, first) == "PRED"):
        first = spread + 1  # ``laporan | yang dibuat | warga bahwa``, ``informasi | yang didapat | dari warga bahwa``
    described = first < last and view.fine[first].low in view.pack.words("noun_modifiers")
    first += described and type_at(view, first + 1) == "DI"  # ``dugaan | kuat | di kalangan warga bahwa``
    first += first + 1 < last and type_at(view, first) == "AUX" and type_at(view, first + 1) == "FROM"
    while first < last and view.fine[first].type in {"AFF", "BY", "FROM", "DET"}:  # ``konfirmasi langsung | dari Rina``
        first += 1
    while first < last and view.fine[last - 1].type == "COMMA":
        last -= 1
    timed = (i for i in range(first, last) if type_at(view, i) == "TIME" and type_at(view, i + 1) != "NAME")
    ends = (i for i in range(first, last) if type_at(view, i) == "OCC" or (i == first and type_at(view, i) == "DI"))
    last = min(next(timed, last), next(ends, last))  # ``pernyataan Rina | pada awal rapat, bahwa …``
    # ``kabar | beredar | bahwa …``
    adjective = last - first == 1 and view.fine[first].type in {"N", "BUT", "PRED"}
    return (last, last) if adjective else (first, last)
