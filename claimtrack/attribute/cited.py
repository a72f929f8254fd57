"""Cited: what stands round a citing frame, before it, behind it or both, as the content that it cites."""

from claimtrack.attribute.anaphors import names_claim
from claimtrack.attribute.asides import skip_asides
from claimtrack.attribute.behind import resume_index, source_behind
from claimtrack.attribute.borders import SOMEBODY
from claimtrack.attribute.clauses import is_clause, is_fragment
from claimtrack.attribute.comments import describes, withholds
from claimtrack.attribute.draft import NOTHING_BESIDE, Draft
from claimtrack.attribute.extents import (
    RELAYING,
    WHOLE,
    Extent,
    before_comma,
    has_words,
    is_whole,
    left_start,
    quote_end,
)
from claimtrack.attribute.found import Found
from claimtrack.attribute.links import reports
from claimtrack.attribute.nominal import DESCRIBED, tells_how
from claimtrack.attribute.reach import coordinated, right_end, starts_other, utterance
from claimtrack.attribute.relatives import relative_end
from claimtrack.attribute.source import adds, source_ahead
from claimtrack.attribute.starts import content_start
from claimtrack.attribute.view import View, type_at
from claimtrack.attribute.voices import asks_more, contrasts, is_other_voice, quotes_on, says_more
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

CITING = frozenset({"preposition", "passive"})
MEDIAL = 2  # index of a citation behind one connective and a comma
EXTENT_BREAKS = frozenset({"BUT", "SUB", "REL", "CONJ", "COMP", "COLON"})
BESIDE_SAYING = frozenset({"COMMA", "END", "QUOTE", "TIME", "OCC", "WITH", "DI", "DET"})  # when, where or how


def cited(view: View, frame: Frame, source: Extent | None, resume: int, *, tied: bool) -> Draft:
    """Read the content round a citing frame: what stands before it, behind it, or both.

    Args:
        view: the sentence.
        frame: the citing frame.
        source: its source.
        resume: index behind the source and its circumstances.
        tied: the content may go on behind the source without a comma (a pronoun or clitic ends the source).
    """
    opening = view.coarse[frame.first].first
    first = _before_condition(view, opening)
    left = _told_before(view, frame, first, resume)
    quoted = has_words(view, *left) and view.fine[left[1] - 1].type == "QUOTE"
    if quoted and view.fine[left[0]].type != "QUOTE" and quotes_on(view, resume):
        quoted = not is_fragment(view, left[1] - 1)  # ``Ia "diam saja", katanya, sementara warga "pergi"``
    left = (_own_start(view, frame, left), left[1])
    end = relative_end(view, frame, resume, right_end(view, frame, resume))
    end = next((i for i in range(resume + 1, end) if describes(view, resume, i, end)), end)
    begun = has_words(view, *left)
    told = source is not None and quoted and _is_called(view, source[1], resume)
    right = None if told else _continuation(view, resume, end, left, quoted=quoted, tied=tied)
    if right and begun and _is_beside(view, frame, resume, left, right):
        right = None
    if right and not begun and _is_named_so(view, first - 1, right[0]):
        left, begun = (first - 2, first - 1), True
    if not begun:
        thus = next((i for i in (opening, opening - 1) if type_at(view, i) == "THUS"), None)
        if thus is not None:  # ``Demikian disampaikan Rahmat.``  ``Demikian | seperti dilansir Antara.``
            right = (thus, thus + 1)
        return Draft(source, coordinated(view, *right)) if right else NOTHING_BESIDE
    if right:
        left = (_medial_start(view, left), left[1])
    parts = [part for extent in (left, right) if extent for part in coordinated(view, *extent)]
    return Draft(source, tuple(part for part in parts if has_words(view, *part)))


