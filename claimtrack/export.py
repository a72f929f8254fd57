"""Export: extractions in, lines of JSON (nothing is lost, `from_json` reads them back) or rows of CSV out.

Every offset is half-open and counts code points of the document's text, which JSON carries along.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from attrs import fields_dict

from claimtrack.model import Attribution, Credit, Document, Extraction, Span

DOCUMENT_FIELDS = tuple(fields_dict(Document))
SPAN_FIELDS = ("source", "cue", "modality_marker", "resolved_from")
PLAIN_FIELDS = tuple(name for name in fields_dict(Attribution) if name not in {*SPAN_FIELDS, "content", "parent"})
COLUMNS = (
    *("document", "outlet", "title", "published", "url", "position", "parent", "source", "source_name", "cue"),
    *("content", "style", "negated", "cue_lemma", "cue_class", "cue_stance", "factuality", "factuality_reason"),
    *("modality_marker", "extraction_confidence", "rule", "resolution", "source_span", "cue_span", "content_spans"),
    *("lang", "pack_version"),
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "=", "+", "-", "@")  # noqa: RUF001 - full width counts too
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_jsonl(extractions: Iterable[Extraction], stream: TextIO) -> None:
    """Write one line of JSON for each of ``extractions``."""
    for extraction in extractions:
        stream.write(to_json(extraction) + "\n")


def write_csv(extractions: Iterable[Extraction], stream: TextIO) -> None:
    """Write a line of column names and one row for each attribution in ``extractions``, safe to open as a sheet."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for extraction in extractions:
        writer.writerows(csv_rows(extraction))


def to_json(extraction: Extraction) -> str:
    """Return ``extraction`` as one line of JSON.

    The keys are those of the classes of `claimtrack.model`; a span is an object of start, stop and text; ``parent``
    is the position of the enclosing attribution in the list, from 0.

    Example:
        >>> to_json(Extraction(Document("Air surut.")))[:28]
        '{"document":{"text":"Air sur'
    """
    row = {
        "document": {name: getattr(extraction.document, name) for name in DOCUMENT_FIELDS},
        "attributions": [_attribution(a, extraction.attributions) for a in extraction.attributions],
        "credits": [{"role": c.role, "name": c.name, "span": _span(c.span)} for c in extraction.credits],
        "lang": extraction.lang,
        "pack_version": extraction.pack_version,
    }
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(row, separators=(",", ":")) if _SURROGATE.search(line) else line


def from_json(line: str) -> Extraction:
    """Return the extraction that `to_json` wrote as ``line``.

    Raises:
        ValueError: it is no such line.
    """
    try:
        row = json.loads(line)
        credits_ = tuple(Credit(c["role"], c["name"], _read_span(c["span"])) for c in row["credits"])
        attributions = _read_attributions(row["attributions"])
        return Extraction(Document(**row["document"]), attributions, credits_, row["lang"], row["pack_version"])
    except (KeyError, TypeError, IndexError) as error:
        msg = f"no line of claimtrack's JSON: {type(error).__name__}: {error}; expected what to_json writes"
        raise ValueError(msg) from error


def csv_rows(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """Yield the values of `COLUMNS` for each attribution of ``extraction``."""
    document = extraction.document
    head = (document.id, document.outlet, document.title, document.published, document.url)
    for position, a in enumerate(extraction.attributions):
        parent = _position(a.parent, extraction.attributions) if a.parent else None
        values: tuple[object, ...] = (
            *head,
            *(position, parent, a.source and a.source.text, a.source_name, a.cue.text),
            *(" ".join(span.text for span in a.content), a.style, int(a.negated)),
            *(a.cue_lemma, a.cue_class, a.cue_stance, a.factuality, a.factuality_reason),
            *(a.modality_marker and a.modality_marker.text, a.extraction_confidence, a.rule, a.resolution),
            *(_place(a.source), _place(a.cue), _place(*a.content)),
            *(extraction.lang, extraction.pack_version),
        )
        yield tuple(safe_cell(value) for value in values)


def safe_cell(value: object) -> str:
    """Return ``value`` for a cell: empty for None, with an apostrophe before what a spreadsheet would calculate.

    Example:
        >>> safe_cell("=1+1"), safe_cell(None), safe_cell(0)
        ("'=1+1", '', '0')
    """
    text = "" if value is None else _SURROGATE.sub("\ufffd", str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _span(span: Span | None) -> dict[str, int | str] | None:
    """Return ``span`` as JSON has it."""
    return span and {"start": span.start, "stop": span.stop, "text": span.text}


def _place(*spans: Span | None) -> str:
    """Return the offsets of ``spans``, such as ``12:40 52:60``."""
    return " ".join(f"{span.start}:{span.stop}" for span in spans if span)


def _attribution(attribution: Attribution, among: Sequence[Attribution]) -> dict[str, Any]:
    """Return ``attribution`` as JSON has it; a parent that is not ``among`` the others stands there whole."""
    parent = attribution.parent
    position = _position(parent, among) if parent else None
    return {
        **{name: _span(getattr(attribution, name)) for name in SPAN_FIELDS},
        "content": [_span(span) for span in attribution.content],
        **{name: getattr(attribution, name) for name in PLAIN_FIELDS},
        "parent": _attribution(parent, among) if parent and position is None else position,
    }


def _position(attribution: Attribution, among: Sequence[Attribution]) -> int | None:
    """Return where ``attribution`` stands ``among`` others, None if it does not."""
    cue = attribution.cue
    return next((i for i, other in enumerate(among) if other.cue == cue and other == attribution), None)


def _read_span(row: Mapping[str, Any]) -> Span:
    """Return the span that `_span` wrote."""
    return Span(row["start"], row["stop"], row["text"])


def _read_attributions(rows: Sequence[Mapping[str, Any]]) -> tuple[Attribution, ...]:
    """Return the attributions that `_attribution` wrote, each made after its parent."""
    made: dict[int, Attribution] = {}

    def at(position: int) -> Attribution:
        chain = [position]
        while isinstance(parent := rows[chain[-1]]["parent"], int) and parent not in made:
            chain.append(parent)
        for step in reversed(chain):
            if step not in made:
                made[step] = build(rows[step])
        return made[position]

    def build(row: Mapping[str, Any]) -> Attribution:
        parent = row["parent"]
        outer = made[parent] if isinstance(parent, int) else parent and build(parent)
        spans = {name: row[name] and _read_span(row[name]) for name in SPAN_FIELDS}
        plain = {name: row[name] for name in PLAIN_FIELDS}
        return Attribution(content=tuple(map(_read_span, row["content"])), parent=outer, **spans, **plain)

    return tuple(at(position) for position in range(len(rows)))
