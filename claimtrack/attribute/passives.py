"""Passives: the frame of a passive verb in, its agent and what he said out (``Hal itu dibenarkan oleh Rahmat``)."""

from claimtrack.attribute.anaphors import is_anaphor, is_free, names_claim
from claimtrack.attribute.asides import skip_asides
from claimtrack.attribute.behind import source_behind
from claimtrack.attribute.borders import SOMEBODY
from claimtrack.attribute.cited import cited
from claimtrack.attribute.citing import is_open, is_told_of, opening_resume, own_comma
from claimtrack.attribute.clauses import SUBJECTLESS
from claimtrack.attribute.comments import disputes
from claimtrack.attribute.draft import NOTHING_BESIDE, Draft, Read
from claimtrack.attribute.extents import (
    ACTIVE_RULES,
    Extent,
    behind_asides,
    clitic_source,
    has_comma,
    is_whole,
    left_start,
)
from claimtrack.attribute.found import Found
from claimtrack.attribute.links import does
from claimtrack.attribute.nominal import nominal_end
from claimtrack.attribute.reach import coordinated, is_disputed, right_end
from claimtrack.attribute.source import before_adverbs, source_ahead
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.parse import Frame
from claimtrack.sites import WHEN
from claimtrack.tokens import PREDICATES as PREDICATE

BORDERS = frozenset({"START", "COMMA", "QUOTE", "OPENER", "DASH"})  # behind what a passive cites what stands before it


def passive(view: View, frame: Frame, read: Read) -> Draft:
    """Read a passive verb; ``read`` reads the frame of what is denied: ``Polisi menduga X, yang dibantah Rahmat``."""
    cue = view.cue_index(frame)
    clitic = clitic_source(frame, view)
    start = view.after_index(frame)
    named = _agent_start(view, start)
    found = None if clitic else source_behind(view, named)  # ``dibantah langsung | Rahmat``
    if found is not None and is_open(view, frame, found):
        found = source_behind(view, named, whole=False)
    source = clitic or ((found.first, found.last) if found else None)
    resume = found.resume if found else skip_asides(view, start)
    before = view.fine[cue - 1].type if cue else "START"
    if before == "START" and found:
        resume = own_comma(view, found.last, resume)  # ``Dikatakan Rahmat, | saat ini air surut``
    elif before == "START" and type_at(view, start) in {"N", "AUX"} and type_at(view, start + 1) == "COMMA":
        resume = start + 1  # ``Dijelaskannya lanjut, | air naik``
    elif found is None and before_adverbs(view, cue) <= first_word(view):  # ``Dikatakannya, | selama hujan, air naik``
        resume = opening_resume(view, frame, Found(start, start, "nobody", resume))
    resume = behind_asides(view, frame, found.last if found else start, resume)
    resume = found.last if found and is_told_of(view, frame, found.last, resume) else resume
    if before in BORDERS or (clitic and before in {"SUB", "BUT"}):
        return cited(view, frame, source, resume, tied=True)
    comma = before_adverbs(view, cue) - 2
    if type_at(view, comma + 1) == "REL" and is_disputed(view, comma):
        return _disputed(view, comma, source, read)
    if type_at(view, comma + 1) == "REL" and not _is_refuted(view, cue, found):
        return Draft(None, (), "a relative clause about a thing that was said")
    if type_at(view, resume) == "COMP":  # ``Padahal sudah dikatakan Rahmat bahwa …``, ``Warga diberitahu bahwa …``
        return Draft(source, coordinated(view, resume + 1, right_end(view, frame, resume + 1)))
    return _of_subject(view, frame, source, found, resume)


def _agent_start(view: View, start: int) -> int:
    """Return where the agent begins behind a passive: ``dibantah langsung | Rina``, ``dikatakan Senin oleh | Rina``."""
    # ``dibantah keras | Rina``
    hard = start < len(view.fine) and view.fine[start].low in view.pack.words("intensifiers")
    if (hard or type_at(view, start) == "AUX") and type_at(view, start + 1) in SOMEBODY:
        return start + 1
    by = start
    while type_at(view, by) in WHEN:
        by += 1
    told = by > start and type_at(view, by) == "BY" and type_at(view, start) in {"TIME", "DI", "OCC"}
    return by + 1 if told else start


