"""What is remembered of a published database, which cannot change: finished pages, its schema, long counts."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.publish import asked, kept, readings, search_queries
from claimtrack.publish.compat import REMEMBERED_SECONDS
from claimtrack.publish.kept import Answer, Kept
from claimtrack.publish.public import publish
from claimtrack.publish.search_queries import Search
from tests.pages_data import build, gold_extractions
from tests.pages_site import Site, site_of

ARTICLE = "/article/sagara-kapal-lamuru"


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("kept") / "claims.db", gold_extractions())


@pytest.fixture
def opened(private: Path, tmp_path: Path) -> Iterator[Site]:
    public = publish(private, tmp_path / "public.db").path
    with site_of(public, immutable=True) as found:
        yield found


@pytest.fixture
def asked_for(opened: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates that are rendered from now on."""
    assert opened
    rendered: list[str] = []
    render = asked.render

    def noted(*given: object, **more: object) -> Answer:
        rendered.append(str(given[2]))
        return render(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(asked, "render", noted)
    return rendered


def test_a_page_is_made_once(opened: Site, asked_for: list[str]) -> None:
    assert opened.get(ARTICLE).body == opened.get(ARTICLE).body
    assert ["article"] == asked_for


def test_a_page_that_many_wait_for_is_made_once(opened: Site, asked_for: list[str]) -> None:
    client = opened.datasette.client

    async def many() -> set[str]:
        return {answer.text for answer in await asyncio.gather(*(client.get("/method") for _ in range(20)))}

    assert 1 == len(opened.loop.run_until_complete(many()))
    assert ["method"] == asked_for


@pytest.mark.parametrize("other", ["/search?q=kapal", "/search?q=kapal&page=2", "/search?q=kapal&_lang=en"])
def test_another_address_is_another_page(opened: Site, asked_for: list[str], other: str) -> None:
    opened.get("/search?q=banjir")
    opened.get(other)
    assert ["search", "search"] == asked_for


def test_another_language_is_another_page(opened: Site) -> None:
    assert ["id", "en"] == [opened.get("/", accept_language=code).headers["content-language"] for code in ("id", "en")]


def test_an_argument_beyond_those_that_links_keep_still_counts(opened: Site) -> None:
    many = "&".join(f"x{number}=1" for number in range(60))
    first, second = (opened.get(f"/search?{many}&q={word}") for word in ("kapal", "banjir"))
    assert first.body != second.body


def test_who_has_a_page_is_told_that_it_still_holds(opened: Site) -> None:
    page = opened.get(ARTICLE)
    again = opened.get(ARTICLE, if_none_match=f'"other", W/{page.headers["etag"]}')
    assert (304, "", page.headers["etag"]) == (again.status, again.body, again.headers["etag"])
    assert "no-cache" == page.headers["cache-control"]
    assert {"content-security-policy", "x-content-type-options"} <= set(again.headers)


def test_a_page_of_another_word_is_sent_whole(opened: Site) -> None:
    mark = opened.get(ARTICLE).headers["etag"]
    assert 200 == opened.get("/method", if_none_match=mark).status


def test_nothing_is_remembered_of_a_database_that_may_change(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site_of(private) as found:
        assert "etag" not in found.get(ARTICLE).headers
        monkeypatch.setattr(kept.Kept, "put", lambda *_: pytest.fail("remembered"))
        found.get("/method")


def test_a_refusal_comes_before_what_is_remembered(opened: Site) -> None:
    assert 200 == opened.get(ARTICLE).status
    opened.datasette._metadata_local["allow"] = False  # noqa: SLF001 -- as if a plugin changed its mind
    opened.loop.run_until_complete(asyncio.sleep(1.1 * REMEMBERED_SECONDS))  # what everybody may see, that long
    assert 403 == opened.get(ARTICLE).status


def test_the_room_for_answers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 10_000)
    found = Kept()
    for number in range(100):
        found.put((str(number),), Answer("x" * 1000, "text/plain"))
        found.get(("0",))
    assert found.get(("0",))  # asked for all the time
    assert not found.get(("1",))
    assert found.get(("99",))


def test_an_answer_that_is_too_large_is_not_kept() -> None:
    found = Kept()
    found.put(("key",), Answer("x" * (kept.LARGEST + 1), "text/plain"))
    assert not found.get(("key",))


def test_datasette_asks_for_the_schema_of_a_table_once(opened: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own page of a table shows the same the second time, and asks less than half."""
    calls: list[int] = []
    database = opened.datasette.databases["public"]
    run = database.execute_fn

    async def counted(function: object) -> object:
        calls.append(1)
        return await run(function)

    monkeypatch.setattr(database, "execute_fn", counted)
    tables, numbers = [], []
    for _ in range(2):
        calls.clear()
        tables.append(opened.get("/public/attributions").body.split("<table")[1].split("</table>")[0])
        numbers.append(len(calls))
    assert tables[0] == tables[1]
    assert numbers[1] < numbers[0] / 2


def test_facets_of_a_published_table_are_counted_over_an_index(private: Path, tmp_path: Path) -> None:
    public = publish(private, tmp_path / "public.db").path
    with closing(sqlite3.connect(public)) as connection:
        for column in ("style", "cue_class"):
            query = f"SELECT {column}, count(*) FROM attributions WHERE {column} IS NOT NULL GROUP BY {column}"  # noqa: S608
            plan = " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
            assert f"USING COVERING INDEX attributions_{column}" in plan


def test_a_search_chooses_from_indexes_alone(private: Path, tmp_path: Path) -> None:
    public = publish(private, tmp_path / "public.db").path
    bound = {**Search("kapal").bound(), "limit": 12, "shown": 26, "offset": 0}
    with closing(sqlite3.connect(public)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {search_queries._HITS}{search_queries._FOUND}", bound)  # noqa: SLF001
        plan = " ".join(str(row[3]) for row in rows)
    assert "SEARCH a USING COVERING INDEX attributions_found (claim_id=?)" in plan
    assert "SEARCH d USING COVERING INDEX documents_found (id=?)" in plan


def test_who_says_what_is_read_by_indexes_from_who_is_named(private: Path, tmp_path: Path) -> None:
    public = publish(private, tmp_path / "public.db").path
    bound = {"query": "kapal", "sources": "[]", "about": 1, "spoken": 1, "limit": 1}
    with closing(sqlite3.connect(public)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {readings._SPOKEN}", bound)  # noqa: SLF001
        plan = [str(row[3]) for row in rows]
    assert [step for step in plan if re.match(r"SEARCH a USING COVERING INDEX attributions_\w+ \(source_id=\?\)", step)]
    assert "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)" in plan
    assert not [step for step in plan if re.match(r"SCAN (a|c)\b", step)]
