"""Rules that cite: a source beside what it is cited for, by an inverted verb, a preposition or a word of passing on."""

from itertools import pairwise

from claimtrack.attribute.apposed import closes_description
from claimtrack.attribute.asides import skip_asides
from claimtrack.attribute.behind import source_behind
from claimtrack.attribute.borders import behind_adverbs
from claimtrack.attribute.cited import cited
from claimtrack.attribute.clauses import is_clause, is_verb_too_many
from claimtrack.attribute.draft import NOTHING_BESIDE, Draft
from claimtrack.attribute.extents import (
    behind_asides,
    clitic_source,
    has_comma,
    has_words,
    is_whole,
    left_start,
    opens_clause,
)
from claimtrack.attribute.found import Found
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.parted import without_amount, without_subject, without_thing
from claimtrack.attribute.starts import lasting
from claimtrack.attribute.view import View, type_at
from claimtrack.attribute.written import is_written, written_at
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_VERBS, PUNCTUATION
from claimtrack.tokens import PREDICATES as PREDICATE

NOUNS = frozenset({"N", "CAP", "ROLE", "ORG", "NAME", "PLACE", "NOUN", "QUANT"})  # before what points: ``harga | itu``
POINTS = frozenset({"DET", "NAME", "NYA"})
MANNER = 3  # words


def inverted(view: View, frame: Frame) -> Draft:
    """Read ``X, kata Rahmat.``, ``X, kata Rahmat, Y.`` and ``"X," ujarnya.``."""
    start = view.after_index(frame)
    clitic = clitic_source(frame, view)
    if clitic:
        resume = skip_asides(view, start)
        opens = not is_whole(view, left_start(view), view.coarse[frame.first].first)
        if opens and view.fine[view.cue_index(frame)].type == "PREP":
            resume = own_comma(view, start, resume)  # ``Menurutnya, | sejak Mei, harga naik``
        resume = _behind_how(view, behind_asides(view, frame, start, resume))
        return cited(view, frame, clitic, start if _happened(view, frame, start, resume) else resume, tied=True)
    # ``"…," ujar, | Rina``, ``"…," ujar lagi | Rina``
    start += type_at(view, view.cue_index(frame) - 1) == "QUOTE" and type_at(view, start) in {"COMMA", "AUX"}
    draft = _cited_source(view, frame, start, whole=True)
    return draft if draft.content else _cited_source(view, frame, start, whole=False)


def _behind_how(view: View, index: int) -> int:
    """Step over how something is said before a quotation: ``Jawabnya | pendek: "Laut."``, ``Katanya | sambil lari, …``.

    One noun tells that, or what a joining word opens; not ``Katanya | harga naik: "Mahal."``.
    """
    joined = type_at(view, index) == "WITH"
    last = index + joined
    while type_at(view, last) in ({"N", "VERB", "PRED"} if joined else {"N", "VERB", "AUX"}) and last <= index + MANNER:
        last += 1
    how = last == index + 1 or joined
    said = type_at(view, last) in {"COLON", "COMMA"} and type_at(view, last + 1) == "QUOTE"
    return last if how and said and type_at(view, index - 2) != "PREP" else index


def _happened(view: View, frame: Frame, first: int, last: int) -> bool:
    """Tell whether a time behind a preposition's source is when something happened: ``Menurutnya | saat itu air naik``.

    No border follows it, as one does behind the time when something was said; nor, behind a noun, a predicate
    (``Menurut data dinas per April | sudah …``).
    """
    cites = view.fine[view.cue_index(frame)].type == "PREP" and first < last
    timed = cites and all(token.type == "TIME" for token in view.fine[first:last])
    if (
        timed and view.fine[first].low in lasting(view.pack) and type_at(view, last) not in PUNCTUATION
    ):  # ``Menurut Rina | hingga hari ini belum ada data``
        return True
    return timed and type_at(view, last) not in (PUNCTUATION if frame.clitic is not None else PUNCTUATION | PREDICATE)


