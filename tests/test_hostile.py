"""Hostile requests of every declared kind against a real server: no fault of it, no leak, no hang."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.publish import limits
from tests.attack import HANG, attack, private_and_public, send, target
from tests.command import ROOT, environment
from tests.datasette1 import needed_datasette1
from tests.hostile import Kind, kinds

MANY_KINDS = 500


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return private_and_public(tmp_path_factory.mktemp("hostile"))


def test_more_than_500_different_kinds_are_declared() -> None:
    declared = kinds()
    assert len({kind.name for kind in declared}) == len(declared) == len({kind.request({}) for kind in declared})
    assert len(declared) > MANY_KINDS


def faults(public: Path, port: int, *, without: str) -> str:
    """Return what is wrong with the answers, a line each; kinds whose names begin ``without`` are not sent."""
    chosen = [kind for kind in kinds() if not kind.name.startswith(without)]
    found = attack(public, port, chosen, longest=HANG)
    return "\n".join(f"{answer.kind.name}: {fault}" for answer, wrong in found for fault in wrong)


@pytest.mark.parametrize("options", [("--immutable", "--no-sql"), ("--sql",)], ids=["published", "with SQL"])
def test_no_hostile_request_breaks_or_opens_anything(public: Path, options: tuple[str, ...]) -> None:
    with target(public, *options) as port:
        assert "" == faults(public, port, without="query 1.0:")
        assert 200 == send(port, Kind("front page"), {}).status


def test_no_hostile_request_breaks_or_opens_anything_on_datasette_1(public: Path) -> None:
    paths = os.pathsep.join([str(needed_datasette1()), str(ROOT)])
    with target(public, "--sql", variables=environment({"PYTHONPATH": paths})) as port:
        assert "" == faults(public, port, without="query:")


@pytest.fixture
def limited() -> "sqlite3.Connection":
    connection = sqlite3.connect(":memory:")
    limits.limit_connection(connection)
    return connection


@pytest.mark.parametrize(
    "expression",
    [
        "instr('air surut', 'surut')",
        "instr('air', 'x')",
        "instr(x'0102', x'02')",
        "instr(12, 2)",
        "instr(null, 'a')",
        "instr('a\U0001f6a2b', 'b')",
        "replace('air surut', 'r', 'rr')",
        "replace('air', '', 'x')",
        "replace('air', 'i', null)",
        "replace(101, 1, 2)",
        "trim('  air  ')",
        "trim('xxairxx', 'x')",
        "ltrim('xyairxy', 'yx')",
        "rtrim('xyairxy', 'yx')",
        "trim('air', null)",
        "trim('air', '')",
    ],
)
def test_a_bounded_function_gives_what_sqlite_gives(limited: sqlite3.Connection, expression: str) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        assert plain.execute(f"SELECT {expression}").fetchone() == tuple(
            limited.execute(f"SELECT {expression}").fetchone()
        )


def rows(connection: sqlite3.Connection, number: int, size: int) -> int:
    """Fetch rows of ``size`` bytes; return how many came."""
    sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(?) FROM n LIMIT ?"
    return len(connection.execute(sql, [size, number]).fetchall())


def test_a_query_gives_back_no_more_than_is_allowed(limited: sqlite3.Connection) -> None:
    size = limits.LARGEST_RESULT // 100
    assert 99 == rows(limited, 99, size)
    assert 99 == rows(limited, 99, size)  # each query is counted for itself
    with pytest.raises(sqlite3.OperationalError, match=r"^interrupted$"):
        rows(limited, 101, size)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Datasette has them printed
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT printf('%.*c', 9, 'x')",
        "SELECT json_patch('{}', '{}')",
        "SELECT replace(hex(zeroblob(3000000)), '0', 'aa')",
        "SELECT trim(hex(zeroblob(3000000)), '0123456789abcdefghijklmnopqrstuvwxyz')",
        "SELECT zeroblob(9000000)",
        f"SELECT 'a' LIKE '{'%a' * 51}'",
    ],
)
def test_what_would_cost_too_much_is_refused(limited: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.Error):
        limited.execute(sql).fetchall()


def test_the_place_of_the_file_is_not_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        told = connection.execute("SELECT file FROM pragma_database_list").fetchall()
        assert str(tmp_path) in told[0][0]
        limits.limit_connection(connection)
        assert [] == connection.execute("SELECT file FROM pragma_database_list").fetchall()
