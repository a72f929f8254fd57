"""Rules: a frame of the clause grammar in, the source and content of an attribution out; one function a grammar rule.

Each function is named after the grammar rule it reads, and `RULES` is the whole policy.
"""

from collections.abc import Callable

from claimtrack.attribute import passing, passives, voiced
from claimtrack.attribute.anaphors import BEHIND_ANAPHOR, anaphor_end, is_claim_noun
from claimtrack.attribute.asides import skip_asides
from claimtrack.attribute.behind import resume_index
from claimtrack.attribute.borders import behind_adverbs
from claimtrack.attribute.cited import cited
from claimtrack.attribute.citing import citing, inverted, preposition
from claimtrack.attribute.clauses import NOMINAL, is_clause, is_fragment
from claimtrack.attribute.comments import (
    DIRECTING,
    before_aside,
    before_comment,
    before_press,
    before_verdict,
    disputes,
)
from claimtrack.attribute.draft import NOTHING_BESIDE, Draft
from claimtrack.attribute.ends import before_date
from claimtrack.attribute.extents import (
    RELAYING,
    Extent,
    before_comma,
    clitic_source,
    has_comma,
    has_words,
    is_whole,
    left_start,
    own_start,
    quote_end,
)
from claimtrack.attribute.found import Found
from claimtrack.attribute.fronted import before_subject, of_topic, topic_end
from claimtrack.attribute.links import asks, has_link
from claimtrack.attribute.nouns import noun
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.predicated import opinion
from claimtrack.attribute.reach import before_occasion, coordinated, is_final, right_end
from claimtrack.attribute.relatives import relative_end
from claimtrack.attribute.source import before_adverbs, source_ahead
from claimtrack.attribute.starts import behind_addressee, content_start
from claimtrack.attribute.view import View, type_at
from claimtrack.attribute.written import carrier
from claimtrack.cues import split_clitic
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE


def relay(view: View, frame: Frame) -> Draft:
    """``…, dikutip dari Antara.``  ``Mengutip Antara, X.``."""
    return passing.relay(view, frame, read)


def read(view: View, frame: Frame) -> Draft:
    """Read a frame by the rule that made it."""
    return RULES[frame.rule](view, frame)


def active(view: View, frame: Frame) -> Draft:
    """Read ``Rahmat mengatakan (bahwa) X.``, ``"X," Rahmat menjelaskan.`` and ``X, Rahmat melaporkan kemarin.``."""
    cue = view.cue_index(frame)
    if cue and view.fine[cue - 1].low in view.pack.words("copulas"):
        return Draft(None, (), "what something is, not an act of saying")
    clitic = clitic_source(frame, view)
    object_clitic = clitic if clitic and takes_object(view, cue) else None
    found = None if clitic and not object_clitic else source_ahead(view, cue) or _carried(view, cue)
    if unsaid := _unsaid(view, frame, found):
        return Draft(None, (), unsaid)
    source = (clitic if clitic and not object_clitic else None) or ((found.first, found.last) if found else None)
    if object_clitic and _is_alone(view, view.after_index(frame)):  # ``membenarkan|nya| saat ditemui``
        seen = view.fine[cue].type == "FIND"
        return Draft(None, (), "what somebody sees") if seen else Draft(source, (object_clitic,))
    start = object_clitic[0] if object_clitic else behind_addressee(view, content_start(view, frame), {"PRON"})
    end = before_aside(view, start, right_end(view, frame, start))
    begins = found.first if found and found.rule != "shared" else cue
    before = before_comma(view, begins)
    quoted = type_at(view, before - 1) == "QUOTE" and all(t.type == "COMMA" for t in view.fine[before:begins])
    timed = skip_asides(view, start)
    dated = type_at(view, start) == "TIME" and not has_words(view, timed, end)  # ``X, Rahmat mengatakan, Jumat.``
    rest = start if frame.link is not None and not quoted and not dated else timed
    relayed = _is_relayed(view, rest)
    if relayed or not has_words(view, rest, end):
        return _closing(
            view, cue, source, (before, begins if not quoted else before + 1), (start, rest if relayed else end)
        )
    if quoted and view.fine[start].type == "QUOTE":
        return Draft(source, ((left_start(view), before), (start, quote_end(view, start, end))))
    if quoted and _is_uttered(view, frame, before - 1) and found and found.rule != "shared":
        return Draft(source, ((left_start(view), before),))
    end = before_occasion(view, start, relative_end(view, frame, start, end))
    end = before_press(view, start, before_comment(view, start, end))
    end = before_date(view, start, before_verdict(view, found, start, end))
    if anaphor := anaphor_end(view, start, end):
        return _of_anaphor(view, source, (start, anaphor))
    if unsaid := _untold(view, frame, source, (start, end)):
        return Draft(None, (), unsaid)
    link = "" if frame.link is None else view.coarse[frame.link].type
    topic = topic_end(view, found, start) if link == "COMMA" else None
    if link == "COMMA" and found and found.rule != "shared" and _is_interrupted(view, before, found.first, start):
        return Draft(source, ((left_start(view), before), (start, end)))
    content = (*before_subject(view, begins, start, link), *coordinated(view, start, end))
    return Draft(source, content) if topic is None else of_topic(source, topic, content)


