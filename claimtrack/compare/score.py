"""Two propositions in, how alike they are out, with the words it rests on.

A word that both articles use in every sentence tells nothing about which of their claims are the same, so each word
weighs by how rare it is in those two articles: no figures about a whole corpus are needed, and the score of a pair
never changes because other articles come in.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping

from attrs import field, frozen

from claimtrack.compare.evidence import Evidence, weights
from claimtrack.compare.normalise import Vocabulary, words_of
from claimtrack.compare.propositions import CLOSERS, Proposition

WINDOW_FACTOR, WINDOW_SPARE = 1.5, 4
WORDS_OF_RUN, WORDS_OF_REUSE = 3, 5
FEWEST_RUNS, VERBATIM = 4, 0.5
FEWEST_TERMS, FEWEST_OF_CALL = 2, 3
SAME_SOURCE_EXPONENT = 0.9
ONE_EVENT, FAR_EXPONENT = 0.4, 0.75

Run = tuple[str, ...]


@frozen
class Wording:
    """A proposition as it is compared.

    Args:
        proposition: where it stands.
        terms: its concepts and roots in order.
        runs: every three words that follow each other.
        negates: it has a negation.
        asks: it is asked or hoped, and not stated.
        calls: it is an exclamation of too few words to be about something.
    """

    proposition: Proposition
    terms: tuple[str, ...]
    runs: frozenset[Run] = field(repr=False)
    negates: bool
    asks: bool
    calls: bool

    @classmethod
    def of(cls, proposition: Proposition, vocabulary: Vocabulary) -> "Wording":
        """Return how ``proposition`` is worded."""
        words, terms = words_of(proposition.text), vocabulary.terms(proposition.text)
        cries = proposition.text.rstrip(CLOSERS).endswith("!")
        return cls(
            proposition,
            terms,
            runs_of(words, WORDS_OF_RUN),
            negates=vocabulary.negates(words),
            asks=proposition.asks or (proposition.quoted and vocabulary.asks(words)),
            calls=cries and len(set(terms)) < FEWEST_OF_CALL,
        )


@frozen
class Article:
    """A document as it is compared.

    Args:
        id: of the document.
        wordings: its propositions, in order.
        sentences: how many sentences with any term it has.
        frequency: term -> in how many of its sentences it stands.
        names: a term that stands in names, quantities and dates alone -> how many terms the longest of them has.
        keys: the terms that say what it is about.
        runs: every five words of its text that follow each other.
    """

    id: str
    wordings: tuple[Wording, ...]
    sentences: int
    frequency: Counter[str] = field(repr=False)
    names: Mapping[str, int] = field(repr=False)
    keys: frozenset[str] = field(repr=False)
    runs: frozenset[Run] = field(repr=False)


@frozen
class Likeness:
    """How alike two propositions are.

    Args:
        value: in [0, 1].
        shared: the terms it rests on, sorted.
        verbatim: share of the shorter one's runs of words that stand in the other, in [0, 1].
    """

    value: float
    shared: tuple[str, ...]
    verbatim: float


def runs_of(words: list[str], length: int) -> frozenset[Run]:
    """Return every ``length`` neighbours of ``words``."""
    return frozenset(tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def weigher(one: Article, other: Article) -> Callable[[str], float]:
    """Return the function that says how much a term tells within two articles, which may be the same one.

    A name of four words is one thing that is spoken of, so each of them weighs a fourth; so are a quantity and a date.
    """
    articles = (one,) if one is other else (one, other)
    sentences = sum(article.sentences for article in articles)

    def weight(term: str) -> float:
        having = [article for article in articles if article.frequency[term]]
        parts = [article.names.get(term, 1) for article in having]
        frequency = sum(article.frequency[term] for article in having)
        return math.log(1 + sentences / max(1, frequency)) / (1 if 1 in parts else max(parts, default=1))

    return weight


def closeness(one: Article, other: Article) -> float:
    """Return how surely two articles are about one event, in [0, 1]: all the more, the more they are about in common.

    *The quake was felt in three regencies* is another claim in the news of another quake.
    """
    shared = len(one.keys & other.keys) / max(1, min(len(one.keys), len(other.keys)))
    return float(min(1.0, shared / ONE_EVENT) ** FAR_EXPONENT)


def likeness(one: Wording, other: Wording, weight: Callable[[str], float], closeness: float = 1.0) -> Likeness:
    """Return how alike two propositions are: how probable it is that they say one thing.

    The shorter one's terms must stand close together in the longer one, or its words be there as they are: a quotation
    cut short is the same claim. An exclamation of few words (*Count again!*) is like no other than such ones, what
    somebody asks or hopes like nothing that is stated in other words, and what one and the same source says is a little
    liker.

    Args:
        one: a proposition.
        other: another one.
        weight: how much a term tells within their articles.
        closeness: how surely those are about one event, in [0, 1]; words that stand there as they are need no event.
    """
    evidence, shared = evidence_of(one, other, weight)
    comparable = one.calls == other.calls and one.asks == other.asks
    value = weights().probability(evidence) if shared and comparable else 0.0
    if one.proposition.source_id and one.proposition.source_id == other.proposition.source_id:
        value **= SAME_SOURCE_EXPONENT
    value *= closeness
    runs = min(len(one.runs), len(other.runs))
    if runs >= FEWEST_RUNS and evidence.verbatim >= VERBATIM:
        value = max(value, evidence.verbatim)
    return Likeness(value, tuple(sorted(shared)), evidence.verbatim)


def evidence_of(one: Wording, other: Wording, weight: Callable[[str], float]) -> tuple[Evidence, frozenset[str]]:
    """Return what speaks for and against that two propositions say one thing, and the terms they share.

    A proposition of one term (*How so, expert?*) says nothing that stands in a longer one; that must be as short.
    """
    a, b = _weigh(one, weight), _weigh(other, weight)
    short, long = (one, other) if (a, one.terms) <= (b, other.terms) else (other, one)
    shared, common = _closest(frozenset(short.terms), long.terms, weight)
    runs, terms = min(len(one.runs), len(other.runs)), len(set(short.terms))
    evidence = Evidence.of(
        common,
        min(a, b) if terms >= FEWEST_TERMS else max(a, b),
        len(one.runs & other.runs) / runs if runs else 0.0,
        terms,
        negated=one.negates != other.negates,
    )
    return evidence, shared


def _weigh(wording: Wording, weight: Callable[[str], float]) -> float:
    return sum(weight(term) for term in sorted(set(wording.terms)))


def _closest(
    wanted: frozenset[str], terms: tuple[str, ...], weight: Callable[[str], float]
) -> tuple[frozenset[str], float]:
    """Return those of ``wanted`` that stand close together in ``terms``, and their weight."""
    size = int(WINDOW_FACTOR * len(wanted) + WINDOW_SPARE)
    best: tuple[float, frozenset[str]] = (0.0, frozenset())
    if wanted.isdisjoint(terms):
        return frozenset(), 0.0
    for start in range(max(1, len(terms) - size + 1)):
        found = wanted.intersection(terms[start : start + size])
        total = sum(weight(term) for term in sorted(found))
        if total > best[0]:
            best = (total, found)
    return best[1], best[0]
