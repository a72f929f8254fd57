"""Rules: a frame of the clause grammar in, the source and content of an attribution out; one function a grammar rule.

Each function is named after the grammar rule it reads, and `RULES` is the whole policy.
"""

from collections.abc import Callable

from attrs import frozen

from claimtrack.attribute.source import Found, resume_index, skip_asides, main_subject, source_ahead, source_behind
from claimtrack.attribute.view import View
from claimtrack.packs import Cue
from claimtrack.parse import Frame

Extent = tuple[int, int]
STANCE_END = frozenset({"END"})
LEADING = frozenset({"OPENER", "BUT", "CONJ", "COMMA", "DASH", "END", "COLON"})
TELLING = frozenset({"saying", "explaining", "reporting", "adding", "asserting"})
VERBAL = frozenset({"PAS", "OPI", "ACT", "ACT_CLAUSE", "ACT_QUOTE", "FIND", "NAMING"})
DISPUTING = frozenset({"denying", "admitting"})
EXTENT_BREAKS = frozenset({"BUT", "SUB", "REL", "CONJ", "COMP", "COLON"})
PREDICATE = frozenset({"VERB", "PRED", "AUX", "NEG"})
FINAL_RULES = frozenset({"inverted", "thus", "like", "preposition", "relay"})
ACTIVE_RULES = frozenset({"active", "active_weak", "active_quote", "naming", "finding"})


@frozen
class Draft:
    """What a rule read; all indices are fine tokens of the view.

    Args:
        source: ``[first, last)`` of the source, or None.
        content: the extents of the content, in order; empty where the rule found none.
        reason: why nothing was read, in words, where ``content`` is empty.
    """

    source: Extent | None
    content: tuple[Extent, ...]
    reason: str = ""


NOTHING_BESIDE = Draft(None, (), "no content beside the cue")


def left_start(view: View) -> int:
    """Return the index of the first word that is not the reporter's connective."""
    index = 0
    while index < len(view.fine) and (
        view.fine[index].type in LEADING or (view.fine[index].type == "SUB" and _type_at(view, index + 1) in {"COMMA", "PREP"})
    ):
        index += 1
    return index


def _type_at(view: View, index: int) -> str:
    """Return the type of a fine token; END beyond either border."""
    return view.fine[index].type if 0 <= index < len(view.fine) else "END"


def own_start(view: View) -> int:
    """Return the index behind a citation that opens the sentence: ``Menurut Rahmat, | …``."""
    start = left_start(view)
    for frame in view.frames:
        if frame.rule in FINAL_RULES and view.coarse[frame.first].first == start:
            return resume_index(view, frame)
    return start


def has_words(view: View, first: int, last: int) -> bool:
    """Tell whether ``[first, last)`` holds anything but punctuation."""
    return view.span(first, last) is not None


def right_end(view: View, frame: Frame, start: int) -> int:
    """Return where content that begins at ``start`` ends: before a citation of it all, or before a frame beside it."""
    for other in view.frames:
        if other.cue <= frame.cue:
            continue
        first = view.coarse[other.first].first
        if first <= start:
            continue
        semicolon = next((i for i in range(start, first) if view.fine[i].type == "SEMI"), None)
        if semicolon is not None:
            return semicolon
        if other.rule in FINAL_RULES and is_final(view, other):
            return _before_comma(view, first)
        if other.rule in ACTIVE_RULES and reports(view, other):
            border = closing_start(view, other) or sibling_start(view, other, start)
            if border is not None and border > start:
                return border
    return len(view.fine)


def _before_comma(view: View, index: int) -> int:
    while index and view.fine[index - 1].type in {"COMMA", "DASH", "CONJ", "WITH", "BUT", "THUS"}:
        index -= 1
    return index


def is_final(view: View, frame: Frame) -> bool:
    """Tell whether a frame cites what stands before it and nothing follows it: ``…, kata Rahmat di Jakarta.``"""
    first = view.coarse[frame.first].first
    if not has_words(view, left_start(view), first):
        return False
    before = view.fine[first - 1].type if first else "START"
    if frame.rule in {"inverted", "preposition", "relay"} and before not in {"COMMA", "QUOTE", "DASH", "AUX"}:
        return False
    resume = resume_index(view, frame)
    return not has_words(view, resume, len(view.fine)) or _starts_other(view, resume)


