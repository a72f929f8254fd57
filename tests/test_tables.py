"""The tables that are kept between processes are those that Lark makes of the grammars, and nothing else is read."""

import json
from pathlib import Path

import pytest

from claimtrack import tables
from claimtrack.grammar import table_values
from claimtrack.packs import Pack
from tests.command import claimtrack
from tests.grammar_texts import pack
from tests.test_import import modules_after

GRAMMARS = ("clause", "source")


def kept(folder: Path, name: str) -> Path:
    """Return the file in which a table is kept."""
    return folder / "claimtrack" / f"{pack().lang}.{name}.json"


def made_again(name: str) -> tables.Table:
    """Return a table as a process gets it that has asked for none before."""
    return tables.table.__wrapped__(pack(), name)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the cache folder of the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", GRAMMARS)
def test_a_kept_table_is_the_one_that_was_made(name: str, folder: Path) -> None:
    first = made_again(name)
    assert [kept(folder, name)] == list((folder / "claimtrack").iterdir())
    assert first == made_again(name)
    values = json.loads(json.dumps(table_values(pack(), name)))
    assert values == {key: value for key, value in json.loads(kept(folder, name).read_text()).items() if key != "key"}


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"key": "another"}', "\0"])
def test_a_file_that_does_not_fit_is_made_again(broken: str, folder: Path) -> None:
    first = made_again("source")
    kept(folder, "source").write_text(broken)
    assert first == made_again("source")
    assert broken != kept(folder, "source").read_text()


def test_a_table_of_another_grammar_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_again("source")
    old = kept(folder, "source").read_text()
    text = pack().grammar("source")
    monkeypatch.setattr(Pack, "grammar", lambda _pack, _name: f"{text}\n// another comment\n")
    made_again("source")
    assert old != kept(folder, "source").read_text()


def test_where_nothing_can_be_written_each_process_makes_its_own(tmp_path: Path) -> None:
    (tmp_path / "claimtrack").write_text("a file where the folder would be")
    done = claimtrack("extract", "-", given="Air surut, kata Rahmat.", extra={"XDG_CACHE_HOME": str(tmp_path)})
    assert (0, True) == (done.status, "Rahmat" in done.out)


def test_nobody_without_a_home_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert ("start", [("named", [0])]) == made_again("source").read(["NAMES"])


def test_extraction_loads_no_lark_where_the_tables_are_kept() -> None:
    code = "import claimtrack; claimtrack.extract('Air surut, kata Rahmat.')"
    modules_after(code)
    assert "lark" not in modules_after(code)