def _is_alone(view: View, start: int) -> bool:
    """Tell whether nothing behind an object belongs to it: ``membenarkannya | saat ditemui``, no ``sebagai``."""
    kinds = {token.type for token in view.fine[start:]}
    # ``mengakuinya | dengan tegas``, not ``menganggapnya masih wajar``
    how = type_at(view, start) in {"AUX", "WITH"} and kinds <= {"AUX", "WITH", "N", "END"}
    how = how and (disputes(view, start - 2) or kinds <= {"AUX", "END"} or type_at(view, start) == "WITH")
    return how or (type_at(view, start) in BEHIND_ANAPHOR - {"CONJ"} and kinds.isdisjoint({"COMP", "AS", "COLON"}))


def _is_interrupted(view: View, before: int, begins: int, start: int) -> bool:
    """Tell whether who says it stands inside a clause: ``Bom meledak, | Antara mengatakan, | menewaskan …``."""
    opening = type_at(view, left_start(view))
    acts = type_at(view, start) == "VERB" and takes_object(view, start)
    between = type_at(view, begins - 1) == "COMMA" and opening not in {"OCC", "SUB", "WITH", "VERB"}
    stated = (i for i in range(start + 1, len(view.fine)) if view.fine[i].type in PREDICATE - {"VERB"})
    # not ``menjaga harga adalah …``, but ``menewaskan semua yang berada di dalamnya``
    alone = all(type_at(view, before_adverbs(view, i) - 1) in {"REL", "CONJ"} for i in stated)
    somebody = type_at(view, begins) != "PRON"
    return acts and between and alone and somebody and is_whole(view, left_start(view), before)


def _of_anaphor(view: View, source: Extent | None, anaphor: Extent) -> Draft:
    """Return a draft whose content points back; none where it tells what is done first: ``Menjawab hal itu, …``."""
    if source is None and type_at(view, anaphor[1]) == "COMMA":
        return Draft(None, (), "what is done before the sentence's own verb")
    return Draft(source, (anaphor,))


def _is_relayed(view: View, index: int) -> bool:
    """Tell whether who passes it on follows at ``index``, and nothing else: ``…, | sebagaimana dikutip Antara.``."""
    relays = (frame for frame in view.frames if frame.rule in RELAYING and view.coarse[frame.first].first == index)
    return any(not has_words(view, resume_index(view, frame), len(view.fine)) for frame in relays)


def _is_cited(view: View, index: int) -> bool:
    """Tell whether who says all that stands before it follows at ``index``, and nothing else."""
    final = (frame for frame in view.frames if frame.rule == "inverted" and is_final(view, frame))
    return any(view.coarse[frame.first].first == index for frame in final)


def _is_uttered(view: View, frame: Frame, quote: int) -> bool:
    """Tell whether a quotation before a verb is what it cites: it has no link, or a comma and no more behind it.

    ``"…," Rahmat mengatakan kepada Radio Lembah, Muara.``
    """
    if frame.link is None:  # ``Ditanya soal buku berjudul | "Laut Biru" |, Rina mengaku ia belum membaca``
        named = quote > left_start(view) and not view.fine[quote].low.endswith((",", ".", "!", "?"))
        return not (named and is_clause(view, view.after_index(frame)))
    opens = quote == left_start(view) and view.fine[quote].low.endswith((",", "!", "?"))
    return opens and view.coarse[frame.link].type == "COMMA" and not is_clause(view, view.coarse[frame.link].last)


