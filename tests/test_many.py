"""Many documents on several processes: the same results in the same order, and nothing lost whatever is killed."""

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count, islice
from multiprocessing import active_children
from pathlib import Path
from typing import cast

import pytest

import claimtrack
from claimtrack import pipeline
from claimtrack.cli import run
from claimtrack.crew import AHEAD, CHUNK_DOCUMENTS, Crew, Failed, chunks
from claimtrack.errors import ExtractError, PackError
from claimtrack.ingest import ingest
from claimtrack.model import Document, Extraction
from claimtrack.read import Reader
from tests.command import ROOT, environment
from tests.command import claimtrack as command
from tests.floors import FIXTURES
from tests.test_ingest import LANG, articles, assert_whole, counts, first_words, stored

ARTICLES = [item for item in Reader().read([FIXTURES / "articles.jsonl"]) if isinstance(item, Document)]


def fragile(document: Document) -> Extraction:
    """Fail on a document that says so, kill this process on another, give a third what no pipe can carry."""
    if "gagal" in document.text:
        raise RecursionError
    if "mati" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "beku" in document.text:
        return Extraction(document, pack_version=(each for each in "x"))  # type: ignore[arg-type]
    return first_words(document)


def numbered(*words: str) -> list[Document]:
    return [Document(f"Kata {word}.", id=f"a{n}") for n, word in enumerate(words)]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_are_those_of_one_by_one_in_their_order(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MEMO_LENGTH", -1)  # a process that is forked would have what was read before
    documents = ARTICLES * 3
    expected = [claimtrack.extract(document) for document in documents]
    assert expected == list(claimtrack.extract_many(documents, workers=workers))


def test_texts_may_be_given_instead_of_documents() -> None:
    (extraction,) = claimtrack.extract_many(["Air surut, kata Budi."], strict=True)
    assert [claimtrack.extract("Air surut, kata Budi.")] == [extraction]


def test_no_documents_give_no_results() -> None:
    assert [] == list(claimtrack.extract_many([], workers=2))


def test_only_a_few_documents_are_under_way_whatever_comes() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for taken in count(1):
            yield f"Air surut, kata Budi {taken}."

    results = claimtrack.extract_many(endless(), workers=2)
    assert 5 == len(list(islice(results, 5)))
    assert taken <= 2 * AHEAD * CHUNK_DOCUMENTS


def test_chunks_are_small_in_number_and_in_size() -> None:
    sizes = [60_000, 60_000, 1, *[1] * CHUNK_DOCUMENTS]
    found = chunks(Document("a" * size) for size in sizes)
    assert [2, CHUNK_DOCUMENTS, 1] == [len(chunk) for chunk in found]


@pytest.mark.parametrize("workers", [1, 2])
def test_document_that_fails_is_named_in_its_place_and_stops_no_other(workers: int) -> None:
    with Crew(fragile, workers) as crew:
        first, failed, last = crew.each(numbered("satu", "gagal", "tiga"))
    assert [Extraction, Failed, Extraction] == list(map(type, (first, failed, last)))
    assert "document 2 'a1': a fault in extracting it (RecursionError)" == str(failed)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_document_is_said_to_be_none(workers: int) -> None:
    first, failed = claimtrack.extract_many(["Kata satu.", cast("Document", None)], workers=workers)
    assert isinstance(first, Extraction)
    assert "document 2 (NoneType instead of a document): a fault in extracting it (AttributeError)" == str(failed)
    with pytest.raises(ExtractError, match="NoneType"):
        list(claimtrack.extract_many([cast("Document", None)], workers=workers, strict=True))


def test_document_that_fails_is_an_error_when_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimtrack.many.extract", lambda document, **_options: fragile(document))
    results = claimtrack.extract_many(["Kata satu.", "Kata gagal."], strict=True)
    assert isinstance(next(results), Extraction)
    with pytest.raises(ExtractError, match=r"^document 2: a fault in extracting it \(RecursionError\)$"):
        next(results)


def test_result_that_no_pipe_can_carry_is_a_fault_of_its_document_alone() -> None:
    with Crew(fragile, 2) as crew:
        results = list(crew.each(numbered("satu", "beku", "tiga")))
    assert [Extraction, Failed, Extraction] == list(map(type, results))


def broken_pack(_document: Document) -> Extraction:
    msg = "clause.lark does not compile"
    raise PackError(msg)


@pytest.mark.parametrize("workers", [1, 2])
def test_pack_that_is_malformed_is_no_fault_of_a_document(workers: int) -> None:
    with Crew(broken_pack, workers) as crew, pytest.raises(PackError, match=r"^clause\.lark does not compile$"):
        list(crew.each(numbered("satu", "dua")))


def test_process_that_is_killed_is_an_error_that_names_its_documents() -> None:
    with Crew(fragile, 2) as crew, pytest.raises(ExtractError, match=r"SIGKILL.*3 documents, from 'a0' to 'a2'"):
        list(crew.each(numbered("satu", "mati", "tiga")))
    assert [] == active_children()


def test_processes_end_when_the_caller_has_enough() -> None:
    gc.collect()  # processes of tests before go now, not while they are counted
    others = set(active_children())
    results = claimtrack.extract_many(["Air surut, kata Budi."] * 500, workers=2)
    next(results)
    assert 2 == len(set(active_children()) - others)
    del results
    gc.collect()
    assert set() == set(active_children()) - others


def test_fewer_than_one_worker_and_an_unknown_language_are_errors_at_once() -> None:
    with pytest.raises(ValueError, match="workers"):
        claimtrack.extract_many([], workers=0)
    with pytest.raises(PackError):
        claimtrack.extract_many([], lang="xx")


@pytest.mark.parametrize("alone", ["Air surut.", b"Air surut.", Document("Air surut.")])
def test_one_text_alone_is_refused_at_once_instead_of_read_letter_by_letter(alone: str) -> None:
    with pytest.raises(TypeError, match="in a list, found one"):
        claimtrack.extract_many(alone)


# --- ingest


def test_ingest_on_two_processes_writes_the_same_rows(tmp_path: Path) -> None:
    path = articles(tmp_path / "a.jsonl", 150)
    one, two = (ingest([path], tmp_path / f"{jobs}.db", lang=LANG, jobs=jobs) for jobs in (1, 2))
    assert (150, 150, 0, 0) == counts(one) == counts(two)
    assert stored(tmp_path / "1.db") == stored(tmp_path / "2.db")


def test_killed_process_keeps_whole_batches_and_running_again_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimtrack.ingest.BATCH_DOCUMENTS", 10)
    path, db = articles(tmp_path / "a.jsonl", 200), tmp_path / "c.db"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[150] = json.dumps({"id": "mati", "text": "Kata mati."})
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ExtractError, match="SIGKILL"):
        ingest([path], db, lang=LANG, jobs=2, extract=fragile)
    assert 0 == len(stored(db)["documents"]) % 10
    ingest([path], db, lang=LANG, jobs=2, extract=first_words)
    ingest([path], tmp_path / "whole.db", lang=LANG, extract=first_words)
    assert stored(tmp_path / "whole.db") == stored(db)


