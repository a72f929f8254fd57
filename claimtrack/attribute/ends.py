"""Ends: where what is predicated behind a passive of opinion or a noun begins in, where it ends out."""

from collections.abc import Set as AbstractSet

from claimtrack.attribute.borders import behind_adverbs
from claimtrack.attribute.clauses import NOMINAL, is_clause, is_passive
from claimtrack.attribute.comments import describes
from claimtrack.attribute.extents import before_comma, has_comma
from claimtrack.attribute.links import does
from claimtrack.attribute.reach import right_end
from claimtrack.attribute.relatives import relative_end
from claimtrack.attribute.source import before_adverbs
from claimtrack.attribute.view import View, type_at
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

WHEN = frozenset({"OCC", "TIME", "DI", "AFF", "FROM"})
UNSURE = WHEN | {"NAME", "ROLE", "ORG", "PRON", "COMP", "COMMA", "QUOTE"}  # before a comma, part of what is predicated


def predicate_end(view: View, frame: Frame, start: int) -> int:
    """Return where the predicate behind a passive of opinion ends: at a clause beside it."""
    end = relative_end(view, frame, start, right_end(view, frame, start))
    cue = view.cue_index(frame)
    first = before_adverbs(view, cue)
    opens = view.fine[0].type == "SUB" or (first == 1 and view.fine[0].type == "OCC")
    # ``Karena … diduga …, | tabrakan terjadi``, ``Setelah dinilai …, | …``
    opened = opens and not has_comma(view, 0, cue)
    fronted = opened or type_at(view, cue - 1) == "SUB"
    # ``Diduga mengantuk | , sopir menabrak warung``, ``Diduga akibat korsleting | , tiga rumah terbakar``
    fronts = type_at(view, start) not in _unsure(view, start, end) and not is_clause(view, start)
    open_subject = first == 0 and (fronts or type_at(view, start) in PREDICATE)
    # ``Untuk pertama kali sejak dikabarkan sakit, | Rahmat muncul``
    fronted = fronted or (cue > 0 and view.fine[cue - 1].low in view.pack.words("temporals"))
    head = start
    while type_at(view, head) in {"AUX", "NEG"}:
        head += 1
    # ``dikabarkan | telah mengumumkan dan membatalkan acara``
    own_clause = _is_own_clause(view, start)
    parallel = type_at(view, head) in ACTIVE_CUES | {"VERB"} or own_clause
    # ``diperkirakan | tiba besok dan bertemu warga``, ``dikabarkan | akan hengkang dari A dan bergabung B``
    begins = type_at(view, head) == "PRED" or (start < end and view.fine[start].low in view.pack.words("prospects"))
    judges = _judges(view, cue)
    # ``Diumumkan bahwa A unggul, sementara B kalah``
    opens_report = first == 0 and "COMP" in {type_at(view, start - 1), type_at(view, start)}
    for index in range(start + 1, end):
        kind = view.fine[index].type
        following = view.fine[index + 1].type if index + 1 < end else "END"
        joins = kind in {"CONJ", "BUT"} and following in PREDICATE and (kind == "BUT" or does(view, index + 1))
        # ``dinyatakan aman | dan tidak beracun``
        denied = following == "NEG" and (judges or type_at(view, start) == "PRED")
        acts = behind_adverbs(view, index + 1) if denied else index + 1
        does_too = joins and kind == "CONJ" and type_at(view, acts) in {"VERB", "PRED"} and not is_passive(view, acts)
        if does_too and (begins or (judges and all(token.type != "TIME" for token in view.fine[index:]))):
            continue
        thought = kind == "CONJ" and type_at(view, behind_adverbs(view, index + 1)) == "OPI"
        if thought and not own_clause:  # ``diperkirakan Rp 5 miliar | dan diyakini cukup``
            return before_comma(view, index)
        own = opens_report and view.fine[index].low in view.pack.words("contrasts")
        own = own and all(view.cue_index(other) < index for other in view.frames)
        if (joins and not parallel) or (kind == "BUT" and not joins and not own):
            return before_comma(view, index)
        beside = following == "SUB" and view.fine[index + 1].low not in view.pack.words("consequences")
        dashed = kind == "DASH" and type_at(view, first - 1) == "DASH"  # ``Pelaku – diduga warga Muara | – lari``
        if dashed or describes(view, start, index, end):  # ``Rina dituduh mencuri | , tuduhan yang dibantah Budi``
            return index
        if kind == "COMMA" and (fronted or beside or _is_own(view, start, index, end)):
            return index
        if kind == "COMMA" and open_subject and following in NOMINAL | {"NUM"} and is_clause(view, index + 1):
            return index
        if kind == "COMMA" and view.spoken and following == "OPENER" and type_at(view, index + 2) == "PRON":
            return index  # ``ada laporan bahwa pompa mati | , nah kita langsung ke sana``
    return end


