"""Ingest: every article once, whole or not at all, whatever happens on the way."""

import io
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import claimtrack.ingest
from claimtrack.errors import PackError, ReadError, StoreError
from claimtrack.ingest import Summary, batches, ingest
from claimtrack.model import Attribution, Document, Extraction, Span
from claimtrack.packs import load_pack
from claimtrack.read import Reader
from claimtrack.store import open_database
from tests.command import ROOT, environment

LANG = "id"
TEXT = "Air surut sejak pagi, kata Rahmat.\nJalan dibuka lagi, kata Sari."


def first_words(document: Document) -> Extraction:
    """Return an extraction that needs no grammar: the first word of each line says the rest of it."""
    found, at = [], 0
    for line in document.text.split("\n"):
        cue, _, rest = line.partition(" ")
        if cue and rest.strip():
            content = Span.of(document.text, at + len(cue) + 1, at + len(line))
            span = Span.of(document.text, at, at + len(cue))
            found.append(Attribution(None, span, (content,), "indirect", negated=False, rule="test", source_name=cue))
        at += len(line) + 1
    return Extraction(document, tuple(found), (), LANG, "0")


def articles(path: Path, count: int, **fields: str) -> Path:
    """Write ``count`` articles, each of its own text, as JSONL."""
    rows = [
        {"id": f"a{n}", "outlet": f"Harian {n % 3}", "text": f"{TEXT}\nHal {n} lain."} | fields for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def stored(db: Path) -> dict[str, list[Any]]:
    """Return the rows of every table without the clock, sorted."""
    tables = ("runs", "outlets", "documents", "sources", "source_aliases", "credits", "claims", "attributions", "spans")
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        found = {}
        for table in tables:
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own names
            clock = {"started_at": "", "ingested_at": ""}
            found[table] = sorted((row | {key: "" for key in clock if key in row} for row in rows), key=repr)
        assert [("ok",)] == [tuple(row) for row in connection.execute("PRAGMA integrity_check")]
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
    return found


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return (summary.read, summary.added, summary.changed, summary.unchanged)


def test_articles_are_stored_with_what_the_pipeline_reads_in_them(tmp_path: Path) -> None:
    summary = ingest([articles(tmp_path / "a.jsonl", 3)], tmp_path / "c.db", lang=LANG)
    assert (3, 3, 0, 0) == counts(summary)
    found = stored(tmp_path / "c.db")
    assert {"Rahmat", "Sari"} <= {row["source_text"] for row in found["attributions"]}
    assert 6 <= len(found["attributions"])
    assert {"Air surut sejak pagi, kata Rahmat.", "Jalan dibuka lagi, kata Sari."} <= {
        row["sentence"] for row in found["attributions"]
    }


def test_content_that_only_points_back_is_no_claim(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Air surut, kata Rahmat. Hal itu dibenarkan oleh Dewi.\n", encoding="utf-8")
    ingest([article], tmp_path / "claims.db", lang=LANG)
    with closing(sqlite3.connect(tmp_path / "claims.db")) as database:
        rows = database.execute("select content_text, claim_id is null from attributions order by position").fetchall()
        assert [("Air surut", 0), ("Hal itu", 1)] == rows
        assert [("Air surut",)] == database.execute("select text from claims").fetchall()


def test_second_ingest_changes_nothing(tmp_path: Path) -> None:
    path, db = articles(tmp_path / "a.jsonl", 5), tmp_path / "c.db"
    ingest([path], db, lang=LANG, extract=first_words)
    once = stored(db)
    assert (5, 0, 0, 5) == counts(ingest([path], db, lang=LANG, extract=first_words))
    assert once == stored(db)


def test_unchanged_articles_are_not_extracted_again(tmp_path: Path) -> None:
    path, db = articles(tmp_path / "a.jsonl", 5), tmp_path / "c.db"
    ingest([path], db, lang=LANG, extract=first_words)

    def refuse(document: Document) -> Extraction:
        raise AssertionError(document)

    assert (5, 0, 0, 5) == counts(ingest([path], db, lang=LANG, extract=refuse))


def test_changed_article_replaces_its_rows_and_no_others(tmp_path: Path) -> None:
    path, db = articles(tmp_path / "a.jsonl", 3), tmp_path / "c.db"
    ingest([path], db, lang=LANG, extract=first_words)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = json.dumps(json.loads(lines[1]) | {"text": "Rahmat membantah."})
    path.write_text("\n".join(lines), encoding="utf-8")
    assert (3, 0, 1, 2) == counts(ingest([path], db, lang=LANG, extract=first_words))
    ingest([path], tmp_path / "fresh.db", lang=LANG, extract=first_words)
    found, fresh = stored(db), stored(tmp_path / "fresh.db")
    assert [fresh[table] for table in ("documents", "claims", "attributions", "spans")] == [
        found[table] for table in ("documents", "claims", "attributions", "spans")
    ]


def test_another_version_of_the_pack_extracts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, db = articles(tmp_path / "a.jsonl", 3), tmp_path / "c.db"
    ingest([path], db, lang=LANG, extract=first_words)
    monkeypatch.setattr("claimtrack.ingest.load_pack", lambda lang: evolve(load_pack(lang), version="another"))
    assert (3, 0, 3, 0) == counts(ingest([path], db, lang=LANG, extract=first_words))
    assert ["another"] == [row["pack_version"] for row in stored(db)["runs"]]


def test_order_of_ingest_changes_no_row(tmp_path: Path) -> None:
    paths = [articles(tmp_path / f"{n}.jsonl", 1, id=f"x{n}", text=f"{TEXT}\nHal {n}.") for n in range(4)]
    for name, some in (("one.db", paths), ("two.db", paths[::-1])):
        for path in some:
            ingest([path], tmp_path / name, lang=LANG, extract=first_words)
    assert stored(tmp_path / "one.db") == stored(tmp_path / "two.db")


def test_claim_has_the_shortest_of_its_wordings_whatever_came_first_or_was_replaced(tmp_path: Path) -> None:
    quoted, plain = '"Air surut sejak pagi," kata Rahmat.', "Air surut sejak pagi, kata Rahmat."
    for turn, texts in enumerate([(quoted, plain), (plain, quoted)]):
        db = tmp_path / f"{turn}.db"
        for number, text in enumerate(texts):
            ingest([articles(tmp_path / "a.jsonl", 1, id=f"x{number}", text=text)], db, lang=LANG)
        assert ["Air surut sejak pagi"] == [row["text"] for row in stored(db)["claims"]]
        ingest([articles(tmp_path / "a.jsonl", 1, id=f"x{texts.index(plain)}", text=quoted)], db, lang=LANG)
        assert ['"Air surut sejak pagi,"'] == [row["text"] for row in stored(db)["claims"]]


def test_a_denial_that_only_points_back_does_not_word_the_claim_that_it_denies(tmp_path: Path) -> None:
    text = "Wali kota, Sutan Malik, mengatakan jembatan itu ambruk karena gempa. Hal itu dibantah Ratna Dewi."
    path, db = articles(tmp_path / "a.jsonl", 1, text=text), tmp_path / "c.db"
    for changed in ("", " Air surut."):
        ingest([articles(path, 1, text=text + changed)], db, lang=LANG)
        assert ["jembatan itu ambruk karena gempa"] == [row["text"] for row in stored(db)["claims"]]
        assert 2 == sum(row["claim_id"] is not None for row in stored(db)["attributions"])


def test_standard_input_is_ingested(tmp_path: Path) -> None:
    reader = Reader(stdin=io.BytesIO(articles(tmp_path / "a.jsonl", 4).read_bytes()))
    summary = ingest(["-"], tmp_path / "c.db", lang=LANG, reader=reader, extract=first_words)
    assert (4, 4, 0, 0) == counts(summary)


def test_article_that_cannot_be_extracted_stops_no_other_and_is_counted(tmp_path: Path) -> None:
    def fragile(document: Document) -> Extraction:
        if document.id == "a1":
            raise RecursionError
        return first_words(document)

    summary = ingest([articles(tmp_path / "a.jsonl", 3)], tmp_path / "c.db", lang=LANG, extract=fragile)
    assert (3, 2, 0, 0) == counts(summary)
    assert {"a fault of claimtrack in extracting (RecursionError)": 1} == summary.skipped
    assert "3 articles read: 2 added, 0 changed, 0 unchanged, 1 skipped" in str(summary)


def test_dates_that_are_not_understood_are_counted_each_time_and_the_articles_are_stored(tmp_path: Path) -> None:
    rows, db = articles(tmp_path / "a.jsonl", 5, published="kemarin"), tmp_path / "claims.db"
    for added in (5, 0):
        summary = ingest([rows], db, lang=LANG, extract=first_words)
        assert (5, added, {}) == (summary.read, summary.added, summary.skipped)
        assert {"a date of publication that is not understood": 5} == summary.warned
        assert [1, 2, 3] == [example.line for example in summary.examples]
        assert str(summary).endswith("0 skipped\n  warning for 5: a date of publication that is not understood")


def test_progress_counts_up_to_the_number_of_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claimtrack.ingest, "BATCH_DOCUMENTS", 2)
    seen: list[tuple[int, int]] = []
    path = articles(tmp_path / "a.jsonl", 5)
    ingest([path], tmp_path / "c.db", lang=LANG, extract=first_words, progress=lambda *pair: seen.append(pair))
    assert [(2, 5), (4, 5), (5, 5)] == seen


def test_batches_are_bounded_in_number_and_in_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claimtrack.ingest, "BATCH_DOCUMENTS", 3)
    monkeypatch.setattr(claimtrack.ingest, "BATCH_CHARACTERS", 10)
    sizes = [1, 1, 1, 20, 4, 7, 1]
    assert [[1, 1, 1], [20], [4, 7], [1]] == [
        [len(document.text) for document in batch]
        for batch in batches((Document("a" * size) for size in sizes), lambda document: len(document.text))
    ]


