"""All queries of one request share one limit of time, waiting for a thread included."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from datasette.database import Database, QueryInterrupted

from claimtrack.publish import asked
from claimtrack.publish.budget import SPARE_SECONDS, budget, end
from claimtrack.publish.queries import Data
from claimtrack.serve import SETTINGS, application
from tests.pages_data import build, gold_extractions

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
SECONDS = 0.2
LIMIT = SETTINGS["sql_time_limit_ms"] / 1000


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Yield a database as `claimtrack serve` opens it."""
    path = build(tmp_path / "claims.db", gold_extractions()[:2])
    datasette = application(path, immutable=True)
    await datasette.invoke_startup()
    yield datasette.databases["claims"]


@pytest.mark.asyncio
async def test_queries_of_a_request_end_together(database: Database) -> None:
    began = time.monotonic()
    with budget(SECONDS):
        for _ in range(3):
            with pytest.raises(QueryInterrupted):
                await database.execute(ENDLESS)
        assert [(1,)] == [tuple(row) for row in (await database.execute("SELECT 1")).rows]  # a short one still runs
    assert SECONDS <= time.monotonic() - began < 2 * LIMIT  # each alone would take as long as the limit of one query


@pytest.mark.asyncio
async def test_a_facet_does_not_begin_late(database: Database) -> None:
    with budget(0.0):
        with pytest.raises(QueryInterrupted):
            await database.execute("SELECT 2", custom_time_limit=400)
        assert (await database.execute("SELECT 2")).rows


@pytest.mark.asyncio
async def test_waiting_for_a_thread_counts(database: Database) -> None:
    """With more endless requests than threads the last ones end with the first."""
    number = 3 * int(str(database.ds.setting("num_sql_threads")))

    async def ask() -> None:
        with budget(SECONDS), pytest.raises(QueryInterrupted):
            await database.execute(ENDLESS)

    began = time.monotonic()
    await asyncio.gather(*(ask() for _ in range(number)))
    assert time.monotonic() - began < 2 * LIMIT  # three turns of all threads


@pytest.mark.asyncio
async def test_nothing_begins_long_after_the_end(database: Database) -> None:
    with budget(-2 * SPARE_SECONDS), pytest.raises(QueryInterrupted):
        await database.execute("SELECT 3")
    assert end() == float("inf")
    assert (await database.execute("SELECT 3")).rows


def test_a_page_of_ours_ends_with_its_request() -> None:
    data = Data(sqlite3.connect(":memory:"), time.monotonic() + SECONDS)
    began = time.monotonic()
    for _ in range(10):
        with pytest.raises(QueryInterrupted):
            data.all_rows(ENDLESS)
    assert time.monotonic() - began < 5 * SECONDS


@pytest.mark.asyncio
async def test_rights_that_take_too_long_are_no_fault(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its own queries a page asks who may see it; on a busy machine that alone may use up the time."""

    async def too_late(*_: object) -> None:
        raise QueryInterrupted(sqlite3.OperationalError("interrupted"), "", {})

    assert (await database.ds.client.get("/")).status_code == 200
    monkeypatch.setattr(asked, "ensure_visible", too_late)
    assert (await database.ds.client.get("/?from=2026")).status_code == 503
