"""Starts: an active cue in, where its content begins out: behind what links it, and behind the speech act's own."""

from collections.abc import Set as AbstractSet
from functools import cache

from claimtrack.attribute.anaphors import is_claim_noun
from claimtrack.attribute.behind import citing_start, resume_index
from claimtrack.attribute.clauses import NOMINAL, VERBAL, entries, is_clause, is_passive, main_predicate, unspoken_times
from claimtrack.attribute.view import View, type_at
from claimtrack.packs import DISPUTING, TELLING, Pack
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE

ADDRESSEE = 5
DATE = 3  # words: ``8 Maret 2025``
MANNER = 2  # words: ``menjawab singkat: "Ya."``


def content_start(view: View, frame: Frame) -> int:
    """Return where content behind an active cue begins: behind its link, and behind circumstances of the speech act."""
    index = view.after_index(frame)
    if frame.link is not None and (not frame.circumstances or of_speech(view, frame)):
        index = _behind_date(view, view.coarse[frame.link].last)
    index = behind_joined(view, _behind_occasion(view, index))
    index += type_at(view, index) == "TIME" and type_at(view, index + 1) == "QUOTE"  # ``mengatakan | kemarin "…"``
    if frame.link is None:
        index = _behind_day(view, frame, index)
    if type_at(view, index - 1) != "COMP" and view.fine[index : index + 1] != ():
        index += view.fine[index].low in view.pack.words("intensifiers")
    direct = type_at(view, index) != "COMMA" and type_at(view, index - 1) != "COMMA"
    while type_at(view, index) in {"COMP", "COMMA", "COLON"}:
        index += 1
    index = _behind_apposed(view, index) if frame.circumstances else index
    index = _behind_relayed(view, behind_manner(view, index))
    linked = index < len(view.fine) and view.fine[index].low in view.pack.words("complementizers")
    linked = linked and (direct or _links_apart(view, index))  # ``bertanya, | apakah``, not ``berkata, | kalau``
    if linked and not (is_condition(view, index) or (type_at(view, index - 1) == "COMP" and _supposes(view, index))):
        index += 1
    if type_at(view, index) == "AUX" and index + 1 < len(view.fine):
        index += view.fine[index + 1].low in view.pack.words("questions")
    cue = view.fine[view.cue_index(frame)].cue
    wished = cue is not None and cue.cls == "hoping" and type_at(view, index) == "SUB"
    index += wished and view.fine[index].low in view.pack.words("requests")  # ``berharap | agar | air surut``
    disputes = cue is not None and (cue.denies or cue.cls in DISPUTING)
    if disputes and index < len(view.fine) and is_claim_noun(view, view.fine[index].low):
        links = view.pack.words("complementizers")
        behind = range(index, len(view.fine) if type_at(view, index) == "NOUN" else min(index + MANNER, len(view.fine)))
        link = next((i for i in behind if view.fine[i].type == "COMP" or view.fine[i].low in links), None)
        index = index if link is None else link + 1
    return index


def _behind_day(view: View, frame: Frame, index: int) -> int:
    """Skip the day of the speech act: ``mengatakan | Jumat (18/8) | ia``, ``mengumumkan | pada Jumat (18/8) | telah``.

    Not in ``memprediksi pada Jumat (18/8) akan``, ``sejak Jumat (18/8) ia``, ``pada Jumat (18/8) malam``.
    """
    day = index + (type_at(view, index) == "OCC")
    if [type_at(view, day), type_at(view, day + 1)] != ["TIME", "BRACKET"]:
        return index
    last = day + MANNER
    if day > index and (type_at(view, last) in {"TIME", "OCC", "CONJ"} or not _is_day_told(view, frame, index)):
        return index
    return last if type_at(view, last) == "AUX" or is_clause(view, last) else index


def _is_day_told(view: View, frame: Frame, index: int) -> bool:
    """Tell whether the day behind a cue is when something was said: not in ``memperkirakan | pada Senin``."""
    line = view.fine[view.cue_index(frame)].cue
    told = line is not None and line.cls in TELLING | {"announcing"}
    return told and view.fine[index].low not in view.pack.words("temporals")


def _links_apart(view: View, index: int) -> bool:
    """Tell whether a complementiser links behind a comma: ``apakah``, or ``jika`` where one clause follows.

    Not inside a quotation, nor in ``mengatakan, | jika hujan turun akan banjir``.
    """
    word = view.fine[index].low
    if word in view.pack.words("questions"):
        return True
    if view.spoken or view.pack.notes("complementizers").get((word,)) != "apart":
        return False
    rest = [token.type for token in view.fine[index + 1 :]]
    alone = "COMMA" not in rest and rest[:1] not in ([kind] for kind in PREDICATE | {"AUX", "NEG"})
    return alone and main_predicate(view, index, len(view.fine)) == len(view.fine)


