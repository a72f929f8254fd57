"""Passives of opinion: a subject and what is predicated of it as the content (``Tanggul diduga jebol``)."""

from claimtrack.attribute.antecedents import antecedent
from claimtrack.attribute.behind import resume_index, source_behind
from claimtrack.attribute.borders import SKIPPED, SOMEBODY, behind_adverbs
from claimtrack.attribute.clauses import NOMINAL, is_clause, is_passive
from claimtrack.attribute.draft import Draft
from claimtrack.attribute.ends import predicate_end, without_date
from claimtrack.attribute.extents import Extent, before_comma, clitic_source, has_words, is_whole, left_start
from claimtrack.attribute.found import Found
from claimtrack.attribute.links import does
from claimtrack.attribute.nominal import nominal_end
from claimtrack.attribute.relatives import owned_before
from claimtrack.attribute.source import before_adverbs, source_ahead
from claimtrack.attribute.starts import complements
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.attribute.written import carrier, is_written
from claimtrack.cues import split_clitic
from claimtrack.packs import Cue
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES, ACTIVE_VERBS, BORDERS, PUNCTUATION
from claimtrack.tokens import PREDICATES as PREDICATE

AGENTS = frozenset({"ROLE", "NAME", "ORG", "BRACKET"})
GENERIC_AGENTS = AGENTS | {"QUANT", "N"}
TIMED = frozenset({"OCC", "TIME", "AFF", "N", "NUM", "DET", "QUANT"})  # what a time is told with
VERBS = ACTIVE_VERBS | {"VERB"}
CARRIED = frozenset({"saying", "reporting", "explaining", "hearsay"})  # what a document is said to do


def opinion(view: View, frame: Frame) -> Draft:
    """``Tanggul diduga jebol.``  ``Diperkirakan air surut besok.``."""
    cue = view.cue_index(frame)
    start = view.after_index(frame)
    line = view.fine[cue].cue
    written = carrier(view, cue) if line is not None and line.cls in CARRIED else None
    if line is not None and line.link == "marked":
        linked = _linked(view, cue, start, written)
        if linked is None:
            return Draft(None, (), "passive that reports only with a complementiser")
        start = linked
    start = _behind_adverbs(view, start - (type_at(view, start - 1) == "FROM"))  # ``diduga | dari lilin``
    start = _behind_citation(view, start)
    end = without_date(view, start, predicate_end(view, frame, start))
    idle = _only_tells_which(view, cue, start, end) or _compares(view, cue - 2, start)
    if not has_words(view, start, end) or idle:
        return Draft(None, (), "nothing is predicated")
    if (told := _told(view, cue, start, end) or _acted(view, cue, start, end)) is not None:
        return told
    before = view.fine[cue - 1].type if cue else "START"
    subject = _own_subject(view, frame, start, written)
    own_clause = _is_apart(view, before, start)
    told_of = (subject is not None and subject.rule != "shared" and not own_clause) or before == "REL"
    agent = None if written else _agent(view, start, end, line, told_of=told_of)
    source = clitic_source(frame, view) or ((written.first, written.last) if written else None)
    by = _by_whom(view, cue, end)
    if subject and by + 1 < end:
        found = source_behind(view, by + 1)  # ``…, relawan Sahabat Sari``: with what is set off behind it
        last = found.last if found else nominal_end(view.fine, by + 1)
        return Draft((by + 1, last), ((subject.first, cue), (cue + 1, by)))
    if subject and agent and agent < end:
        last = subject.last if subject.rule in {"antecedent", "shared"} else before_adverbs(view, cue)
        return Draft((start, agent), ((subject.first, last), (agent, end)))
    if subject is None and agent and before == "REL" and type_at(view, agent) == "AS":
        return Draft((start, agent), ((agent, end),))  # ``apa yang disebut | warga sebagai "kota debu"``
    # ``video yang diklaim | pangkalan itu terbakar``
    shown = line is not None and line.cls == "claiming" and before == "REL" and is_clause(view, start)
    shown = shown and subject is not None and is_written(view, subject.first)
    if subject is None or own_clause or shown or _is_parted(view, subject, cue):
        return Draft(source, (*_foreseen(view, cue), (start, end)))
    last = subject.last if subject.rule in {"antecedent", "shared"} else cue
    while last > subject.last and view.fine[last - 1].type in {"AUX", "NEG", "OPENER", "COMMA"}:
        last -= 1
    return Draft(source, ((subject.first, last), (start, end)))