# --- nothing half-written


def test_broken_line_leaves_no_database(tmp_path: Path) -> None:
    path = articles(tmp_path / "a.jsonl", 20)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("{\n")
    with pytest.raises(ReadError, match=r"a.jsonl:21: broken JSON"):
        ingest([path], tmp_path / "c.db", lang=LANG, extract=first_words)
    assert not (tmp_path / "c.db").exists()


def test_unknown_language_leaves_no_database(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        ingest([articles(tmp_path / "a.jsonl", 1)], tmp_path / "c.db", lang="xx")
    assert not (tmp_path / "c.db").exists()


def test_fault_in_a_batch_keeps_the_batches_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claimtrack.ingest, "BATCH_DOCUMENTS", 2)

    def spoiled(document: Document) -> Extraction:
        made = first_words(document)
        wrong = tuple(evolve(a, cue_class="") for a in made.attributions)
        return evolve(made, attributions=wrong) if document.id == "a3" else made

    with pytest.raises(StoreError, match="CHECK"):
        ingest([articles(tmp_path / "a.jsonl", 6)], tmp_path / "c.db", lang=LANG, extract=spoiled)
    assert ["a0", "a1"] == [row["id"] for row in stored(tmp_path / "c.db")["documents"]]


SCRIPT = """
import sys
from attrs import evolve
import claimtrack.ingest as module
from tests.test_ingest import first_words
module.BATCH_DOCUMENTS = 2
pack = evolve(module.load_pack("id"), version="one")
module.load_pack = lambda lang: pack
print("ready", flush=True)
module.ingest(sys.argv[2:], sys.argv[1], lang="id", extract=first_words)
"""


