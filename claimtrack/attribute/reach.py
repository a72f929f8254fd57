"""Reach: how far content goes to the right of a frame, among the other frames of its sentence."""

from claimtrack.attribute.anaphors import is_claim_noun
from claimtrack.attribute.behind import resume_index, source_behind
from claimtrack.attribute.borders import SOMEBODY, first_joined
from claimtrack.attribute.clauses import entries, is_clause
from claimtrack.attribute.extents import (
    ACTIVE_RULES,
    FINAL_RULES,
    RELAYING,
    Extent,
    before_comma,
    closing_start,
    has_comma,
    has_words,
    is_whole,
    left_start,
    quoting_start,
)
from claimtrack.attribute.fronted import main_start
from claimtrack.attribute.links import reports
from claimtrack.attribute.nominal import THING
from claimtrack.attribute.source import before_adverbs, source_ahead
from claimtrack.attribute.view import View, type_at, unquoted
from claimtrack.attribute.written import is_written
from claimtrack.packs import DISPUTING, TELLING
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

SPEAKING = TELLING | {"naming", "accusing"}
AGAIN = ACTIVE_RULES | {"bare"}
UTTERED = (",", "!", "?")
UTTERANCE = 4  # words; what is shorter may be a phrase that somebody used
LINKING = frozenset({"SUB", "CONJ", "COMP", "BUT", "UNTIL", "REL", "AS"})  # what goes on with the clause before it
BELIEFS = frozenset({"believing", "estimating"})


def right_end(view: View, frame: Frame, start: int) -> int:
    """Return where content that begins at ``start`` ends: before a citation of it all, or before a frame beside it.

    Who speaks sets his own word against what he passes on: ``"Dia bilang aman, tapi saya ragu."``
    """
    again = _again_end(view, frame, start)
    beside, spoken, belied = _end_beside(view, frame, start), _spoken_end(view, start), _belied_end(view, frame, start)
    named = _named_end(view, frame, start)
    return min(beside, spoken, belied, main_start(view, frame, start), _disputed_end(view, start), again, named)


def _named_end(view: View, frame: Frame, start: int) -> int:
    """Return where a clause begins beside what is denied or admitted by its name: ``membantah kabar itu | , dan …``."""
    cue = view.fine[view.cue_index(frame)].cue
    existing = view.pack.words("existentials")  # ``membenarkan adanya laporan itu | , dan kasusnya diselidiki``
    if cue is not None and (cue.denies or cue.cls in DISPUTING):
        for index in range(start, len(view.fine)):
            if view.fine[index].type in PREDICATE | {"COMP", "QUOTE"} and view.fine[index].low not in existing:
                break
            if [type_at(view, index), type_at(view, index + 1)] == ["COMMA", "CONJ"] and is_clause(view, index + 2):
                return len(view.fine) if has_comma(view, start, index) else index
    return len(view.fine)


def _disputed_end(view: View, start: int) -> int:
    """Return where who denies or confirms what was just told begins, at the end of the sentence."""
    relatives = [i for i in range(start + 2, len(view.fine)) if view.fine[i].type == "REL"]
    commas = (relative - 1 - is_claim_noun(view, view.fine[relative - 1].low) for relative in relatives)
    return next((comma for comma in commas if is_disputed(view, comma)), len(view.fine))


def is_disputed(view: View, comma: int) -> bool:
    """Tell whether who denies or confirms it follows a comma and ends the sentence: ``…, | yang dibantah Rahmat.``."""
    relative = comma + 1 + (type_at(view, comma + 1) in {"N", "NOUN"})  # ``…, tuduhan | yang dibantah Rahmat``
    cue = relative + 1 + (type_at(view, relative + 1) == "AUX")  # ``…, yang | telah dibantah Rahmat``
    kinds = [type_at(view, comma), type_at(view, relative), type_at(view, cue)]
    line = view.fine[cue].cue if kinds == ["COMMA", "REL", "PAS"] else None
    if line is None or line.cls not in DISPUTING:
        return False
    found = source_behind(view, cue + 1 + (type_at(view, cue + 1) == "BY"))
    if found is None or (type_at(view, found.last) == "COMMA" and type_at(view, found.last + 1) != "TIME"):
        return False
    person = any(token.type in {"NAME", "ROLE"} for token in view.fine[found.first : found.last])
    told = any(frame.rule in ACTIVE_RULES and view.cue_index(frame) < comma for frame in view.frames)
    sure = (person and told) or len(view.pack.cues[line.form]) == 1  # not ``batik, yang diakui UNESCO``
    return sure and not has_words(view, found.resume, len(view.fine))


