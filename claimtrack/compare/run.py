"""Comparing a database: articles that are not compared yet in, the same claims found, in one transaction.

Only what is new is scored, and only the groups that it touches are grouped again. The result is the same whatever the
order in which the articles came: a likeness depends on its two articles alone, and groups on likenesses alone.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen
from sqlite_utils import Database

from claimtrack.compare.acronyms import join_introduced
from claimtrack.compare.candidates import day_of, read_article, related
from claimtrack.compare.cluster import ALSO, SAME
from claimtrack.compare.listing import figures
from claimtrack.compare.namesakes import tell_apart
from claimtrack.compare.normalise import vocabulary
from claimtrack.compare.offices import write_offices
from claimtrack.compare.reuse import Passage, may_share, passages_of, reused
from claimtrack.compare.score import Article, closeness, likeness, weigher
from claimtrack.compare.settling import settle
from claimtrack.compare.sharing import write_passages
from claimtrack.packs import Pack, load_pack
from claimtrack.store import open_existing
from claimtrack.store.database import clear_errors, path_of
from claimtrack.store.ids import digest

RULES = "19"
REMEMBERED = 512
DESCRIBED = (
    ("compared_documents", "document_id"),
    ("document_keys", "document_id"),
    ("propositions", "document_id"),
    ("related_documents", "one_id"),
    ("related_documents", "other_id"),
    ("passages", "document_id"),
)

Progress = Callable[[int, int], None]


@frozen
class Compared:
    """What a comparison found.

    Args:
        documents: articles that were compared now.
        propositions: how many propositions the database has.
        clusters: how many claims they are.
        shared: how many of those claims more than one outlet carries.
    """

    documents: int
    propositions: int
    clusters: int
    shared: int

    def __str__(self) -> str:
        """Return the summary for people."""
        return (
            f"{self.documents} articles compared; {self.propositions} propositions are {self.clusters} claims, "
            f"{self.shared} of them in more than one outlet"
        )


def compare(db: str | Path, *, lang: str, progress: Progress | None = None) -> Compared:
    """Find the same claims in the database at ``db``, as far as that is not done.

    Args:
        db: a database that `claimtrack.ingest` has filled.
        lang: code of the language pack.
        progress: called with the articles done and the articles in all.

    Returns:
        What was found.

    Raises:
        StoreError: the database cannot be opened or written; nothing was changed.
        PackError: there is no such language pack.
    """
    pack = load_pack(lang)
    with closing(open_existing(db)) as database:
        return _Comparison(database, pack, progress or (lambda _done, _total: None)).run()


@frozen
class _Comparison:
    """One comparison under way."""

    db: Database
    pack: Pack
    progress: Progress
    articles: Callable[[str], Article] = field(init=False)
    passages: Callable[[str], tuple[Passage, ...]] = field(init=False)
    outlet: Callable[[str], str | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Remember the articles that were read last."""
        for name, read in (("articles", self._read), ("passages", self._read_passages), ("outlet", self._outlet)):
            object.__setattr__(self, name, lru_cache(maxsize=REMEMBERED)(read))

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the connection of the database."""
        return self.db.conn

    @property
    def version(self) -> str:
        """Return what names the rules and words that a comparison follows."""
        return digest("comparison", RULES, self.pack.version)

    def run(self) -> Compared:
        """Compare what is not compared."""
        with clear_errors(path_of(self.db)):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                documents = self._compare()
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()
            return self._summary(documents)

    def _compare(self) -> int:
        """Compare what is not compared; return how many articles that was."""
        documents = self._outdated()
        self._forget(documents)
        for document in documents:
            self._describe(document)
        for done, document in enumerate(documents, 1):
            self._score(document)
            self.progress(done, len(documents))
        join_introduced(self.connection, documents, self.pack)
        tell_apart(self.connection, documents, self.pack)
        write_offices(self.connection, documents, self.pack)
        settle(self.connection, documents, self.pack)
        self.connection.executemany(
            "INSERT INTO compared_documents VALUES (?, ?)", [(document, self.version) for document in documents]
        )
        return len(documents)

    def _outdated(self) -> list[str]:
        """Return the articles that are not compared by these rules and words, sorted."""
        query = """SELECT id FROM documents LEFT JOIN compared_documents c ON c.document_id = id
            WHERE c.version IS NOT ? ORDER BY id"""
        return [row[0] for row in self.connection.execute(query, [self.version])]

    def _forget(self, documents: Sequence[str]) -> None:
        """Delete what an earlier comparison has said of ``documents``."""
        keys = [(document,) for document in documents]
        for table, column in DESCRIBED:
            self.connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", keys)  # noqa: S608 - our own names

    def _describe(self, document: str) -> None:
        """Write the keys and propositions of ``document``."""
        article = self.articles(document)
        _, published = self._text(document)
        day = day_of(published)
        self.connection.executemany(
            "INSERT INTO document_keys VALUES (?, ?, ?)", [(document, key, day) for key in sorted(article.keys)]
        )
        self.connection.executemany("INSERT INTO propositions VALUES (?, ?, ?, ?, ?, ?)", _propositions(article))
        texts = [(wording.proposition.id, wording.proposition.text) for wording in article.wordings]
        self.connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", figures(texts, self.pack))

    def _score(self, document: str) -> None:
        """Write how alike the propositions of ``document`` are to one another and to those of related articles."""
        article = self.articles(document)
        for key in related(self.connection, document):
            other = self.articles(key)
            one, two = sorted((article, other), key=lambda a: a.id)
            row = (one.id, two.id, reused(one, two), closeness(one, two))
            if self.connection.execute("INSERT OR IGNORE INTO related_documents VALUES (?, ?, ?, ?)", row).rowcount:
                self._write(_likenesses(article, other))
                self._share(one, two)
        self._write(_likenesses(article, article))

    def _share(self, one: Article, other: Article) -> None:
        """Write the passages that articles of two outlets share."""
        if may_share(one, other) and (self.outlet(one.id) is None or self.outlet(one.id) != self.outlet(other.id)):
            write_passages(self.connection, (one.id, other.id), (self.passages(one.id), self.passages(other.id)))

    def _write(self, rows: Iterator[tuple[str, str, float, float, str]]) -> None:
        self.connection.executemany("INSERT INTO likenesses VALUES (?, ?, ?, ?, ?)", rows)

    def _read(self, document: str) -> Article:
        text, _ = self._text(document)
        return read_article(self.connection, document, text, self.pack, vocabulary(self.pack))

    def _read_passages(self, document: str) -> tuple[Passage, ...]:
        return passages_of(self._text(document)[0], self.pack)

    def _outlet(self, document: str) -> str | None:
        query = "SELECT outlet_id FROM documents WHERE id = ?"
        found: str | None = self.connection.execute(query, [document]).fetchone()[0]
        return found

    def _text(self, document: str) -> tuple[str, str]:
        """Return text and day of publication of ``document``."""
        query = "SELECT text, published FROM documents WHERE id = ?"
        text, published = self.connection.execute(query, [document]).fetchone()
        return text, published

    def _summary(self, documents: int) -> Compared:
        """Return what the database holds now."""
        return Compared(
            documents=documents,
            propositions=self.db["propositions"].count,
            clusters=self.db["clusters"].count,
            shared=self.db["corroborations"].count_where("n_outlets > 1"),
        )


def _propositions(article: Article) -> Iterator[tuple[str, str, str, int, str, str]]:
    """Yield the rows of the table ``propositions`` for ``article``."""
    for position, wording in enumerate(article.wordings):
        p = wording.proposition
        yield (p.id, p.attribution_id, p.document_id, position, p.text, json.dumps(p.spans))


def _likenesses(one: Article, other: Article) -> Iterator[tuple[str, str, float, float, str]]:
    """Yield the rows of the table ``likenesses`` for two articles, or for one with itself."""
    weight, close = lru_cache(maxsize=None)(weigher(one, other)), closeness(one, other)
    marks = {wording.proposition.id: wording.runs.union(wording.terms) for wording in (*one.wordings, *other.wordings)}
    for at, a in enumerate(one.wordings):
        for b in one.wordings[at + 1 :] if one is other else other.wordings:
            if marks[a.proposition.id].isdisjoint(marks[b.proposition.id]):  # nothing shared, a likeness of 0
                continue
            if a.proposition.attribution_id == b.proposition.attribution_id:  # each sentence of a quotation says more
                continue
            first, second = sorted((a, b), key=lambda wording: wording.proposition.id)
            found = likeness(first, second, weight, close)
            if found.value >= min(SAME.floor, ALSO.floor):
                ids = (first.proposition.id, second.proposition.id)
                yield (*ids, found.value, found.verbatim, " ".join(found.shared))
