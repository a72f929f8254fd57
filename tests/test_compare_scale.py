"""Scale: an article is compared with the news of its days, found by indexes, whatever else the database holds."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.compare import candidates, chains, deciding, drifting, groups, inferring, offices, sharing
from claimtrack.compare.candidates import DAYS, SHARED_KEYS, related
from claimtrack.store import open_database

DOCUMENTS = st.lists(
    st.tuples(st.sets(st.sampled_from("abcdef"), min_size=1), st.none() | st.integers(1, 40)), min_size=1, max_size=7
)
QUERIES = {
    f"{module.__name__.rsplit('.', 1)[-1]}.{name}": query
    for module, names in (
        (candidates, ("RELATED",)),
        (groups, ("TOUCHED", "STALE", "NEAR", "ALIKE", "ORDER")),
        (chains, ("ATTRIBUTIONS", "CHAIN", "WORDINGS", "DIFFERING")),
        (drifting, ("ORIGINS", "MENTIONS")),
        (inferring, ("WORDINGS", "COPIES", "SAME_WORDS")),
        (sharing, ("COMPANIONS", "LEAVE", "CLAIMS", "CREDIT")),
        (offices, ("GIVEN", "FORGET", "LET")),
        (deciding, ("CLAIM", "WORDINGS", "NAMED")),
    )
    for name in names
    for query in [getattr(module, name)]
} | {
    f"sharing.{kind.name} {part}": getattr(kind, part)
    for kind in (sharing.DOCUMENTS, sharing.PASSAGES)
    for part in ("near", "of", "place")
}
# What a query has put together itself, and the clusters that wait to be grouped again.
SMALL = {"CONSTANT", "near", "up", "link", "ordered", "s"}


@pytest.fixture(scope="module")
def empty() -> Iterator[Database]:
    with closing(open_database(":memory:")) as db:
        yield db


@settings(deadline=None)
@given(DOCUMENTS)
def test_related_articles_share_keys_and_days_where_both_are_known(
    empty: Database, documents: list[tuple[set[str], int | None]]
) -> None:
    empty.execute("PRAGMA foreign_keys = off")
    empty.execute("DELETE FROM document_keys")
    rows = [(str(at), key, day) for at, (keys, day) in enumerate(documents) for key in keys]
    empty.conn.executemany("INSERT INTO document_keys VALUES (?, ?, ?)", rows)
    for at, (keys, day) in enumerate(documents):
        near = [
            str(other)
            for other, (theirs, when) in enumerate(documents)
            if other != at
            and len(keys & theirs) >= SHARED_KEYS
            and (day is None or when is None or abs(day - when) <= DAYS)
        ]
        assert sorted(near) == related(empty.conn, str(at))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_what_is_asked_for_each_article_or_claim_reads_indexes_and_no_whole_table(empty: Database, name: str) -> None:
    query = QUERIES[name]
    named = dict.fromkeys(re.findall(r"(?<=:)[a-z]+", query), "x")
    values = ["x"] * (2 if "?2" in query else query.count("?")) if "?" in query else named
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    assert plan
    scanned = [step.split()[1] for step in plan if step.startswith("SCAN")]
    assert [] == [table for table in scanned if table not in SMALL and not table.startswith("(")]