def _belied_end(view: View, frame: Frame, start: int) -> int:
    """Return where it begins that a belief was wrong: ``Warga mengira itu petasan | , ternyata tabung gas meledak``."""
    cue = view.fine[view.cue_index(frame)].cue
    if cue is None or (cue.cls not in BELIEFS and not view.spoken):
        return len(view.fine)
    corrections, comma = entries(view.pack, "corrections"), len(view.fine)
    for index in range(start, len(view.fine)):
        if view.fine[index].type == "COMMA":
            comma = index
        elif view.fine[index].low in corrections:
            return comma if cue.cls in BELIEFS or is_whole(view, start, comma) else len(view.fine)
    return len(view.fine)


def _spoken_end(view: View, start: int) -> int:
    """Return where a contrast begins inside a quotation, unless it completes a negation (``tidak A, tetapi B``)."""
    for index in range(start + 1, len(view.fine) if view.spoken else 0):
        if view.fine[index - 1].type == "COMMA" and view.fine[index].type == "BUT":
            return index - 1
        if view.fine[index].type == "NEG":
            break
    return len(view.fine)


def _end_beside(view: View, frame: Frame, start: int) -> int:
    """Return where content ends because of the other frames of the sentence."""
    semicolon = -1
    for other in view.frames:
        if other.cue <= frame.cue:
            continue
        first = view.coarse[other.first].first
        if first <= start:
            continue
        if semicolon < 0:
            semicolon = next((i for i in range(start, len(view.fine)) if view.fine[i].type == "SEMI"), len(view.fine))
        if semicolon < first:
            return semicolon
        if other.rule in FINAL_RULES and is_final(view, other) and not _passes_on(view, frame, other):
            quoted = utterance(view, start, before_comma(view, first))
            return before_comma(view, first if quoted is None else quoted)
        quoter = quoting_start(view, other)
        if quoter is not None and quoter > start:
            return before_comma(view, quoter)
        next_act = other.rule != "finding" and _is_next_act(view, view.cue_index(other))  # who finds is spoken of
        contrasted = type_at(view, view.cue_index(other) - 1) == "BUT" or next_act or _asks_besides(view, frame, other)
        if other.rule in ACTIVE_RULES and (contrasted or reports(view, other)) and not _shows(view, frame, other):
            border = None if _is_mood(view, other) else closing_start(view, other) or sibling_start(view, other, start)
            if border is not None and border > start:
                return border
    return len(view.fine)


def _shows(view: View, frame: Frame, other: Frame) -> bool:
    """Tell what a thing shows that somebody tells of: ``Rina mengatakan ada catatan, | mengindikasikan bahwa …``.

    So it does in what is told around a citation: ``Guru itu, kata Rina, tidak memberi ikan, tetapi | menunjukkan …``.
    """
    cue = view.cue_index(other)
    borders = {"COMMA", "BUT"} if frame.rule in FINAL_RULES else {"COMMA"}
    parted = other.rule == "finding" and type_at(view, before_adverbs(view, cue) - 1) in borders
    found = source_ahead(view, cue) if parted else None
    teller = source_ahead(view, view.cue_index(frame)) if found is not None and found.rule == "shared" else None
    if teller is None or is_written(view, teller.first):
        return False
    return type_at(view, teller.first) in SOMEBODY | {"CAP"}


def _asks_besides(view: View, frame: Frame, other: Frame) -> bool:
    """Tell whether another body asks for something: ``Istana prihatin, sementara | Beijing meminta semua diam``."""
    cue = view.cue_index(other)
    beside = frame.rule in ACTIVE_RULES and other.rule == "active_quote"
    found = source_ahead(view, cue) if beside and before_adverbs(view, cue) == cue else None  # not ``akan meminta``
    if found is None or found.rule == "shared":
        return False
    return type_at(view, found.first) in {"ORG", "PLACE"} and type_at(view, found.first - 1) == "BUT"


def _again_end(view: View, frame: Frame, start: int) -> int:
    """Return where the same pronoun begins to say something else: ``Dia tidak bilang salah | , dia bilang keliru``."""
    for other in view.frames if frame.rule in AGAIN else ():
        subject = before_adverbs(view, view.cue_index(other)) - 1
        comma = before_adverbs(view, max(subject, 0)) - 1  # ``Dia mengakui itu sulit | , bahkan dia menyebut …``
        line = view.fine[view.cue_index(other)].cue
        tells = comma == subject - 1 or (line is not None and line.cls in SPEAKING)  # not ``…, kemudian ia melihat …``
        again = tells and [type_at(view, comma), type_at(view, subject)] == ["COMMA", "PRON"]
        again = again and other.rule in AGAIN
        found = source_ahead(view, view.cue_index(frame)) if again and subject - 1 > start else None
        if found is not None and view.fine[found.first].low == view.fine[subject].low:
            return comma
    return len(view.fine)


