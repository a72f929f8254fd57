"""`claimtrack extract`: marked text, JSONL, CSV, standard input, and what it cannot read."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.command import ROOT, claimtrack, environment
from tests.conftest import ARTICLE

ESCAPE = "\x1b["


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """Return what `claimtrack` writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "claimtrack", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment({"TERM": "xterm", **variables}), stdout=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux ends a terminal that nobody writes to with EIO
        process.wait(timeout=60)
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return shown.decode().replace("\r\n", "\n")


def test_marks_stand_in_brackets_where_there_is_no_terminal(article: Path) -> None:
    out = claimtrack("extract", article).out
    assert ESCAPE not in out
    assert '[content 1: "Air sudah surut sejak pagi,"] [cue 1: kata] [source 1: Rahmat], Senin.' in out
    assert "[cue 2: Menurut] [source 2: BPBD], [content 2: 40 rumah rusak]." in out


def test_words_without_marks_are_the_text(article: Path) -> None:
    marked_text = claimtrack("extract", article).out.split("\n\n")[0]
    assert ARTICLE.strip() in re.sub(r"\[(?:source|cue|content|credit)[^:]*: |\]", "", marked_text)


def test_terminal_gets_colours_and_the_same_words(article: Path) -> None:
    shown = on_a_terminal("extract", str(article))
    assert ESCAPE in shown
    assert ARTICLE.strip() in re.sub(r"\x1b\[[\d;]*m", "", shown)


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\x9b2J", "\x7f", "a\rb"])
def test_control_characters_of_an_article_do_not_reach_the_terminal(sign: str, tmp_path: Path) -> None:
    row = {"text": f'"Air {sign}surut,"\r\n\tkata Rahmat {sign}Hidayat.', "title": sign, "outlet": sign}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    escaped = sign.encode("unicode_escape").decode()
    for shown in claimtrack("extract", path).out, on_a_terminal("extract", str(path)):
        assert sign not in shown
        assert shown.count(escaped) >= len(row)


def test_no_color_is_respected(article: Path) -> None:
    assert ESCAPE not in on_a_terminal("extract", str(article), NO_COLOR="1")


def test_legend_names_the_roles_in_two_languages(article: Path) -> None:
    legend = on_a_terminal("extract", str(article), NO_COLOR="1").splitlines()
    words = tomllib.loads((ROOT / "claimtrack" / "publish" / "i18n" / "id.toml").read_text(encoding="utf-8"))["role"]
    roles = ("source", "cue", "content", "credit")
    assert "  ".join(f"{role} ({words[role]})" for role in roles) in legend


def test_jsonl_offsets_slice_the_text(article: Path) -> None:
    row = json.loads(claimtrack("extract", article, "--format", "jsonl").out)
    text = row["document"]["text"]
    spans = [found[role] for found in row["attributions"] for role in ("cue", "source")]
    assert ["kata", "Rahmat", "Menurut", "BPBD"] == [text[span["start"] : span["stop"]] for span in spans]


def test_csv_has_a_row_an_attribution(article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(claimtrack("extract", article, "--format", "csv").out)))
    assert ["kata", "Menurut"] == [row["cue"] for row in rows]


def test_dash_reads_standard_input(article: Path) -> None:
    given = claimtrack("extract", "-", "--format", "csv", given=ARTICLE).out
    assert [row["cue"] for row in csv.DictReader(io.StringIO(given))] == ["kata", "Menurut"]
    assert given.count("\n") == claimtrack("extract", article, "--format", "csv").out.count("\n")


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    row = json.loads(claimtrack("extract", "-", "--format", "jsonl", given=b"\xef\xbb\xbf" + ARTICLE.encode()).out)
    assert ARTICLE.strip() == row["document"]["text"].strip()


def test_text_without_attribution_is_a_result() -> None:
    outcome = claimtrack("extract", "-", given="Hujan turun sejak pagi.\n")
    assert (0, "") == (outcome.status, outcome.err)
    assert "Hujan turun sejak pagi." in outcome.out


def test_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": str(number), "text": ARTICLE}) + "\n" for number in range(400)))
    command = [sys.executable, "-m", "claimtrack", "extract", str(many)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def broken_json(folder: Path) -> tuple[Path, str]:
    path = folder / "broken.jsonl"
    lines = [json.dumps({"id": str(number), "text": "Air surut."}) for number in range(6)]
    path.write_text("\n".join([*lines, '{"id": "6", "text": ']) + "\n", encoding="utf-8")
    return path, "broken.jsonl:7"


def not_utf8(folder: Path) -> tuple[Path, str]:
    path = folder / "latin.txt"
    path.write_bytes("Kafé di Bogor tutup, kata Rahmat.\n".encode("latin-1"))
    return path, "latin.txt"


def empty_folder(folder: Path) -> tuple[Path, str]:
    path = folder / "nothing"
    path.mkdir()
    return path, "nothing"


def missing(folder: Path) -> tuple[Path, str]:
    return folder / "absent.txt", "absent.txt"


def unnamed(_folder: Path) -> tuple[str, str]:
    return "", "no such file"


@pytest.mark.parametrize("command", ["extract", "ingest"])
@pytest.mark.parametrize("fault", [missing, unnamed, empty_folder, not_utf8, broken_json])
def test_input_that_cannot_be_read_is_one_line(fault: object, command: str, tmp_path: Path) -> None:
    assert callable(fault)
    path, named = fault(tmp_path)
    arguments = ["--db", str(tmp_path / "claims.db")] if command == "ingest" else []
    outcome = claimtrack(command, path, *arguments)
    assert (1, 1) == (outcome.status, outcome.err.count("\n")), outcome
    assert outcome.err.startswith("claimtrack: ")
    assert named in outcome.err


def test_standard_input_that_is_not_utf8_is_one_line() -> None:
    outcome = claimtrack("extract", "-", given=b"Air surut.\nKaf\xe9 tutup.\n")
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "-:2: not UTF-8" in outcome.err