def reports(view: View, frame: Frame) -> bool:
    """Tell whether a verb has what it needs to report: a weak one a link or clause, others nothing."""
    if frame.rule == "active_quote":
        start = content_start(view, frame)
        return _type_at(view, start) == "QUOTE"
    return frame.rule == "active" or _has_link(view, frame)


def closing_start(view: View, frame: Frame) -> int | None:
    """Return where a subject and verb begin that close the sentence: ``…, Rahmat mengatakan di Jakarta.``"""
    after = view.after_index(frame)
    if view.fine[view.cue_index(frame)].type not in {"ACT", "ACT_CLAUSE", "ACT_QUOTE"}:
        return None
    if frame.link is not None or has_words(view, skip_asides(view, after), len(view.fine)):
        return None
    if after < len(view.fine) and view.fine[after].low in view.pack.words("topics"):
        return None
    found = source_ahead(view, view.cue_index(frame))
    if found is None or found.rule in {"shared", "antecedent"}:
        return None
    before = _before_comma(view, found.first)
    return before if before < found.first or _type_at(view, before - 1) == "QUOTE" else None


def _starts_other(view: View, index: int) -> bool:
    """Tell whether another citation begins at ``index``, behind commas."""
    while index < len(view.fine) and view.fine[index].type in {"COMMA", "WITH", "CONJ"}:
        index += 1
    return any(view.coarse[frame.first].first == index for frame in view.frames)


def sibling_start(view: View, other: Frame, start: int) -> int | None:
    """Return where a frame begins that stands beside content begun at ``start``, or None if it lies inside it."""
    cue = view.cue_index(other)
    found = source_ahead(view, cue)
    if found is None or found.rule == "antecedent":
        return None
    if found.rule == "shared":
        first = cue
        while first > start and view.fine[first - 1].type in {"AUX", "NEG"}:
            first -= 1
        before = view.fine[first - 1].type
        return _before_comma(view, first) if before in {"COMMA", "WITH", "CONJ", "BUT"} and found.first < start else None
    first = found.first
    if first <= start:
        return None
    border = first
    while border > start and view.fine[border - 1].type in {"AUX", "OPENER"}:
        border -= 1
    before = view.fine[border - 1].type
    if before == "COMMA" and view.fine[0].type == "SUB" and not _has_comma(view, 0, start):
        return _before_comma(view, border)
    whole = any(token.type in PREDICATE for token in view.fine[start:border])
    return _before_comma(view, border) if before == "BUT" or (before == "CONJ" and whole) else None


def _is_whole(view: View, first: int, last: int) -> bool:
    """Tell whether ``[first, last)`` can be a content: it holds a predicate or a quotation."""
    return any(token.type in PREDICATE | {"QUOTE", "PAS", "OPI"} for token in view.fine[first:last])


def clitic_source(frame: Frame, view: View) -> Extent | None:
    """Return the extent of the clitic behind the cue, if there is one."""
    if frame.clitic is None:
        return None
    token = view.coarse[frame.clitic]
    return token.first, token.last


def cited(view: View, frame: Frame, source: Extent | None, resume: int, *, tied: bool) -> Draft:
    """Read the content round a citing frame: what stands before it, behind it, or both.

    Args:
        view: the sentence.
        frame: the citing frame.
        source: its source.
        resume: index behind the source and its circumstances.
        tied: the content may go on behind the source without a comma (a pronoun or clitic ends the source).
    """
    first = view.coarse[frame.first].first
    left = (left_start(view), _before_comma(view, first))
    if _type_at(view, first - 1) in EXTENT_BREAKS or _opens_clause(view, left, first, resume):
        left = (first, first)
    quoted = has_words(view, *left) and view.fine[left[1] - 1].type == "QUOTE"
    end = right_end(view, frame, resume)
    begun = has_words(view, *left)
    right = _continuation(view, resume, end, quoted=quoted, tied=tied, begun=begun)
    if not has_words(view, *left):
        thus = view.coarse[frame.first]
        if thus.type == "THUS":
            right = (thus.first, thus.last)
        return Draft(source, (right,)) if right else NOTHING_BESIDE
    if right:
        left = (_medial_start(view, left), left[1])
    return Draft(source, tuple(extent for extent in (left, right) if extent and has_words(view, *extent)))


