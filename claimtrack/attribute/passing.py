"""Passing on: a frame of who cites somebody in, his source and what he is cited for out (``dikutip dari Antara``)."""

from claimtrack.attribute.behind import citing_start, relays_on, resume_index, source_behind
from claimtrack.attribute.borders import before_date
from claimtrack.attribute.citing import citing, passed_on
from claimtrack.attribute.draft import NOTHING_BESIDE, Draft, Read
from claimtrack.attribute.extents import ACTIVE_RULES, Extent, before_comma, left_start, quoting_start
from claimtrack.attribute.found import Found
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.reach import right_end
from claimtrack.attribute.source import source_ahead
from claimtrack.attribute.view import View, type_at
from claimtrack.attribute.written import is_written
from claimtrack.parse import Frame
from claimtrack.tokens import ACTIVE_CUES

CITED_IN_SPEECH = frozenset({"document", "statute", "organisation", "generic", "official", "anonymous", "person"})


def relay(view: View, frame: Frame, read: Read) -> Draft:
    """Read ``…, dikutip dari Antara.`` and ``Mengutip Antara, X.``; ``read`` reads the frame of who speaks beside."""
    relative = view.coarse[frame.first].first - 1
    start = view.after_index(frame)
    found, active = source_behind(view, start), takes_object(view, view.cue_index(frame))
    if found is None and type_at(view, start) == "COMP" and active:
        teller = source_ahead(view, view.cue_index(frame))  # ``Radio Teluk | mengutip bahwa X``
        behind = (start + 1, right_end(view, frame, start + 1))
        return Draft((teller.first, teller.last) if teller else None, (behind,))
    told = 0 if active else relays_on(view, frame)
    cited_for = type_at(view, start) in ACTIVE_CUES and type_at(view, relative) != "REL"
    if told or (cited_for and not active):
        return _as_said(view, frame, found if told else None, told or start)
    if type_at(view, relative) == "REL" and found and not active and (said := _said_end(view, relative)):
        source = (passed_on(view, view.cue_index(frame), found), found.last)
        return Draft(source, ((left_start(view), said),))
    if type_at(view, relative) == "REL" and found and active:
        # ``Radio Teluk, yang mengutip polisi, | melaporkan X``
        told = found.last + (type_at(view, found.last) == "COMMA")
        content = _content_of(view, told, read) or _content_for(view, relative, told, read)
        return Draft((found.first, found.last), content) if content else NOTHING_BESIDE
    if type_at(view, relative) == "REL":
        return Draft(None, (), "a relative clause about a thing that was cited")
    if found and type_at(view, found.last) == "REL":
        if active and (content := _content_of(view, found.last + 1, read)):
            return Draft((found.first, found.last), content)  # ``Radio Teluk | mengutip polisi yang menyatakan X``
        if _follows_speaker(view, frame):
            return Draft(None, (), "whom the speaker quotes is described, not cited for what stands before")
    draft = citing(view, frame)
    content = _content_behind(view, frame, read) or _without_quoter(view, frame, draft.content, read)
    return Draft(draft.source, content, draft.reason) if content or draft.reason else NOTHING_BESIDE


def _as_said(view: View, frame: Frame, citing_one: Found | None, start: int) -> Draft:
    """Read whom somebody is said to have said something by: ``Rahmat dikutip (Antara) | mengatakan air naik``."""
    said = source_ahead(view, view.cue_index(frame))
    if said is None:
        return NOTHING_BESIDE
    source = (citing_one.first, citing_one.last) if citing_one else None
    if type_at(view, said.first - 1) == "QUOTE":  # ``"…," Rahmat | dikutip mengatakan``
        return Draft(source, ((left_start(view), said.last), (start, start + 1)))
    return Draft(source, ((said.first, said.last), (start, right_end(view, frame, start))))


def _content_for(view: View, relative: int, told: int, read: Read) -> tuple[Extent, ...]:
    """Return what somebody is cited for who cites another: ``Menurut Antara yang mengutip polisi, | jalan ditutup``."""
    beside = (other for other in view.frames if other.rule == "preposition" and view.cue_index(other) < relative)
    contents = (read(view, other).content for other in beside)
    return next((content for content in contents if content and content[0][0] >= told), ())


def _content_of(view: View, cue: int, read: Read) -> tuple[Extent, ...]:
    """Return the content of the verb at a fine token, none where no verb stands there."""
    return next((read(view, other).content for other in view.frames if view.cue_index(other) == cue), ())


def _said_end(view: View, relative: int) -> int:
    """Return where who speaks ends right before a relative pronoun, 0 if nobody does there.

    ``"…," kata Rahmat | yang dikutip Antara``, ``"…," kata Rahmat | dalam pernyataan yang dikutip Antara``.
    """
    before = relative - (type_at(view, relative - 1) == "COMMA")
    for frame in view.frames:
        start = view.after_index(frame)
        found = source_behind(view, start) if frame.clitic is None else None
        last = found.last if found else start
        stated = [token.type for token in view.fine[last:before]]
        told = stated[:1] == ["OCC"] and set(stated[1:]) <= {"QUANT", "N"}
        if frame.rule == "inverted" and (before == last or (told and is_written(view, before - 1))):
            return last
    return 0