def test_jobs_of_extract_change_no_byte(tmp_path: Path) -> None:
    path = articles(tmp_path / "a.jsonl", 80)
    one, two = (command("extract", path, "--format", "jsonl", "--jobs", str(jobs)) for jobs in (1, 2))
    assert one == two
    assert 80 == one.out.count("\n")


def test_extract_of_a_document_that_fails_shows_the_others_and_ends_as_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("claimtrack.many.extract", lambda document, **_: fragile(document))
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"Kata {word}."}) + "\n" for word in ("satu", "gagal", "tiga")))
    assert 1 == run(["extract", "--format", "jsonl", str(path)])
    shown, said = capsys.readouterr()
    assert 2 == shown.count("\n")
    assert "please report it" in said
    assert "1 of 3 documents were not extracted" in said


@pytest.mark.parametrize(("options", "status"), [([], 1), (["--keep-going"], 0)])
def test_ingest_of_a_document_that_fails_stores_the_others_and_ends_as_a_failure_unless_told_to_keep_going(
    options: list[str], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("claimtrack.ingest.extract_document", lambda document, **_: fragile(document))
    path, db = tmp_path / "a.jsonl", tmp_path / "claims.db"
    path.write_text("".join(json.dumps({"text": f"Kata {word}."}) + "\n" for word in ("satu", "gagal", "tiga")))
    assert status == run(["ingest", str(path), "--db", str(db), *options])
    shown, said = capsys.readouterr()
    assert "3 articles read: 2 added, 0 changed, 0 unchanged, 1 skipped" in shown
    assert status == said.count("1 of 3 articles were not extracted; the others are in ")
    assert 2 == len(stored(db)["documents"])


@pytest.mark.parametrize("arguments", [["extract"], ["ingest", "--db", "claims.db"]])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_debug_shows_where_in_the_code_a_document_failed_and_nothing_else_does(
    jobs: str,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("claimtrack.many.extract", "claimtrack.ingest.extract_document"):
        monkeypatch.setattr(place, failing)
    Path("a.jsonl").write_text(json.dumps({"text": "Kata gagal."}) + "\n", encoding="utf-8")
    for options, expected in (["--debug"], True), ([], False):
        run([*options, *arguments, "a.jsonl", "--jobs", jobs])
        assert expected == ("in fragile" in capsys.readouterr().err)


def failing(document: Document, lang: str) -> Extraction:
    assert LANG == lang
    return fragile(document)


def slow(document: Document, lang: str) -> Extraction:
    """Take long enough that an ingest can be stopped in its middle."""
    assert LANG == lang
    time.sleep(0.02)
    return first_words(document)


def slow_start(db: Path, path: Path) -> "subprocess.Popen[str]":
    """Start an ingest on two processes, in a group of its own; return once it has written something."""
    code = (
        "import signal, sys, claimtrack.ingest as module; from tests.test_many import slow\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a suite in the background ignores it
        "module.BATCH_DOCUMENTS, module.extract_document = 20, slow\n"
        "from claimtrack.cli import main; main(sys.argv[1:])"
    )
    arguments = [sys.executable, "-c", code, "ingest", str(path), "--db", str(db), "--jobs", "2"]
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    for _ in range(600):
        if db.exists() and written(db):
            return process
        time.sleep(0.05)
    raise AssertionError(process.communicate())


def written(db: Path) -> int:
    """Return how many documents another process has written to ``db``, which it may just be making."""
    with closing(sqlite3.connect(db, timeout=0)) as connection, suppress(sqlite3.OperationalError):
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    return 0


def children(pid: int) -> list[int]:
    """Return the processes that ``pid`` has started."""
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()))


