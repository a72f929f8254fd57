"""Export: JSON lines lose nothing; CSV is safe to open and has a row for each attribution."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import ReadError
from claimtrack.export import COLUMNS, from_json, harmless, safe_cell, to_json, write_csv, write_jsonl
from claimtrack.model import Attribution, Document, Extraction, Span
from tests.strategies import ANY, extractions

TEXT = "=Air surut, kata Rahmat, menurut Sagara."


def attribution(source: str, cue: str, content: str, parent: Attribution | None = None) -> Attribution:
    def span(words: str) -> Span:
        return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))

    return Attribution(span(source), span(cue), (span(content),), "indirect", False, "test", parent=parent)  # noqa: FBT003


OUTER = attribution("Sagara", "menurut", "=Air surut, kata Rahmat")
INNER = attribution("Rahmat", "kata", "=Air surut", OUTER)
NESTED = Extraction(Document(TEXT, id="a", outlet="Harian Muara"), (INNER, OUTER), (), "id", "0")


@given(extractions(ANY))
def test_json_reads_back_to_the_same_extraction(extraction: Extraction) -> None:
    line = to_json(extraction)
    assert extraction == from_json(line)
    assert 1 == len(line.encode("utf-8").split(b"\n"))


def test_parent_behind_its_child_reads_back() -> None:
    assert 1 == json.loads(to_json(NESTED))["attributions"][0]["parent"]
    assert NESTED == from_json(to_json(NESTED))


def test_parent_that_is_not_listed_reads_back_whole() -> None:
    alone = Extraction(NESTED.document, (INNER,), (), "id", "0")
    assert alone == from_json(to_json(alone))


@pytest.mark.parametrize("line", ["{}", "[]", "7", "{", '{"document":{"text":"a"},"attributions":3,"credits":[]}'])
def test_other_json_is_refused(line: str) -> None:
    with pytest.raises(ReadError, match=r"^no line of claimtrack's JSON: .*; expected what to_json writes$"):
        from_json(line)


def test_attribution_inside_itself_is_refused() -> None:
    row = json.loads(to_json(NESTED))
    row["attributions"][1]["parent"] = 0
    with pytest.raises(ReadError, match="inside itself"):
        from_json(json.dumps(row))


def test_span_that_is_none_is_refused() -> None:
    row = json.loads(to_json(NESTED))
    row["attributions"][0]["cue"]["stop"] = 0
    with pytest.raises(ReadError, match="SpanError"):
        from_json(json.dumps(row))


def test_jsonl_is_a_line_for_each_document() -> None:
    stream = io.StringIO()
    write_jsonl([NESTED, NESTED], stream)
    assert [NESTED, NESTED] == [from_json(line) for line in stream.getvalue().splitlines()]


def test_csv_has_the_words_offsets_and_parent_of_each_attribution() -> None:
    stream = io.StringIO()
    write_csv([NESTED], stream)
    inner, outer = csv.DictReader(io.StringIO(stream.getvalue()))
    assert ("Rahmat", "kata", "'=Air surut", "0:10") == tuple(
        inner[name] for name in ("source", "cue", "content", "content_spans")
    )
    assert ("1", "", "0") == (inner["parent"], outer["parent"], inner["negated"])


@given(st.lists(extractions(ANY), max_size=3))
def test_csv_of_anything_has_a_row_for_each_attribution_and_no_formula(made: list[Extraction]) -> None:
    stream = io.StringIO(newline="")
    write_csv(made, stream)
    header, *rows = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert list(COLUMNS) == header
    assert sum(len(extraction.attributions) for extraction in made) == len(rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))]


@pytest.mark.parametrize(
    "text", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "\uff1d1", "|x", "%x", " =1+1", "\xa0=1+1"]
)
def test_cell_that_a_spreadsheet_would_calculate_is_disarmed(text: str) -> None:
    assert f"'{text}" == harmless(text)
    assert safe_cell(text).startswith("'")