def _judges(view: View, cue: int) -> bool:
    """Tell whether a cue only judges a thing, so what is joined is judged too: ``dinilai lamban | dan merugikan``."""
    line = view.fine[cue].cue
    return line is not None and line.cls == "believing" and type_at(view, cue + 1) != "AS"


def _unsure(view: View, start: int, end: int) -> AbstractSet[str]:
    """Return what may begin a list of what is predicated; a lone comma parts none: ``Diduga pelaku | , dua pria …``."""
    alone = [token.type for token in view.fine[start:end]].count("COMMA") == 1
    return UNSURE - {"OCC", "ROLE"} if alone else UNSURE


def _is_own_clause(view: View, start: int) -> bool:
    """Tell whether what is predicated has a subject of its own, which does all that is joined in it.

    ``disebutkan bahwa | kasus itu diperiksa dan diadili oleh …``; not ``ia diduga | pelaku penusukan dan ditahan``.
    """
    linked = "COMP" in {type_at(view, start - 1), type_at(view, start)}
    return linked or (type_at(view, start) not in PREDICATE and is_clause(view, start))


def _begins_clause(view: View, index: int, end: int) -> bool:
    """Tell whether a conjunction behind a comma begins a clause of its own: ``…, dan 42 orang ditangkap``."""
    if type_at(view, index) != "CONJ" or type_at(view, index + 1) in PREDICATE - {"AUX"}:
        return False
    purposes = {i for i in range(index + 3, end) if type_at(view, i - 1) == "AFF"}  # ``… desa untuk | membahas``
    behind = (view.fine[i].type for i in range(index + 1, end) if i not in purposes)
    ends = {"COMMA", "REL"}
    return next((kind for kind in behind if kind in PREDICATE - {"AUX"} or kind in ends), "COMMA") not in ends


def _is_own(view: View, start: int, comma: int, end: int) -> bool:
    """Tell whether a clause of its own follows a comma, which ends no list of clauses."""
    return _begins_clause(view, comma + 1, end) and not _goes_on(view, start, comma)


def _goes_on(view: View, start: int, comma: int) -> bool:
    """Tell whether clauses are listed, of which the last follows: ``harga naik, stok turun | , dan toko tutup``."""
    before = (i for i in range(start, comma) if view.fine[i].type == "COMMA")
    return any(type_at(view, i + 1) in NOMINAL and is_clause(view, i + 1) for i in before)


def without_date(view: View, start: int, end: int) -> int:
    """Cut off the reporter's date at the end of a sentence: ``…, Kamis (12/3).``."""
    index = end
    while index > start and view.fine[index - 1].type in {"END", "BRACKET", "TIME"}:
        index -= 1
    dated = any(token.type == "BRACKET" for token in view.fine[index:end])
    return index - 1 if dated and index > start + 1 and view.fine[index - 1].type == "COMMA" else end


def before_date(view: View, start: int, end: int) -> int:
    """Cut off the day of a report: ``mengaku menguji torpedo baru |, Rabu (14/8)``.

    Behind a place, an occasion or an hour it is when something happened (``… di Muara, Sabtu (14/12)``), or when it
    will (``akan digelar, Rabu (14/8)``, ``digelar besok, Rabu (14/8)``).
    """
    dated = without_date(view, start, end)
    if dated == end or type_at(view, dated - 1) in {"PLACE", "NAME", "TIME"}:
        return end
    before, last = view.fine[dated - 2].low, view.fine[dated - 1].low
    coming = view.pack.notes("unspoken_times").get((last,)) == "ahead"
    planned = is_passive(view, dated - 1) and view.pack.notes("prospects").get((before,)) == "ahead"
    when = any(token.type == "OCC" for token in view.fine[start:dated])  # ``kecewa usai takluk 1-2, Sabtu (17/2)``
    return end if coming or planned or when else dated