def _cited_source(view: View, frame: Frame, start: int, *, whole: bool) -> Draft:
    """Read the source behind the cue and what it is cited for; what looks like an apposition may be the content."""
    found = source_behind(view, start, whole=whole)
    if found is None:
        return Draft(None, (), "no source behind the inverted cue")
    clause, opening, first = opens_clause(view, frame), left_start(view), view.coarse[frame.first].first
    before, stated = has_words(view, behind_adverbs(view, opening), first), is_whole(view, opening, first)
    cites = view.fine[view.cue_index(frame)].type == "PREP"
    placed = cites and type_at(view, opening) in {"OCC", "DI", "TIME", "FROM"}
    if clause or placed or not before:  # ``Di sana, menurut Rina | warga sudah mengungsi``
        found = without_subject(view, found)
    elif not stated:
        found = without_thing(view, without_amount(view, view.cue_index(frame), found))
    resume = found.last if _happened(view, frame, found.last, found.resume) else found.resume
    free = clause and not has_comma(view, found.last, found.resume)
    if free or not stated or type_at(view, opening) == "SUB":
        apposed = whole and found.rule == "apposed" and type_at(view, found.last) != "COMMA"
        if apposed and not _closes_title(view, frame, found, free=free):
            return NOTHING_BESIDE
        resume = behind_asides(view, frame, found.last, own_comma(view, found.last, resume))
        if is_told_of(view, frame, found.last, resume):  # ``Harga itu, kata Rahmat, | di luar dugaan``
            resume = found.last
    relative = type_at(view, view.cue_index(frame) - 1) == "REL" and not has_comma(view, found.last, resume + 1)
    if relative and not is_written(view, found.first):  # but ``yang menurut data dinas per April | sudah …``
        resume = found.last
    if type_at(view, resume) == "WITH" and not before:
        resume = _behind_how(view, resume)  # ``Kata Rahmat | sambil menangis, "Air surut."``
    return cited(view, frame, (found.first, found.last), resume, tied=clause or relative or resume == found.last)


def _closes_title(view: View, frame: Frame, found: Found, *, free: bool) -> bool:
    """Tell whether what looks like a title of who is cited is one, by what stands before the citation or behind it."""
    opening, first = left_start(view), view.coarse[frame.first].first
    if type_at(view, found.last) == "REL" and closes_description(view, found.last, found.resume):
        return True
    ends = type_at(view, found.last) == "END"
    stated = ends and (is_whole(view, opening, first) or _equates(view, opening, first - 1))
    return not free and (stated or _tells_nothing(view, frame, found))


def _equates(view: View, opening: int, comma: int) -> bool:
    """Tell whether a clause without a verb stands before a citation: ``Itu | soal harga diri, kata Rahmat, …``."""
    kinds = [token.type for token in view.fine[opening:comma]]
    closed = next((i + 1 for i, kind in enumerate(kinds) if kind in {"DET", "PRON"}), len(kinds))
    behind = {"N", "NUM", "QUANT", "REL"} | (set() if closed > 1 else {"OCC", "FROM", "AFF"})
    return is_clause(view, opening) or not behind.isdisjoint(kinds[closed : closed + 1])


def _tells_nothing(view: View, frame: Frame, found: Found) -> bool:
    """Tell whether a circumstance of saying ends a sentence, or another citation: nothing more is told behind a title.

    ``Kerugiannya sekitar Rp 9 juta, kata Lurah Muara, Rahmat | kepada wartawan.``
    """
    others = (view.coarse[other.first].first for other in view.frames)
    end = next((first for first in others if first >= found.last), len(view.fine))
    apposed = next((i for i in range(found.first, found.last) if type_at(view, i) == "COMMA"), found.last)
    titled = any(token.type in {"NAME", "ROLE"} for token in view.fine[apposed : found.last])
    told = type_at(view, found.last) in {"OCC", "DI", "LIKE", "RELAY"}
    # not ``Saat ini, kata Sari, | Rina di luar kota``, ``Tiga korban, kata Sari, | Rina di Muara dan Budi di Lembah``
    opening = left_start(view)
    before = has_words(view, opening, view.coarse[frame.first].first)
    before = before and type_at(view, opening) not in {"OCC", "TIME", "DI", "FROM", "AFF"}
    alone = all(token.type != "CONJ" for token in view.fine[found.last : end])
    return before and titled and told and alone and not is_whole(view, found.first, end)


