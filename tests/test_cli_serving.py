"""`claimtrack publish`, `serve` and `demo` as real processes."""

import re
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.cli import run
from claimtrack.publish.public import publish
from claimtrack.serve import listen
from tests.command import claimtrack
from tests.servers import opened


def documents(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def test_publish_writes_a_second_database(filled: Path, tmp_path: Path) -> None:
    outcome = claimtrack("publish", filled, tmp_path / "public.db")
    assert (0, "") == (outcome.status, outcome.err)
    assert documents(filled) == documents(tmp_path / "public.db")


def test_publish_leaves_out_what_a_file_lists(filled: Path, tmp_path: Path) -> None:
    listed = "# taken down on 3 March\n\nnobody  # asked by letter\narticle.txt\n"
    (tmp_path / "withdrawn.txt").write_text(listed, encoding="utf-8")
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA foreign_keys = off")
        connection.execute("UPDATE documents SET url = 'article.txt'")
        connection.commit()
    outcome = claimtrack("publish", filled, tmp_path / "public.db", "--without-file", tmp_path / "withdrawn.txt")
    assert 0 == outcome.status
    assert 0 == documents(tmp_path / "public.db")
    assert 1 == outcome.err.count("\n")
    assert "'nobody'" in outcome.err


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("day", ["nonsense", "20/04/2026", "2026-02-30", "2026-04", ""])
def test_publish_refuses_what_is_no_day_and_leaves_what_was_there(
    filled: Path, tmp_path: Path, option: str, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    public = publish(filled, tmp_path / "public.db").path
    before = public.read_bytes()
    assert 2 == run(["publish", str(filled), str(public), option, day])
    assert f"{day!r} is no day; expected one such as 2026-04-20" in capsys.readouterr().err
    assert before == public.read_bytes()


def test_publish_leaves_the_first_as_it_was(filled: Path, tmp_path: Path) -> None:
    before = filled.read_bytes()
    claimtrack("publish", filled, tmp_path / "public.db")
    assert before == filled.read_bytes()


def test_publish_onto_itself_is_one_line(filled: Path) -> None:
    outcome = claimtrack("publish", filled, filled)
    assert (1, 1) == (outcome.status, outcome.err.count("\n"))
    assert 1 == documents(filled)


@pytest.mark.parametrize("arguments", [["publish", "absent.db", "public.db"], ["serve", "absent.db"]])
def test_missing_database_is_one_line(arguments: list[str], tmp_path: Path) -> None:
    outcome = claimtrack(*arguments, folder=tmp_path)
    assert (1, 1) == (outcome.status, outcome.err.count("\n"))
    assert "absent.db" in outcome.err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["publish", "serve"])
def test_file_that_is_no_database_is_one_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Ini bukan basis data.\n" * 100, encoding="utf-8")
    outcome = claimtrack(command, "notes.db", *(["public.db"] if command == "publish" else []), folder=tmp_path)
    assert (1, 1) == (outcome.status, outcome.err.count("\n"))
    assert "notes.db" in outcome.err


@pytest.mark.parametrize("name", ["a%41.db", "a?b.db", "a#b.db", "_int.db"])
def test_serve_of_a_name_that_datasette_cannot_open_is_one_line_and_opens_nothing(filled: Path, name: str) -> None:
    odd = filled.rename(filled.with_name(name))
    before = set(odd.parent.iterdir())
    outcome = claimtrack("serve", odd, "--port", "0")
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert name in outcome.err
    assert "rename it" in outcome.err
    assert before == set(odd.parent.iterdir())


def test_serve_on_a_taken_port_is_one_line(filled: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = claimtrack("serve", filled, "--port", str(taken.getsockname()[1]))
    assert (1, 1) == (outcome.status, outcome.err.count("\n"))
    assert "--port" in outcome.err


@pytest.mark.parametrize("processes", ["1", "2"])
def test_serve_in_a_language_that_the_pages_do_not_have_is_one_line(filled: Path, processes: str) -> None:
    outcome = claimtrack("serve", filled, "--port", "0", "--lang", "xx", "--processes", processes)
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "'xx'" in outcome.err
    assert "en, id" in outcome.err


def test_answers_do_not_wait_for_an_acknowledgement() -> None:
    with closing(listen("127.0.0.1", 0)) as listening:
        assert socket.IPPROTO_TCP == listening.proto  # what asyncio asks before it sets TCP_NODELAY


def test_serve_shows_the_marked_article(filled: Path, tmp_path: Path) -> None:
    with opened(["serve", str(filled)], tmp_path) as fetch:
        link = re.search(r'href="([^"]*/article/[^"]+)"', fetch("/"))
        assert link
        assert re.search(r"<mark[^>]*>\s*kata", fetch(link[1]))


def test_demo_reads_publishes_and_shows_the_fixtures(tmp_path: Path) -> None:
    with opened(["demo"], tmp_path) as fetch:
        home = fetch("/")
    assert re.search(r'href="[^"]*/article/[^"]+"', home)
    assert documents(tmp_path / "claimtrack-demo" / "claims.db") >= 16
    printed = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert "Look first at" in printed


def test_demo_a_second_time_adds_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(["demo"], tmp_path) as fetch:
            fetch("/")
    assert "0 added" in (tmp_path / "server.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["claims.db", "public.db"])
def test_demo_leaves_a_folder_alone_that_holds_other_articles(filled: Path, tmp_path: Path, name: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    publish(filled, own / name)
    before = (own / name).read_bytes()
    outcome = claimtrack("demo", "--folder", own, "--port", "0")
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert f"{own / name}: it holds articles that are not of the demo, such as 'article-" in outcome.err
    assert [(own / name, before)] == [(path, path.read_bytes()) for path in own.iterdir()]


def test_demo_on_a_taken_port_writes_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = claimtrack("demo", "--port", str(taken.getsockname()[1]), folder=tmp_path)
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "--port" in outcome.err
    assert [] == list(tmp_path.iterdir())
