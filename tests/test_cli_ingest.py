"""`claimtrack ingest`: what it stores, what it says, and databases it must not touch."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import Outcome, claimtrack, unprivileged
from tests.conftest import ARTICLE


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own tables


def write_rows(path: Path, **rows: str) -> Path:
    lines = [json.dumps({"id": key, "outlet": "Kabar Uji", "text": text}) for key, text in rows.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_article_is_stored_with_its_attributions(filled: Path) -> None:
    assert (1, 2) == (count(filled, "documents"), count(filled, "attributions"))


def test_ingesting_again_adds_nothing(filled: Path, article: Path) -> None:
    again = claimtrack("ingest", article, "--db", filled)
    assert (1, 2) == (count(filled, "documents"), count(filled, "attributions"))
    assert "1 unchanged" in again.out


def test_changed_article_replaces_its_own_rows(tmp_path: Path) -> None:
    db = tmp_path / "claims.db"
    claimtrack("ingest", write_rows(tmp_path / "a.jsonl", a=ARTICLE, b=ARTICLE), "--db", db)
    changed = claimtrack(
        "ingest", write_rows(tmp_path / "a.jsonl", a="Menurut BPBD, air surut.\n", b=ARTICLE), "--db", db
    )
    assert (2, 3) == (count(db, "documents"), count(db, "attributions"))
    assert "1 changed" in changed.out
    assert "1 unchanged" in changed.out


def test_summary_tells_what_was_skipped_and_why(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "a.jsonl", a=ARTICLE, b="")
    outcome = claimtrack("ingest", rows, "--db", tmp_path / "claims.db")
    assert 0 == outcome.status
    assert "1 added" in outcome.out
    assert "1 skipped" in outcome.out
    assert "a.jsonl:2" in outcome.out


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_date_that_is_not_understood_is_said_with_its_place(command: str, tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text(json.dumps({"text": ARTICLE, "published": "kemarin"}), encoding="utf-8")
    outcome = claimtrack(command, rows, folder=tmp_path)
    assert 0 == outcome.status
    assert "a.jsonl:1: a date of publication that is not understood: 'kemarin'" in outcome.out + outcome.err


def test_folder_text_and_csv_are_read(tmp_path: Path, article: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text('id,outlet,text\nc1,Kabar Uji,"Menurut BPBD, air surut."\n', encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.txt").write_text("Air surut, kata Budi.\n", encoding="utf-8")
    db = tmp_path / "claims.db"
    assert 0 == claimtrack("ingest", article, table, folder, "--db", db).status
    assert 3 == count(db, "documents")


def not_sqlite(path: Path) -> str:
    path.write_text("Ini bukan basis data.\n" * 100, encoding="utf-8")
    return "not an SQLite database"


def newer_schema(path: Path) -> str:
    claimtrack("ingest", path.with_name("article.txt"), "--db", path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('claimtrack', '9999_later', '2030-01-01')"
        )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return "newer claimtrack"


def somebody_elses(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    return "another program's"


@pytest.mark.parametrize("fault", [not_sqlite, newer_schema, somebody_elses])
def test_database_of_another_kind_is_left_as_it_was(
    fault: Callable[[Path], str], tmp_path: Path, article: Path
) -> None:
    db = tmp_path / "other.db"
    expected = fault(db)
    before = db.read_bytes()
    outcome = claimtrack("ingest", article, "--db", db)
    assert_one_line(outcome, "other.db", expected)
    assert before == db.read_bytes()


def test_folder_in_place_of_a_database_is_one_line(tmp_path: Path, article: Path) -> None:
    (tmp_path / "other.db").mkdir()
    assert_one_line(claimtrack("ingest", article, "--db", tmp_path / "other.db"), "other.db", "folder")


def test_database_in_a_missing_folder_is_one_line(tmp_path: Path, article: Path) -> None:
    assert_one_line(
        claimtrack("ingest", article, "--db", tmp_path / "absent" / "claims.db"), "absent", "does not exist"
    )


def test_locked_database_is_one_line_and_unchanged(filled: Path, tmp_path: Path) -> None:
    other = write_rows(tmp_path / "b.jsonl", b=ARTICLE)
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        outcome = claimtrack("ingest", other, "--db", filled)
        connection.execute("ROLLBACK")
    assert_one_line(outcome, "claims.db", "another program is writing")
    assert 1 == count(filled, "documents")


def test_read_only_database_is_one_line(filled: Path, tmp_path: Path) -> None:
    other = write_rows(tmp_path / "b.jsonl", b=ARTICLE)
    for path in tmp_path.glob("claims.db*"):
        path.chmod(0o444)
    assert_one_line(unprivileged("ingest", other, "--db", filled), "claims.db", "cannot be written")
    assert 1 == count(filled, "documents")


def assert_one_line(outcome: Outcome, *expected: str) -> None:
    assert (1, 1) == (outcome.status, outcome.err.count("\n")), outcome
    assert outcome.err.startswith("claimtrack: ")
    for words in expected:
        assert words in outcome.err
