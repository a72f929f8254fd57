"""Links: what ties a verb to its content, and where that content begins."""

from functools import cache
from itertools import pairwise

from claimtrack.attribute.anaphors import anaphor_end, is_claim_noun
from claimtrack.attribute.borders import SKIPPED, SOMEBODY, in_relative
from claimtrack.attribute.clauses import NOMINAL, VERBAL, entries, holds_predicate, is_clause
from claimtrack.attribute.extents import closing_start, is_whole
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.source import citing_start, resume_index, source_ahead, subjects
from claimtrack.attribute.view import View, type_at
from claimtrack.packs import DISPUTING, TELLING, Cue, Pack
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE

ADDRESSEE = 5
MANNER = 2  # words: ``menjawab singkat: "Ya."``


def content_start(view: View, frame: Frame) -> int:
    """Return where content behind an active cue begins: behind its link, and behind circumstances of the speech act."""
    index = view.after_index(frame)
    if frame.link is not None and (not frame.circumstances or _of_speech(view, frame)):
        index = _behind_date(view, view.coarse[frame.link].last)
    index = _behind_joined(view, _behind_occasion(view, index))
    index += type_at(view, index) == "TIME" and type_at(view, index + 1) == "QUOTE"  # ``mengatakan | kemarin "…"``
    if index < len(view.fine) and view.fine[index].low in view.pack.words("intensifiers"):
        index += 1
    direct = type_at(view, index) != "COMMA" and type_at(view, index - 1) != "COMMA"
    while type_at(view, index) in {"COMP", "COMMA", "COLON"}:
        index += 1
    index = _behind_relayed(view, _behind_manner(view, index))
    links = view.pack.words("complementizers")
    if not direct:  # ``bertanya, | apakah``, not ``berkata, | kalau``
        links &= view.pack.words("questions")
    linked = index < len(view.fine) and view.fine[index].low in links
    if linked and not _is_condition(view, index):
        index += 1
    if type_at(view, index) == "AUX" and index + 1 < len(view.fine):
        index += view.fine[index + 1].low in view.pack.words("questions")
    cue = view.fine[view.cue_index(frame)].cue
    disputes = cue is not None and (cue.denies or cue.cls in DISPUTING)
    if disputes and index < len(view.fine) and is_claim_noun(view, view.fine[index].low):
        links = view.pack.words("complementizers")
        behind = range(index, len(view.fine) if type_at(view, index) == "NOUN" else min(index + MANNER, len(view.fine)))
        link = next((i for i in behind if view.fine[i].type == "COMP" or view.fine[i].low in links), None)
        index = index if link is None else link + 1
    return index


def _behind_date(view: View, index: int) -> int:
    """Skip the day of the speech act between commas: ``mengatakan, | Senin (12/3), | air surut``."""
    last = index
    while type_at(view, last) in {"TIME", "BRACKET", "NUM"} or (
        type_at(view, last) == "COMMA" and last > index and type_at(view, last + 1) == "TIME"
    ):
        last += 1
    first = view.text[view.fine[index].start : view.fine[index].start + 1] if last > index else ""
    day = last - index == 2 and view.fine[index].low in view.pack.words("time_units")  # noqa: PLR2004 - ``hari Senin``
    named = first.isupper() or first.isdigit() or day  # not ``besok`` or ``per November 2018``
    return last + 1 if named and type_at(view, index - 1) == type_at(view, last) == "COMMA" else index


def _behind_relayed(view: View, index: int) -> int:
    """Skip who passes it on between commas before what is said: ``mengatakan, | seperti dikutip Antara, bahwa | …``."""
    for frame in view.frames:
        relays = frame.rule in {"like", "relay"} and citing_start(view, frame) == index
        resume = resume_index(view, frame) if relays else index
        if resume > index and type_at(view, index - 1) == type_at(view, resume) == "COMMA":
            return resume + 1 + (type_at(view, resume + 1) == "COMP")
    return index


def _behind_manner(view: View, index: int) -> int:
    """Skip how something is said, before what is said: ``mengumumkan | secara resmi | telah …``."""
    if type_at(view, index - 1) == "COMP":  # ``memastikan bahwa | secara umum bandara normal``: so it is, as he says
        return index
    manners = entries(view.pack, "manners")
    return index + 1 if index + 1 < len(view.fine) and view.fine[index].low in manners else index


