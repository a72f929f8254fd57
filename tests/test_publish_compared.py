"""Publishing what was compared: a claim that lost a mention tells nothing of it any more."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.compare.run import compare
from claimtrack.publish.public import Choice, publish
from tests.pages_data import build, story_extractions

COUNTED = (
    "claim_relations",
    "corroborations",
    "claim_origins",
    "claim_mentions",
    "claim_outlets",
    "stories",
    "figures",
)


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("story") / "claims.db", story_extractions())
    compare(path, lang="id")
    return path


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def published(private: Path, tmp_path: Path, *withdrawn: str) -> Path:
    return publish(private, tmp_path / "public.db", Choice(withdrawn=withdrawn)).path


@pytest.mark.parametrize("table", COUNTED)
def test_what_is_public_as_a_whole_is_counted_as_before(private: Path, tmp_path: Path, table: str) -> None:
    sql = f"SELECT * FROM {table}"  # noqa: S608 - our own names
    rows = ask(private, sql)
    assert rows
    assert sorted(map(repr, rows)) == sorted(map(repr, ask(published(private, tmp_path), sql)))


def test_a_claim_shown_in_part_is_counted_anew(private: Path, tmp_path: Path) -> None:
    sql = "SELECT n_outlets, n_denials, contested, partial FROM stories ORDER BY n_mentions DESC LIMIT 1"
    assert [(3, 1, 1, 0)] == ask(private, sql)
    assert [(3, 0, 0, 1)] == ask(published(private, tmp_path, "bantah"), sql)
    assert [] == ask(tmp_path / "public.db", "SELECT 1 FROM claim_origins WHERE side = 'denies'")


def test_the_wording_of_a_withdrawn_article_names_no_claim(private: Path, tmp_path: Path) -> None:
    sql = "SELECT text FROM clusters ORDER BY id"
    assert "retak sepanjang 40 meter" in repr(ask(private, sql))
    assert "40 meter" not in repr(ask(published(private, tmp_path, "pertama", "bantah"), sql))


def test_an_outlet_whose_mention_was_withdrawn_is_not_called_silent(private: Path, tmp_path: Path) -> None:
    (key,) = ask(private, "SELECT cluster_id FROM stories ORDER BY n_mentions DESC LIMIT 1")[0]
    sql = f"SELECT outlet_id FROM silent_outlets WHERE cluster_id = '{key}'"  # noqa: S608 - our own
    assert [("media-diam",)] == ask(private, sql)
    assert [] == ask(published(private, tmp_path, "bantah"), sql)