def _behind_date(view: View, index: int) -> int:
    """Skip the day of the speech act between commas: ``mengatakan, | Senin (12/3), | air surut``."""
    last = index
    while type_at(view, last) in {"TIME", "BRACKET", "NUM"} or (
        type_at(view, last) == "COMMA" and last > index and type_at(view, last + 1) == "TIME"
    ):
        last += 1
    first = view.text[view.fine[index].start : view.fine[index].start + 1] if last > index else ""
    day = last - index == 2 and view.fine[index].low in view.pack.words("time_units")  # noqa: PLR2004 - ``hari Senin``
    after_day = [type_at(view, index - 2), type_at(view, index - 1)] == ["TIME", "COMMA"]
    if first.isdigit() and after_day and last - index == DATE:  # ``mengatakan Sabtu, | 8 Maret 2025 | ia pergi``
        return last + (type_at(view, last) == "COMMA")
    named = first.isupper() or first.isdigit() or day  # not ``besok`` or ``per November 2018``
    return last + 1 if named and type_at(view, index - 1) == type_at(view, last) == "COMMA" else index


def _behind_apposed(view: View, index: int) -> int:
    """Skip who it is to whom it is said, between commas: ``bilang kepada mitra kami, | Radio Lembah, bahwa | …``."""
    last = index
    while type_at(view, last) in NOMINAL | {"BRACKET", "DI"}:
        last += 1
    apposed = last > index and type_at(view, index - 1) == type_at(view, last) == "COMMA"
    return last + 2 if apposed and type_at(view, last + 1) == "COMP" else index


def _behind_relayed(view: View, index: int) -> int:
    """Skip who passes it on between commas before what is said: ``mengatakan, | seperti dikutip Antara, bahwa | …``."""
    for frame in view.frames:
        relays = frame.rule in {"like", "relay"} and citing_start(view, frame) == index
        resume = resume_index(view, frame) if relays else index
        if resume > index and type_at(view, index - 1) == type_at(view, resume) == "COMMA":
            return resume + 1 + (type_at(view, resume + 1) == "COMP")
    return index


def behind_manner(view: View, index: int) -> int:
    """Skip how something is said, before what is said: ``mengumumkan | secara resmi | telah …``.

    What may happen again is said again only where a thing is told: ``menegaskan | kembali | sikapnya``, not
    ``mengatakan | kembali terjadi gempa``.
    """
    if type_at(view, index - 1) == "COMP":  # ``memastikan bahwa | secara umum bandara normal``: so it is, as he says
        return index
    manners, adverbs = entries(view.pack, "manners"), entries(view.pack, "aux")
    if index + 1 >= len(view.fine) or view.fine[index].low not in manners:
        return index
    line = view.fine[index - 1].cue
    insists = line is not None and line.cls in {"asserting", "explaining", "adding"}  # not ``mengaku | kembali sehat``
    told = insists and type_at(view, index + 1) in NOMINAL
    happens = view.fine[index].low in adverbs and not told and type_at(view, index + 1) != "END"
    return index + (not happens)


def is_condition(view: View, index: int) -> bool:
    """Tell a condition from a complementiser.

    Another clause follows (``menegaskan | jika hujan turun, laga batal``), or it is still to be said
    (``akan mengumumkan | bila sudah siap``).
    """
    if view.fine[index].low not in view.pack.words("conditionals"):
        return False
    if is_to_come(view, index):
        return True
    commas = [i for i in range(index, len(view.fine) - 1) if view.fine[i].type == "COMMA"]
    timed = bool(commas) and type_at(view, index + 1) in {"OCC", "TIME", "DI"}
    if timed and PREDICATE.isdisjoint(t.type for t in view.fine[index : commas[0]]):  # ``kalau | sejak pagi, air naik``
        return False
    concluded = any((token.low,) in view.pack.notes("consequences") for token in view.fine[index:])
    explained = view.pack.words("appositions")  # ``kalau kapal itu hilang, yakni pada Selasa``
    ends = [i + 1 for i in commas if view.fine[i + 1].low not in explained]
    return concluded or any(is_clause(view, i) or type_at(view, i) in PREDICATE | VERBAL for i in ends)


def _supposes(view: View, index: int) -> bool:
    """Tell a word of condition: behind a complementiser it can only be one (``bahwa | jika harga naik akan …``)."""
    return view.fine[index].low in view.pack.words("conditionals")


def is_to_come(view: View, index: int) -> bool:
    """Tell whether the verb nearest before ``index`` is one of what may come: ``akan mengumumkan | bila …``."""
    verb = next((i for i in range(index - 1, 0, -1) if view.fine[i].type in VERBAL), 0)
    return verb > 0 and view.fine[verb - 1].low in view.pack.words("prospects")