def _unsaid(view: View, frame: Frame, subject: Found | None) -> str:
    """Return why a verb says nothing, in words; empty where it may say something."""
    if subject and view.fine[subject.first].low in view.pack.words("questions"):
        return "a question who says or knows it"
    picked = subject and subject.rule == "antecedent" and view.fine[subject.first : subject.last]
    if picked and all(token.type == "DET" for token in picked):
        return "who is picked out, not what is said"  # ``Itu yang menilai ahli hukum``
    if subject and subject.rule not in {"shared", "antecedent"} and _is_asked(view, subject, view.cue_index(frame)):
        return "what somebody is asked to say"
    if _is_cited(view, content_start(view, frame)):
        return "who says all that stands before it follows"  # ``…, yang lain pesimistis, | kata analis``
    return "a request, not a proposition" if frame.link is None and asks(view, view.after_index(frame)) else ""


def _untold(view: View, frame: Frame, source: Extent | None, behind: Extent) -> str:
    """Return why what follows a verb is not what it tells, in words; empty where it may be."""
    cue, start = view.cue_index(frame), behind[0]
    joins = type_at(view, start) == "CONJ" or (start < behind[1] and view.fine[start].low in view.pack.words("choices"))
    if joins and start + 1 < behind[1] and view.fine[start + 1].cue is not None:
        return "what follows is the content of the next verb"
    if disputes(view, cue) and type_at(view, start) == "BUT" and type_at(view, start - 1) == "COMMA":
        return "what follows is set against it"  # ``Kami tidak menyangkal, | tetapi kami jujur``
    act = behind_adverbs(view, start + 1)  # ``membenarkan | dan akan memperbaiki``, ``membantah, | seraya menyebut``
    joined = type_at(view, start) == "CONJ" and type_at(view, act) in {"VERB", "PRED"} | ACTIVE_CUES
    beside = [type_at(view, start - 1), type_at(view, start)] == ["COMMA", "WITH"] and type_at(view, act) in ACTIVE_CUES
    beside = beside and {"COMMA", "COMP"}.isdisjoint(token.type for token in view.fine[act + 1 : behind[1]])
    if joined or beside:
        return "what follows is another act"
    if frame.link is None and disputes(view, cue) and _is_when(view, *behind):
        return "when it was told, not what"
    if source is None and type_at(view, start) != "QUOTE" and not _by_some(view, cue):
        return "active verb without a subject"
    if _is_request(view, *behind):
        return "a request, not a proposition"
    if _is_filed(view, cue, *behind):
        return "a complaint that is filed, not a proposition"
    if frame.link is None and not disputes(view, cue) and view.fine[start].low in view.pack.words("topics"):
        return "what follows is a topic, not a proposition"
    return ""


def _is_request(view: View, start: int, end: int) -> bool:
    """Tell whether a request follows: ``mengingatkan, | agar warga waspada``; no purpose of a clause behind a comma."""
    asked = type_at(view, start) == "SUB" and view.fine[start].low in view.pack.words("requests")
    if not asked or type_at(view, start - 1) == "COMP" or any(token.type == "QUOTE" for token in view.fine[start:end]):
        return False
    return not any(view.fine[i].type == "COMMA" and is_clause(view, i + 1) for i in range(start, end - 1))


def _is_filed(view: View, cue: int, start: int, end: int) -> bool:
    """Tell whether only who is reported, or whom to, is told: ``melaporkan | lurah itu ke polisi``."""
    line, told = view.fine[cue].cue, range(start + 1, end - 1)
    if line is None or line.cls != "reporting" or type_at(view, start - 1) == "COMP":
        return False
    plain = PREDICATE.union({"COMP", "QUOTE", "REL", "COMMA", "COLON"}).isdisjoint(t.type for t in view.fine[start:end])
    places = view.pack.words("addressees")
    whom = any(view.fine[i].low in places and type_at(view, i + 1) in {"ORG", "ROLE", "NAME"} for i in told)
    because = {"AFF", "WITH", "OCC"}
    accused = (i for i in range(start + 1, end - 1) if type_at(view, i) in because and _accuses(view, i + 1))
    why = next((i for i in range(start, end) if type_at(view, i) == "SUB"), next(accused, end))
    # ``melaporkan | Jaksa Hasan karena lalai``, ``melaporkan | tetangganya atas dugaan penipuan``
    who = {token.type for token in view.fine[start:why]} <= {"NAME", "ROLE", "PRON", "DET", "BRACKET", "QUANT"}
    return (plain and whom) or who