def _opens_clause(view: View, left: Extent, first: int, resume: int) -> bool:
    """Tell whether a citation opens a clause of its own behind a whole one: ``…, menurut saya itu pertanda baik``."""
    behind = _type_at(view, resume)
    whole = any(token.type in PREDICATE for token in view.fine[left[0] : left[1]])
    return whole and view.fine[first].type == "PREP" and behind not in {"COMMA", "END", "QUOTE", "DASH", "BUT"}


def _medial_start(view: View, left: Extent) -> int:
    """For content interrupted by its cue, return where its own clause begins: behind the last contrast."""
    for index in range(left[1] - 1, left[0], -1):
        if view.fine[index].type == "BUT":
            return index + 1
    return left[0]


def _continuation(view: View, resume: int, end: int, *, quoted: bool, tied: bool, begun: bool) -> Extent | None:  # noqa: PLR0913
    """Return the content that goes on behind a citing frame, or None; ``begun`` if some stands before it."""
    index = resume
    comma = False
    while index < end and view.fine[index].type in {"COMMA", "COMP", "BUT", "SUB", "DASH", "COLON"}:
        if view.fine[index].type == "SUB":
            break
        comma = comma or view.fine[index].type != "BUT"
        index += 1
    if not has_words(view, index, end) or (begun and view.fine[index].type == "WITH"):
        return None
    if quoted:
        return (index, _quote_end(view, index, end)) if view.fine[index].type == "QUOTE" else None
    return (index, end) if comma or tied or index > resume else None


def _quote_end(view: View, index: int, end: int) -> int:
    while index < end and view.fine[index].type in {"QUOTE", "COMMA"}:
        index += 1
    return index


def inverted(view: View, frame: Frame) -> Draft:
    """``X, kata Rahmat.``  ``X, kata Rahmat, Y.``  ``"X," ujarnya.``"""
    start = view.after_index(frame)
    clitic = clitic_source(frame, view)
    if clitic:
        return cited(view, frame, clitic, skip_asides(view, start), tied=True)
    found = source_behind(view, start)
    if found is None:
        return Draft(None, (), "no source behind the inverted cue")
    resume = found.resume
    if _type_at(view, view.cue_index(frame) - 1) == "REL" and not _has_comma(view, found.last, resume + 1):
        resume = found.last
    return cited(view, frame, (found.first, found.last), resume, tied=resume == found.last)


def _has_comma(view: View, first: int, last: int) -> bool:
    return any(token.type == "COMMA" for token in view.fine[first:last])


def preposition(view: View, frame: Frame) -> Draft:
    """``Menurut Rahmat, X.``  ``X, menurut Rahmat.``"""
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
    found = None if clitic else source_behind(view, start)
    source = clitic or ((found.first, found.last) if found else None)
    resume = found.resume if found else skip_asides(view, start)
    return cited(view, frame, source, resume, tied=False)


def relay(view: View, frame: Frame) -> Draft:
    """``…, dikutip dari Antara.``  ``Mengutip Antara, X.``"""
    return citing(view, frame)


def content_start(view: View, frame: Frame) -> int:
    """Return where content behind an active cue begins: behind its link, and behind circumstances of the speech act."""
    index = view.after_index(frame)
    if frame.link is not None and (not frame.circumstances or _of_speech(view, frame)):
        index = view.coarse[frame.link].last
    index = _behind_occasion(view, index)
    complements = view.pack.words("complementizers")
    while _type_at(view, index) in {"COMP", "COMMA", "COLON"} or (
        index < len(view.fine) and view.fine[index].low in complements
    ):
        index += 1
    cue = view.fine[view.cue_index(frame)].cue
    disputes = cue is not None and (cue.denies or cue.cls in DISPUTING)
    if disputes and _type_at(view, index) == "NOUN":
        link = next((i for i in range(index, len(view.fine)) if view.fine[i].type == "COMP"), None)
        index = index if link is None else link + 1
    return index


