"""Links: what ties a verb to its content."""

from itertools import pairwise

from claimtrack.attribute.anaphors import anaphor_end, is_claim_noun
from claimtrack.attribute.borders import SOMEBODY, behind_adverbs, in_relative
from claimtrack.attribute.clauses import VERBAL, entries, holds_predicate, is_clause, is_passive
from claimtrack.attribute.extents import closing_start, is_whole
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.source import source_ahead, subjects
from claimtrack.attribute.starts import (
    behind_joined,
    behind_manner,
    complements,
    content_start,
    is_condition,
    is_to_come,
    of_speech,
)
from claimtrack.attribute.view import View, type_at
from claimtrack.packs import DISPUTING, TELLING, Cue
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE

THING_ASKED = 4  # words at most of which thing a question asks, with its question word


def does(view: View, index: int) -> bool:
    """Tell whether a predicate stands at ``index``, behind adverbs or not: ``kurang cakap dan | tidak bekerja``."""
    return type_at(view, behind_adverbs(view, index)) in PREDICATE


def asks(view: View, index: int) -> bool:
    """Tell whether to whom something is said and a request follow: ``menyampaikan | kepada warga agar waspada``.

    Who warns needs no preposition: ``memperingatkan | warga untuk tidak mendekat``.
    """
    line = view.fine[index - 1].cue
    warns = line is not None and line.cls == "warning" and type_at(view, index) in SOMEBODY
    if type_at(view, index) != "OCC" and not warns:
        return False
    relative = False
    for position in range(index + 1, len(view.fine)):
        kind = view.fine[position].type
        if kind in {"SUB", "COMP", "COMMA", "QUOTE", "END"}:
            return view.fine[position].low in view.pack.words("requests")
        # ``menekankan kepada bawahannya | untuk berhati-hati``
        acts = behind_adverbs(view, position + 1)
        if view.fine[position].low in view.pack.words("requests") and type_at(view, acts) == "VERB":
            return True
        relative = relative or kind == "REL"
        if kind in PREDICATE | VERBAL and not relative:
            return False
    return False


def has_link(view: View, frame: Frame) -> bool:
    """Tell whether a weak verb has a complementiser, colon, quotation, anaphor or clause for its content."""
    start = behind_manner(view, view.after_index(frame))
    cue = view.fine[view.cue_index(frame)].cue
    if cue is None:
        return False
    start = behind_joined(view, start)
    if type_at(view, start) == "CONJ" and type_at(view, start + 1) not in VERBAL | {"VERB", "BARE"}:
        return False  # ``Ia takut | dan polisi menyatakan …``
    before = content_start(view, frame) - 1
    if _has_claim(view, frame, cue, start) or type_at(view, before) == "COLON" or complements(view, before):
        return True
    if cue.link == "marked":
        link = None if frame.link is None else view.coarse[frame.link]  # ``bertanya kepada Rina, | apakah …``
        asked = cue.cls == "asking" and link is not None and type_at(view, link.last) == "ASK"
        marked = asked or (link is not None and link.type != "COMMA")
        marked = marked or _asks_so(view, frame, cue)
        marked = marked or (cue.cls == "believing" and (_is_outlook(view, frame, start) or _is_seen(view, frame, cue)))
        behind = start + (type_at(view, start) == "COMMA"), content_start(view, frame)
        quoted = any(type_at(view, index) == "QUOTE" for index in behind)
        return marked or quoted or _follows_quote(view, frame)
    if type_at(view, start) == "COMMA" and type_at(view, start + 1) == "BUT":
        return False  # ``Kita tidak sependapat, tetapi kita satu keluarga``: set against the verb, not said
    loose = frame.link is not None and frame.circumstances and not of_speech(view, frame)
    if (frame.link is not None and not loose) or "QUOTE" in {type_at(view, start), type_at(view, before + 1)}:
        return True
    own_object = frame.clitic is not None and takes_object(view, view.cue_index(frame))
    own_object = own_object and cue.cls != "asserting"  # ``ia enggan merinci|nya``, not ``belum bisa memastikan|nya``
    closes = not own_object and (closing_start(view, frame) is not None or _follows_quote(view, frame))
    if closes or anaphor_end(view, start, len(view.fine)) is not None:
        return True
    return _has_clause(view, frame, cue, start)


