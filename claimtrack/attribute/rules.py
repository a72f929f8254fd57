"""Rules: a frame of the clause grammar in, the source and content of an attribution out; one function a grammar rule.

Each function is named after the grammar rule it reads, and `RULES` is the whole policy.
"""

from collections.abc import Callable

from claimtrack.attribute.draft import NOTHING_BESIDE, Draft
from claimtrack.attribute.extents import (
    Extent,
    before_comma,
    clitic_source,
    has_comma,
    has_words,
    is_whole,
    left_start,
    own_start,
    quote_end,
    type_at,
)
from claimtrack.attribute.links import anaphor_end, bare_linked, content_start, has_link, names_claim
from claimtrack.attribute.reach import (
    ACTIVE_CUES,
    ACTIVE_RULES,
    before_occasion,
    cited,
    coordinated,
    relative_end,
    right_end,
)
from claimtrack.attribute.source import (
    Found,
    carrier,
    main_subject,
    resume_index,
    skip_asides,
    source_ahead,
    source_behind,
)
from claimtrack.attribute.view import View
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE

CARRIED = frozenset({"saying", "reporting", "explaining", "hearsay"})  # what a document is said to do


def inverted(view: View, frame: Frame) -> Draft:
    """Read ``X, kata Rahmat.``, ``X, kata Rahmat, Y.`` and ``"X," ujarnya.``."""
    start = view.after_index(frame)
    clitic = clitic_source(frame, view)
    if clitic:
        return cited(view, frame, clitic, skip_asides(view, start), tied=True)
    draft = _cited_source(view, frame, start, whole=True)
    return draft if draft.content else _cited_source(view, frame, start, whole=False)


def _cited_source(view: View, frame: Frame, start: int, *, whole: bool) -> Draft:
    """Read the source behind the cue and what it is cited for; what looks like an apposition may be the content."""
    found = source_behind(view, start, whole=whole)
    if found is None:
        return Draft(None, (), "no source behind the inverted cue")
    resume = found.resume
    if not is_whole(view, left_start(view), view.coarse[frame.first].first):
        if whole and found.rule == "apposed" and type_at(view, found.last) != "COMMA":
            return NOTHING_BESIDE
        comma = _first_comma(view, found.last, resume)
        if is_whole(view, comma, len(view.fine)):
            resume = comma
    if type_at(view, view.cue_index(frame) - 1) == "REL" and not has_comma(view, found.last, resume + 1):
        resume = found.last
    return cited(view, frame, (found.first, found.last), resume, tied=resume == found.last)


def _first_comma(view: View, first: int, last: int) -> int:
    """Return the first comma in ``[first, last)``: behind it a circumstance belongs to the content that follows."""
    return next((index for index in range(first, last) if view.fine[index].type == "COMMA"), last)


def preposition(view: View, frame: Frame) -> Draft:
    """``Menurut Rahmat, X.``  ``X, menurut Rahmat.``."""
    return inverted(view, frame)


def citing(view: View, frame: Frame) -> Draft:
    """``demikian kata Rahmat``, ``seperti dilaporkan Antara``, ``demikian KCNA mengatakan``."""
    cue = view.cue_index(frame)
    if view.fine[cue].type in {"ACT", "ACT_CLAUSE"}:
        first = view.coarse[frame.first].last
        found = Found(first, cue, "titled", skip_asides(view, view.after_index(frame))) if first < cue else None
        source = (first, cue) if found else None
        return cited(view, frame, source, found.resume if found else view.after_index(frame), tied=False)
    clitic = clitic_source(frame, view)
    start = view.after_index(frame)
    while start < len(view.fine) and view.fine[start].low in view.pack.words("noun_modifiers"):
        start += 1
    draft = NOTHING_BESIDE
    for whole in (True, False):
        found = None if clitic else source_behind(view, start, whole=whole)
        source = clitic or ((_passed_on(view, cue, found), found.last) if found else None)
        resume = found.resume if found else skip_asides(view, start)
        draft = cited(view, frame, source, resume, tied=False)
        if draft.content:
            break
    return draft


def _passed_on(view: View, cue: int, found: Found) -> int:
    """Return where the one who is passed on begins: ``dikutip Radio Lembah dari | Harian Senja``."""
    marked = view.fine[found.first - 1].type in {"FROM", "BY"}
    if view.fine[cue].type != "RELAY" or marked or _takes_object(view, cue):
        return found.first
    inside = range(found.first + 1, found.last - 1)
    return next((index + 1 for index in inside if view.fine[index].type == "FROM"), found.first)