def _is_mood(view: View, frame: Frame) -> bool:
    """Tell whether a belief has nothing behind it and so no content: ``…, yang lain pesimistis.``."""
    cue = view.fine[view.cue_index(frame)].cue
    believes = cue is not None and cue.cls == "believing"
    return believes and not has_words(view, view.after_index(frame), len(view.fine))


def _passes_on(view: View, frame: Frame, other: Frame) -> bool:
    """Tell whether an outlet cited first passes on all that somebody says: ``Dilansir X, A, kata Y, seraya …``."""
    opens = frame.rule in RELAYING and view.coarse[frame.first].first == left_start(view)
    return opens and starts_other(view, resume_index(view, other))


def _is_next_act(view: View, cue: int) -> bool:
    """Tell what the speaker does next: ``…, dan | meminta warga tenang``, ``…, tanpa | merinci letaknya``."""
    return cue > 1 and view.fine[cue - 1].type in {"CONJ", "NEG"} and view.fine[cue - 2].type == "COMMA"


def before_occasion(view: View, start: int, end: int) -> int:
    """Cut off where or how it was said, behind a quotation that ends with a comma: ``"…," dalam sebuah unggahan.``."""
    last = end - 1 if type_at(view, end - 1) == "END" else end
    if (named := _called_end(view, start, last)) < last:
        return named
    for index in range(start, last - 1):
        if view.fine[index].type != "QUOTE" or not view.fine[index].low.endswith(","):
            continue
        rest = {token.type for token in view.fine[index + 1 : last]}
        if view.fine[index + 1].type == "WITH" and not _tells_more(view, index + 2):
            return index + 1
        if view.fine[index + 1].type == "VERB" and type_at(view, index + 2) in {"AFF", "OCC", "DI"}:
            return index + 1  # ``"…," | merujuk pada jaringan itu``
        if view.fine[index + 1].type in {"OCC", "DI"} and rest.isdisjoint(PREDICATE | {"QUOTE", "REL", "COMP"}):
            return index + 1
    return end


def _tells_more(view: View, index: int) -> bool:
    """Tell whether a verb of saying stands there, not of asking: ``seraya | menegaskan``, not ``seraya | meminta``."""
    cue = view.fine[index].cue if type_at(view, index) in ACTIVE_CUES else None
    return cue is not None and cue.cls not in {"asking", "warning"}


def _called_end(view: View, start: int, last: int) -> int:
    """Return where what something is called ends, before when that was said: ``sebagai "gladi perang" | pekan ini``."""
    end = last
    while end > start and view.fine[end - 1].type in {"TIME", "BRACKET", "NUM"}:
        end -= 1
    end -= type_at(view, end - 1) == "OCC" and end < last
    called = [type_at(view, end - 2), type_at(view, end - 1)] == ["AS", "QUOTE"] and end - 2 > start
    timed = any(token.type == "TIME" for token in view.fine[end:last])
    # ``bertindak sebagai "pengepul" sejak Mei``
    acted = any(token.cue or token.type in PREDICATE for token in view.fine[start:end])
    return end if called and timed and not acted else last


def is_final(view: View, frame: Frame) -> bool:
    """Tell whether a frame cites what stands before it and nothing follows it: ``…, kata Rahmat di Jakarta.``."""
    first = view.coarse[frame.first].first
    if not has_words(view, left_start(view), first):
        return False
    before = view.fine[first - 1].type if first else "START"
    if frame.rule in {"inverted", "preposition", "relay"} and before not in {"COMMA", "QUOTE", "DASH", "AUX", "THUS"}:
        return False
    resume = resume_index(view, frame)
    return not has_words(view, resume, len(view.fine)) or starts_other(view, resume)


def starts_other(view: View, index: int) -> bool:
    """Tell whether another citation begins at ``index``, behind commas."""
    while index < len(view.fine) and view.fine[index].type in {"COMMA", "WITH", "CONJ"}:
        index += 1
    return any(view.coarse[frame.first].first == index for frame in view.frames)


def _before_place(view: View, index: int) -> int:
    """Step over where another speaks, behind a word that sets him apart: ``…, sedangkan | di Muara lurah berkata``."""
    first = index
    while first > 1 and type_at(view, first - 1) in {"PLACE", "NAME"}:
        first -= 1
    parted = first < index and [type_at(view, first - 2), type_at(view, first - 1)] == ["BUT", "DI"]
    return first - 1 if parted else index


