"""The values that flow through claimtrack: frozen, validated once, knowing nothing of any stage.

Every span is half-open, ``[start, stop)``, in Unicode code points of ``Document.text``.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import total_ordering
from operator import attrgetter
from typing import Any, Literal

from attrs import fields, frozen

from claimtrack.errors import SpanError

Style = Literal["direct", "mixed", "indirect"]
CreditRole = Literal["wire", "dateline", "place", "author", "photo"]
Stance = Literal["neutral", "distancing", "endorsing", "denying"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
RATINGS = ("A", "B", "C", "D", "E", "F")  # of sources, by people: completely reliable to unreliable, cannot be judged


@total_ordering
@frozen
class Span:
    """A stretch of a text: ``text`` is exactly ``document.text[start:stop]``.

    Args:
        start: offset of the first code point.
        stop: offset behind the last code point; greater than ``start``.
        text: the words themselves, ``stop - start`` code points.

    Raises:
        SpanError: the offsets are negative, empty or do not fit the text.

    Example:
        >>> Span.of("Kata NIS, aman.", 5, 8)
        Span(start=5, stop=8, text='NIS')
    """

    start: int
    stop: int
    text: str

    def __lt__(self, other: "Span") -> bool:
        """Order by start, then by stop; written out, since sorting asks it often."""
        return (self.start, self.stop) < (other.start, other.stop)

    def __attrs_post_init__(self) -> None:
        """Check the offsets against each other and the text."""
        if not 0 <= self.start < self.stop or len(self.text) != self.stop - self.start:
            msg = f"span [{self.start}, {self.stop}) does not hold {self.text!r}: expected 0 <= start < stop"
            raise SpanError(msg)

    @classmethod
    def of(cls, text: str, start: int, stop: int) -> "Span":
        """Return the span ``[start, stop)`` of ``text``."""
        return cls(start, stop, text[start:stop])

    def contains(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly in this span."""
        return self.start <= other.start and other.stop <= self.stop


@frozen
class Document:
    """One article as read.

    Args:
        text: the whole text; every offset of an extraction counts its code points.
        id: stable name of the article; empty for a text that comes from nowhere.
        outlet: who published it, as the input names it.
        title: headline, empty where unknown.
        published: ISO 8601 date or date-time, empty where unknown.
        url: where it stands on the web, empty where unknown.
        author: by-line as given by the input, empty where unknown.
    """

    text: str
    id: str = ""
    outlet: str = ""
    title: str = ""
    published: str = ""
    url: str = ""
    author: str = ""


@frozen
class Credit:
    """An agency, dateline, place, by-line or photo credit of a document; never an attribution.

    Args:
        role: ``wire`` (agency that supplied it), ``dateline`` (outlet named at the head), ``place``,
            ``author`` (by-line or initials), ``photo``.
        name: the name as it stands in the text.
        span: where it stands.
    """

    role: CreditRole
    name: str
    span: Span


@frozen
class Attribution:
    """One attribution relation: a source says, believes, finds or denies a content.

    Terms follow PARC 3 (Pareti 2015) and PolNeAR (Newell et al. 2018).

    Args:
        source: the whole noun phrase of the source; None where the text names nobody.
        cue: the head reporting word, without clitic.
        content: what is attributed: one or more spans in order of the text, never empty.
        style: ``direct`` (all content words in quotation marks), ``mixed`` or ``indirect``.
        negated: the cue is negated or denies.
        rule: name of the grammar rule that read it.
        cue_lemma: dictionary form of the cue.
        cue_class: saying, reporting, believing, finding, denying, hearsay … as the lexicon has it.
        cue_stance: how far the reporter stands behind it (Soni et al. 2014; GRaSP, Fokkens et al. 2017).
        source_name: canonical name of the source; None where generic, anonymous or open.
        source_roles: titles that the article gives the person, in lower case, in the order of the text.
        addressee: the agency or outlet that the source told it to (``kepada Reuters``), a link of the chain.
        addressee_name: its canonical name; None where there is none.
        resolved_from: the span that told the name, where it is not the source span itself.
        resolution: why ``source_name`` is what it is, in words.
        extraction_confidence: calibrated probability in [0, 1] that all of this was read right; None
            until calibrated.
        confidence_reason: why, in words.
        factuality: how sure the source presents it (FactBank, Saurí & Pustejovsky 2009); None until assessed.
        factuality_reason: why, in words.
        modality_marker: the word that decided the factuality.
        anaphoric: the content only stands for what was told elsewhere (``hal itu``), so it is no claim of its own.
        antecedent: the sentence or quotation that such content stands for; None where the article has none before it.
        parent: the attribution whose content holds this one; None at the top.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    style: Style
    negated: bool
    rule: str
    cue_lemma: str = ""
    cue_class: str = "saying"
    cue_stance: Stance = "neutral"
    source_name: str | None = None
    source_roles: tuple[str, ...] = ()
    addressee: Span | None = None
    addressee_name: str | None = None
    resolved_from: Span | None = None
    resolution: str = ""
    extraction_confidence: float | None = None
    confidence_reason: str = ""
    factuality: Factuality | None = None
    factuality_reason: str = ""
    modality_marker: Span | None = None
    anaphoric: bool = False
    antecedent: Span | None = None
    parent: "Attribution | None" = None


@frozen
class Extraction:
    """What claimtrack read in one document.

    Args:
        document: the document read.
        attributions: sorted by cue start.
        credits: sorted by start.
        lang: the language pack used.
        pack_version: hash of that pack's files, so that a result can be traced to its rules.
        sentences: start and stop of each sentence that was read, in order; furniture and datelines are in none.
    """

    document: Document
    attributions: tuple[Attribution, ...] = ()
    credits: tuple[Credit, ...] = ()
    lang: str = ""
    pack_version: str = ""
    sentences: tuple[tuple[int, int], ...] = ()


Changes = Mapping[str, Any]  # field of an attribution -> new value
FIELDS = tuple(attribute.name for attribute in fields(Attribution))
PLACES = {name: at for at, name in enumerate(FIELDS)}
_values: Callable[[Attribution], tuple[Any, ...]] = attrgetter(*FIELDS)


def evolve_all(attributions: Sequence[Attribution], changes: Sequence[Changes]) -> tuple[Attribution, ...]:
    """Return ``attributions`` with fields replaced; a parent that is one of them is replaced by its new self.

    Args:
        attributions: in any order; no chain of parents is circular.
        changes: for each of them field -> new value.
    """
    index = {id(attribution): at for at, attribution in enumerate(attributions)}
    done: dict[int, Attribution] = {}

    def build(at: int) -> Attribution:
        if at not in done:
            old = attributions[at]
            known = index.get(id(old.parent))
            new = list(_values(old))
            for name, value in changes[at].items():
                new[PLACES[name]] = value
            if known is not None:
                new[PLACES["parent"]] = build(known)
            done[at] = Attribution(*new)
        return done[at]

    return tuple(build(at) for at in range(len(attributions)))