def _without_quoter(view: View, frame: Frame, content: tuple[Extent, ...], read: Read) -> tuple[Extent, ...]:
    """Return content without who cites it.

    ``Ia lantas mengutip hadis, | "…"``, ``"…," | KCNA mengutip Kim``, ``"…," | lapor RIA mengutip Kim``; but where
    somebody speaks and a comma follows, it is the article that cites: ``"…," kata Rahmat, melansir Antara``.
    """
    first = view.coarse[frame.first].first
    if not content or not takes_object(view, view.cue_index(frame)):
        return content
    told = _told_before(view, frame, content, read)
    if told:
        return told
    speaking = _speaking_before(view, frame)
    line = view.fine[view.cue_index(speaking)].cue if speaking is not None else None
    tells = line is not None and (line.cls == "reporting" or type_at(view, first - 1) != "COMMA")
    passes_on = tells or (speaking is not None and _is_press(view, view.after_index(speaking)))
    if speaking is not None and (passes_on or _is_cited_in_speech(view, view.after_index(frame))):
        return read(view, speaking).content
    if content[0][1] != first or type_at(view, first - 1) == "QUOTE":
        return content
    quoter = quoting_start(view, frame)
    return ((content[0][0], before_comma(view, quoter)),) if quoter is not None else content[1:]


def _is_press(view: View, index: int) -> bool:
    """Tell whether an outlet speaks there, by what it is: ``…, kata | surat kabar Kabar Teluk, mengutip polisi``."""
    words = view.fine[index].low.split() if index < len(view.fine) else []
    kinds = view.pack.notes("descriptions")
    return not {kinds.get(tuple(words[:2])), kinds.get(tuple(words[:1]))}.isdisjoint({"agency", "paper", "site"})


def _is_cited_in_speech(view: View, index: int) -> bool:
    """Tell whether what is cited is no outlet, but a document, a body or people: ``…, kata Sari, mengutip data``."""
    words = view.fine[index].low.split() if index < len(view.fine) else []
    return view.pack.notes("descriptions").get(tuple(words[:1]), "") in CITED_IN_SPEECH


def _told_before(view: View, frame: Frame, content: tuple[Extent, ...], read: Read) -> tuple[Extent, ...]:
    """Return what a verb says right before whom its subject cites.

    ``Antara melaporkan X, | mengutip polisi``, ``X, Antara melaporkan, | mengutip polisi``.
    """
    first = before_comma(view, view.coarse[frame.first].first)
    if len(content) != 1 or content[0][1] != first:
        return ()
    for other in view.frames:
        told_at = view.after_index(other)  # ``Antara melaporkan | pada Senin, mengutip polisi``
        timed = told_at <= first and all(token.type in {"OCC", "TIME", "BRACKET"} for token in view.fine[told_at:first])
        if other.rule in ACTIVE_RULES and timed:
            told = read(view, other).content
            return told if told and told[0][0] == content[0][0] else ()
        subject = source_ahead(view, view.cue_index(other)) if other.rule in ACTIVE_RULES else None
        if subject is not None and subject.first == content[0][0] and view.cue_index(other) < first:
            told = read(view, other).content
            return told if told and before_comma(view, told[-1][1]) == first else ()
    return ()


def _follows_speaker(view: View, frame: Frame) -> bool:
    """Tell whether somebody speaks before an active relay cue and a comma: ``X, kata KCNA, mengutip Kim yang …``."""
    comma = type_at(view, view.coarse[frame.first].first - 1) == "COMMA"
    return comma and takes_object(view, view.cue_index(frame)) and _speaking_before(view, frame) is not None


def _speaking_before(view: View, frame: Frame) -> Frame | None:
    """Return the frame of who speaks right before a relay cue: ``X, | kata KCNA, mengutip …``."""
    first = view.coarse[frame.first].first
    spoken = (other for other in view.frames if other.rule in {"inverted", "thus"} and view.cue_index(other) < first)
    return next((other for other in spoken if resume_index(view, other) in {first - 1, first}), None)


def _content_behind(view: View, frame: Frame, read: Read) -> tuple[Extent, ...]:
    """Return the content of the verb for which somebody is cited.

    ``Antara, mengutip polisi, mewartakan X``; ``Mengutip polisi, Antara mewartakan X``.
    """
    first = citing_start(view, frame)
    found = source_behind(view, view.after_index(frame))
    told = relays_on(view, frame)  # ``Rahmat, mengutip polisi | mengatakan X``
    if told:
        return _content_of(view, told, read)
    if found is None:
        return ()
    if type_at(view, found.last) == "COMMA" and type_at(view, found.resume) in ACTIVE_CUES:
        return _content_of(view, found.resume, read)  # ``Antara, mengutip polisi, pekan lalu | mewartakan X``
    if type_at(view, found.resume) != "COMMA":
        return ()
    opens = first == left_start(view) and takes_object(view, view.cue_index(frame))
    for other in view.frames:
        cue = view.cue_index(other)
        if other.rule not in ACTIVE_RULES or cue <= found.resume:
            continue
        line, subject = view.fine[cue].cue, source_ahead(view, cue)
        timed = before_date(view.fine, cue)  # ``Antara, mengutip polisi, | pada Senin | mewartakan X``
        timed += type_at(view, timed) == "COMMA"
        beside = type_at(view, first - 1) == "COMMA" and found.resume + 1 in {cue, timed}
        cites = opens and line is not None and line.cls == "reporting"
        if beside or (cites and subject is not None and subject.first == found.resume + 1):
            return read(view, other).content
    return ()