def _told_before(view: View, frame: Frame, first: int, resume: int) -> Extent:
    """Return what stands before a citation that begins at ``first`` and may belong to it; empty if nothing does."""
    left = (_behind_relay(view, frame), before_comma(view, _before_adverb(view, frame, first)))
    if frame.rule == "inverted" and left[0] == left_start(view) and _is_own_voice(view, left):
        left = (0, left[1])
    left = (_complement_start(view, frame, left), _inner_end(view, frame, left))
    left = (_denied_start(view, frame, left), left[1]) if left[0] < left[1] else _since(view, first)
    adverb = all(token.type == "AUX" for token in view.fine[left[0] : left[1]])
    topic = left[0] < left[1] and _is_topic(view, left) and resume < len(view.fine) - 1
    # ``Soal itu ia bungkam, kata Rina | seperti dikutip Antara``, ``Kalau hujan banjir, kata Rina | seperti …``
    named = view.fine[left[0]].low in view.pack.words("topics")
    stated = not named or any(token.type in WHOLE | {"PRON"} for token in view.fine[slice(*left)])
    topic = topic and not (starts_other(view, resume) and stated)
    if adverb or topic or type_at(view, first - 1) in EXTENT_BREAKS or _opens_clause(view, left, first, resume):
        return first, first
    linked = type_at(view, resume) == "COMMA" and type_at(view, resume + 1) == "COMP"
    if linked or (view.spoken and _is_hearsay(view, frame)):  # ``X melaporkan, mengutip Y, bahwa …``
        return first, first
    return left


def _denied_start(view: View, frame: Frame, left: Extent) -> int:
    """Return where what is denied begins, if another said it: ``Rina membantah | ia hadir, seperti dikatakan Budi``."""
    own = view.fine[view.cue_index(frame)]
    told = own.cue is not None and own.cue.cls not in {"reporting", "quoting"}  # an outlet tells of the denial
    compares = frame.rule == "like" and own.type == "PAS" and told
    for other in view.frames if compares else ():
        line = view.fine[view.cue_index(other)].cue
        denies = line is not None and line.denies and view.fine[view.cue_index(other)].type in ACTIVE_CUES
        if denies and left[0] < view.cue_index(other) < left[1]:
            start = content_start(view, other)
            return left[0] if names_claim(view, Found(start, left[1], "subject")) else start
    return left[0]


def _since(view: View, comma: int) -> Extent:
    """Return the connective alone before a citation if it tells since when: ``Sebelumnya, kata Rahmat, air surut``."""
    alone = comma == MEDIAL and type_at(view, 1) == "COMMA"
    timed = alone and view.pack.notes("openers").get(tuple(view.fine[0].low.split())) == "time"
    return (0, 1) if timed else (comma, comma)


def _inner_end(view: View, frame: Frame, left: Extent) -> int:
    """Return where what is passed on ends: at who is cited in it, not where he said it.

    ``"Air surut," kata Rahmat | dalam siaran pers, dikutip Antara``. Nor is it part of a thing: ``Hal itu, | kata Budi,
    dibenarkan Rina``.
    """
    if frame.rule == "passive":
        return _before_citation(view, left)
    for other in view.frames if frame.rule in RELAYING else ():
        cue = view.cue_index(other)
        if other.rule != "inverted" or not left[0] < cue < left[1]:
            continue
        start = view.after_index(other)
        found = None if other.clitic is not None else source_behind(view, start)
        last = found.last if found else start
        behind = found.resume if found else skip_asides(view, start)
        told = last < left[1] and view.fine[last].low in view.pack.words("addressees")  # to whom he says it stays
        if (found or other.clitic is not None) and last < left[1] <= behind and not told:
            return last
    return left[1]


def _before_citation(view: View, left: Extent) -> int:
    """Return where a thing without a predicate ends before who says so: ``Hal itu | , kata Budi, | dibenarkan``."""
    inserted = (view.cue_index(other) for other in view.frames if other.rule == "inverted")
    cue = next((i for i in inserted if left[0] < i < left[1] and type_at(view, i - 1) == "COMMA"), left[1])
    bare = all(token.type not in {"VERB", "PRED", "QUOTE"} for token in view.fine[left[0] : cue])
    return cue - 1 if cue < left[1] and bare else left[1]