def _behind_occasion(view: View, index: int) -> int:
    """Skip an occasion set between commas before the complementiser: ``menyatakan, melalui surat, bahwa …``."""
    first = index
    while _type_at(view, first) == "COMMA":
        first += 1
    if _type_at(view, first) not in {"OCC", "DI", "TIME", "RELAY"}:
        return index
    for position in range(first, len(view.fine)):
        kind = view.fine[position].type
        if kind == "COMP":
            return position
        if kind in PREDICATE | {"END", "QUOTE", "SUB", "BUT"}:
            break
    return index


def _of_speech(view: View, frame: Frame) -> bool:
    """Tell whether the words between cue and link tell when, where or to whom it was said."""
    if frame.link is not None and view.coarse[frame.link].type in {"COMP", "COLON"}:
        return True
    speech = view.pack.words("speech_occasions")
    for first, last in frame.circumstances:
        words = view.fine[view.coarse[first].first : view.coarse[last - 1].last]
        if not any(token.low in speech or token.type == "TIME" for token in words):
            return False
    return True


def active(view: View, frame: Frame) -> Draft:
    """``Rahmat mengatakan (bahwa) X.``  ``"X," Rahmat menjelaskan.``  ``X, Rahmat melaporkan kemarin.``"""
    cue = view.cue_index(frame)
    clitic = clitic_source(frame, view)
    object_clitic = clitic if clitic and _takes_object(view, cue) else None
    found = None if clitic and not object_clitic else source_ahead(view, cue)
    source = (clitic if clitic and not object_clitic else None) or ((found.first, found.last) if found else None)
    start = object_clitic[0] if object_clitic else content_start(view, frame)
    end = _before_aside(view, start, right_end(view, frame, start))
    begins = found.first if found and found.rule != "shared" else cue
    before = _before_comma(view, begins)
    quoted = before > 0 and view.fine[before - 1].type == "QUOTE"
    rest = start if frame.link is not None else skip_asides(view, start)
    if not has_words(view, rest, end):
        left = (own_start(view), before)
        if _is_whole(view, *left) and (before < begins or quoted):
            return Draft(source, ((left_start(view), before),))
        return Draft(source, ((start, end),)) if has_words(view, start, end) else NOTHING_BESIDE
    if quoted and view.fine[start].type == "QUOTE":
        return Draft(source, ((left_start(view), before), (start, _quote_end(view, start, end))))
    if quoted and frame.link is None and found and found.rule != "shared":
        return Draft(source, ((left_start(view), before),))
    anaphor = _anaphor_end(view, start, end)
    if anaphor:
        return Draft(source, ((start, anaphor),))
    if source is None:
        return Draft(None, (), "active verb without a subject")
    if view.fine[start].low in view.pack.words("topics") and frame.link is None:
        return Draft(None, (), "what follows is a topic, not a proposition")
    return Draft(source, _coordinated(view, start, end))


def _takes_object(view: View, cue: int) -> bool:
    """Tell whether a clitic behind an active verb is its object, not its subject: ``membantahnya``."""
    prefixes = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    return view.fine[cue].low.startswith(prefixes)


def _before_aside(view: View, start: int, end: int) -> int:
    """Cut off what the reporter adds behind a dash about the speaker: ``… – sambil tersenyum``."""
    for index in range(start + 1, end - 1):
        if view.fine[index].type == "DASH" and view.fine[index + 1].type == "WITH":
            return index
    return end


def _anaphor_end(view: View, start: int, end: int) -> int | None:
    """Return where content ends that is only an anaphor: ``menyampaikan hal itu | di Jakarta``."""
    for entry in view.pack.phrases("anaphora"):
        last = start
        words: tuple[str, ...] = ()
        while last < end and len(words) < len(entry):
            words, last = (*words, *view.fine[last].low.split()), last + 1
        if words == entry and _type_at(view, last) in {"END", "COMMA", "OCC", "DI", "TIME", "SUB", "WITH", "AFF", "BUT"}:
            return last
    return None


