"""Killed, without room, read while it writes: a database holds whole articles, and running again completes it."""

import shutil
import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from claimtrack.errors import StoreError
from claimtrack.ingest import ingest
from claimtrack.store import open_database
from tests.command import environment
from tests.kills import Place, documents, kill_often, of_articles, rows, write_articles
from tests.servers import served
from tests.test_ingest import LANG, first_words

SMALL, LARGE = "size=3m", "size=64m"


def test_killed_ingest_compare_and_publish_lose_nothing(tmp_path: Path) -> None:
    """Six moments; `make soak` tries a hundred."""
    assert {"ingest": 2, "compare": 2, "publish": 2} == kill_often(6, tmp_path, copies=1, seed=3)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a file system of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no right to mount a small file system; test_ingest.py has a stand-in (max_page_count)")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_full_disk_is_one_line_and_with_more_room_it_is_completed(small_disk: Path, tmp_path: Path) -> None:
    place, calm = (Place(folder, write_articles(tmp_path / "a.jsonl", 6)) for folder in (small_disk, tmp_path))
    calm.ingest()
    with pytest.raises(StoreError, match="disk"):
        place.ingest()
    left = rows(place.db)
    ids = documents(left)
    assert 0 < len(ids) < len(documents(rows(calm.db)))
    assert of_articles(rows(calm.db), ids) == of_articles(left, ids)
    subprocess.run(["mount", "-o", f"remount,{LARGE}", small_disk], check=True)
    place.ingest()
    assert rows(calm.db) == rows(place.db)


def test_compare_and_publish_on_a_full_disk_leave_what_was_there(small_disk: Path, tmp_path: Path) -> None:
    calm = Place(tmp_path, write_articles(tmp_path / "a.jsonl", 1))
    calm.ingest()
    place = Place(small_disk, calm.articles)
    shutil.copy(calm.db, place.db)
    before = rows(place.db)
    room = small_disk / "room"
    room.write_bytes(bytes(shutil.disk_usage(small_disk).free - 40_000))
    for step in (place.compare, place.publish):
        with pytest.raises((StoreError, OSError)):
            step()
        assert before == rows(place.db)
        assert not place.public.exists()
    room.unlink()
    place.compare()
    calm.compare()
    assert rows(calm.db) == rows(place.db)


# --- readers while it writes


def test_sqlite_reader_sees_whole_articles_only_and_is_never_refused(tmp_path: Path) -> None:
    place = Place(tmp_path, write_articles(tmp_path / "a.jsonl", 2))
    ingest([place.articles], place.db, lang=LANG, extract=first_words)
    whole = counted(place.db)
    other = Place(tmp_path / "other", place.articles)
    other.folder.mkdir()
    open_database(other.db).close()
    writer = get_context("fork").Process(target=slowly, args=(other,))
    writer.start()
    seen: set[tuple[str, int]] = set()
    while writer.is_alive():
        seen |= counted(other.db)
    writer.join()
    assert 0 == writer.exitcode
    assert counted(other.db) == whole
    assert seen
    assert seen <= whole


def slowly(place: Place) -> None:
    """Ingest in very small batches."""
    import claimtrack.ingest as module  # noqa: PLC0415 - in the process that ends with it

    module.BATCH_DOCUMENTS = 2
    ingest([place.articles], place.db, lang=LANG, extract=first_words)


def counted(db: Path) -> set[tuple[str, int]]:
    """Return each article with the number of its attributions, as any reader sees it."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        query = "SELECT d.id, count(a.id) FROM documents d LEFT JOIN attributions a ON a.document_id = d.id GROUP BY 1"
        return {tuple(row) for row in connection.execute(query)}


def test_datasette_answers_without_errors_while_ingest_writes(tmp_path: Path) -> None:
    place = Place(tmp_path, write_articles(tmp_path / "a.jsonl", 1))
    ingest([place.articles], place.db, lang=LANG, extract=first_words)
    before = rows(place.db)
    more = Place(tmp_path, write_articles(tmp_path / "b.jsonl", 3))
    with served(["serve", str(place.db)], environment()) as address:
        writer = get_context("fork").Process(target=slowly, args=(more,))
        writer.start()
        answers: list[int] = []
        while writer.is_alive() or len(answers) < 10:
            for path in ("/", "/claims/documents.json?_shape=array&_size=3", "/claims/attributions.json?_size=3"):
                with urllib.request.urlopen(address + path, timeout=60) as answer:  # noqa: S310 - 127.0.0.1
                    answers.append(answer.status)
        writer.join()
    assert {200} == set(answers)
    assert 0 == writer.exitcode
    assert documents(rows(place.db)) > documents(before)