def _of_subject(view: View, frame: Frame, source: Extent | None, found: Found | None, resume: int) -> Draft:
    """Read a passive whose subject stands for what was said, or whose subject something is said of."""
    cue, start, opening = view.cue_index(frame), view.after_index(frame), left_start(view)
    subject = source_ahead(view, cue)
    if subject is None and type_at(view, resume) == "COMMA":
        return Draft(source, ((resume + 1, right_end(view, frame, resume + 1)),))
    if subject and frame.clitic is not None and type_at(view, start) in PREDICATE:  # ``Itu diakuinya masih tertunda``
        return Draft(source, ((subject.first, subject.last), (start, right_end(view, frame, start))))
    # ``Laporan bahwa air naik | juga dibenarkan Rahmat``, ``Apa yang disampaikan Sari | dibenarkan oleh Rahmat``
    told = type_at(view, opening) == "NOUN" and any(frame.rule == "noun" for frame in view.frames)
    whole = Found(opening, before_adverbs(view, cue), "anaphor")
    stands = opening < whole.last and is_anaphor(view, whole)  # ``Hal berbeda | diungkapkan Rahmat``
    if told or stands or (is_free(view, opening, cue) and disputes(view, cue)):
        return Draft(source, ((opening, whole.last),))
    claim = subject is not None and names_claim(view, subject)
    if subject and not claim and found and found.last == resume and does(view, resume):
        # ``Keris itu dikatakan Bupati diberi nama Samudra``
        return Draft(source, ((subject.first, subject.last), (resume, right_end(view, frame, resume))))
    line = view.fine[cue].cue
    goes_on = type_at(view, resume) == "COMMA" and type_at(view, resume + 1) in SUBJECTLESS
    told_of = line is not None and line.cls in {"saying", "explaining"} and found is not None and found.last == resume
    if subject and not claim and told_of and goes_on:  # ``Jembatan itu dijelaskan Rahmat, | akan dibangun``
        return Draft(source, ((subject.first, subject.last), (resume + 1, right_end(view, frame, resume + 1))))
    if subject is None or not claim:
        return Draft(None, (), "what is reported is a thing, not a claim")
    named = view.fine[subject.last - 1].type != "DET" and opening == subject.first  # not ``Hal ini | terungkap dan``
    return Draft(source, ((subject.first, _subject_end(view, subject, cue, whole.last) if named else subject.last),))


def _subject_end(view: View, subject: Found, cue: int, last: int) -> int:
    """Return where a noun that opens a sentence ends with what describes it, ``last`` where all before the cue does."""
    topic = subject.last < cue and view.fine[subject.last].low in view.pack.words("topics")  # ``Kabar | soal itu``
    if has_comma(view, subject.last, cue):  # ``Kabar | soal hal itu | beredar, namun dibantah Rina``
        thing = subject.last + 1 + (type_at(view, subject.last + 1) == "VERB")  # ``soal | retaknya | hubungan itu``
        return nominal_end(view.fine, thing) if topic else subject.last
    return last if topic or type_at(view, subject.last) in {"VERB", "REL"} else subject.last


def _disputed(view: View, comma: int, source: Extent | None, read: Read) -> Draft:
    """Read who denies what was just told, by somebody or by the article."""
    for other in reversed(view.frames):
        beside = other.rule in ACTIVE_RULES | {"preposition", "inverted"} and view.cue_index(other) < comma
        content = read(view, other).content if beside else ()
        if content and content[-1][1] == comma:
            return Draft(source, content)
    whole = is_whole(view, left_start(view), comma)
    return Draft(source, ((left_start(view), comma),)) if whole else NOTHING_BESIDE


def _is_refuted(view: View, cue: int, agent: Found | None) -> bool:
    """Tell whether a claim set off by a comma is one that somebody denies: ``…, tuduhan | yang dibantah Rahmat``."""
    line, claim = view.fine[cue].cue, source_ahead(view, cue)
    denies = line is not None and line.denies and agent is not None
    parted = claim is not None and type_at(view, claim.first - 1) in {"COMMA", "DASH"}
    return denies and claim is not None and parted and names_claim(view, claim)