def _is_beside(view: View, frame: Frame, resume: int, left: Extent, right: Extent) -> bool:
    """Tell whether what follows a citation of what stands before it is no part of that."""
    if frame.rule == "thus" and contrasts(view, resume):
        return True
    if frame.rule == "passive":  # ``Hal itu disampaikan X, | menurutnya …``
        starts = {view.coarse[other.first].first for other in view.frames if other.rule == "preposition"}
        if right[0] in starts:
            return True
    if type_at(view, view.coarse[frame.first].first - 1) != "COMMA":
        return False
    more = says_more(view, resume) or asks_more(view, left[0], resume)
    more = more and (is_whole(view, *left) or adds(view, resume + 1))
    own = type_at(view, resume) == "VERB" and not is_whole(view, *left)  # ``Warga, sambung dia | terlihat bosan``
    acts = frame.rule == "inverted" and ((_acts(view, resume) and not own) or more)
    return tells_how(view.fine, resume) or acts or _only_names(view, right)  # ``Air surut, kata Rahmat | penuh haru.``


def _is_named_so(view: View, comma: int, behind: int) -> bool:
    """Tell whether a connective before a comma is a subject: ``Masalahnya |, kata Sari, | bukanlah uang``.

    It is that of a copula; one that is a noun, of what is no clause: ``Tujuannya |, kata Sari, | untuk menipu``.
    """
    noted = view.pack.notes("openers").get((view.fine[comma - 1].low,)) if comma > 0 else None
    states = noted == "subject" and view.fine[behind].low in view.pack.words("copulas")
    kind, there = type_at(view, behind), view.pack.words("existentials")
    stands = kind in SOMEBODY or type_at(view, behind + 1) in {"QUANT", "NUM"}
    stands = stands or any(token.low in there for token in view.fine[behind : behind + 2])  # ``tidak | ada dana``
    subjectless = not stands and (kind in PREDICATE | ACTIVE_CUES | {"SUB", "AFF"} or not is_clause(view, behind))
    return view.fine[comma].type == "COMMA" and (states or (noted == "noun" and subjectless))


def _is_hearsay(view: View, frame: Frame) -> bool:
    """Tell whether inside a quotation what somebody heard follows: ``"Kami lapor, katanya | tunggu anggaran."``."""
    opens = frame.rule == "inverted" and frame.clitic is not None
    behind = view.after_index(frame)
    if not opens or type_at(view, view.cue_index(frame) - 1) != "COMMA":
        return False
    return type_at(view, behind) not in BESIDE_SAYING


def _is_called(view: View, last: int, resume: int) -> bool:
    """Tell whether a quotation says what an occasion is called: ``…," kata Rina dalam diskusi bertajuk | "Badai"``."""
    named = type_at(view, resume - 1) in {"N", "VERB", "CALLED"} and type_at(view, resume) == "QUOTE"
    return named and last < resume - 1


def _only_names(view: View, right: Extent) -> bool:
    """Tell whether names alone stand there, which the source's own place or list ends with.

    ``…, kata Sari dari ibu kota itu, | Muara``, ``…, kata Rahmat, yang pernah bekerja untuk A, | B, dan C``.
    """
    return all(t.type in {"NAME", "PLACE", "ORG", "CONJ", "COMMA", "END"} for t in view.fine[slice(*right)])


def _is_own_voice(view: View, left: Extent) -> bool:
    """Tell whether the speaker's own words stand there without marks: what opens them is his (``Tapi kami …``)."""
    persons = view.pack.notes("pronouns")
    return any(t.type == "PRON" and persons.get((t.low,), "")[:1] in {"1", "2"} for t in view.fine[slice(*left)])


def _behind_relay(view: View, frame: Frame) -> int:
    """Return where the content before a citation may begin: ``Dilansir Antara, Senin, | air surut, kata Rahmat``.

    What is quoted holds no citation that stands outside it: ``Menurut Antara, | "Air surut," kata Rahmat``.
    """
    start = left_start(view)
    opening = (other for other in view.frames if view.coarse[other.first].first == start and other is not frame)
    for other in opening:
        resume = resume_index(view, other)
        quoted = type_at(view, resume) == "COMMA" and type_at(view, resume + 1) == "QUOTE"
        if other.rule in RELAYING or (other.rule in CITING and quoted):
            return resume
    return start