def start(db: Path, *paths: Path) -> "subprocess.Popen[str]":
    """Start an ingest in small batches as a process of its own; return when it begins."""
    command = [sys.executable, "-c", SCRIPT, str(db), *map(str, paths)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment({"PYTHONPATH": str(ROOT)}), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


def test_killed_at_any_moment_it_leaves_whole_articles_and_can_be_completed(tmp_path: Path) -> None:
    path = articles(tmp_path / "a.jsonl", 400)
    begun = time.monotonic()
    ingest_undisturbed(tmp_path / "whole.db", path)
    duration = time.monotonic() - begun
    whole, moments = stored(tmp_path / "whole.db"), random.Random(7)  # noqa: S311 - not for secrets
    db = tmp_path / "c.db"
    for _ in range(6):
        process = start(db, path)
        time.sleep(moments.uniform(0, duration))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if db.exists() and db.stat().st_size:
            assert_whole(db, whole)
    ingest_undisturbed(db, path)
    assert whole == stored(db)


def ingest_undisturbed(db: Path, path: Path) -> None:
    process = start(db, path)
    process.communicate()
    assert 0 == process.returncode


def assert_whole(db: Path, whole: dict[str, list[Any]]) -> None:
    """Assert that each article in ``db`` has all the rows that it has in ``whole``."""
    with closing(sqlite3.connect(db)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            return
    found = stored(db)
    documents = {row["id"] for row in found["documents"]}
    assert [row for row in whole["attributions"] if row["document_id"] in documents] == found["attributions"]
    attributions = {row["id"] for row in found["attributions"]}
    assert [row for row in whole["spans"] if row["attribution_id"] in attributions] == found["spans"]


def test_two_ingests_at_once_lose_nothing(tmp_path: Path) -> None:
    paths = [articles(tmp_path / f"{n}.jsonl", 100, author=str(n)) for n in range(2)]
    for n, path in enumerate(paths):
        path.write_text(path.read_text(encoding="utf-8").replace('"a', f'"{n}a'), encoding="utf-8")
    processes = [start(tmp_path / "c.db", path) for path in paths]
    assert [0, 0] == [process.wait() for process in processes]
    assert 200 == len(stored(tmp_path / "c.db")["documents"])


def read_only(db: Path) -> Callable[[], object]:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA journal_mode = delete")
    original = sqlite3.connect
    return lambda name, **options: original(f"file:{name}?mode=ro", uri=True, **options)


def test_database_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, db = articles(tmp_path / "a.jsonl", 2), tmp_path / "c.db"
    ingest([path], db, lang=LANG, extract=first_words)
    before = stored(db)
    with monkeypatch.context() as patch:
        patch.setattr("claimtrack.store.database.sqlite3.connect", read_only(db))
        with pytest.raises(StoreError, match=r"c.db: attempt to write a readonly database: it cannot be written"):
            ingest([articles(tmp_path / "b.jsonl", 4)], db, lang=LANG, extract=first_words)
    assert before == stored(db)


def test_full_disk_is_one_line_and_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, db = articles(tmp_path / "a.jsonl", 2), tmp_path / "c.db"
    ingest([path], db, lang=LANG, extract=first_words)
    before = stored(db)

    def small(name: str | Path) -> Any:  # noqa: ANN401 - the database of sqlite-utils
        database = open_database(name)
        database.execute(f"PRAGMA max_page_count = {database.execute('PRAGMA page_count').fetchone()[0]}")
        return database

    monkeypatch.setattr("claimtrack.ingest.open_database", small)
    with pytest.raises(StoreError, match=r"c.db: database or disk is full: the disk is full; free some space"):
        ingest([articles(tmp_path / "b.jsonl", 900)], db, lang=LANG, extract=first_words)
    assert before == stored(db)
