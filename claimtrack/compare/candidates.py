"""Articles in, those worth comparing out: by an index of what each is about, never by looking at all of them.

What an article is about are its most frequent terms, names first. Two articles are related when they share enough of
those and were published within a few days of each other.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from claimtrack.compare.normalise import Vocabulary, words_of
from claimtrack.compare.propositions import propositions_of
from claimtrack.compare.score import WORDS_OF_REUSE, Article, Wording, runs_of
from claimtrack.dates import find_dates
from claimtrack.packs import Pack
from claimtrack.quantities import find_quantities

KEYS = 20
SHARED_KEYS = 4
DAYS = 10
NAME_FACTOR = 2
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]?\s|\n")
_NAME = re.compile(r"(?<=[^\W_][ ,] )[A-Z]\w+|(?<=[^\W_] )[A-Z]\w+")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+")

# Each part reads the index of keys by day, so that an article costs the news of its days, not of all years.
RELATED = """WITH near (document_id) AS (
      SELECT other.document_id FROM document_keys mine JOIN document_keys other
        ON other.key = mine.key AND other.day BETWEEN mine.day - :days AND mine.day + :days
        WHERE mine.document_id = :document
      UNION ALL SELECT other.document_id FROM document_keys mine JOIN document_keys other
        ON other.key = mine.key AND other.day IS NULL WHERE mine.document_id = :document AND mine.day IS NOT NULL
      UNION ALL SELECT other.document_id FROM document_keys mine JOIN document_keys other
        ON other.key = mine.key WHERE mine.document_id = :document AND mine.day IS NULL)
    SELECT document_id FROM near WHERE document_id <> :document
    GROUP BY document_id HAVING count(*) >= :shared ORDER BY document_id"""


def sentences_of(text: str) -> list[str]:
    """Return the sentences of ``text``, roughly: good enough to count in how many a word stands."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def read_article(connection: sqlite3.Connection, document: str, text: str, pack: Pack, words: Vocabulary) -> Article:
    """Return the article ``document``, whose words are ``text``, as it is compared."""
    sets = [found for sentence in sentences_of(text) if (found := set(words.terms(sentence)))]
    frequency = Counter(term for found in sets for term in found)
    wordings = (Wording.of(p, words) for p in propositions_of(connection, document, text, pack))
    return Article(
        document,
        tuple(w for w in wordings if w.terms),
        len(sets),
        frequency,
        names_of(things_in(text, pack), frequency, words),
        frozenset(keys_of(frequency, text)),
        runs_of(words_of(text), WORDS_OF_REUSE),
    )


def things_in(text: str, pack: Pack) -> Iterator[str]:
    """Yield what stands in ``text`` for one thing in several words: full names, quantities, dates."""
    yield from _FULL_NAME.findall(text)
    yield from (quantity.span.text for quantity in find_quantities(text, lang=pack.lang))
    yield from (day.span.text for day in find_dates(text, lang=pack.lang))


def names_of(things: Iterable[str], frequency: Mapping[str, int], words: Vocabulary) -> dict[str, int]:
    """Return the terms that an article has in ``things`` alone, each with how many terms the longest of them has.

    Args:
        things: what stands for one thing in several words.
        frequency: term -> in how many of its sentences it stands.
        words: the vocabulary of its language.
    """
    inside: Counter[str] = Counter()
    longest: dict[str, int] = {}
    for thing in (set(words.terms(found)) for found in things):
        inside.update(thing)
        longest.update({term: max(len(thing), longest.get(term, 0)) for term in thing})
    return {term: size for term, size in longest.items() if size > 1 and frequency[term] <= inside[term]}


def keys_of(frequency: Mapping[str, int], text: str) -> list[str]:
    """Return the terms that say what ``text`` is about; it tells which of them are names.

    Args:
        frequency: term -> in how many of its sentences it stands.
        text: of an article.
    """
    names = {word for found in _NAME.findall(text) for word in words_of(found)}
    return sorted(frequency, key=lambda term: (-frequency[term] * (NAME_FACTOR if term in names else 1), term))[:KEYS]


def day_of(published: str) -> int | None:
    """Return the day of an ISO 8601 date or date-time as a number; None where it is none."""
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None


def related(connection: sqlite3.Connection, document: str) -> list[str]:
    """Return the ids of the articles worth comparing with ``document``, sorted."""
    values = {"document": document, "days": DAYS, "shared": SHARED_KEYS}
    return [row[0] for row in connection.execute(RELATED, values)]
