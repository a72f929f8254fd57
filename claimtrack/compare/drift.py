"""Two wordings of one claim from one origin in, what the one says more firmly than the other out, with the words.

Four things harden on the way from mouth to page: a hedge goes, an approximate figure becomes the bare one, a plan
becomes an event, and a denial turns into the opposite. What tells a plan or a doubt is data (``drift.txt``); what
hedges is what `claimtrack.assess` takes for a hedge.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from claimtrack.model import Factuality, Span
from claimtrack.quantities import Quantity

Kind = Literal["hedge_lost", "number_hardened", "plan_to_fact", "polarity"]

REACH = 3
BEFORE = 2
LONGEST = 60  # code points of the words that a change is shown by
CERTAIN = frozenset({"CT+"})
HEDGED = frozenset({"PR+", "PS+"})
DENIED = frozenset({"CT-", "PR-", "PS-"})
PLAN, UNREAL, DOUBT = "plan", "unreal", "doubt"


@frozen
class Word:
    """A word of a wording.

    Args:
        span: where it stands.
        low: in lower case.
        term: its concept or lemma; empty where it says nothing of its own.
    """

    span: Span
    low: str
    term: str


@frozen
class Signs:
    """What a language has to tell these changes by.

    Args:
        parts: a word -> the part it plays in ``drift.txt``.
        negations: words that negate.
        verb_prefixes: how a verb may open.
    """

    parts: Mapping[str, str] = field(repr=False)
    negations: frozenset[str] = field(repr=False)
    verb_prefixes: tuple[str, ...]


@frozen
class Voice:
    """One wording, as it is held against another.

    Args:
        text: the article it stands in.
        words: its words in order.
        figures: the quantities it names, each with its place.
        factuality: how sure the source is of just this.
        marker: what decided that; None where nothing marks it.
        cue: the reporting word.
        cue_class: class of the cue.
        hedged: a word that hedges stands somewhere in it, whatever it hedges.
        agentless: the cue is no word of saying, but hedges what its source says: ``yang diduga dicuri``.
    """

    text: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    figures: tuple[tuple[Quantity, Span], ...]
    factuality: Factuality
    marker: Span | None
    cue: Span
    cue_class: str
    hedged: bool
    agentless: bool = False

    def through(self, start: Span, word: Word) -> Span:
        """Return the stretch from ``start`` through ``word``, or ``start`` alone where much stands between."""
        stop = word.span.stop
        return Span.of(self.text, start.start, stop) if 0 < stop - start.start <= LONGEST else start

    def behind(self, stop: int) -> tuple[Word, ...]:
        """Return the words from ``stop`` on."""
        return tuple(word for word in self.words if word.span.start >= stop)


@frozen
class Drift:
    """What one wording says more firmly.

    Args:
        kind: what changes.
        softer: the words of the careful one.
        harder: those of the firm one.
    """

    kind: Kind
    softer: Span
    harder: Span


def drifts(softer: Voice, harder: Voice, signs: Signs) -> Iterator[Drift]:
    """Yield what ``harder`` says more firmly than ``softer``, at most once a kind."""
    for found in (
        _hedge_lost(softer, harder, signs),
        _number_hardened(softer, harder),
        _plan_to_fact(softer, harder, signs),
        _polarity(softer, harder, signs),
    ):
        if found is not None:
            yield found


def _hedge_lost(softer: Voice, harder: Voice, signs: Signs) -> Drift | None:
    """Tell whether one is hedged and the other is certain; an opinion in indirect speech is not hedged by its cue.

    A hedge within what somebody says is lost where the word that it bears on stands without it.
    """
    if softer.factuality not in HEDGED or harder.factuality not in CERTAIN or harder.hedged or softer.marker is None:
        return None
    if softer.marker == softer.cue:
        if signs.parts.get(softer.cue_class) != DOUBT:
            return None
        if not softer.agentless:
            return Drift("hedge_lost", softer.cue, harder.cue)
    pair = _same_word(softer, harder, softer.marker, signs)
    return Drift("hedge_lost", softer.through(softer.marker, pair[0]), pair[1].span) if pair else None


def _same_word(softer: Voice, harder: Voice, marker: Span, signs: Signs) -> tuple[Word, Word] | None:
    """Return the word that ``marker`` bears on, and the same word in the other wording; a noun is no verb."""
    for word in softer.behind(marker.stop)[:REACH]:
        if word.term:
            same = next((other for other in harder.words if _is_same(word, other, signs)), None)
            return (word, same) if same else None
    return None


def _is_same(word: Word, other: Word, signs: Signs) -> bool:
    return word.low == other.low or (word.term == other.term and _is_verb(word, signs) and _is_verb(other, signs))


def _number_hardened(softer: Voice, harder: Voice) -> Drift | None:
    """Tell whether a figure that was about right or a bound stands alone in the other wording."""
    bare = [(quantity, span) for quantity, span in harder.figures if quantity.comparator == "="]
    for quantity, place in softer.figures:
        for other, span in bare:
            if quantity.unit == other.unit and quantity.unit is not None and other.low == _number(quantity):
                return Drift("number_hardened", place, span)
    return None


def _number(quantity: Quantity) -> float | None:
    """Return the number that a comparator stands before; None for a range or a vague one."""
    low, high = quantity.low, quantity.high
    if quantity.comparator == "~" and low is not None and high is not None:
        return round((low + high) / 2, 6)
    return {">": low, ">=": low, "<": high, "<=": high}.get(quantity.comparator)


def _plan_to_fact(softer: Voice, harder: Voice, signs: Signs) -> Drift | None:
    """Tell whether a verb behind a plan stands in the other wording with nothing before it that makes it less."""
    if _planned(harder, signs):
        return None
    for at, word in enumerate(softer.words):
        if signs.parts.get(word.low) == PLAN:
            verb = next((w for w in softer.words[at + 1 : at + 1 + REACH] if _is_verb(w, signs)), None)
            same = _done(harder, verb, signs) if verb else None
            if verb and same:
                return Drift("plan_to_fact", softer.through(word.span, verb), same.span)
    return None


def _planned(voice: Voice, signs: Signs) -> bool:
    return any(signs.parts.get(word.low) == PLAN for word in voice.words)


def _is_verb(word: Word, signs: Signs) -> bool:
    return bool(word.term) and word.low.startswith(signs.verb_prefixes)


def _done(voice: Voice, verb: Word, signs: Signs) -> Word | None:
    """Return ``verb`` in another wording, unless what stands before it makes it a wish, an order or a denial."""
    for at, word in enumerate(voice.words):
        if _is_same(verb, word, signs):
            before = {earlier.low for earlier in voice.words[max(0, at - BEFORE) : at]}
            less = any(signs.parts.get(low) in {PLAN, UNREAL} for low in before)
            return None if less or before & signs.negations else word
    return None


def _polarity(softer: Voice, harder: Voice, signs: Signs) -> Drift | None:
    """Tell whether the origin denies in one wording what it states in the other."""
    if any(word.low in signs.negations for word in harder.words):
        return None  # a denial in its own words
    if softer.factuality in DENIED and harder.factuality in CERTAIN | HEDGED:
        return Drift("polarity", softer.marker or softer.cue, harder.marker or harder.cue)
    if softer.factuality != harder.factuality:
        return None
    for at, word in enumerate(softer.words):
        if word.low in signs.negations and at + 1 < len(softer.words):
            denied = softer.words[at + 1]
            same = _done(harder, denied, signs) if _is_verb(denied, signs) else None
            if same and same.low == denied.low:
                return Drift("polarity", softer.through(word.span, denied), same.span)
    return None
