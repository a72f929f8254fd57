"""Score attributions against gold by the measure of the annotation guidelines.

Comes in: a text, its gold and its predicted attributions. Goes out: a `Verdict` for each matched pair, and a `Tally`
whose `Rate` values are precision, recall and F1. Promises: spans are compared as sets of word tokens, so punctuation
never matters; optional gold is neither rewarded nor punished; the same input gives the same pairs.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from attrs import evolve, fields, frozen

from claimtrack.gold import GoldAttribution
from claimtrack.model import Span, Style

_TOKEN = re.compile(r"\w+")


class Relation(Protocol):
    """What scoring needs of a prediction: `claimtrack.model.Attribution` has it."""

    @property
    def cue(self) -> Span:
        """The words that mark the report."""

    @property
    def source(self) -> Span | None:
        """Who says it; None where nobody is named."""

    @property
    def content(self) -> tuple[Span, ...]:
        """What is said."""

    @property
    def style(self) -> Style:
        """How it is rendered."""

    @property
    def negated(self) -> bool:
        """Whether the source denies it."""

    @property
    def source_name(self) -> str | None:
        """The canonical name of the source; None where it is open."""


P = TypeVar("P", bound=Relation)


@frozen
class Rate:
    """Precision, recall and F1, each in [0, 1].

    Args:
        hits: how many were right.
        predicted: how many were predicted.
        gold: how many there are.

    Example:
        >>> Rate(hits=3, predicted=4, gold=6).f1
        0.6
    """

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Right among predicted; 0 where nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right among gold; 0 where there is no gold."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: ``2 * hits / (predicted + gold)``."""
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@frozen
class Tally:
    """Counts over any number of texts; tallies add up.

    Args:
        gold: gold attributions that are not optional.
        predicted: predicted ones that do not match an optional gold one.
        matched: pairs of both.
        source: pairs with the same source tokens.
        content: pairs with the same content tokens.
        strict: pairs with both.
        token_hits: content tokens shared by the pairs.
        token_predicted: content tokens of all predicted ones.
        token_gold: content tokens of all gold ones.
        style: pairs of the same style.
        negated: pairs of the same polarity.
        named: pairs, optional ones too, whose gold names the source.
        name: of these, pairs with the same name, ignoring case.
    """

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    source: int = 0
    content: int = 0
    strict: int = 0
    token_hits: int = 0
    token_predicted: int = 0
    token_gold: int = 0
    style: int = 0
    negated: int = 0
    named: int = 0
    name: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the sum, field by field."""
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))

    def rate(self, hits: int) -> Rate:
        """Return the rate of ``hits`` among these attributions."""
        return Rate(hits, self.predicted, self.gold)

    @property
    def ar_rate(self) -> Rate:
        """Attributions found."""
        return self.rate(self.matched)

    @property
    def source_rate(self) -> Rate:
        """Attributions found with the right source."""
        return self.rate(self.source)

    @property
    def content_rate(self) -> Rate:
        """Attributions found with exactly the right content."""
        return self.rate(self.content)

    @property
    def strict_rate(self) -> Rate:
        """Attributions found with source and content right."""
        return self.rate(self.strict)

    @property
    def token_rate(self) -> Rate:
        """Content tokens found."""
        return Rate(self.token_hits, self.token_predicted, self.token_gold)

    @property
    def style_accuracy(self) -> float:
        """Share of the pairs with the right style; 0 without pairs."""
        return self.style / self.matched if self.matched else 0.0

    @property
    def negated_accuracy(self) -> float:
        """Share of the pairs with the right polarity; 0 without pairs."""
        return self.negated / self.matched if self.matched else 0.0

    @property
    def name_accuracy(self) -> float:
        """Share of the named pairs with the right canonical name; 0 where gold names nobody."""
        return self.name / self.named if self.named else 0.0


@frozen
class Verdict(Generic[P]):
    """What is right in one matched pair.

    Args:
        gold: the gold attribution, its content being the reading that the prediction agrees with more.
        predicted: the prediction.
        source: same source tokens.
        content: same content tokens.
        style: same style.
        negated: same polarity.
        name: same canonical name; None where gold gives none.
    """

    gold: GoldAttribution
    predicted: P
    source: bool
    content: bool
    style: bool
    negated: bool
    name: bool | None


@frozen
class Comparison(Generic[P]):
    """Gold and prediction of one text side by side.

    Args:
        verdicts: the matched pairs, optional gold left out.
        forgiven: matched pairs whose gold is optional.
        missed: gold attributions, not optional, that nothing matches.
        spurious: predictions that match no gold at all.
        tally: the counts.
    """

    verdicts: tuple[Verdict[P], ...]
    forgiven: tuple[Verdict[P], ...]
    missed: tuple[GoldAttribution, ...]
    spurious: tuple[P, ...]
    tally: Tally


def tokens(text: str, spans: Iterable[Span]) -> frozenset[tuple[int, int]]:
    """Return the word tokens of ``text`` inside ``spans`` as offset pairs; a clitic that is a span is a token."""
    return frozenset(match.span() for span in spans for match in _TOKEN.finditer(text, span.start, span.stop))


def share(text: str, one: Iterable[Span], other: Iterable[Span]) -> float:
    """Return the F1 overlap of two span lists in tokens, in [0, 1]; 1 where both hold no token."""
    a, b = tokens(text, one), tokens(text, other)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def pair(text: str, gold: Sequence[GoldAttribution], predicted: Sequence[P]) -> list[tuple[GoldAttribution, P]]:
    """Match attributions whose cues overlap, one to one, the best content overlap first, then in the order given."""
    candidates = sorted(
        (-share(text, g.content, p.content), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.cue.start < p.cue.stop and p.cue.start < g.cue.stop
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def compare(text: str, gold: Sequence[GoldAttribution], predicted: Sequence[P]) -> Comparison[P]:
    """Compare the attributions predicted for one text with its gold.

    Args:
        text: the text of all spans.
        gold: what a person annotated.
        predicted: what the extractor read.

    Returns:
        Pairs, leftovers and counts.

    Example:
        >>> compare("Aman, kata Budi.", (), ()).tally
        Tally(gold=0, predicted=0, matched=0, source=0, content=0, strict=0, token_hits=0, token_predicted=0, \
token_gold=0, style=0, negated=0, named=0, name=0)
    """
    pairs = pair(text, gold, predicted)
    judged = [judge(text, g, p) for g, p in pairs]
    found, matched = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    verdicts = tuple(v for v in judged if not v.gold.optional)
    forgiven = tuple(v for v in judged if v.gold.optional)
    missed = tuple(g for g in gold if not g.optional and id(g) not in found)
    spurious = tuple(p for p in predicted if id(p) not in matched)
    tally = _count(text, verdicts, missed, spurious) + _count_names(judged)
    return Comparison(verdicts, forgiven, missed, spurious, tally)


def judge(text: str, gold: GoldAttribution, predicted: P) -> Verdict[P]:
    """Say what is right in one pair, against the reading of ``gold`` that ``predicted`` agrees with more."""
    readings = [gold.content, *([gold.content_alt] if gold.content_alt else [])]
    reading = max(readings, key=lambda content: share(text, content, predicted.content))
    return Verdict(
        gold=evolve(gold, content=reading),
        predicted=predicted,
        source=_source_tokens(text, gold) == _source_tokens(text, predicted),
        content=tokens(text, reading) == tokens(text, predicted.content),
        style=gold.style == predicted.style,
        negated=gold.negated == predicted.negated,
        name=(predicted.source_name or "").casefold() == gold.source_name.casefold() if gold.source_name else None,
    )


def _source_tokens(text: str, relation: Relation) -> frozenset[tuple[int, int]]:
    return tokens(text, (relation.source,)) if relation.source else frozenset()


def _count(
    text: str,
    verdicts: Sequence[Verdict[P]],
    missed: Sequence[GoldAttribution],
    spurious: Sequence[P],
) -> Tally:
    gold_sides = [tokens(text, v.gold.content) for v in verdicts]
    predicted_sides = [tokens(text, v.predicted.content) for v in verdicts]
    return Tally(
        gold=len(verdicts) + len(missed),
        predicted=len(verdicts) + len(spurious),
        matched=len(verdicts),
        source=sum(v.source for v in verdicts),
        content=sum(v.content for v in verdicts),
        strict=sum(v.source and v.content for v in verdicts),
        token_hits=sum(len(g & p) for g, p in zip(gold_sides, predicted_sides, strict=True)),
        token_predicted=sum(map(len, predicted_sides)) + sum(len(tokens(text, p.content)) for p in spurious),
        token_gold=sum(map(len, gold_sides)) + sum(len(tokens(text, g.content)) for g in missed),
        style=sum(v.style for v in verdicts),
        negated=sum(v.negated for v in verdicts),
    )


def _count_names(verdicts: Iterable[Verdict[P]]) -> Tally:
    named = [v.name for v in verdicts if v.name is not None]
    return Tally(named=len(named), name=sum(named))