def _is_condition(view: View, index: int) -> bool:
    """Tell a condition from a complementiser.

    Another clause follows (``menegaskan | jika hujan turun, laga batal``), or it is still to be said
    (``akan mengumumkan | bila sudah siap``).
    """
    if view.fine[index].low not in view.pack.words("conditionals"):
        return False
    if _is_to_come(view, index):
        return True
    commas = [i for i in range(index, len(view.fine) - 1) if view.fine[i].type == "COMMA"]
    timed = bool(commas) and type_at(view, index + 1) in {"OCC", "TIME", "DI"}
    if timed and PREDICATE.isdisjoint(t.type for t in view.fine[index : commas[0]]):  # ``kalau | sejak pagi, air naik``
        return False
    concluded = any((token.low,) in view.pack.notes("consequences") for token in view.fine[index:])
    return concluded or any(is_clause(view, i + 1) or type_at(view, i + 1) in PREDICATE | VERBAL for i in commas)


def _is_to_come(view: View, index: int) -> bool:
    """Tell whether the verb nearest before ``index`` is one of what may come: ``akan mengumumkan | bila …``."""
    verb = next((i for i in range(index - 1, 0, -1) if view.fine[i].type in VERBAL), 0)
    return verb > 0 and view.fine[verb - 1].low in view.pack.words("prospects")


def _behind_joined(view: View, index: int) -> int:
    """Skip a second verb that shares the content: ``saya percaya dan yakin bahwa …``.

    What ``membantah dan menegaskan`` share is no content: only the second asserts it. ``tidak membenarkan maupun
    membantah`` do share theirs.
    """
    bare = type_at(view, index + 1) == "VERB" and type_at(view, index + 2) == "COMP"  # ``dan memastikan | bahwa``
    if type_at(view, index) != "CONJ" or not (bare or type_at(view, index + 1) in VERBAL | {"BARE"}):
        return index
    first, second = view.fine[index - 1].cue, view.fine[index + 1].cue
    against = [line.denies or line.stance == "denying" for line in (first, second) if line is not None]
    opposed = against in ([True, False], [False, True])
    return index if opposed and type_at(view, index - 2) != "NEG" else index + 2


def _behind_occasion(view: View, index: int) -> int:
    """Skip what stands before ``bahwa``: ``menyatakan, melalui surat, bahwa``, ``memperingatkan warga bahwa``."""
    first = index
    while type_at(view, first) == "COMMA":
        first += 1
    addressee = first
    while type_at(view, addressee) in NOMINAL and addressee - first < ADDRESSEE:
        addressee += 1
    told = any(token.type in NOMINAL - {"N"} for token in view.fine[first:addressee])  # not ``merasa berat | jika``
    if addressee > first and (type_at(view, addressee) == "COMP" or (told and complements(view, addressee))):
        return addressee
    if index < addressee <= index + MANNER and type_at(view, addressee) in {"COLON", "COMMA"}:
        comma, quote = type_at(view, addressee) == "COMMA", addressee + 1
        closed = type_at(view, quote) == "QUOTE" and view.fine[quote].low.endswith((".", "!", "?", ","))
        closed = closed or (told and type_at(view, quote + 1) == "END")  # ``memperingatkan Korea Selatan, | "…".``
        uttered = type_at(view, quote) == "QUOTE" and (closed or not comma)
        return addressee if uttered else index  # not ``menyebut | dua lagu, "Laut Biru" dan "Senja"``
    if told and type_at(view, addressee) in {"OCC", "DI", "TIME"}:  # ``memberi tahu wartawan | pada Rabu | bahwa``
        return _behind_circumstance(view, addressee, asking=False) or index
    if "COMMA" in {type_at(view, first - 1), type_at(view, index)} and _is_evidence(view, first):
        return next((i for i in range(first, len(view.fine)) if view.fine[i].type == "COMMA"), index)
    if type_at(view, first) == "WITH":  # ``menegaskan | dengan suara lantang | bahwa``
        manner = (i for i in range(first + 1, len(view.fine)) if view.fine[i].type not in {"N", "AUX", "VERB"})
        link = next(manner, first)
        return link if type_at(view, link) == "COMP" else index
    circumstance = type_at(view, first) in {"OCC", "DI", "FROM", "TIME", "RELAY", "OPENER"}
    return (circumstance and _behind_circumstance(view, first, asking=True)) or _behind_named(view, index)