def sibling_start(view: View, other: Frame, start: int) -> int | None:
    """Return where a frame begins that stands beside content begun at ``start``, or None if it lies inside it."""
    cue = view.cue_index(other)
    found = source_ahead(view, cue)
    if found is None or found.rule == "antecedent":
        return None
    if found.rule == "shared":
        joined = first_joined(view.fine, cue)  # ``akan | menjelaskan serta membuktikan …``: as the first of them
        first = cue if joined is None else joined
        while first > start and view.fine[first - 1].type in {"AUX", "NEG"}:
            first -= 1
        before, line = view.fine[first - 1].type, view.fine[cue].cue
        if before == "WITH" and type_at(view, first - 2) != "COMMA" and line is not None and line.cls in BELIEFS:
            return None  # ``membangun tanggul | dengan sadar bahwa …``: how it was done
        return before_comma(view, first) if before in {"COMMA", "WITH", "CONJ", "BUT"} and found.first < start else None
    first = found.first
    if first <= start:
        return None
    border = first
    while border > start and view.fine[border - 1].type in {"AUX", "OPENER"}:
        border -= 1
    border = _before_place(view, border)
    before = view.fine[border - 1].type
    # not ``Tapi Rina mengatakan saat hujan turun, | Budi mengatakan …``
    told = view.fine[start].low not in view.pack.words("temporals") and not has_comma(view, 0, start)
    if before == "COMMA" and view.fine[0].type in {"SUB", "BUT"} and told:
        return before_comma(view, border)
    if view.fine[border - 1].low in view.pack.words("contrasts") and view.fine[first].type == "PRON":
        return before_comma(view, border - 1)
    granted = type_at(view, start) == "SUB" and view.fine[start].low in view.pack.words("contrasts")
    if before == "BUT" and granted:  # ``meski ia bisa menerima itu, | namun ia menilai …``: one proposition
        return None
    kinds = [token.type for token in view.fine[start : border - 1]]
    stated = kinds.count("N") > 1 and set(kinds) <= THING - {"DET"} | {"COMMA"}  # ``hujan deras``, not ``bus itu``
    somebody = view.fine[first + (view.fine[first].type == "QUANT")].type == "ROLE"
    named = somebody or view.text[view.fine[first].start].isupper()
    # ``… | , dengan Radio Teluk mengatakan …``, not ``dengan 51 persen pemilih mengatakan``
    set_off = named and before == "WITH" and type_at(view, border - 2) == "COMMA"
    beside = before == "BUT" or set_off or (before == "CONJ" and (stated or not PREDICATE.isdisjoint(kinds)))
    return before_comma(view, border) if beside else None


def coordinated(view: View, start: int, end: int) -> tuple[Extent, ...]:
    """Split content at ``dan bahwa``: each complement clause is a part of its own."""
    parts: list[Extent] = []
    for index in range(start, end - 1):
        if view.fine[index].type in {"CONJ", "BUT"} and view.fine[index + 1].type == "COMP":
            parts.append((start, before_comma(view, index)))
            start = index + 2
    return (*parts, (start, end))


def utterance(view: View, start: int, stop: int) -> int | None:
    """Return where a quotation stands at the end of ``[start, stop)`` that is somebody's whole utterance.

    It ends as utterances do, and a reporting verb leads to it, or it follows a clause of the reporter's, who put a
    comma for a full stop: ``Bantuan itu tiba kemarin, | "Kami membaginya hari ini juga," kata Rahmat``; without a
    capital it may go on with that clause, unless somebody is cited in it.
    """
    quote = stop - 1
    if quote <= start or view.fine[quote].type != "QUOTE":
        return None
    stopped = view.text.startswith(".", view.fine[quote].stop)  # ``"…". Ujarnya.``
    if not stopped and not view.fine[quote].low.rstrip().endswith(UTTERED):
        return None
    before = quote - 1
    while before > start and view.fine[before].type in {"COMMA", "COLON", "NYA"}:
        before -= 1
    if view.fine[before].type in ACTIVE_CUES | {"PREP"}:
        return quote
    opening = unquoted(view, quote).split(" ", 1)[0]
    parted = type_at(view, quote - 1) == "COMMA"
    linked = view.pack.notes("particles").get((opening.lower(),)) in LINKING
    cited = parted and not linked and any(view.cue_index(frame) < quote for frame in view.frames)
    words = UTTERANCE if parted else 2 * UTTERANCE
    own = (
        (cited or opening[:1].isupper())
        and len(view.fine[quote].low.split()) >= words
        and any(t.type in PREDICATE for t in view.fine[start:quote])
    )
    return quote if own and type_at(view, quote - 1) not in {"COMP", "AS", "QUOTE"} else None
