"""Comments: where content ends before what the reporter tells of the speaker or of what was said."""

from collections.abc import Set as AbstractSet

from claimtrack.attribute.anaphors import is_claim_noun
from claimtrack.attribute.borders import SOMEBODY, behind_adverbs
from claimtrack.attribute.extents import before_comma, is_whole
from claimtrack.attribute.found import Found
from claimtrack.attribute.source import subjects
from claimtrack.attribute.view import View, type_at
from claimtrack.attribute.written import is_written
from claimtrack.cues import split_clitic
from claimtrack.packs import DISPUTING
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

VERBS = ACTIVE_CUES | {"VERB"}
CLAUSAL = ACTIVE_CUES | {"QUOTE", "COMP"}  # what only a clause holds
BREAKS = frozenset({"COMMA", "BUT", "CONJ", "DASH"})  # before what the reporter adds
LINKS = frozenset({"SUB", "REL", "COMMA", "OCC", "CONJ", "COMP", "WITH", "BUT"})  # what opens another phrase or clause
DIRECTING = frozenset({"asking", "warning"})  # classes of what somebody wants others to do
UNASKING = frozenset({"accusing", "hearsay"})  # classes of nouns for what asks for nothing
# what only a speaker does
ACTING = frozenset({"saying", "explaining", "reporting", "naming", "announcing", "quoting"})
OPEN = ACTING | {"admitting"}  # what a speaker may leave undone


def before_aside(view: View, start: int, end: int) -> int:
    """Cut off what the reporter adds behind a dash about the speaker: ``… – sambil tersenyum``."""
    for index in range(start + 1, end - 1):
        if view.fine[index].type == "DASH" and view.fine[index + 1].type == "WITH":
            return index
    return end


def before_comment(view: View, start: int, end: int) -> int:
    """Cut off what the reporter adds: of what was said, or of what the speaker does beside saying it."""
    if is_lone_quote(view, start):
        return start + 1
    existing = view.pack.words("existentials")
    clause = done = False  # whether a predicate, and whether a verb, stands before
    for index in range(start, end - 1):
        token = view.fine[index]
        if token.type in BREAKS:
            if describes(view, start, index, end):
                return index
            # not ``pelaku bersenjata | dan meminta uang``
            thing = type_at(view, start + (type_at(view, start) == "QUANT")) not in SOMEBODY
            who = clause or thing
            # ``menyebut tuduhan itu dibuat-buat | dan mendesak …``; a statement or threat may itself demand something
            told = _is_noun_of(view, start, UNASKING)
            besides = index > start and ((not done and who) or told) and _asks_too(view, index, refuses=told)
            else_done = not clause and _does_else(view, start, index)
            left = _leaves_open(view, index) and (clause or not _resumes(view, index))
            left = left or (clause and thing and _asks_beside(view, index))
            left = left or (not clause and _does_too(view, start, index))
            if besides or else_done or left or (index > start and _sets_against(view, index, end)):
                return before_comma(view, index)
        own = index > start or token.low not in existing  # ``solar itu sebetulnya | ada``, but ``membenarkan | ada …``
        predicate = token.type in PREDICATE and own and view.fine[index + 1].type != "DET"
        clause = clause or predicate or token.type in CLAUSAL
        done = done or token.type in VERBS
    return end


def before_press(view: View, start: int, end: int) -> int:
    """Cut off that the press is told a thing that is only named: ``mengungkapkan kekecewaannya | kepada wartawan``."""
    whom, press, existing = (view.pack.words(name) for name in ("addressees", "press", "existentials"))
    for index in range(start + 1, end - 1):
        acts = view.fine[index - 1].type in VERBS and view.fine[index - 1].low not in existing
        if acts or view.fine[index].type in {"COMP", "QUOTE", "REL"}:
            break  # ``mengaku memberi uang kepada wartawan``
        if view.fine[index].low in whom and view.fine[index + 1].low in press:
            kinds = (token.type for token in view.fine[index + 2 : end])
            behind = next((kind for kind in kinds if kind in PREDICATE | LINKS), "END")
            return end if behind in PREDICATE else index  # ``menyebut kekerasan kepada wartawan meningkat``
    return end