def _asks_so(view: View, frame: Frame, cue: Cue) -> bool:
    """Tell whether a question without quotation marks follows a comma: ``Rina bertanya, kok harganya naik lagi?``."""
    start = view.after_index(frame) + 1
    asked = cue.cls == "asking" and frame.link is not None and view.fine[-1].low.startswith("?")
    opens = type_at(view, start) not in PREDICATE | {"CONJ", "WITH", "THEN", "OPENER", "AUX"}
    return asked and opens and is_whole(view, start, len(view.fine))


def _is_outlook(view: View, frame: Frame, start: int) -> bool:
    """Tell an opinion from what the eyes see: ``Analis melihat ada peluang``, ``… melihat harga masih bisa naik``."""
    existing = start + (type_at(view, start) == "AUX")  # ``melihat | masih ada peluang``
    if existing < len(view.fine) and view.fine[existing].low in view.pack.words("existentials"):
        return True
    cue = view.cue_index(frame)
    if type_at(view, start) in PREDICATE or type_at(view, cue - 1) == "NEG" or in_relative(view.fine, cue):
        return False
    prospects = view.pack.words("prospects") | view.pack.words("copulas")
    predicates = (token.low for token in view.fine[start:] if token.type in PREDICATE | {"COMMA", "REL", "OCC"})
    border = next((i for i in range(start, len(view.fine)) if view.fine[i].type in {"COMMA", "REL"}), len(view.fine))
    # ``melihat penjualan pada musim ini | masih akan | turun``
    twice = any(one.low in prospects and two.low in prospects for one, two in pairwise(view.fine[start:border]))
    return (twice or next(predicates, "") in prospects) and is_clause(view, start)


def _is_seen(view: View, frame: Frame, line: Cue) -> bool:
    """Tell whether an opinion follows a comma in a main clause: ``Analis melihat, | harga akan terus naik``.

    Its verb is one that also sees a thing as another (``melihat X sebagai Y``).
    """
    if all(other.type != "NAMING" for other in view.pack.cues[line.form]):
        return False
    cue, start = view.cue_index(frame), content_start(view, frame)
    link = None if frame.link is None else view.coarse[frame.link]
    direct = link is not None and link.type == "COMMA" and link.last == cue + 2
    main = all(token.type not in {"SUB", "OCC", "REL", "WITH", "COMP", "NEG", "COMMA"} for token in view.fine[:cue])
    ends = all(token.type not in {"COMMA", "CONJ"} for token in view.fine[start : start + 2])
    return direct and main and ends and type_at(view, start) not in PREDICATE | VERBAL and is_clause(view, start)


def _follows_quote(view: View, frame: Frame) -> bool:
    """Tell whether a subject and its verb stand right behind a quotation: ``"…," Rahmat menjawab sambil menunduk``."""
    found = source_ahead(view, view.cue_index(frame))
    before = view.fine[found.first - 1] if found and found.first else None
    return before is not None and before.type == "QUOTE" and before.low.endswith((",", "!", "?"))


def _has_claim(view: View, frame: Frame, cue: Cue, start: int) -> bool:
    """Tell whether what follows names a claim: a noun with its clause, a reported question, the object of a denial."""
    if type_at(view, start) == "NOUN" or _disputes_claim(view, cue, start):
        return True
    first_words = view.pack.words("complementizers")
    if cue.link != "marked" or cue.cls != "believing":  # ``Ia tahu | siapa pelakunya``: nothing is told
        first_words |= entries(view.pack, "questions")
    if start < len(view.fine) and (view.fine[start].low in first_words or is_condition(view, start)):
        return True
    asks_which = entries(view.pack, "questions") - view.pack.words("complementizers")
    for token in view.fine[start : start + THING_ASKED]:  # ``tidak menjelaskan | langkah apa yang akan diambil``
        if token.low in asks_which:
            return cue.cls != "believing"
        if token.type not in {"N", "PRED"}:
            break
    object_clitic = frame.clitic is not None and (cue.denies or cue.cls in DISPUTING)
    return object_clitic or (cue.denies and is_clause(view, start))