def _coordinated(view: View, start: int, end: int) -> tuple[Extent, ...]:
    """Split content at ``dan bahwa``: each complement clause is a part of its own."""
    parts: list[Extent] = []
    for index in range(start, end - 1):
        if view.fine[index].type in {"CONJ", "BUT"} and view.fine[index + 1].type == "COMP":
            parts.append((start, _before_comma(view, index)))
            start = index + 2
    return (*parts, (start, end))


def active_weak(view: View, frame: Frame) -> Draft:
    """``Rahmat mengumumkan bahwa X.``: a weak verb reports only with a link, a quotation or a clause behind it."""
    if not _has_link(view, frame):
        return Draft(None, (), "weak verb without bahwa, quotation or clause behind it")
    return active(view, frame)


def _has_link(view: View, frame: Frame) -> bool:
    """Tell whether a weak verb has a complementiser, colon, quotation, anaphor or clause for its content."""
    start = view.after_index(frame)
    cue = view.fine[view.cue_index(frame)].cue
    if frame.clitic is not None and cue is not None and (cue.denies or cue.cls in DISPUTING):
        return True
    if start < len(view.fine) and view.fine[start].low in view.pack.words("questions"):
        return True
    if cue is not None and cue.denies and _is_clause(view, start):
        return True
    marked = frame.link is not None and view.coarse[frame.link].type != "COMMA"
    if _type_at(view, start) == "NOUN" or _disputes_claim(view, cue, start):
        return True
    if cue is not None and cue.link == "marked":
        return marked or _type_at(view, start) == "QUOTE"
    loose = frame.link is not None and frame.circumstances and not _of_speech(view, frame)
    if (frame.link is not None and not loose) or _type_at(view, start) == "QUOTE":
        return True
    if _anaphor_end(view, start, len(view.fine)) is not None:
        return True
    if closing_start(view, frame) is not None:
        return True
    if frame.rule == "naming":
        return cue is not None and (cue.link == "free" or any(t.type in {"AS", "QUOTE"} for t in view.fine[start:]))
    if cue is not None and cue.cls in TELLING and cue.link == "clause":
        return _holds_predicate(view, start)
    return cue is not None and (cue.link == "free" or (cue.link == "clause" and _is_clause(view, start)))


def _holds_predicate(view: View, start: int) -> bool:
    """Tell whether a predicate follows that is not a relative clause's or a circumstance's own."""
    skip = False
    temporal = view.pack.words("temporals")
    for index in range(start, len(view.fine)):
        token = view.fine[index]
        if token.low in temporal or token.type in {"SUB", "BUT", "WITH", "AFF", "QUOTE"}:
            return False
        if token.type == "REL":
            skip = True
        elif token.type in PREDICATE | VERBAL:
            if not skip and (index > start or token.type in {"AUX", "NEG"}):
                return True
            skip = skip and token.type in {"AUX", "NEG"}
    return False


def _disputes_claim(view: View, cue: Cue | None, start: int) -> bool:
    """Tell whether a verb of denial or admission has a noun that names a claim: ``menepis dugaan adanya permainan``."""
    disputes = cue is not None and (cue.denies or cue.cls in DISPUTING)
    return disputes and start < len(view.fine) and _is_claim_noun(view, view.fine[start].low)


def _is_claim_noun(view: View, word: str) -> bool:
    return any(cue.type == "NOUN" for cue in view.pack.cues.get(word, ()))