def before_verdict(view: View, found: Found | None, start: int, end: int) -> int:
    """Cut off what is judged of a thing to read behind what it says: ``Unggahan menyebut air naik | adalah hoaks``."""
    judged = end - 1 - (type_at(view, end - 1) == "END")
    first = judged
    while first > start and (
        view.fine[first - 1].low in view.pack.words("copulas") or type_at(view, first - 1) == "NEG"
    ):
        first -= 1
    wrong = first < judged and view.fine[judged].low in view.pack.words("claim_predicates")
    if not wrong or found is None or start >= end:
        return end
    head = found.first + (type_at(view, found.first) == "QUANT")
    # ``Kabar itu menyebut air naik | tidak benar``, not ``Putusan itu menyatakan surat yang dipakai tidak sah``
    told_so = any(token.low in view.pack.words("copulas") for token in view.fine[first:judged])
    plain = all(token.type != "REL" for token in view.fine[start:first])
    judges = told_so or (plain and is_claim_noun(view, view.fine[head].low))
    claim = is_claim_noun(view, view.fine[start].low)  # ``menyebut kabar itu tidak benar``
    return first if judges and not claim and is_written(view, head) and is_whole(view, start, first) else end


def _resumes(view: View, comma: int) -> bool:
    """Tell whether what a comma opens is an insertion: ``obrolan itu |, meski tidak menyebut nama, membuat …``."""
    closed = next((i for i in range(comma + 1, len(view.fine)) if view.fine[i].type == "COMMA"), len(view.fine))
    return type_at(view, closed + 1) in PREDICATE


def _leaves_open(view: View, comma: int) -> bool:
    """Tell whether what the speaker leaves open, or when he was asked, follows a comma."""
    return type_at(view, comma) == "COMMA" and (withholds(view, comma + 1) or _was_asked(view, comma + 1))


def _does_too(view: View, start: int, index: int) -> bool:
    """Tell what a speaker does beside telling what he feels: ``menyatakan kebanggaannya | dan memberikan hadiah``."""
    bare = start + 1 == index or type_at(view, start + 1) in {"AFF", "OCC"}  # ``kebanggaannya | atas prestasi itu``
    felt = start < index and bare and type_at(view, start) == "N" and split_clitic(view.fine[start].low, view.pack)[1]
    acts = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    joined = [type_at(view, index), type_at(view, index + 1)] == ["CONJ", "VERB"]
    return bool(felt) and joined and view.fine[index + 1].low.startswith(acts)


def _asks_beside(view: View, comma: int) -> bool:
    """Tell whether what the speaker asks for beside what he says follows: ``…, | seraya meminta warga pergi``."""
    beside = [type_at(view, comma), type_at(view, comma + 1)] == ["COMMA", "WITH"]
    return beside and _tells(view, comma + 2, DIRECTING)


def _claim_noun(view: View, index: int, end: int) -> int:
    """Return the index of a noun that names a claim and stands right there, 0 if none does: ``sebuah | tuduhan``."""
    noun = index + (type_at(view, index) == "QUANT")
    return noun if noun < end and is_claim_noun(view, view.fine[noun].low) else 0


def describes(view: View, start: int, index: int, end: int) -> bool:
    """Tell whether a comma or dash and what the claim begun at ``start`` is follow: ``…, | tuduhan yang dibantah Y``.

    Not what only tells more of a thing named in it: ``menyebar kabar bohong, | kabar yang membuat panik``.
    """
    border = type_at(view, index)
    noun = _claim_noun(view, index + 1, end) if border in {"COMMA", "DASH"} else 0
    if not noun or type_at(view, noun + 1) != "REL":
        return False
    if border == "DASH":  # a pair of them sets off an insertion
        return all(token.type != "DASH" for token in view.fine[index + 1 : end])
    return all(token.low != view.fine[noun].low for token in view.fine[start:index])


def disputes(view: View, cue: int) -> bool:
    """Tell whether somebody denies or admits, so that a topic is what he does: ``membenarkan soal tunggakan``."""
    line = view.fine[cue].cue
    return line is not None and (line.denies or line.cls in DISPUTING)