def _behind_named(view: View, index: int) -> int:
    """Skip to whom something is said where nothing links it: ``mengatakan | kepada Antara | pasukan itu mundur``.

    A name or pronoun must end it; of other nouns nobody can tell where they do.
    """
    if index + 1 >= len(view.fine) or view.fine[index].low not in view.pack.words("addressees"):
        return index
    last = index + 1
    while type_at(view, last) in {"N", "ROLE", "ORG"} and view.text[view.fine[last].start].islower():
        last += 1
    named = last
    while type_at(view, named) in {"NAME", "BRACKET", "ORG", "PLACE"} or (
        named == last and type_at(view, named) == "PRON"
    ):
        named += 1
    opens = type_at(view, named) in {"N", "ROLE", "PRON", "QUANT", "NUM", "AUX", "NEG"}
    return named if named > last and opens and is_clause(view, named) else index


def _behind_circumstance(view: View, first: int, *, asking: bool) -> int:
    """Return where a complementiser or, if ``asking``, a question word stands behind a circumstance, 0 if none does."""
    described = False
    for position in range(first, len(view.fine)):
        kind = view.fine[position].type
        described = described or kind == "REL"
        # but not ``tidak menjawab | ketika ditanya apakah …``
        asked = view.fine[position].low in view.pack.words("questions") and " " not in view.fine[first].low
        if (asking and asked) or (position > first and complements(view, position)):
            return position
        if kind in {"END", "QUOTE", "SUB", "BUT"} or (kind in PREDICATE | VERBAL and not described):
            break
    return 0


def complements(view: View, index: int) -> bool:
    """Tell whether a complementiser stands at ``index``: ``bahwa``, or ``kalau`` where no condition begins."""
    if type_at(view, index) == "COMP":
        return True
    linking = view.pack.words("complementizers") - view.pack.words("questions")
    return index < len(view.fine) and view.fine[index].low in linking and not _is_condition(view, index)


def _is_evidence(view: View, index: int) -> bool:
    """Tell whether a preposition of evidence stands between commas: ``memperkirakan, berdasarkan data itu, …``.

    Behind a verb of telling it belongs to what is told: ``menjelaskan, | berdasarkan aturan itu, …``.
    """
    told = next((view.fine[i].cue for i in range(index - 1, -1, -1) if type_at(view, i) in VERBAL), None)
    if told is not None and told.cls in TELLING:
        return False
    lines = view.pack.cues.get(view.fine[index].low, ()) if index < len(view.fine) else ()
    comma = next((i for i in range(index, len(view.fine)) if view.fine[i].type in PREDICATE | {"COMMA", "END"}), index)
    return any(line.type == "PREP" for line in lines) and type_at(view, comma) == "COMMA"


@cache
def _lasting(pack: Pack) -> frozenset[str]:
    """Return the words that open a time up to which something lasts: ``hingga``."""
    return frozenset(word for (word, *_), kind in pack.notes("particles").items() if kind == "UNTIL")


def _of_speech(view: View, frame: Frame) -> bool:
    """Tell whether the words between cue and link tell when, where or to whom it was said.

    A place alone may be where it happened: ``mengatakan di Muara, air surut``, not ``kepada wartawan di Muara, …``.
    """
    if frame.link is not None and view.coarse[frame.link].type in {"COMP", "COLON"}:
        return True
    if frame.link is not None and type_at(view, view.coarse[frame.link].last) == "QUOTE":
        return True  # ``menulis di Telegram, "Air surut."``, wherever that is
    speech, of_speech = view.pack.words("speech_occasions"), False
    lasting = _lasting(view.pack)
    for first, last in frame.circumstances:
        words = view.fine[view.coarse[first].first : view.coarse[last - 1].last]
        if words[0].low.split(" ", 1)[0] in lasting:  # ``mengaku | hingga sore ini, ia masih menunggu``
            return False
        placed = of_speech and words[0].type == "DI"
        spoken = (not speech.isdisjoint(token.low.split()) or token.type == "TIME" for token in words)
        of_speech = placed or any(spoken)
        if not of_speech:
            return False
    return True


def does(view: View, index: int) -> bool:
    """Tell whether a predicate stands at ``index``, behind adverbs or not: ``kurang cakap dan | tidak bekerja``."""
    while type_at(view, index) in SKIPPED:
        index += 1
    return type_at(view, index) in PREDICATE


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
        acts = position + 1 + (type_at(view, position + 1) == "NEG")
        if view.fine[position].low in view.pack.words("requests") and type_at(view, acts) == "VERB":
            return True
        relative = relative or kind == "REL"
        if kind in PREDICATE and not relative:
            return False
    return False