def _is_topic(view: View, left: Extent) -> bool:
    """Tell whether what is fronted only names a topic: ``Mengenai harga, …``, ``Kalau pandangan saya, …``."""
    first = view.fine[left[0]]
    posed = first.low in view.pack.words("conditionals") and all(
        t.type not in PREDICATE | ACTIVE_CUES for t in view.fine[slice(*left)]
    )
    return posed or first.low in view.pack.words("topics")


def _complement_start(view: View, frame: Frame, left: Extent) -> int:
    """Return where the clause begins that a comparison ends without a comma: ``… bahwa | air surut seperti diduga``.

    Its report is about that clause alone.
    """
    if frame.rule != "like" or left[1] != view.coarse[frame.first].first:
        return left[0]
    return next((i + 1 for i in range(left[1] - 1, left[0], -1) if view.fine[i].type == "COMP"), left[0])


def _own_start(view: View, frame: Frame, left: Extent) -> int:
    """Return where the content before a citation begins that says once more who speaks, or follows another sentence.

    ``Rahmat menjelaskan, | "Air surut," ujar Rahmat``, ``Ia menyebut | air surut, ujarnya``; else `utterance` tells.
    """
    found = utterance(view, *left)
    if found is not None:
        return found
    parted = next((i for i in range(left[1] - 1, left[0], -1) if view.fine[i].type == "SEMI"), None)
    # ``Sari menduga 30 rumah rusak; | jumlah itu akan naik, kata Rina``: the first is another's word
    if parted is not None and any(left[0] < view.cue_index(f) < parted and reports(view, f) for f in view.frames):
        return parted + 1
    said = frame.clitic is not None or type_at(view, view.after_index(frame)) == "PRON"
    for other in view.frames if said else ():
        cue = view.cue_index(other)
        if other.rule in {"active", "active_weak"} and left[0] < cue < left[1] and reports(view, other):
            subject = source_ahead(view, cue)
            begins = subject is not None and subject.first == left[0] and _is_third(view, left[0])
            return content_start(view, other) if begins else left[0]
    return left[0]


def _is_third(view: View, index: int) -> bool:
    """Tell whether one who speaks may be told of so: by name or ``ia``, not by ``saya``, who is quoted."""
    token = view.fine[index]
    third = view.pack.notes("pronouns").get((token.low,), "").startswith("3")
    return token.type == "NAME" or (token.type == "PRON" and third)


def _before_condition(view: View, first: int) -> int:
    """Return where a citation begins that poses as a condition: ``Harga, | kalau kata Rahmat, naik``."""
    opened = type_at(view, first - 1) == "SUB" and (first == 1 or type_at(view, first - 2) in {"COMMA", "OPENER"})
    return first - 1 if opened and view.fine[first].type == "INV" else first


def _before_adverb(view: View, frame: Frame, first: int) -> int:
    """Return where an adverb of a citation between commas begins: ``Kapal itu, | masih menurut Rahmat, …``."""
    index = first
    while frame.rule in {"preposition", "inverted"} and index and view.fine[index - 1].type == "AUX":
        index -= 1
    return index if index and view.fine[index - 1].type == "COMMA" else first


def _opens_clause(view: View, left: Extent, first: int, resume: int) -> bool:
    """Tell whether a citation opens a clause of its own behind a whole one: ``…, menurut saya itu pertanda baik``."""
    behind = type_at(view, resume)
    comma = max((i for i in range(*left) if view.fine[i].type == "COMMA"), default=left[0])
    if behind in PREDICATE and comma > left[0] and _is_subject(view, comma + 1, left[1]):
        return False
    own = next((i for i in range(*left) if view.fine[i].type == "REL"), left[1]) if behind in PREDICATE else left[1]
    # ``kapal yang hilang menurut Sari | sudah``
    whole = any(token.type in PREDICATE | {"PAS"} for token in view.fine[left[0] : own])
    if type_at(view, resume - 1) == "REL":  # ``…, menurut situs itu, yang mengatakan bahwa …``
        return False
    return whole and view.fine[first].type == "PREP" and behind not in {"COMMA", "END", "QUOTE", "DASH", "BUT"}


def _is_subject(view: View, start: int, stop: int) -> bool:
    """Tell whether only a noun phrase stands in ``[start, stop)``: ``…, | jalan itu | menurut saya harus lebar``."""
    return start < stop and all(token.type in DESCRIBED | {"PRON", "QUANT"} for token in view.fine[start:stop])