def _sets_against(view: View, index: int, end: int) -> bool:
    """Tell whether a contrast is the reporter's.

    ``…, tetapi | laporan itu belum …``, a claim noun; ``…, tetapi | tetap memutuskan untuk …`` and ``…, tetapi | ia
    menolak merinci …``, what only the speaker does.
    """
    if type_at(view, index) != "BUT":
        return False
    noun = _claim_noun(view, index + 1, end)
    himself = index + 2 < end and view.fine[index + 1].low in subjects(view.pack)
    own = himself and _tells(view, index + 2, ACTING | DIRECTING)
    return own or _tells(view, index + 1) or (noun > 0 and type_at(view, noun + 1) == "DET")


def _does_else(view: View, start: int, index: int) -> bool:
    """Tell what the speaker does, where no clause stands before a contrast: ``membenarkan itu, tetapi | belum …``.

    Not so behind a concession (``bahwa meski X marak, namun tidak …``), nor behind a single word.
    """
    alone = index == start + 1 and view.fine[start].type != "NYA"  # ``membenarkannya | tapi tak mau bicara``
    contrast = type_at(view, index) == "BUT" and index > start and view.fine[start].type != "SUB"
    return contrast and not alone and type_at(view, index + 1) in PREDICATE


def _is_noun_of(view: View, index: int, classes: AbstractSet[str]) -> bool:
    """Tell whether a noun that takes a clause stands there and is of one of some classes: ``tuduhan`` of accusing."""
    lines = view.pack.cues.get(view.fine[index].low, ())
    return any(line.type == "NOUN" and line.cls in classes for line in lines)


def _asks_too(view: View, index: int, *, refuses: bool) -> bool:
    """Tell what the speaker asks or, beside a claim, ``refuses``: ``menyebut ada harapan | dan mengajak X pulang``."""
    classes = DIRECTING | {"denying"} if refuses else DIRECTING
    return type_at(view, index) == "CONJ" and _tells(view, index + 1, classes)


def _was_asked(view: View, index: int) -> bool:
    """Tell whether when somebody said it follows: ``…, | ketika ditanya apakah warga siap``."""
    words = " ".join(token.low for token in view.fine[index : index + 2]).split()
    timed = type_at(view, index) == "OCC" and words[0] in view.pack.words("temporals")
    return timed and words[1:2] != [] and words[1] in view.pack.words("speech_occasions")


def withholds(view: View, index: int) -> bool:
    """Tell whether what the speaker leaves open follows: ``…, | tanpa merinci X``, ``…, | meski tidak menyebut X``."""
    if view.fine[index].low in view.pack.words("contrasts"):
        index += 1 + (type_at(view, index + 1) == "PRON")
    joined = type_at(view, index) in {"BUT", "CONJ"}
    index += joined
    return type_at(view, index) == "NEG" and _tells(view, index, ACTING if joined else OPEN)


def _tells(view: View, index: int, classes: AbstractSet[str] = ACTING) -> bool:
    """Tell whether an active verb of telling or deciding stands at ``index``, behind adverbs, be it a cue or not."""
    first = index
    index = behind_adverbs(view, index)
    lines = view.pack.cues.get(view.fine[index].low, ()) if index < len(view.fine) else ()
    denied = any(token.type == "NEG" for token in view.fine[first:index])
    light = type_at(view, index) == "VERB" and view.fine[index].low in view.pack.words("light_verbs")
    if classes >= ACTING and light and index + 1 < len(view.fine):  # ``tanpa | memberikan keterangan``
        told = denied and view.fine[index + 1].low in view.pack.words("details")
        return told or _is_noun_of(view, index + 1, {"saying", "explaining"})
    return any(line.type in {"ACT", "RELAY"} and line.cls in classes for line in lines)


def is_lone_quote(view: View, start: int) -> bool:
    """Tell whether what is quoted inside a quotation ends at a comma: ``Dia bilang | 'aku sakit' | , ya sudah``."""
    return view.spoken and type_at(view, start) == "QUOTE" and type_at(view, start + 1) == "COMMA"