def _is_clause(view: View, start: int) -> bool:
    """Tell whether a subject and its predicate follow, before any border; a relative clause is passed over."""
    relative = False
    if _type_at(view, start) in {"AUX", "NEG"}:
        return True
    for index in range(start, len(view.fine)):
        kind = view.fine[index].type
        if kind == "REL" and index > start:
            relative = True
        elif relative:
            relative = kind != "DET"
            if kind == "PRED":
                return True
        elif kind in PREDICATE | VERBAL:
            return index > start or view.fine[index].low in view.pack.words("existentials")
        if not relative and view.fine[index].low in view.pack.words("temporals"):
            return False
        if kind == "CONJ" and _type_at(view, index + 1) in PREDICATE:
            return False
        if kind in {"COMMA", "END", "QUOTE", "SUB", "BUT", "COLON", "WITH", "SEMI", "DASH"} or (
            kind in {"AFF", "FROM"} and not relative
        ):
            return False
    return False


def active_quote(view: View, frame: Frame) -> Draft:
    """``Rahmat meminta, "X."``: a verb that reports only with a quotation."""
    start = content_start(view, frame)
    if start < len(view.fine) and view.fine[start].type == "QUOTE":
        return active(view, frame)
    draft = active(view, frame) if not has_words(view, skip_asides(view, start), len(view.fine)) else NOTHING_BESIDE
    quoted = draft.content and view.fine[draft.content[0][1] - 1].type == "QUOTE"
    return draft if quoted else Draft(None, (), "verb that reports only with a quotation")


def passive(view: View, frame: Frame) -> Draft:
    """``Hal itu dibenarkan oleh Rahmat.``  ``Dikatakannya, X.``  ``X, dijelaskan Rahmat, Y.``"""
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
    if subject is None and _type_at(view, resume) == "COMMA":
        return Draft(source, ((resume + 1, right_end(view, frame, resume + 1)),))
    opening = left_start(view)
    if _type_at(view, opening) == "NOUN" and any(frame.rule == "noun" for frame in view.frames):
        return Draft(source, ((opening, cue),))
    if subject is None or not _names_claim(view, subject):
        return Draft(None, (), "what is reported is a thing, not a claim")
    return Draft(source, ((subject.first, subject.last),))


def _names_claim(view: View, subject: Found) -> bool:
    """Tell whether a noun phrase stands for a proposition: an anaphor, or a noun that takes a clause."""
    words = tuple(token.low for token in view.fine[subject.first : subject.last])
    joined = " ".join(words)
    if any(joined.startswith(" ".join(entry)) for entry in view.pack.phrases("anaphora")):
        return True
    return any(_is_claim_noun(view, word) for word in words[:1])


def opinion(view: View, frame: Frame) -> Draft:
    """``Tanggul diduga jebol.``  ``Diperkirakan air surut besok.``"""
    cue = view.cue_index(frame)
    start = view.after_index(frame)
    line = view.fine[cue].cue
    if line is not None and line.link == "marked" and _type_at(view, start) not in {"COMP", "COLON"}:
        return Draft(None, (), "passive that reports only with a complementiser")
    while start < len(view.fine) and view.fine[start].low in view.pack.words("intensifiers"):
        start += 1
    if _type_at(view, start) == "AUX" and _type_at(view, start + 1) == "COMMA":
        start += 2
    end = _before_date(view, start, _predicate_end(view, frame, start))
    if not has_words(view, start, end):
        return Draft(None, (), "nothing is predicated")
    subject = source_ahead(view, cue)
    before = view.fine[cue - 1].type if cue else "START"
    if subject is None or before in {"COMMA", "HEAR"}:
        return Draft(None, ((start, end),))
    last = subject.last if subject.rule in {"antecedent", "shared"} else cue
    while last > subject.last and view.fine[last - 1].type in {"AUX", "NEG", "OPENER"}:
        last -= 1
    return Draft(None, ((subject.first, last), (start, end)))


def _predicate_end(view: View, frame: Frame, start: int) -> int:
    """Return where the predicate behind a passive of opinion ends: at a clause beside it."""
    end = right_end(view, frame, start)
    relative = _type_at(view, view.cue_index(frame) - 1) == "REL"
    for index in range(start + 1, end):
        kind = view.fine[index].type
        if relative and (kind == "COMMA" or view.fine[index].low in view.pack.words("copulas")):
            return index
        following = view.fine[index + 1].type if index + 1 < end else "END"
        parallel = _type_at(view, start) == "VERB" and following == "VERB"
        if kind in {"SUB", "BUT"} or (kind == "CONJ" and following in PREDICATE and not parallel):
            return _before_comma(view, index)
        if kind == "COMMA" and following in {"SUB", "BUT"}:
            return index
    return end