def gone(pids: list[int]) -> bool:
    """Tell whether all of ``pids`` end within ten seconds; one that nobody has waited for counts as ended."""
    for _ in range(200):
        if all(
            not Path(f"/proc/{pid}/stat").exists() or ") Z" in Path(f"/proc/{pid}/stat").read_text() for pid in pids
        ):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find processes in")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_ingest_that_is_stopped_leaves_whole_articles_and_no_process(number: signal.Signals, tmp_path: Path) -> None:
    path, db = articles(tmp_path / "a.jsonl", 1_500), tmp_path / "c.db"
    process = slow_start(db, path)
    started = children(process.pid)
    stop = os.killpg if number == signal.SIGINT else os.kill  # a terminal interrupts the whole group
    stop(process.pid, number)
    _, said = process.communicate()
    assert (130, "claimtrack: interrupted") == (
        process.returncode,
        said.strip(),
    ) or process.returncode == -signal.SIGKILL
    assert 2 <= len(started)
    assert gone(started)
    ingest([path], tmp_path / "whole.db", lang=LANG, extract=first_words)
    whole = stored(tmp_path / "whole.db")
    assert_whole(db, whole)
    assert 0 < written(db) < 1_500
    ingest([path], db, lang=LANG, extract=first_words)
    assert whole == stored(db)