def behind_joined(view: View, index: int) -> int:
    """Skip a second verb that shares the content: ``saya percaya dan yakin bahwa …``.

    What ``membantah dan menegaskan`` share is no content: only the second asserts it. ``tidak membenarkan maupun
    membantah`` do share theirs.
    """
    bare = type_at(view, index + 1) == "VERB" and type_at(view, index + 2) == "COMP"  # ``dan memastikan | bahwa``
    joins = type_at(view, index) == "CONJ" or (
        type_at(view, index) == "N" and view.fine[index].low in view.pack.words("choices")
    )
    if not joins or not (bare or type_at(view, index + 1) in VERBAL | {"BARE"}):
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
        if type_at(view, first) == "DET":  # ``mengatakan | ini bukti bahwa …``
            break
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
    before = type_at(view, first) == "AUX" and type_at(view, first + 1) in {"OCC", "TIME"}
    without = type_at(view, first) == "NEG" and (view.fine[first].low,) in view.pack.notes("negation")
    circumstance = before or without or type_at(view, first) in {"OCC", "DI", "FROM", "TIME", "RELAY", "OPENER"}
    asking = first < len(view.fine) and view.fine[first].low not in view.pack.words("inclusions")
    return (circumstance and _behind_circumstance(view, first + before, asking=asking)) or _behind_named(view, index)


def _behind_named(view: View, index: int) -> int:
    """Skip to whom something is said where nothing links it: ``mengatakan | kepada Antara | pasukan itu mundur``.

    A name or pronoun must end it, or the press is meant; of other nouns nobody can tell where they do.
    """
    if index + 1 >= len(view.fine) or view.fine[index].low not in view.pack.words("addressees"):
        return index
    press = _behind_press(view, index + 1)
    last = press or index + 1
    while not press and type_at(view, last) in {"N", "ROLE", "ORG"} and _is_lower(view, last):
        last += 1
    named = last
    while (type_at(view, named) in {"NAME", "BRACKET", "ORG", "PLACE"} and not _is_lower(view, named)) or (
        not press and named == last and type_at(view, named) == "PRON"
    ):
        named += 1
    if press:
        placed = type_at(view, named) == "DI" and type_at(view, named + 1) in {"NAME", "PLACE"}
        named += MANNER if placed else 0
        while type_at(view, named) in {"TIME", "BRACKET"}:
            named += 1
    named = _before_own_subject(view, index + 2, named)
    opens = type_at(view, named) in {"N", "ROLE", "ORG", "PRON", "QUANT", "NUM", "AUX", "NEG", "PLACE", "NAME", "DET"}
    opens = opens and (view.fine[named].low,) not in view.pack.notes("negation")  # ``kepada Antara | tanpa merinci, …``
    lone = named == index + MANNER and type_at(view, index + 1) in {"ROLE", "ORG"} and _is_lower(view, index + 1)
    lone = lone and type_at(view, named) in {"AUX", "NEG", "OPENER"}  # ``bilang ke teman | memang ada celah``
    return named if (((named > last or press) and opens) or lone) and is_clause(view, named) else index


def _before_own_subject(view: View, first: int, last: int) -> int:
    """Give back what a predicate right behind an addressee needs for a subject: ``kepada wartawan | Iran ingin …``."""
    there = {token.low for token in view.fine[last + 1 : last + 2]} & view.pack.words("existentials")
    behind = type_at(view, last) in {"AUX", "NEG", "VERB", "PRED"} and not (type_at(view, last) == "NEG" and there)
    if not behind or last <= first:
        return last
    pressed = _behind_press(view, first - 1)
    placed = type_at(view, last - 1) == "PLACE" and type_at(view, last - 2) in {"ORG", "NAME"}
    own = placed and not _is_lower(view, last - 2)
    pointed = pressed == last and type_at(view, last - 1) == "DET"  # ``kepada wartawan | itu tidak benar``
    if first <= pressed < last and all(type_at(view, i) in {"PLACE", "NAME"} for i in range(pressed, last)):
        return pressed
    return last - 1 if own or pointed else last


def _is_lower(view: View, index: int) -> bool:
    return view.text[view.fine[index].start].islower()


def _behind_press(view: View, index: int) -> int:
    """Return the end of words for the press and of what kind it is: ``para wartawan asing itu``, 0 if there is none."""
    words = view.pack.words("press")
    first = index + (type_at(view, index) == "QUANT")
    last = first
    while last < len(view.fine) and view.fine[last].low in words:
        last += 1
    return last + (type_at(view, last) == "DET") if last > first else 0