def _before_date(view: View, start: int, end: int) -> int:
    """Cut off the reporter's date at the end of a sentence: ``…, Kamis (12/3).``"""
    index = end
    while index > start and view.fine[index - 1].type in {"END", "BRACKET", "TIME"}:
        index -= 1
    dated = any(token.type == "BRACKET" for token in view.fine[index:end])
    return index - 1 if dated and index > start + 1 and view.fine[index - 1].type == "COMMA" else end


def hearsay(view: View, frame: Frame) -> Draft:
    """``Konon X.``  ``X konon Y.``"""
    resume = view.after_index(frame)
    while _type_at(view, resume) in {"HEAR", "NYA"}:
        resume += 1
    return cited(view, frame, None, resume, tied=True)


def noun(view: View, frame: Frame) -> Draft:
    """``kekhawatiran warga bahwa X``"""
    start = view.after_index(frame)
    clitic = clitic_source(frame, view)
    link = next((i for i in range(start, len(view.fine)) if view.fine[i].type in {"COMP", "COLON"}), start - 1)
    holder = _strip(view, start, link)
    source = clitic or (holder if holder[0] < holder[1] else None)
    cue = view.cue_index(frame)
    if source is None and _type_at(view, cue - 1) == "WITH":
        found = main_subject(view, cue - 1)
        source = (found.first, found.last) if found else None
    end = _predicate_end(view, frame, link + 1)
    if cue == left_start(view) or (_type_at(view, cue - 1) == "QUANT" and cue - 1 == left_start(view)):
        end = _main_predicate(view, link + 1, end)
    return Draft(source, ((link + 1, end),))


def _main_predicate(view: View, start: int, end: int) -> int:
    """Where a noun and its clause are the subject, return where the sentence's own predicate begins."""
    groups = [
        i for i in range(start + 1, end)
        if _type_at(view, i) in {"VERB", "PRED", "PAS", "OPI"}
        and (not _is_predicate(view, i - 1) or _type_at(view, i) in {"PAS", "OPI"} or _type_at(view, i - 1) in {"AUX", "NEG"})
        and _type_at(view, i - 1) not in {"REL", "AFF", "CONJ"}
    ]
    if len(groups) < 2:  # noqa: PLR2004 - the clause's own predicate and the sentence's
        return end
    last = groups[-1]
    while last > start and _type_at(view, last - 1) in {"AUX", "NEG"}:
        last -= 1
    return last


def _is_predicate(view: View, index: int) -> bool:
    return view.fine[index].type in PREDICATE | {"PAS", "OPI"}


def _strip(view: View, first: int, last: int) -> Extent:
    """Drop markers and determiners at the borders of a noun's holder."""
    while first < last and view.fine[first].type in {"AFF", "BY", "FROM", "DET", "N"} and view.fine[first].type != "N":
        first += 1
    while first < last and view.fine[last - 1].type in {"DET", "COMMA"}:
        last -= 1
    return first, last


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
    if fronted is not None and fronted.rule != "shared" and _names_claim(view, fronted):
        return Draft(source, ((fronted.first, fronted.last),))
    start = content_start(view, frame)
    end = right_end(view, frame, start)
    if not has_words(view, start, end):
        return NOTHING_BESIDE
    if not _bare_linked(view, cue, view.after_index(frame)):
        return Draft(None, (), "bare verb without bahwa, quotation or clause behind it")
    return Draft(source, ((start, end),))


def _bare_linked(view: View, cue: int, after: int) -> bool:
    """Tell whether what follows a bare verb is what its lexicon line asks for."""
    line = view.fine[cue].cue
    link = line.link if line is not None else "free"
    if link == "free" or _type_at(view, after) in {"COMP", "QUOTE", "COLON"}:
        return True
    return link == "clause" and _is_clause(view, after)


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
}