def relay(view: View, frame: Frame) -> Draft:
    """Read ``…, dikutip dari Antara.`` and ``Mengutip Antara, X.``."""
    if type_at(view, view.coarse[frame.first].first - 1) == "REL":
        return Draft(None, (), "a relative clause about a thing that was cited")
    found = source_behind(view, view.after_index(frame))
    if found and type_at(view, found.last) == "REL" and _follows_speaker(view, frame):
        return Draft(None, (), "whom the speaker quotes is described, not cited for what stands before")
    draft = citing(view, frame)
    return Draft(draft.source, _content_behind(view, frame) or draft.content, draft.reason)


def _follows_speaker(view: View, frame: Frame) -> bool:
    """Tell whether somebody speaks right before an active relay cue: ``X, kata KCNA, mengutip Kim yang memuji …``."""
    comma = view.coarse[frame.first].first - 1
    if type_at(view, comma) != "COMMA" or not _takes_object(view, view.cue_index(frame)):
        return False
    spoken = (other for other in view.frames if other.rule == "inverted" and view.cue_index(other) < comma)
    return any(resume_index(view, other) in {comma, comma + 1} for other in spoken)


def _content_behind(view: View, frame: Frame) -> tuple[Extent, ...]:
    """Return the content of the verb for which somebody is cited: ``Antara, mengutip polisi, mewartakan X``."""
    first = view.coarse[frame.first].first
    found = source_behind(view, view.after_index(frame))
    if found is None or type_at(view, first - 1) != "COMMA" or type_at(view, found.resume) != "COMMA":
        return ()
    behind = [
        other for other in view.frames if view.cue_index(other) == found.resume + 1 and other.rule in ACTIVE_RULES
    ]
    return RULES[behind[0].rule](view, behind[0]).content if behind else ()


def active(view: View, frame: Frame) -> Draft:
    """Read ``Rahmat mengatakan (bahwa) X.``, ``"X," Rahmat menjelaskan.`` and ``X, Rahmat melaporkan kemarin.``."""
    cue = view.cue_index(frame)
    if cue and view.fine[cue - 1].low in view.pack.words("copulas"):
        return Draft(None, (), "what something is, not an act of saying")
    clitic = clitic_source(frame, view)
    object_clitic = clitic if clitic and _takes_object(view, cue) else None
    found = None if clitic and not object_clitic else source_ahead(view, cue)
    source = (clitic if clitic and not object_clitic else None) or ((found.first, found.last) if found else None)
    start = object_clitic[0] if object_clitic else content_start(view, frame)
    end = _before_aside(view, start, right_end(view, frame, start))
    begins = found.first if found and found.rule != "shared" else cue
    before = before_comma(view, begins)
    quoted = type_at(view, before - 1) == "QUOTE" and all(t.type == "COMMA" for t in view.fine[before:begins])
    rest = start if frame.link is not None and not quoted else skip_asides(view, start)
    if not has_words(view, rest, end):
        left = (own_start(view), before)
        if is_whole(view, *left) and (before < begins or quoted):
            return Draft(source, ((left_start(view), before),))
        return Draft(source, ((start, end),)) if has_words(view, start, end) else NOTHING_BESIDE
    if quoted and view.fine[start].type == "QUOTE":
        return Draft(source, ((left_start(view), before), (start, quote_end(view, start, end))))
    if quoted and frame.link is None and found and found.rule != "shared":
        return Draft(source, ((left_start(view), before),))
    end = before_occasion(view, start, relative_end(view, frame, start, end))
    joins = type_at(view, start) == "CONJ" or (start < end and view.fine[start].low in view.pack.words("choices"))
    if joins and start + 1 < end and view.fine[start + 1].cue is not None:
        return Draft(None, (), "what follows is the content of the next verb")
    anaphor = anaphor_end(view, start, end)
    if anaphor:
        return Draft(source, ((start, anaphor),))
    if source is None and type_at(view, start) != "QUOTE":
        return Draft(None, (), "active verb without a subject")
    if view.fine[start].low in view.pack.words("topics") and frame.link is None:
        return Draft(None, (), "what follows is a topic, not a proposition")
    return Draft(source, coordinated(view, start, end))


def _takes_object(view: View, cue: int) -> bool:
    """Tell whether a verb is an active one with an object: a clitic behind it is no subject (``membantahnya``)."""
    prefixes = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    return view.fine[cue].low.startswith(prefixes)


def _before_aside(view: View, start: int, end: int) -> int:
    """Cut off what the reporter adds behind a dash about the speaker: ``… – sambil tersenyum``."""
    for index in range(start + 1, end - 1):
        if view.fine[index].type == "DASH" and view.fine[index + 1].type == "WITH":
            return index
    return end