def has_link(view: View, frame: Frame) -> bool:
    """Tell whether a weak verb has a complementiser, colon, quotation, anaphor or clause for its content."""
    start = _behind_manner(view, view.after_index(frame))
    cue = view.fine[view.cue_index(frame)].cue
    if cue is None:
        return False
    before = content_start(view, frame) - 1
    if _has_claim(view, frame, cue, start) or type_at(view, before) == "COLON" or complements(view, before):
        return True
    if cue.link == "marked":
        link = None if frame.link is None else view.coarse[frame.link]  # ``bertanya kepada Rina, | apakah …``
        asked = cue.cls == "asking" and link is not None and type_at(view, link.last) == "ASK"
        marked = asked or (link is not None and link.type != "COMMA")
        marked = marked or _asks_so(view, frame, cue)
        marked = marked or (cue.cls == "believing" and _is_outlook(view, frame, start))
        behind = start + (type_at(view, start) == "COMMA"), content_start(view, frame)
        quoted = any(type_at(view, index) == "QUOTE" for index in behind)
        return marked or quoted or _follows_quote(view, frame)
    if type_at(view, start) == "COMMA" and type_at(view, start + 1) == "BUT":
        return False  # ``Kita tidak sependapat, tetapi kita satu keluarga``: set against the verb, not said
    loose = frame.link is not None and frame.circumstances and not _of_speech(view, frame)
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
    prospects = view.pack.words("prospects")
    predicates = (token.low for token in view.fine[start:] if token.type in PREDICATE | {"COMMA", "REL", "OCC"})
    border = next((i for i in range(start, len(view.fine)) if view.fine[i].type in {"COMMA", "REL"}), len(view.fine))
    # ``melihat penjualan pada musim ini | masih akan | turun``
    twice = any(one.low in prospects and two.low in prospects for one, two in pairwise(view.fine[start:border]))
    return (twice or next(predicates, "") in prospects) and is_clause(view, start)


def _follows_quote(view: View, frame: Frame) -> bool:
    """Tell whether a subject and its verb stand right behind a quotation: ``"…," Rahmat menjawab sambil menunduk``."""
    found = source_ahead(view, view.cue_index(frame))
    before = view.fine[found.first - 1] if found and found.first else None
    return before is not None and before.type == "QUOTE" and before.low.endswith((",", "!", "?"))


def _has_claim(view: View, frame: Frame, cue: Cue, start: int) -> bool:
    """Tell whether what follows names a claim: a noun with its clause, a reported question, the object of a denial."""
    if type_at(view, start) == "NOUN" or _disputes_claim(view, cue, start):
        return True
    first_words = entries(view.pack, "questions") | view.pack.words("complementizers")
    if start < len(view.fine) and (view.fine[start].low in first_words or _is_condition(view, start)):
        return True
    object_clitic = frame.clitic is not None and (cue.denies or cue.cls in DISPUTING)
    return object_clitic or (cue.denies and is_clause(view, start))


def _has_clause(view: View, frame: Frame, cue: Cue, start: int) -> bool:
    """Tell whether a verb of this strength may take what follows as its clause."""
    if cue.link == "free":
        return True
    if frame.rule == "naming":
        return _is_named(view, start, determined=cue.cls == "accusing")
    posed = start < len(view.fine) and view.fine[start].low in view.pack.words("conditionals")
    if cue.link != "clause" or (posed and _is_to_come(view, start)):
        return False
    opening = view.fine[start].low if start < len(view.fine) else ""
    if opening in view.pack.words("existentials") or opening in subjects(view.pack):
        return True
    relative = in_relative(view.fine, view.cue_index(frame))  # ``Menurut warga yang mengadukan pungutan, | tarif naik``
    return holds_predicate(view, start) if cue.cls in TELLING and not relative else is_clause(view, start)


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
    quoted = after + (type_at(view, after) == "COMMA")
    if link == "free" or type_at(view, after) in {"COMP", "COLON"} or type_at(view, quoted) == "QUOTE":
        return True
    said = line is not None and line.cls == "saying"  # ``Ia katakan, | air surut``, not ``Saya takut, …``
    return link == "clause" and is_clause(view, quoted if said else after)


def reports(view: View, frame: Frame) -> bool:
    """Tell whether a verb has what it needs to report: a weak one a link or clause, others nothing."""
    if frame.rule == "active_quote":
        start = content_start(view, frame)
        return type_at(view, start) == "QUOTE"
    return frame.rule == "active" or has_link(view, frame)