def _compares(view: View, index: int, start: int) -> bool:
    """Tell whether something is compared with what is thought: ``naik lebih | dari yang diperkirakan | analis``."""
    if index < 0 or type_at(view, index + 1) != "REL" or is_clause(view, start):
        return False
    *measure, last = view.fine[index].low.split()  # ``lebih dari`` is one token
    if not measure and (index == 0 or type_at(view, index - 1) == "VERB"):  # ``berasal | dari yang disebut pajak``
        return False
    return view.pack.notes("particles").get((last,)) == "FROM"


def _is_apart(view: View, before: str, start: int) -> bool:
    """Tell whether what is predicated at ``start`` has a subject of its own behind a border ``before`` the cue.

    So has what exists: ``alasannya karena diduga | masih banyak fosil``.
    """
    borders = {"SUB", "COMP", "CONJ"} if is_clause(view, start) else {"SUB", "COMP"}
    at = behind_adverbs(view, start)
    there, following = view.fine[at : at + 1], type_at(view, at + 1)
    named = view.pack.notes("existentials")
    exists = any((token.type == "QUANT" and following == "N") or named.get((token.low,)) == "told" for token in there)
    exists = exists and following != "DI"
    return before in borders and (exists or type_at(view, start) not in PREDICATE)


def _told(view: View, cue: int, start: int, end: int) -> Draft | None:
    """Read what a complementiser links to who is told of before or behind the cue, None if none does.

    ``Dari dokumen itu terungkap | bahwa …``, ``diperkirakan oleh Rahmat | bahwa tanggul jebol``.
    """
    named = nominal_end(view.fine, start) if type_at(view, start - 1) == "BY" else start
    if named > start and type_at(view, named) == "COMP":
        return Draft((start, named), ((named + 1, end),))
    if (opening := _opened_by(view, cue, start)) is not None:
        return Draft((start, opening), ((opening + 1, end),))
    fronted = _fronted(view, cue) if type_at(view, start) == "COMP" else None
    if fronted is None:
        return None
    told = fronted.rule != "origin" or is_written(view, fronted.first)
    return Draft((fronted.first, fronted.last) if told else None, ((start, end),))


def _opened_by(view: View, cue: int, start: int) -> int | None:
    """Return where a name ends that says what follows behind a comma: ``Diyakini Rahmat | , tiga anak itu …``.

    Whom a suspicion names is no agent: ``Diduga Rahmat, warga Muara, …``.
    """
    line, last = view.fine[cue].cue, start
    while type_at(view, last) == "NAME":
        last += 1
    opens = first_word(view) == cue and last > start and type_at(view, last) == "COMMA"
    thinks = line is not None and line.cls in {"believing", "hearsay", "saying", "hoping"}
    return last if opens and thinks and is_clause(view, last + 1) else None


def _linked(view: View, cue: int, start: int, written: Found | None) -> int | None:
    """Return where a clause begins that a marked passive reports; None where nothing tells that it reports one.

    That is told by a complementiser, a colon, or where it is written: ``Dalam naskah itu disebutkan, | air surut``.
    """
    if type_at(view, start) == "SUB" and complements(view, start):
        return start + 1  # ``Dalam surat itu disebutkan | jika | warga wajib pindah``
    comma = type_at(view, start) == "COMMA" and (written is not None or _opens(view, cue))
    told = written is not None or (_opens(view, cue) and type_at(view, start) in {"N", "QUANT", "NUM", "PRED"})
    # ``Klub itu disebutkan | telah menang``
    told = told or (cue > 0 and type_at(view, cue - 1) in NOMINAL | {"DET", "BRACKET"} and does(view, start))
    reads = told and (type_at(view, start) in PREDICATE or is_clause(view, start))
    if not comma and not reads and type_at(view, start) not in {"COMP", "COLON"}:
        return None
    return start + comma