def active_weak(view: View, frame: Frame) -> Draft:
    """``Rahmat mengumumkan bahwa X.``: a weak verb reports only with a link, a quotation or a clause behind it."""
    if not has_link(view, frame):
        return Draft(None, (), "weak verb without a complementiser, quotation or clause behind it")
    return active(view, frame)


def active_quote(view: View, frame: Frame) -> Draft:
    """``Rahmat meminta, "X."``: a verb that reports only with a quotation."""
    start = content_start(view, frame)
    if start < len(view.fine) and view.fine[start].type == "QUOTE":
        return active(view, frame)
    draft = active(view, frame) if not has_words(view, skip_asides(view, start), len(view.fine)) else NOTHING_BESIDE
    quoted = draft.content and view.fine[draft.content[0][1] - 1].type == "QUOTE"
    return draft if quoted else Draft(None, (), "verb that reports only with a quotation")


def passive(view: View, frame: Frame) -> Draft:
    """``Hal itu dibenarkan oleh Rahmat.``  ``Dikatakannya, X.``  ``X, dijelaskan Rahmat, Y.``."""
    cue = view.cue_index(frame)
    clitic = clitic_source(frame, view)
    start = view.after_index(frame)
    found = None if clitic else source_behind(view, start)
    source = clitic or ((found.first, found.last) if found else None)
    resume = found.resume if found else skip_asides(view, start)
    before = view.fine[cue - 1].type if cue else "START"
    if before in {"START", "COMMA", "QUOTE", "OPENER", "DASH"}:
        return cited(view, frame, source, resume, tied=True)
    if before == "REL":
        return Draft(None, (), "a relative clause about a thing that was said")
    subject = source_ahead(view, cue)
    if subject is None and type_at(view, resume) == "COMMA":
        return Draft(source, ((resume + 1, right_end(view, frame, resume + 1)),))
    opening = left_start(view)
    if type_at(view, opening) == "NOUN" and any(frame.rule == "noun" for frame in view.frames):
        return Draft(source, ((opening, cue),))
    if subject is None or not names_claim(view, subject):
        return Draft(None, (), "what is reported is a thing, not a claim")
    return Draft(source, ((subject.first, subject.last),))


def opinion(view: View, frame: Frame) -> Draft:
    """``Tanggul diduga jebol.``  ``Diperkirakan air surut besok.``."""
    cue = view.cue_index(frame)
    start = view.after_index(frame)
    line = view.fine[cue].cue
    written = carrier(view, cue) if line is not None and line.cls in CARRIED else None
    link = type_at(view, start)
    if (
        line is not None
        and line.link == "marked"
        and link not in {"COMP", "COLON"}
        and (link != "COMMA" or not written)
    ):
        return Draft(None, (), "passive that reports only with a complementiser")
    start += link == "COMMA" and written is not None
    while start < len(view.fine) and view.fine[start].low in view.pack.words("intensifiers"):
        start += 1
    if type_at(view, start) == "AUX" and type_at(view, start + 1) == "COMMA":
        start += 2
    end = _before_date(view, start, _predicate_end(view, frame, start))
    if not has_words(view, start, end):
        return Draft(None, (), "nothing is predicated")
    subject = source_ahead(view, cue)
    before = view.fine[cue - 1].type if cue else "START"
    own_clause = before in {"SUB", "COMP"} and type_at(view, start) not in PREDICATE
    agent = _agent(view, start, end)
    source = clitic_source(frame, view) or ((written.first, written.last) if written else None)
    if subject and agent:
        return Draft((start, agent), ((subject.first, subject.last), (agent, end)))
    if subject is None or before in {"COMMA", "HEAR"} or own_clause:
        return Draft(source, ((start, end),))
    last = subject.last if subject.rule in {"antecedent", "shared"} else cue
    while last > subject.last and view.fine[last - 1].type in {"AUX", "NEG", "OPENER"}:
        last -= 1
    return Draft(source, ((subject.first, last), (start, end)))


def _agent(view: View, start: int, end: int) -> int | None:
    """Return where an agent ends that stands before the naming: ``disebut pelatih | sebagai pelajaran``."""
    index = start
    while index < end and view.fine[index].type in {"ROLE", "NAME", "ORG", "BRACKET"}:
        index += 1
    return index if index > start and type_at(view, index) == "AS" else None


def _predicate_end(view: View, frame: Frame, start: int) -> int:
    """Return where the predicate behind a passive of opinion ends: at a clause beside it."""
    end = relative_end(view, frame, start, right_end(view, frame, start))
    fronted = type_at(view, view.cue_index(frame) - 1) == "SUB"
    head = start
    while type_at(view, head) in {"AUX", "NEG"}:
        head += 1
    parallel = type_at(view, head) == "VERB"
    for index in range(start + 1, end):
        kind = view.fine[index].type
        following = view.fine[index + 1].type if index + 1 < end else "END"
        joins = kind in {"CONJ", "BUT"} and following in PREDICATE
        if (joins and not parallel) or (kind == "BUT" and not joins):
            return before_comma(view, index)
        if kind == "COMMA" and (fronted or following == "SUB"):
            return index
    return end