def _medial_start(view: View, left: Extent) -> int:
    """For content interrupted by its cue, return where its own clause begins.

    That is behind the last contrast, or behind a conjunction whose clause has no predicate yet, where another clause
    stands before it: ``Rahmat menduga kapal itu hanyut, karena | angin, menurut petugas, bertiup kencang``.
    """
    begun = False
    for index in range(left[1] - 1, left[0], -1):
        kind = view.fine[index].type
        linked = kind == "COMP" or (kind in ACTIVE_CUES and _is_told(view, index))
        if kind == "BUT" or (linked and not begun):
            return index + 1
        if kind == "SUB" and not begun:
            whole = any(token.type in PREDICATE | ACTIVE_CUES for token in view.fine[left[0] : index])
            return index + 1 if whole else left[0]
        begun = begun or kind in PREDICATE
    return left[0]


def _is_told(view: View, cue: int) -> bool:
    """Tell whether a verb reports what stands behind it; not in ``Kalau | melihat data, menurut Rahmat, air naik``."""
    return any(view.cue_index(frame) == cue and reports(view, frame) for frame in view.frames)


def _acts(view: View, index: int) -> bool:
    """Tell whether a verb follows of which he is the subject: ``…, kata Rahmat | memperingatkan dalam wawancara``."""
    return type_at(view, index) in ACTIVE_CUES | {"VERB"}


def _tells_of_speaker(view: View, index: int, *, whole: bool) -> bool:
    """Tell what the speaker does from what he says: ``sambil tertawa``, ``saat meninjau X``, ``tanpa merinci Y``.

    Behind a comma only speech is surely the speaker's: ``saat menanggapi X``, not ``sebelum menabrak pohon``; and he
    withholds nothing while what he said is not ``whole`` (``Pemerintah, kata Sari, | belum memutuskan tanggalnya``).
    """
    kind = view.fine[index].type
    own = kind == "OCC" and _acts(view, index + 1)
    if own and type_at(view, index - 1) == "COMMA":
        own = not view.pack.words("speech_occasions").isdisjoint(token.low for token in view.fine[index + 1 :])
    return kind == "WITH" or own or (whole and withholds(view, index))


def _continuation(view: View, resume: int, end: int, left: Extent, *, quoted: bool, tied: bool) -> Extent | None:  # noqa: PLR0913
    """Return the content that goes on behind a citing frame, or None; ``left`` is what stands before it."""
    begun, index = has_words(view, *left), resume
    comma = False
    while index < end and view.fine[index].type in {"COMMA", "COMP", "BUT", "SUB", "DASH", "COLON"}:
        if view.fine[index].type == "SUB":
            break
        comma = comma or view.fine[index].type != "BUT"
        index += 1
    for frame in view.frames:  # ``Menurut perjanjian, kata Rahmat, | pengembang membayar``
        passes_on = frame.rule in RELAYING  # ``Menurut Antara mengutip polisi, | jalan ditutup``
        if view.coarse[frame.first].first == index and (passes_on or (frame.rule == "inverted" and index > resume)):
            if begun and passes_on and index == resume:  # ``X, kata juru bicara itu | seperti dikutip Antara``
                return None
            behind = resume_index(view, frame)
            index = behind + 1 if type_at(view, behind) == "COMMA" and behind < end else index
    relayed = any(f.rule in RELAYING and view.coarse[f.first].first == index for f in view.frames)
    whole = is_whole(view, *left)
    if whole and begun and is_other_voice(view, resume):
        return None  # ``Balon itu jatuh, kata tentara | , dan pejabat setempat mengatakan …``
    relayed = relayed and (begun or index == resume)
    if not has_words(view, index, end) or relayed or (begun and _tells_of_speaker(view, index, whole=whole)):
        return None  # ``…, ujarnya | seperti dikutip Antara``, ``…, katanya | sambil tertawa``
    if quoted:
        return (index, quote_end(view, index, end)) if view.fine[index].type == "QUOTE" else None
    return (index, end) if comma or tied or index > resume else None