def _only_tells_which(view: View, cue: int, start: int, end: int) -> bool:
    """Tell whether what follows only says who or what is meant.

    ``Dua nama yang digadang-gadang | yakni Sari dan Tono``, ``kasus yang dilaporkan | di Muara``.
    """
    line = view.fine[cue].cue
    behind = {"DI"} if line is not None and line.cls in CARRIED else {"DI", "OCC"}
    placed = type_at(view, cue - 1) == "REL" and type_at(view, start) in behind and not is_whole(view, start, end)
    if placed and line is not None and line.cls in CARRIED | {"finding"}:
        return True
    explains = type_at(view, start) == "PRED" and view.fine[start].low in view.pack.words("appositions")
    return explains and view.fine[start].low not in view.pack.words("copulas")


def _is_parted(view: View, subject: Found, cue: int) -> bool:
    """Tell whether more than an apposition parts a subject from what is said of it.

    It does not in ``Tiga orang, termasuk seorang anak, | dilaporkan luka-luka``.
    """
    before = type_at(view, cue - 1)
    if before != "COMMA":
        return before == "HEAR"
    commas = [index for index in range(subject.first, cue) if view.fine[index].type == "COMMA"]
    return subject.last != cue - 1 or len(commas) != 2 or subject.first != left_start(view)  # noqa: PLR2004


def _topic_before(view: View, last: int) -> Found | None:
    """Return what somebody spoke of, of which more is said: ``Ia mengaku gusar soal | rumah itu | dinilai tua``."""
    topics = view.pack.words("topics")
    topic = next((i for i in range(last - 1, 0, -1) if view.fine[i].low in topics), 0)
    before = view.fine[:topic]
    told = any(token.cue is not None or token.type in {"VERB", "PRED"} for token in before)
    told = told and all(token.type != "REL" for token in before)  # not ``Berita yang beredar soal Rina | diduga hoaks``
    whole = 0 < topic < last - 1 and nominal_end(view.fine, topic + 1) == last
    return Found(topic + 1, last, "titled") if told and whole else None


def _subject(view: View, frame: Frame) -> Found | None:
    """Return of whom a passive of opinion predicates something; None where it is not told beside it.

    Not the one who says so: ``Rahmat mengatakan | harga naik dan diperkirakan turun``.
    """
    cue = view.cue_index(frame)
    first = before_adverbs(view, cue)
    before = type_at(view, first - 1) if first else "START"
    start = view.after_index(frame)
    if (own := owned_before(view, first)) < first:  # ``pendanaan yang | nilainya | ditaksir …``
        return Found(own, first, "told")
    if before == "OCC" or type_at(view, start) == "COMP" or (before == "REL" and _owns(view, start)):
        return None
    evidence = _before_evidence(view, first, cue)
    found = _topic_before(view, first) or source_ahead(view, evidence)
    if found is not None and evidence < cue:
        found = found._replace(rule="antecedent")  # what stands between is no part of it
    if found is not None:
        opening, closing = view.fine[found.first], view.fine[found.last - 1].low
        if opening.type in {"AFF", "OCC", "FROM", "REL"} or closing in view.pack.words("questions"):
            return None  # ``Atas temuan itu diduga …``, ``apa yang disebutnya …``
    if found is None or found.rule != "shared":
        return found
    told = next(
        (i for i in range(cue - 1, found.last - 1, -1) if view.fine[i].type in ACTIVE_CUES | {"COMP", "FIND"}), None
    )
    if told is None:
        return _named_before(view, first, start) or found
    inner = told + 1
    while type_at(view, inner) in {"COMP", "COMMA"}:
        inner += 1
    if type_at(view, inner) not in NOMINAL:
        return None
    beside = before in {"CONJ", "COMMA", "BUT", "SUB"}
    last = nominal_end(view.fine, inner) if beside else first
    return Found(inner, last, "shared" if beside else "told") if inner < last <= first else found


def _before_evidence(view: View, last: int, cue: int) -> int:
    """Step over what a judgement rests on: ``Pria itu | berdasarkan data polisi | diduga mencuri``; or ``cue``."""
    first = last
    while first and type_at(view, first - 1) in NOMINAL | {"DET", "BRACKET"}:
        first -= 1
    lines = view.pack.cues.get(view.fine[first - 1].low, ()) if 1 < first < last else ()
    rests = type_at(view, first - 1) == "SUB" and any(line.type == "PREP" for line in lines)
    return first - 1 if rests and type_at(view, first - 2) != "COMMA" else cue


