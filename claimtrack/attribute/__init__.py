"""Attribute: a text in, its attributions out, with exact spans; each names the grammar rule that read it.

Sentences are read one by one, and the inside of each quotation once more as a text of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from claimtrack.attribute.draft import Draft
from claimtrack.attribute.extents import RELAYING
from claimtrack.attribute.rules import read
from claimtrack.attribute.style import is_anaphoric, is_negated, style_of
from claimtrack.attribute.view import View
from claimtrack.cues import may_hold_cue
from claimtrack.lex import names_in
from claimtrack.model import Attribution, Span
from claimtrack.packs import Pack
from claimtrack.parse import Frame
from claimtrack.quotes import Quote
from claimtrack.segment import Sentence, blanked, segment, segment_region
from claimtrack.tokens import Token

NESTING_LIMIT = 3
__all__ = ["Draft", "View", "attribute", "views"]


def attribute(text: str, pack: Pack) -> tuple[Attribution, ...]:
    """Return the attributions of a text, sorted by cue, with their parents.

    Args:
        text: any text; offsets of the result are half-open and count its code points.
        pack: the language pack.
    """
    shown = blanked(text)
    found = sorted(_found(shown, pack), key=lambda a: a.cue.start)
    return with_parents(tuple(found if shown is text else [_as_written(a, text) for a in found]))


def _as_written(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution with the words of the text as it was before its invisible marks were blanked."""
    source, content = attribution.source, [Span.of(text, span.start, span.stop) for span in attribution.content]
    written = Span.of(text, source.start, source.stop) if source else None
    return evolve(attribution, source=written, content=tuple(content))


def _found(text: str, pack: Pack) -> list[Attribution]:
    """Return the attributions of a text as its sentences come, those of a sentence before those of its quotations."""
    names = names_in(text)
    found: list[Attribution] = []
    last: tuple[int, tuple[int, ...]] | None = None  # the paragraph, and who was quoted last in it
    ahead: View | None = None  # a quotation of which it is not told yet who says it
    before: Sentence | None = None
    for sentence in segment(text, pack):
        told, before = before, sentence
        if not sentence.quotes and not may_hold_cue(text[sentence.start : sentence.stop], pack):
            last = ahead = None
            continue
        view = View.of(text, sentence, pack, names)
        here = list(_attributions(view))
        if here and told is not None and _points_back(here[0], view) and told.paragraph == sentence.paragraph:
            here[0] = _of_sentence(here[0], View.of(text, told, pack, names))
        quotation = _is_quotation(view)
        alone = quotation and not here
        for index in last[1] if alone and last and last[0] == sentence.paragraph else ():
            found[index] = _continued(found[index], view)
        if ahead is not None and here and ahead.sentence.paragraph == sentence.paragraph:
            here[0] = _begun(here[0], view, ahead)
        ahead = view if alone and (last is None or last[0] != sentence.paragraph) else None
        inner = [a for quote in sentence.quotes for a in _quoted(text, quote, pack, names)]
        speaking = [i for i, a in enumerate(here) if a.style != "indirect" and _has_quote(a, sentence)]
        if speaking:
            last = (sentence.paragraph, tuple(len(found) + i for i in _quoted_last(here, speaking)))
        elif not quotation:
            last = None
        found.extend(here)
        found.extend(inner)
    return found


def _points_back(attribution: Attribution, view: View) -> bool:
    """Tell whether all that is cited is what was told before: ``Air surut. | Demikian | dikatakan Rahmat.``."""
    thus = view.fine[0]
    return thus.type == "THUS" and [(span.start, span.stop) for span in attribution.content] == [
        (thus.start, thus.stop)
    ]


def _of_sentence(attribution: Attribution, view: View) -> Attribution:
    """Let a sentence be what is cited."""
    span = view.span(0, len(view.fine))
    if span is None:
        return attribution
    return evolve(attribution, content=(span,), style=style_of((span,), view.sentence.quotes), anaphoric=False)


def _quoted_last(here: Sequence[Attribution], speaking: Sequence[int]) -> list[int]:
    """Return who says what is quoted last: who is cited last, and whom he cites: ``"…," kata X, menurut naskah``."""
    outer = here[speaking[-1]]
    return [i for i in speaking if i == speaking[-1] or (here[i].style == "direct" and _holds(outer, here[i]))]


def views(text: str, pack: Pack) -> Iterator[View]:
    """Yield every sentence of a text as the rules see it, without the insides of quotations."""
    names = names_in(text)
    for sentence in segment(text, pack):
        yield View.of(text, sentence, pack, names)


def _quoted(text: str, quote: Quote, pack: Pack, names: frozenset[str], *, depth: int = 1) -> Iterator[Attribution]:
    """Yield the attributions inside a quotation, and inside the quotations in it."""
    if depth > NESTING_LIMIT:
        return
    start = quote.inner_start
    fragment = text[start].islower()
    for sentence in segment_region(text, start, quote.inner_stop, pack):
        if not sentence.quotes and not may_hold_cue(text[sentence.start : sentence.stop], pack):
            continue
        for attribution in _attributions(View.of(text, sentence, pack, names, spoken=True)):
            title = attribution.rule == "headline"  # a quoted headline is only named
            if not title and not (fragment and attribution.cue.start == start):
                yield attribution
        for inner in sentence.quotes:
            yield from _quoted(text, inner, pack, names, depth=depth + 1)


def _attributions(view: View) -> Iterator[Attribution]:
    """Yield what the rules read in one sentence."""
    for frame in view.frames:
        attribution = build(view, frame, read(view, frame))
        if attribution:
            yield attribution