def _has_clause(view: View, frame: Frame, cue: Cue, start: int) -> bool:
    """Tell whether a verb of this strength may take what follows as its clause."""
    if cue.link == "free":
        return True
    if frame.rule == "naming":
        return _is_named(view, start, determined=cue.cls == "accusing")
    posed = start < len(view.fine) and view.fine[start].low in view.pack.words("conditionals")
    if cue.link != "clause" or (posed and is_to_come(view, start)):
        return False
    existing = start + (type_at(view, start) == "AUX")  # ``yakin | akan ada perubahan``
    opening = view.fine[existing].low if existing < len(view.fine) else ""
    if opening in view.pack.words("existentials") or opening in subjects(view.pack) or _is_of_us(view, cue, start):
        return True
    if cue.cls in TELLING and not in_relative(view.fine, view.cue_index(frame)):
        return holds_predicate(view, start) or _is_led(view, start)
    return is_clause(view, start)  # not in ``Menurut warga yang mengadukan pungutan, | tarif naik``


def _is_of_us(view: View, cue: Cue, start: int) -> bool:
    """Tell whether a pronoun begins what is told, whatever its verb looks like: ``menjelaskan | kami bawa bukti``."""
    kinds = [type_at(view, index) for index in range(start, start + 3)]
    acts = kinds[1] in {"VERB", "PRED", "AUX", "NEG", "BARE"} or (kinds[1] == "N" and kinds[2] in {"QUANT", "NUM", "N"})
    # not ``melaporkan | mereka ke polisi``, ``menyampaikan | kami pesan itu``
    return cue.cls in TELLING - {"reporting"} and kinds[0] == "PRON" and acts


def _is_led(view: View, start: int) -> bool:
    """Tell whether a clause follows what leads to it: ``menjelaskan | sejak Mei, harga naik``, ``… meski A, B``."""
    behind = next((i + 1 for i in range(start, len(view.fine)) if view.fine[i].type in {"COMMA", "BUT"}), 0)
    outside = view.pack.words("topics") | view.pack.words("requests")
    if not behind or type_at(view, start) not in {"OCC", "SUB"} or view.fine[start].low in outside:
        return False
    concludes = behind < len(view.fine) and (view.fine[behind].low,) in view.pack.notes("consequences")  # ``maka``
    behind += concludes or type_at(view, behind) == "BUT"
    there = is_passive(view, behind)  # ``menjelaskan | saat dicek ke sana, ditemukan tiga lubang``
    return type_at(view, behind) not in {"SUB", "COMP"} and (there or is_clause(view, behind))


def _is_named(view: View, start: int, *, determined: bool) -> bool:
    """Tell whether what something is called follows, not of a next verb: ``mengecam X | dan menuduhnya sebagai Y``.

    What is ``determined`` is told from a noun's own office: ``mengecam aturan itu sebagai …``, not ``mengecam
    penunjukan Rina sebagai wakil``.
    """
    for index in range(start, len(view.fine)):
        kind = view.fine[index].type
        if kind in {"AS", "QUOTE"}:
            return kind == "QUOTE" or not determined or type_at(view, index - 1) == "DET"
        if kind == "OCC" or (kind == "CONJ" and type_at(view, index + 1) in VERBAL | {"VERB"}):
            return False
    return False


def _disputes_claim(view: View, cue: Cue, start: int) -> bool:
    """Tell whether a verb of denial or admission has a noun that names a claim: ``menepis dugaan adanya permainan``."""
    disputes = cue.denies or cue.cls in DISPUTING
    return disputes and start < len(view.fine) and is_claim_noun(view, view.fine[start].low)


def bare_linked(view: View, cue: int, after: int) -> bool:
    """Tell whether what follows a bare verb is what its lexicon line asks for."""
    line = view.fine[cue].cue
    link = line.link if line is not None else "free"
    believes = line is not None and line.cls == "believing"
    if believes and after < len(view.fine) and view.fine[after].low in entries(view.pack, "questions"):
        return False  # ``Kita tahu | siapa pelakunya``
    quoted = after + (type_at(view, after) == "COMMA")
    if link == "free" or type_at(view, after) in {"COMP", "COLON"} or type_at(view, quoted) == "QUOTE":
        return True
    # ``Ia katakan, | air surut``, not ``Saya takut, …``
    said = line is not None and line.cls in {"saying", "answering", "claiming"}
    clause = link == "clause" or quoted > after  # ``Kami sampaikan, | air surut``
    return (clause and said and is_clause(view, quoted)) or (link == "clause" and is_clause(view, after))


def reports(view: View, frame: Frame) -> bool:
    """Tell whether a verb has what it needs to report: a weak one a link or clause, others nothing."""
    if frame.rule == "active_quote":
        start = content_start(view, frame)
        return type_at(view, start) == "QUOTE"
    return frame.rule == "active" or has_link(view, frame)