def _accuses(view: View, index: int) -> bool:
    """Tell whether of what somebody is accused stands there: ``atas | dugaan penipuan``, ``dengan | tuduhan itu``."""
    return is_claim_noun(view, view.fine[index].low)


def _is_when(view: View, start: int, end: int) -> bool:
    """Tell whether only when something was told follows: ``Ia mengaku | setelah istrinya dimintai keterangan``."""
    timed = start < end and view.fine[start].low in view.pack.words("temporals")
    kinds = [token.type for token in view.fine[start + 1 : end]]
    acts = sum(kind in {"VERB", "PRED", "AUX", "NEG"} or kind in ACTIVE_CUES for kind in kinds)
    done = kinds[:1] == ["VERB"]  # ``mengaku | setelah diperiksa semalaman``, not ``… setelah divaksin tubuhnya lemas``
    own = (i for i in range(start, end) if split_clitic(view.fine[i].low, view.pack)[1])
    done = done and all(type_at(view, i + 1) not in PREDICATE | {"N", "NEG", "AUX"} for i in own)
    return timed and acts == 1 and (done or kinds[0] in {"ROLE", "NAME", "PRON"}) and "COMMA" not in kinds


def _is_asked(view: View, subject: Found, cue: int) -> bool:
    """Tell whether a subject is whom another asks to act: ``Rina meminta | bupati menyebut nama lembaga itu``."""
    asker = view.fine[subject.first - 1].cue if subject.first else None
    line = view.fine[cue].cue
    answers = line is not None and line.cls == "answering"  # ``Hakim bertanya, Rahmat menjawab``
    alone = all(token.type not in {"COMMA", "CONJ"} for token in view.fine[subject.first : cue])
    return asker is not None and asker.cls in DIRECTING and alone and not answers


def _carried(view: View, cue: int) -> Found | None:
    """Return what is written in the circumstance before a verb without a subject: ``Dalam pasal itu mengatur …``."""
    found = carrier(view, cue)
    return found if found is not None and before_adverbs(view, cue) <= found.last else None


def _closing(view: View, cue: int, source: Extent | None, border: Extent, behind: Extent) -> Draft:
    """Read a verb with nothing behind it: it cites what stands before ``border``, if that holds a comma."""
    quoted = type_at(view, border[0] - 1) == "QUOTE"
    line = view.fine[cue].cue
    if line is not None and line.cls == "believing" and not quoted:
        return Draft(None, (), "a verb of belief does not cite what stands before it")
    own = source is not None and source[0] < border[0]  # ``Rahmat naik ke panggung lalu bertanya:``: an act
    timed = type_at(view, left_start(view)) == "OCC" and not quoted  # ``Hingga berita ini ditulis, ia belum menjawab``
    timed = timed and not has_comma(view, left_start(view), border[0])
    if not own and not timed and is_whole(view, own_start(view), border[0]) and border[0] < border[1]:
        return Draft(source, ((_behind_question(view, left_start(view), border[0]), border[0]),))
    # ``tidak menjawab ketika ditanya | apakah …``: what he was asked
    asked = type_at(view, behind[0]) == "OCC" and type_at(view, behind[0] + 1) == "ASK"
    # ``menulis | di Telegram dan mengatakan …``
    placed = type_at(view, behind[0]) in {"DI", "OCC"} and type_at(view, behind[1]) == "CONJ"
    if asked or _is_when(view, *behind) or not has_words(view, *behind):
        return NOTHING_BESIDE
    if (placed or _is_lone_topic(view, *behind) or _is_means(view, *behind)) and not disputes(view, cue):
        return NOTHING_BESIDE
    return Draft(source, (behind,))


def _behind_question(view: View, first: int, last: int) -> int:
    """Step over that somebody was asked: ``Ditanya apakah | tanggul jebol, Rahmat membantah``."""
    opening = view.fine[first + (type_at(view, first) == "OCC")].low
    whether = view.pack.words("questions") & view.pack.words("complementizers")
    asked = next((i for i in range(first, last) if view.fine[i].low in whether), first)
    return asked + 1 if first < asked and opening in view.pack.words("speech_occasions") else first


def _is_means(view: View, first: int, last: int) -> bool:
    """Tell whether only through what or to whom it was said follows: ``mengungkapkan | melalui unggahannya``."""
    word, kinds = view.fine[first].low, {token.type for token in view.fine[first + 1 : last]}
    means = word in view.pack.words("addressees") or view.pack.notes("particles").get((word,)) == "VIA"
    return means and kinds <= NOMINAL | {"TIME", "DET", "BRACKET", "END"}