def build(view: View, frame: Frame, draft: Draft) -> Attribution | None:
    """Turn what a rule read into an attribution; None where it read no content."""
    content = tuple(span for extent in draft.content if (span := view.span(*extent)))
    if not content:
        return None
    token = view.coarse[frame.cue]
    if token.cue is None:
        return None
    return Attribution(
        source=view.span(*draft.source) if draft.source else None,
        cue=Span.of(view.text, token.start, token.stop),
        content=content,
        style=style_of(content, view.sentence.quotes),
        negated=is_negated(view, frame),
        rule=frame.rule,
        anaphoric=is_anaphoric(view, content),
        cue_lemma=token.cue.lemma,
        cue_class=token.cue.cls,
        cue_stance="neutral" if draft.source and _is_hearsay(token) else token.cue.stance,
    )


def _is_hearsay(token: Token) -> bool:
    """Tell whether a cue is hearsay where nobody is named, and a plain report where somebody is: ``disebut (Rina)``."""
    return token.type == "OPI" and token.cue is not None and token.cue.cls == "hearsay"


def _is_quotation(view: View) -> bool:
    """Tell whether a sentence is nothing but a quotation."""
    return (
        bool(view.fine) and view.fine[0].type == "QUOTE" and all(t.type in {"QUOTE", "END", "COMMA"} for t in view.fine)
    )


def _has_quote(attribution: Attribution, sentence: Sentence) -> bool:
    return any(q.start <= s.start < q.stop for s in attribution.content for q in sentence.quotes)


def _continued(attribution: Attribution, view: View) -> Attribution:
    """Add a quotation that goes on in the next sentence without a cue of its own."""
    span = view.span(0, len(view.fine))
    return evolve(attribution, content=(*attribution.content, span)) if span else attribution


def _begun(attribution: Attribution, view: View, ahead: View) -> Attribution:
    """Add the quotation of the sentence before, where one opens this and is cited: ``"A." | "B," kata Rahmat``."""
    opens = attribution.rule == "inverted" and view.fine[0].type == "QUOTE"
    span = ahead.span(0, len(ahead.fine)) if opens and attribution.content[0].start == view.fine[0].start else None
    return evolve(attribution, content=(span, *attribution.content)) if span else attribution


def with_parents(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Link each attribution to the smallest one whose content holds its cue and content.

    Args:
        attributions: sorted by cue; a sweep over their content keeps this linear in their number.
    """
    above = [_smallest(index, around, attributions) for index, around in enumerate(_around(attributions))]
    for index, (one, two) in enumerate(pairwise(attributions)):
        if above[index] is None and _passed_on(one, two):
            above[index] = index + 1
        elif above[index + 1] is None and above[index] != index + 1 and _passed_on(two, one):
            above[index + 1] = index
    opening = {a.content: index for index, a in enumerate(attributions) if _opens(a)}
    for index, one in enumerate(attributions if opening else ()):  # in few texts
        if above[index] is None and one.cue.start >= one.content[-1].stop:
            above[index] = opening.get(one.content)
    built: dict[int, Attribution] = {}

    def link(index: int) -> Attribution:
        if index not in built:
            holder = above[index]
            parent = link(holder) if holder is not None else None
            built[index] = evolve(attributions[index], parent=parent) if parent else attributions[index]
        return built[index]

    return tuple(link(index) for index in range(len(attributions)))


def _around(attributions: tuple[Attribution, ...]) -> Iterator[tuple[int, ...]]:
    """Yield, for each attribution, the indices of those whose content lies round its cue."""
    opening = sorted((span.start, span.stop, i) for i, a in enumerate(attributions) for span in a.content)
    still: list[tuple[int, int]] = []
    position = 0
    for attribution in attributions:
        cue = attribution.cue
        while position < len(opening) and opening[position][0] <= cue.start:
            still.append(opening[position][1:])
            position += 1
        still = [(stop, index) for stop, index in still if stop >= cue.stop]
        yield tuple(index for _, index in still)


def _smallest(index: int, around: tuple[int, ...], attributions: tuple[Attribution, ...]) -> int | None:
    inner = attributions[index]
    holders = [
        (sum(span.stop - span.start for span in attributions[i].content), i)
        for i in around
        if i != index and _holds(attributions[i], inner) and not (_holds(inner, attributions[i]) and i > index)
    ]
    return min(holders)[1] if holders else None


def _opens(attribution: Attribution) -> bool:
    """Tell whether an outlet is cited before what it passes on: ``Dilansir Antara, X, kata Rahmat``."""
    return attribution.rule in RELAYING and attribution.cue.stop <= attribution.content[0].start


def _passed_on(inner: Attribution, outer: Attribution) -> bool:
    """Tell whether ``outer`` passes on what it cites ``inner`` for.

    ``KCNA, mengutip Kim, melaporkan X``, ``"X," lapor KCNA mengutip Kim``.
    """
    behind = outer.source is not None and outer.source.stop <= inner.cue.start
    return inner.rule == "relay" and behind and inner.content == outer.content


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether the content of ``outer`` holds the cue and all content of ``inner``."""
    return all(_within(parts, outer.content) for parts in ((inner.cue,), inner.content))


def _within(parts: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Tell whether each part lies in one of the spans; both stand in order of the text."""
    at = 0
    for part in parts:
        while at < len(spans) and spans[at].stop < part.stop:
            at += 1
        if at == len(spans) or not spans[at].contains(part):
            return False
    return True