def _behind_circumstance(view: View, first: int, *, asking: bool) -> int:
    """Return where a complementiser or, if ``asking``, a question word stands behind a circumstance, 0 if none does."""
    described = False
    for position in range(first, len(view.fine)):
        kind = view.fine[position].type
        # ``tidak … kepada pers, | tanpa menyebut nama, bahwa``
        without = type_at(view, position - 1) == "COMMA" and (view.fine[position].low,) in view.pack.notes("negation")
        described = kind != "COMMA" and (described or kind == "REL" or without)
        # but not ``tidak menjawab | ketika ditanya apakah …``
        asked = view.fine[position].low in view.pack.words("questions") and " " not in view.fine[first].low
        # ``kepada saya | apa …``, not ``kalau kita lihat | apa …``
        to_whom = view.fine[first].low in view.pack.words("addressees")
        adjacent = position == first + 1 and view.fine[first].type in {"OCC", "FROM", "AFF"} and not to_whom
        if asked and asking and adjacent:
            return 0  # ``menjelaskan | dari siapa uang itu berasal``
        asked = asked and all(token.type != "PRON" for token in view.fine[first + 2 * to_whom : position])
        if (asking and asked) or (position > first and complements(view, position)):
            # ``dari hasil sidak yang digelar dinas diketahui | bahwa …``, not ``dari warga yang menyebut | bahwa …``
            found = is_passive(view, position - 1) and type_at(view, position - 2) not in {"REL", "AUX", "NEG"}
            return 0 if found else position
        over = described and kind == "AUX" and type_at(view, position - 1) not in {"AUX", "NEG", "REL", "CONJ"}
        apart = kind == "COMMA" and type_at(view, position + 1) in {"N", "PRON"}  # ``terkait itu, | kami tahu bahwa …``
        apart = apart and not _closes_later(view, position + 1)
        if kind in {"END", "QUOTE", "SUB", "BUT"} or (kind in PREDICATE | VERBAL and not described) or over or apart:
            break
    return 0


def _closes_later(view: View, index: int) -> bool:
    """Tell whether a comma closes what it opened, before the complementiser: ``di Muara, kota tua|, bahwa …``."""
    return any([type_at(view, i), type_at(view, i + 1)] == ["COMMA", "COMP"] for i in range(index, len(view.fine)))


def complements(view: View, index: int) -> bool:
    """Tell whether a complementiser stands at ``index``: ``bahwa``, or ``kalau`` where no condition begins."""
    if type_at(view, index) == "COMP":
        return True
    linking = view.pack.words("complementizers") - view.pack.words("questions")
    return index < len(view.fine) and view.fine[index].low in linking and not is_condition(view, index)


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
def lasting(pack: Pack) -> frozenset[str]:
    """Return the words that open a time up to which something lasts: ``hingga``."""
    return frozenset(word for (word, *_), kind in pack.notes("particles").items() if kind == "UNTIL")


def of_speech(view: View, frame: Frame) -> bool:
    """Tell whether the words between cue and link tell when, where or to whom it was said.

    A place alone may be where it happened: ``mengatakan di Muara, air surut``, not ``kepada wartawan di Muara, …``.
    """
    if frame.link is not None and view.coarse[frame.link].type in {"COMP", "COLON"}:
        return True
    if frame.link is not None and type_at(view, view.coarse[frame.link].last) == "QUOTE":
        return True  # ``menulis di Telegram, "Air surut."``, wherever that is
    speech, said_so = view.pack.words("speech_occasions"), False
    silent = lasting(view.pack) | unspoken_times(view.pack)
    for first, last in frame.circumstances:
        words = view.fine[view.coarse[first].first : view.coarse[last - 1].last]
        # ``mengaku | hingga sore ini, ia masih menunggu``, ``mengatakan | ke depan, kartu itu wajib``
        if not silent.isdisjoint({words[0].low, words[0].low.split(" ", 1)[0]}):
            return False
        placed = said_so and words[0].type == "DI"
        # ``mengatakan | pada wartawan, ia akan datang``, not ``pada Pilkada itu, …``
        who = len(words) > 1 and (words[1].type == "PRON" or words[1].low in view.pack.words("press"))
        told = who and view.pack.notes("particles").get((words[0].low,)) == "IN"
        spoken = (not speech.isdisjoint(token.low.split()) or token.type == "TIME" for token in words)
        said_so = placed or told or any(spoken)
        begins = view.coarse[first].first
        if not said_so or _behind_named(view, begins) > begins:  # ``kepada wartawan | ia pulang, tetapi …``
            return False
    return True


def behind_addressee(view: View, start: int, persons: AbstractSet[str]) -> int:
    """Skip to whom something is said, before a comma: ``Dia bilang | ke saya, | air surut``."""
    told = type_at(view, start) == "OCC" and type_at(view, start + 1) in persons
    return start + 3 if told and type_at(view, start + 2) == "COMMA" else start