def is_open(view: View, frame: Frame, found: Found) -> bool:
    """Tell whether nothing closes an apposition that opens a sentence: ``Dikatakan Rina, | kota kini fokus …``."""
    if frame.rule == "thus" or found.rule != "apposed" or not has_comma(view, found.first, found.last):
        return False
    ends = {type_at(view, found.last), type_at(view, found.resume)}
    closed = not ends.isdisjoint({"COMMA", "QUOTE", "COLON", "COMP", "DASH"})
    apposed = max(i for i in range(found.first, found.last) if type_at(view, i) == "COMMA") + 1
    kinds = [token.type for token in view.fine[apposed : found.last]]
    office = set(kinds) == {"NAME"} or (kinds[0] == "ROLE" and not {"ORG", "NAME"}.isdisjoint(kinds))
    closed = closed or office or not is_whole(view, found.last, len(view.fine))
    return not closed and not has_words(view, left_start(view), view.coarse[frame.first].first)


def is_told_of(view: View, frame: Frame, first: int, last: int) -> bool:
    """Tell whether a circumstance behind who is cited is all that is told of what stands before the citation."""
    cue = view.coarse[frame.first].first
    parted = type_at(view, first) == type_at(view, cue - 1) == "COMMA" and first + 1 < last
    if not parted or has_words(view, last, len(view.fine)):
        return False
    left = view.fine[left_start(view) : cue - 1]
    whole = all(token.type in NOUNS for token in left[:-1]) and left[-1:] != () and left[-1].type in POINTS
    whole = whole or [token.type for token in left] == ["ROLE"]  # ``Tersangka, kata Rahmat, | di luar negeri``
    named = whole or any(token.type == "REL" for token in left[:2])  # ``Apa yang terjadi di sana, diakui Rahmat, | …``
    return named and all(t.type != "TIME" for t in view.fine[first:last])


def opening_resume(view: View, frame: Frame, found: Found) -> int:
    """Return the index behind who is cited first in a sentence: circumstances behind a comma belong to the content.

    But not a date, nor a place before one: ``Dilansir Antara, di Muara, Selasa (1/7), | ketika warga lengah, …``.
    """
    whole = has_words(view, found.resume, len(view.fine))
    if not whole or has_words(view, behind_adverbs(view, left_start(view)), view.coarse[frame.first].first):
        return found.resume
    comma = _first_comma(view, found.last, found.resume, dated=True)
    behind = next((i for i in range(comma + 1, found.resume) if view.fine[i].type == "COMMA"), found.resume)
    resume = found.resume if _is_date(view, behind + 1, found.resume) else comma
    commas = [i for i in range(found.last, resume) if view.fine[i].type == "COMMA"]
    # ``Mengutip Antara, Minggu (12/10) | Rina mengatakan …``, ``Dikutip dari Antara, Senin, 12 Mei | Rina …``
    day = len(commas) > 1 and type_at(view, commas[-1] - 1) == "TIME" and view.fine[commas[-1] + 1].low[:1].isdigit()
    dated = day or _is_dated(view, resume)
    goes_on = type_at(view, resume) not in PUNCTUATION | {"QUOTE", "COMP"} and not dated
    return commas[-1] if commas and goes_on else resume  # ``Dilansir Antara, | saat ini air surut``