def _is_lone_topic(view: View, first: int, last: int) -> bool:
    """Tell whether only a topic is told, and nothing of it: ``Ia tidak bisa menyimpulkan | terkait isi rapat itu``."""
    topic = view.fine[first].low in view.pack.words("topics")
    bare = topic and all(token.type not in PREDICATE for token in view.fine[first:last])
    return bare and anaphor_end(view, first + 1, last) is None


def _by_some(view: View, cue: int) -> bool:
    """Tell whether nobody in particular says something: ``Ada juga yang meyakini …``."""
    opening = view.fine[: cue - 1] if type_at(view, cue - 1) == "REL" else ()
    existing = view.pack.words("existentials")
    return any(token.low in existing for token in opening) and all(
        token.low in existing or token.type in {"AUX", "OPENER", "BUT", "CONJ", "COMMA"} for token in opening
    )


def active_weak(view: View, frame: Frame) -> Draft:
    """``Rahmat mengumumkan bahwa X.``: a weak verb reports only with a link, a quotation or a clause behind it."""
    if not has_link(view, frame):
        if draft := _requested(view, frame):
            return draft
        return Draft(None, (), "weak verb without a complementiser, quotation or clause behind it")
    return active(view, frame)


def _requested(view: View, frame: Frame) -> Draft | None:
    """Read a request in part of its own words: ``Rahmat meminta warga | agar tetap "tenang dan waspada"``."""
    requests, start = view.pack.words("requests"), 0
    for index in range(view.after_index(frame), len(view.fine)):
        token = view.fine[index]
        if token.type == "QUOTE":
            break
        if token.cue is not None or token.type in {"COMMA", "END", "COMP", "SEMI", "COLON"}:
            return None
        wanted = token.type == "AFF" and type_at(view, index + 1) == "QUOTE"  # ``meminta warga untuk | "tenang"``
        start = index + 1 if wanted else index if token.low in requests else start
    else:
        return None
    found = source_ahead(view, view.cue_index(frame))
    if not start or found is None or not is_fragment(view, index):
        return None
    return Draft((found.first, found.last), ((start, right_end(view, frame, start)),))


def active_quote(view: View, frame: Frame) -> Draft:
    """``Rahmat meminta, "X."``: a verb that reports only with a quotation."""
    start = content_start(view, frame)
    if start < len(view.fine) and view.fine[start].type == "QUOTE":
        return active(view, frame)
    if requested := _requested(view, frame):
        return requested
    draft = active(view, frame) if not has_words(view, skip_asides(view, start), len(view.fine)) else NOTHING_BESIDE
    quoted = draft.content and view.fine[draft.content[0][1] - 1].type == "QUOTE"
    return draft if quoted else Draft(None, (), "verb that reports only with a quotation")


def passive(view: View, frame: Frame) -> Draft:
    """``Hal itu dibenarkan oleh Rahmat.``  ``Dikatakannya, X.``  ``X, dijelaskan Rahmat, Y.``."""
    return passives.passive(view, frame, read)


def hearsay(view: View, frame: Frame) -> Draft:
    """``Konon X.``  ``X konon Y.``."""
    resume = view.after_index(frame)
    while type_at(view, resume) in {"HEAR", "NYA"}:
        resume += 1
    return cited(view, frame, None, resume, tied=True)


def bare(view: View, frame: Frame) -> Draft:
    """``saya kira X``; ``hal itu ia sampaikan kemarin``, where the content is fronted."""
    return voiced.bare(view, frame, active)


def headline(view: View, frame: Frame) -> Draft:
    """``Menteri Pertanian: Stok Pupuk Aman``."""
    cue = view.cue_index(frame)
    return Draft((left_start(view), cue), ((view.after_index(frame), len(view.fine)),))


RULES: dict[str, Callable[[View, Frame], Draft]] = {
    "inverted": inverted,
    "preposition": preposition,
    "thus": citing,
    "like": citing,
    "relay": relay,
    "active": active,
    "active_weak": active_weak,
    "active_quote": active_quote,
    "naming": active_weak,
    "finding": active_weak,
    "passive": passive,
    "opinion": opinion,
    "hearsay": hearsay,
    "noun": noun,
    "bare": bare,
    "headline": headline,
}
