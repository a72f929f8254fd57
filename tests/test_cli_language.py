"""`claimtrack explain`, `check` and `evaluate`."""

import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, claimtrack
from tests.conftest import ARTICLE

GOLD = 'text: "Air sudah surut," kata Rahmat, Senin.\nar: Rahmat <kata> Air sudah surut | direct\n'


def test_explain_shows_words_types_and_rule() -> None:
    shown = claimtrack("explain", ARTICLE.splitlines()[0]).out
    for expected in ("kata", "INV", "QUOTE", "Rahmat"):
        assert expected in shown


def test_explain_says_why_nothing_was_read() -> None:
    outcome = claimtrack("explain", "Hujan turun sejak pagi.")
    assert 0 == outcome.status
    assert outcome.out.strip()


def test_check_finds_nothing_in_the_packs_that_ship() -> None:
    outcome = claimtrack("check")
    assert (0, "") == (outcome.status, outcome.err), outcome.out


def test_check_names_every_fault_with_path_and_line(tmp_path: Path) -> None:
    pack = tmp_path / "id"
    shutil.copytree(ROOT / "grammars" / "id", pack)
    cues = pack / "lexicon" / "cues.txt"
    lines = cues.read_text(encoding="utf-8").splitlines()
    entry = next(line for line in lines if line.startswith("mengatakan |"))
    cues.write_text("\n".join([*lines, entry, entry.replace(" | ACT |", " | XYZ |")]) + "\n", encoding="utf-8")
    outcome = claimtrack("check", pack)
    assert 1 == outcome.status
    assert f"cues.txt:{len(lines) + 1}:" in outcome.out
    assert f"cues.txt:{len(lines) + 2}:" in outcome.out


def test_check_of_a_folder_without_a_pack_is_one_line(tmp_path: Path) -> None:
    outcome = claimtrack("check", tmp_path)
    assert 1 == outcome.status
    assert str(tmp_path) in outcome.out + outcome.err
    assert "Traceback" not in outcome.err


def test_evaluate_shows_roles_constructions_and_rules(tmp_path: Path) -> None:
    gold = tmp_path / "inverted.gold"
    gold.write_text(GOLD, encoding="utf-8")
    out = claimtrack("evaluate", gold).out
    for expected in ("source", "content", "strict", "inverted", "rule", "1.000"):
        assert expected in out


def test_evaluate_shows_mistakes_when_asked(tmp_path: Path) -> None:
    gold = tmp_path / "wrong.gold"
    gold.write_text("text: Hujan turun sejak pagi.\nar: Hujan <turun> sejak pagi | indirect\n", encoding="utf-8")
    assert "missed in wrong-1" in claimtrack("evaluate", gold, "--mistakes", "3").out


def test_evaluate_shows_no_negative_number_of_mistakes(tmp_path: Path) -> None:
    outcome = claimtrack("evaluate", tmp_path, "--mistakes", "-1")
    assert (2, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "'--mistakes'" in outcome.err


@pytest.mark.parametrize("content", ["text: Air surut.\nar: Rahmat <kata> Air surut | direct\n", "nonsense\n"])
def test_broken_gold_is_one_line_with_its_place(content: str, tmp_path: Path) -> None:
    gold = tmp_path / "broken.gold"
    gold.write_text(content, encoding="utf-8")
    outcome = claimtrack("evaluate", gold)
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "broken.gold:" in outcome.err


def test_missing_gold_is_one_line(tmp_path: Path) -> None:
    outcome = claimtrack("evaluate", tmp_path / "absent.jsonl")
    assert (1, 1) == (outcome.status, outcome.err.count("\n"))
    assert "absent.jsonl" in outcome.err