def own_comma(view: View, first: int, last: int) -> int:
    """Return the comma in ``[first, last)`` behind which content begins with its own circumstance, else ``last``."""
    comma = _first_comma(view, first, last)
    behind = next((i for i in range(comma + 1, last) if view.fine[i].type == "COMMA"), last)
    dated = type_at(view, comma + 1) != "TIME" and _is_date(view, behind + 1, last)  # ``…, di Muara, Senin (3/2), …``
    told = is_whole(view, comma, len(view.fine)) or has_words(view, last, len(view.fine))
    return comma if told and not dated else last


def _first_comma(view: View, first: int, last: int, *, dated: bool = False) -> int:
    """Return the first comma in ``[first, last)`` behind which a circumstance belongs to the content that follows.

    One that tells how it was said does not, nor a time behind it: ``Menurut Rahmat, dalam siaran pers, Senin, …``, nor
    who is described where a comma closes that: ``Menurut Rahmat, yang juga lurah, …``, nor the day of the report:
    ``Menurut Rahmat, Senin (3/2), …``, ``Menurut Rahmat di Muara, Senin, …``. If ``dated``, no time does.
    """
    speech = view.pack.words("speech_occasions")
    commas = [index for index in range(first, last) if view.fine[index].type == "COMMA"]
    for comma, following in pairwise([*commas, last]):
        described = type_at(view, comma + 1) == "REL" and (dated or _closes(view, following))
        placed = type_at(view, first) == "DI" and comma == commas[0] and type_at(view, following) == "COMMA"
        day = type_at(view, comma + 1) == "TIME" and (placed or type_at(view, following - 1) == "BRACKET")
        outside = described or ((dated or day) and _is_date(view, comma + 1, following))
        told = (i for i in range(comma + 1, following) if view.fine[i].type in {"AUX", "NEG", "PRED"})
        opening = view.fine[comma + 1 : next(told, following)]  # ``Menurut Rahmat, | dalam waktu dekat | ada rapat``
        if not outside and speech.isdisjoint(word for token in opening for word in token.low.split()):
            return comma
        dated = True
    return last


def _closes(view: View, comma: int) -> bool:
    """Tell whether a comma closes an aside, and a clause follows."""
    return type_at(view, comma) == "COMMA" and is_whole(view, comma, len(view.fine))


def _is_date(view: View, first: int, last: int) -> bool:
    """Tell whether ``[first, last)`` is a date, or ends with one in brackets: ``pada Selasa (1/7)``."""
    numbers = all(token.type in {"TIME", "NUM", "BRACKET"} for token in view.fine[first:last])
    return first < last and (numbers or view.fine[last - 1].type == "BRACKET")


def preposition(view: View, frame: Frame) -> Draft:
    """``Menurut Rahmat, X.``  ``X, menurut Rahmat.``  ``Menurut Rahmat, mengatakan X``: his verb says it."""
    draft = inverted(view, frame)
    told = draft.content[0][0] if draft.content else 0
    if told and frame.clitic is None and is_verb_too_many(view, told):
        return Draft(None, (), "who is cited has a verb of his own")
    return _with_head(view, draft)


def _with_head(view: View, draft: Draft) -> Draft:
    """Give a content that begins with a relative clause its head: ``Menurut Rina | inflasi yang terkendali …``."""
    if not draft.source or not draft.content or draft.content[0][0] != draft.source[1]:
        return draft
    (first, last), (start, stop) = draft.source, draft.content[0]
    head = next((i + 1 for i in range(last - 1, first, -1) if view.fine[i].type == "NAME"), first + 1)
    nouns = {token.type for token in view.fine[head:last]}
    if type_at(view, start) != "REL" or type_at(view, head - 1) != "NAME" or nouns != {"N"}:
        return draft
    return Draft((first, head), ((head, stop), *draft.content[1:]))


