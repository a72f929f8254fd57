"""Rules that cite: a source beside what it is cited for, by an inverted verb, a preposition or a word of passing on."""

from itertools import pairwise

from claimtrack.attribute.draft import NOTHING_BESIDE, Draft
from claimtrack.attribute.extents import clitic_source, has_comma, has_words, is_whole, left_start, takes_object
from claimtrack.attribute.reach import cited
from claimtrack.attribute.source import Found, skip_asides, source_behind, written_at
from claimtrack.attribute.view import View, type_at
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE


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
    if not has_words(view, left_start(view), view.coarse[frame.first].first):
        found = _without_subject(view, found)
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


def _without_subject(view: View, found: Found) -> Found:
    """Cut off the subject of what is cited, which no comma parts from a name: ``Menurut Sari | harga cabai naik``."""
    if type_at(view, found.last) not in PREDICATE:
        return found
    last = next((i for i in range(found.first, found.last) if view.fine[i].type == "NAME"), found.last)
    while type_at(view, last) in {"NAME", "BRACKET"}:
        last += 1
    titled = all(token.type in {"ROLE", "ORG", "NAME", "BRACKET"} for token in view.fine[found.first : last])
    return found._replace(last=last, resume=last) if titled and type_at(view, last) in {"N", "ROLE"} else found


def _first_comma(view: View, first: int, last: int) -> int:
    """Return the first comma in ``[first, last)`` behind which a circumstance belongs to the content that follows.

    One that tells how it was said does not, nor a time behind it: ``Menurut Rahmat, dalam siaran pers, Senin, …``.
    """
    speech, spoken = view.pack.words("speech_occasions"), False
    commas = [index for index in range(first, last) if view.fine[index].type == "COMMA"]
    for comma, following in pairwise([*commas, last]):
        stretch = view.fine[comma + 1 : following]
        dated = spoken and all(token.type in {"TIME", "NUM", "BRACKET"} for token in stretch)
        if not dated and speech.isdisjoint(token.low for token in stretch):
            return comma
        spoken = True
    return last


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
        found = None if clitic else source_behind(view, start, whole=whole) or written_at(view, start)
        source = clitic or ((_passed_on(view, cue, found), found.last) if found else None)
        resume = found.resume if found else skip_asides(view, start)
        draft = cited(view, frame, source, resume, tied=False)
        if draft.content:
            break
    return draft


def _passed_on(view: View, cue: int, found: Found) -> int:
    """Return where the one who is passed on begins: ``dikutip Radio Lembah dari | Harian Senja``."""
    marked = view.fine[found.first - 1].type in {"FROM", "BY"}
    if view.fine[cue].type != "RELAY" or marked or takes_object(view, cue):
        return found.first
    inside = range(found.first + 1, found.last - 1)
    return next((index + 1 for index in inside if view.fine[index].type == "FROM"), found.first)