def _named_before(view: View, last: int, start: int) -> Found | None:
    """Return who is named right before a passive, an earlier verb's object: ``Polisi mencari | Rudi | diduga …``.

    Not where a thing acts, as its deed is judged (``Langkah menunjuk Rudi | dinilai keliru``), nor before a cause.
    """
    first = last
    while first and view.fine[first - 1].type in {"NAME", "BRACKET"}:
        first -= 1
    actor = view.fine[first_word(view)].type
    verb = first - 1 - (actor == "ORG" and type_at(view, first - 1) == "N")  # ``Polisi mendalami motif | Rudi | …``
    acts = (
        first < last
        and type_at(view, verb) == "VERB"
        and (actor == "ORG" or type_at(view, start) not in {"SUB", "OCC"})
    )
    return Found(first, last, "told") if acts and actor in SOMEBODY and type_at(view, first) == "NAME" else None


def _owns(view: View, start: int) -> bool:
    """Tell whether a clause about what belongs to the thing described follows: ``yang diduga | putusannya keliru``."""
    last = nominal_end(view.fine, start)
    owned = type_at(view, start) in NOMINAL and any(split_clitic(t.low, view.pack)[1] for t in view.fine[start:last])
    return owned and is_clause(view, start)


def _acts(view: View, first: int, last: int) -> bool:
    """Tell whether an active verb stands in ``[first, last)``, whose object may be meant.

    ``Polisi | menangkap dua pria karena | diduga mencuri``; not ``Rahmat | ditangkap karena | diduga mencuri``.
    """
    prefixes = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    return any(token.type in VERBS and token.low.startswith(prefixes) for token in view.fine[first:last])


def _foreseen(view: View, cue: int) -> tuple[Extent, ...]:
    """Return the time for which something is estimated: ``Hingga akhir tahun | diperkirakan menelan dua miliar``."""
    line, first, last = view.fine[cue].cue, left_start(view), before_comma(view, before_adverbs(view, cue))
    opens = line is not None and line.cls == "estimating" and type_at(view, first) in {"OCC", "TIME", "AFF"}
    kinds = {token.type for token in view.fine[first:last]}
    told = "TIME" in kinds or view.fine[last - 1].low in view.pack.words("time_units")  # ``Dalam tiga tahun, …``
    timed = opens and first < last and told and kinds <= TIMED
    return ((first, last),) if timed else ()


def _behind_adverbs(view: View, start: int) -> int:
    """Return the index behind intensifiers and an adverb with a comma: ``diduga kuat …``, ``disebutkan pula, …``."""
    while start < len(view.fine) and view.fine[start].low in view.pack.words("intensifiers"):
        start += 1
    if type_at(view, start) != "COMP" and complements(view, start):  # ``diperkirakan kalau | air naik``
        return start + 1
    return start + 2 if type_at(view, start) == "AUX" and type_at(view, start + 1) == "COMMA" else start


def _behind_citation(view: View, start: int) -> int:
    """Return the index behind who says so between commas: ``Diduga, kata Rahmat, | rem truk itu blong``."""
    if type_at(view, start) == "COMMA":
        for frame in view.frames:
            if frame.rule == "inverted" and view.coarse[frame.first].first == start + 1:
                behind = resume_index(view, frame)
                return behind + 1 if type_at(view, behind) == "COMMA" else start
    return start


def _fronted(view: View, cue: int) -> Found | None:
    """Return what opens a sentence instead of a subject: ``Oleh | Rahmat | dikatakan bahwa …``, ``Dari | hilir | …``.

    An agent is a source; where a report comes from is none (rule ``origin``).
    """
    first, last = left_start(view) + 1, cue
    while last > first and view.fine[last - 1].type in SKIPPED | {"COMMA"}:
        last -= 1
    opening = type_at(view, first - 1) if first < last else ""
    if opening == "FROM" and (PREDICATE | BORDERS | PUNCTUATION).isdisjoint(t.type for t in view.fine[first:last]):
        return Found(first, last, "origin")
    found = source_behind(view, first) if opening == "BY" else None
    return found if found is not None and last in {found.last, found.resume} else None


def _opens(view: View, cue: int) -> bool:
    """Tell whether nothing but adverbs stands before a cue: ``Hanya disebutkan, …``."""
    return all(token.type in {"AUX", "OPENER", "BUT", "COMMA", "CONJ"} for token in view.fine[:cue])