def citing(view: View, frame: Frame) -> Draft:
    """``demikian kata Rahmat``, ``seperti dilaporkan Antara``, ``demikian KCNA mengatakan``."""
    cue = view.cue_index(frame)
    if view.fine[cue].type in {"ACT", "ACT_CLAUSE"}:
        first = view.coarse[frame.first].last
        found = Found(first, cue, "titled", skip_asides(view, view.after_index(frame))) if first < cue else None
        source = (first, cue) if found else None
        return cited(view, frame, source, found.resume if found else view.after_index(frame), tied=False)
    if view.fine[cue].type == "BARE":
        return _as_told(view, frame, cue)
    if _compares(view, frame):
        return Draft(None, (), "a comparison, not what somebody is cited for")
    clitic = clitic_source(frame, view)
    start = view.after_index(frame)
    while start < len(view.fine) and view.fine[start].low in view.pack.words("noun_modifiers"):
        start += 1
    draft = NOTHING_BESIDE
    for whole in (True, False):
        found = None if clitic else source_behind(view, start, whole=whole) or written_at(view, start, sites=True)
        pointed = found is not None and all(t.type == "DET" for t in view.fine[found.first : found.last])
        if whole and found is not None and is_open(view, frame, found):
            continue
        source = clitic or ((passed_on(view, cue, found), found.last) if found and not pointed else None)
        resume = opening_resume(view, frame, found or Found(start, start, "nobody", skip_asides(view, start)))
        resume = behind_asides(view, frame, found.last if found else start, resume)
        # ``Rahmat seperti dikutip Antara | mengatakan air naik``
        goes_on = frame.rule == "like" and not is_whole(view, left_start(view), view.coarse[frame.first].first)
        acts = goes_on and type_at(view, resume) in ACTIVE_VERBS
        draft = cited(view, frame, source, resume, tied=acts or (_is_dated(view, resume) and is_clause(view, resume)))
        if draft.content:
            break
    return draft


def _is_dated(view: View, index: int) -> bool:
    """Tell whether a day and its date end at ``index``: ``Mengutip Antara, Senin (12/3) malam | air surut``."""
    first = index
    while first and type_at(view, first - 1) in {"TIME", "BRACKET"}:
        first -= 1
    return any(token.low[:1] in {"(", "["} for token in view.fine[first:index])


def _compares(view: View, frame: Frame) -> bool:
    """Tell whether something is compared to what was said: ``Bukan | seperti yang dikatakan Sari``.

    So where a noun is the object of a verb: ``Begitu | menerima laporan warga, polisi bergerak``.
    """
    first = view.coarse[frame.first].first
    if frame.rule == "thus" and type_at(view, view.cue_index(frame)) == "NOUN":
        return any(token.type == "VERB" for token in view.fine[first : view.cue_index(frame)])
    if type_at(view, first + 1) != "REL":
        return False
    if first == 0:
        behind = view.after_index(frame)  # ``Seperti yang disebutkan | di atas, …``
        return type_at(view, behind) == "DI" and " " in view.fine[behind].low
    return type_at(view, first - 1) in {"NEG", "VERB"}  # ``Ia melakukan | seperti yang dikatakan ibunya``


def _as_told(view: View, frame: Frame, cue: int) -> Draft:
    """Read ``Seperti saya sampaikan tadi, X``; but ``seperti kita tahu`` is only a turn of speech."""
    line = view.fine[cue].cue
    pronoun = next((i for i in range(cue - 1, view.coarse[frame.first].first, -1) if type_at(view, i) == "PRON"), None)
    if pronoun is None or line is None or line.cls == "believing":
        return Draft(None, (), "a turn of speech that cites nobody")
    resume = view.after_index(frame)
    resume += type_at(view, resume) == "DET"
    return cited(view, frame, (pronoun, pronoun + 1), skip_asides(view, resume), tied=True)


def passed_on(view: View, cue: int, found: Found) -> int:
    """Return where the one who is passed on begins: ``dikutip Radio Lembah dari | Harian Senja``."""
    marked = view.fine[found.first - 1].type in {"FROM", "BY"}
    if view.fine[cue].type != "RELAY" or marked or takes_object(view, cue):
        return found.first
    inside = range(found.first + 1, found.last - 1)
    return next((index + 1 for index in inside if view.fine[index].type == "FROM"), found.first)