def _before_date(view: View, start: int, end: int) -> int:
    """Cut off the reporter's date at the end of a sentence: ``…, Kamis (12/3).``."""
    index = end
    while index > start and view.fine[index - 1].type in {"END", "BRACKET", "TIME"}:
        index -= 1
    dated = any(token.type == "BRACKET" for token in view.fine[index:end])
    return index - 1 if dated and index > start + 1 and view.fine[index - 1].type == "COMMA" else end


def hearsay(view: View, frame: Frame) -> Draft:
    """``Konon X.``  ``X konon Y.``."""
    resume = view.after_index(frame)
    while type_at(view, resume) in {"HEAR", "NYA"}:
        resume += 1
    return cited(view, frame, None, resume, tied=True)


def noun(view: View, frame: Frame) -> Draft:
    """``kekhawatiran warga bahwa X``."""
    start = view.after_index(frame)
    clitic = clitic_source(frame, view)
    link = next((i for i in range(start, len(view.fine)) if view.fine[i].type in {"COMP", "COLON"}), start - 1)
    holder = _strip(view, start, link)
    source = clitic or (holder if holder[0] < holder[1] else None)
    cue = view.cue_index(frame)
    if source is None and type_at(view, cue - 1) == "WITH":
        found = main_subject(view, cue - 1)
        source = (found.first, found.last) if found else None
    if source is None and type_at(view, cue - 1) in ACTIVE_CUES:  # ``ia menyampaikan pesan bahwa …``
        found = source_ahead(view, cue - 1)
        source = (found.first, found.last) if found else None
    end = _predicate_end(view, frame, link + 1)
    if type_at(view, link) == "COLON":
        return Draft(source, ((link + 1, right_end(view, frame, link + 1)),))
    if cue == left_start(view) or (type_at(view, cue - 1) == "QUANT" and cue - 1 == left_start(view)):
        end = _main_predicate(view, link + 1, end)
    return Draft(source, ((link + 1, end),))


def _main_predicate(view: View, start: int, end: int) -> int:
    """Where a noun and its clause are the subject, return where the sentence's own predicate begins."""
    groups = [
        i
        for i in range(start + 1, end)
        if type_at(view, i) in {"VERB", "PRED", "PAS", "OPI"}
        and (
            not _is_predicate(view, i - 1)
            or type_at(view, i) in {"PAS", "OPI"}
            or type_at(view, i - 1) in {"AUX", "NEG"}
        )
        and type_at(view, i - 1) not in {"REL", "AFF", "CONJ"}
    ]
    if len(groups) < 2:  # noqa: PLR2004 - the clause's own predicate and the sentence's
        return end
    last = groups[-1]
    while last > start and type_at(view, last - 1) in {"AUX", "NEG"}:
        last -= 1
    return last


def _is_predicate(view: View, index: int) -> bool:
    return view.fine[index].type in PREDICATE | {"PAS", "OPI"}


def _strip(view: View, first: int, last: int) -> Extent:
    """Drop markers and determiners at the borders of a noun's holder; an adjective alone holds nothing."""
    while first < last and view.fine[first].type in {"AFF", "BY", "FROM", "DET"}:
        first += 1
    while first < last and view.fine[last - 1].type in {"DET", "COMMA"}:
        last -= 1
    adjective = last - first == 1 and view.fine[first].type == "N"
    return (last, last) if adjective else (first, last)


def bare(view: View, frame: Frame) -> Draft:
    """``saya kira X``; ``hal itu ia sampaikan kemarin``, where the content is fronted."""
    cue = view.cue_index(frame)
    pronoun = cue - 1
    while pronoun and view.fine[pronoun].type != "PRON":
        pronoun -= 1
    first = pronoun
    while first and view.fine[first - 1].type in {"ROLE", "CAP"}:
        first -= 1
    source = (first, pronoun + 1)
    fronted = source_ahead(view, pronoun)
    linked = type_at(view, view.after_index(frame)) == "COMP"
    if not linked and fronted is not None and fronted.rule != "shared" and names_claim(view, fronted):
        return Draft(source, ((fronted.first, fronted.last),))
    start = content_start(view, frame)
    end = right_end(view, frame, start)
    if not has_words(view, start, end):
        return NOTHING_BESIDE
    if not bare_linked(view, cue, view.after_index(frame)):
        return Draft(None, (), "bare verb without a complementiser, quotation or clause behind it")
    return Draft(source, ((start, end),))


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