def _own_subject(view: View, frame: Frame, start: int, written: Found | None) -> Found | None:
    """Return of what something is predicated at ``start``; None where it is told only where it is ``written``."""
    cue = view.cue_index(frame)
    # ``Di laman BI juga | tertulis, …``: nothing but adverbs parts it from where it is written
    subject = None if written and before_adverbs(view, cue) <= written.last else _subject(view, frame)
    acts = type_at(view, cue - 1) == "SUB" and type_at(view, start) in PREDICATE
    return None if subject and acts and _acts(view, subject.first, cue) else subject


def _by_whom(view: View, cue: int, end: int) -> int:
    """Return where the agent of a passive is marked, ``end`` if none is: ``dinilai terlalu mahal | oleh Rahmat``."""
    beside = next((i for i in range(cue + 2, end) if view.fine[i].type in {"COMMA", "REL"}), end)
    by = next((i for i in range(cue + 2, beside) if view.fine[i].type == "BY"), end)
    return end if any(is_passive(view, i) for i in range(cue + 1, by)) else by


def _acted(view: View, cue: int, start: int, end: int) -> Draft | None:
    """Read a passive whose agent stands before it: ``latihan itu, yang | oleh polisi | disebut …``; None if not.

    It may open the sentence: ``Oleh media Norlandia, | Rina | dituduh …``.
    """
    opening = left_start(view)
    by = source_behind(view, opening + 1) if type_at(view, opening) == "BY" else None
    comma = by.last if by is not None and type_at(view, cue - 1) != "REL" else cue
    if comma < cue and type_at(view, comma) == "COMMA":
        subject = (comma + 1, before_adverbs(view, cue))
        return Draft((opening + 1, comma), (subject, (start, end))) if subject[0] < subject[1] else None
    first = cue
    while first and type_at(view, first - 1) in GENERIC_AGENTS | {"PLACE"}:
        first -= 1
    if first == cue or [type_at(view, first - 2), type_at(view, first - 1)] != ["REL", "BY"]:
        return None
    thing = antecedent(view.fine, first - 2, of_thing=True)
    commas = (i for i in range(start, end) if type_at(view, i) == "COMMA")
    end = next(commas, end) if type_at(view, first - 3) == "COMMA" else end
    return Draft((first, cue), ((thing.first, thing.last), (start, end))) if thing else None


def _agent(view: View, start: int, end: int, cue: Cue | None, *, told_of: bool) -> int | None:
    """Return where an agent ends that stands before what is predicated.

    ``disebut pelatih | sebagai pelajaran``, ``dinilai warga | terlalu lamban``; whom a suspicion names is no agent.
    Of whom somebody is told, it is no suspicion: ``Rahmat dituduh warga | mencuri``.
    """
    if type_at(view, start - 1) == "BY":  # ``ditafsirkan oleh sebagian orang | sebagai pertanda``
        index = nominal_end(view.fine, start)
        return index if type_at(view, index) in {"AS"} | PREDICATE else None
    last = start
    while last < end and view.fine[last].type in GENERIC_AGENTS | {"PLACE", "CONJ"}:
        last += 1
    last += last > start and [type_at(view, last), type_at(view, last + 1)] == ["DET", "AS"]
    if told_of and last > start and type_at(view, last) == "AS":  # ``digambarkan tetua desa pesisir | sebagai upaya …``
        return last
    some = type_at(view, start) == "QUANT"  # ``dinilai | banyak orang | terlalu lamban``
    kinds = GENERIC_AGENTS if some else AGENTS
    index = start
    while index < end and view.fine[index].type in kinds | ({"PLACE"} if told_of and index > start else set()):
        index += 1
    # not ``diklaim | seorang penyihir beredar …``
    states = {"AS", "AUX", "NEG"} if some else {"AS"} | PREDICATE
    body = told_of and index > start and all(token.type == "ORG" for token in view.fine[start:index])
    suspected = {"estimating"} if told_of else {"estimating", "hearsay", "accusing"}
    suspects = cue is None or (cue.cls in suspected and not body)  # ``Hujan diprediksi BMKG | masih akan turun``
    follows = {"AS"} if suspects else states
    behind = index + (told_of and not suspects and type_at(view, index) == "COMMA")  # ``dianggap Sari, | tidak adil``
    return index if index > start + some and type_at(view, behind) in follows else None
