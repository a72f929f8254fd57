"""Export: extractions in, lines of JSON (nothing is lost, `from_json` reads them back) or rows of CSV out.

Every offset is half-open and counts code points of the document's text, which JSON carries along.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from attrs import fields_dict, frozen

from claimtrack.errors import ReadError
from claimtrack.model import Attribution, Credit, Document, Extraction, Span

DOCUMENT_FIELDS = tuple(fields_dict(Document))
SPAN_FIELDS = ("source", "cue", "modality_marker", "resolved_from", "antecedent", "addressee")
PLAIN_FIELDS = tuple(name for name in fields_dict(Attribution) if name not in {*SPAN_FIELDS, "content", "parent"})
COLUMNS = (
    *("document", "outlet", "title", "published", "url", "position", "parent", "source", "source_name", "cue"),
    *("content", "style", "negated", "cue_lemma", "cue_class", "cue_stance", "factuality", "factuality_reason"),
    *("modality_marker", "extraction_confidence", "rule", "resolution", "source_span", "cue_span", "content_spans"),
    *("lang", "pack_version"),
)
_FORMULA = tuple("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four: the same signs in full width
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_jsonl(extractions: Iterable[Extraction], stream: TextIO) -> None:
    """Write one line of JSON for each of ``extractions``."""
    stream.writelines(to_json(extraction) + "\n" for extraction in extractions)


def write_csv(extractions: Iterable[Extraction], stream: TextIO) -> None:
    """Write a line of column names and one row for each attribution in ``extractions``, safe to open as a sheet."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for extraction in extractions:
        writer.writerows(csv_rows(extraction))


def to_json(extraction: Extraction) -> str:
    """Return ``extraction`` as one line of JSON.

    The keys are those of the classes of `claimtrack.model`; a span is an object of start, stop and text; ``parent``
    is the position of the enclosing attribution in the list, from 0; a sentence is a list of its start and stop.

    Example:
        >>> to_json(Extraction(Document("Air surut.")))[:28]
        '{"document":{"text":"Air sur'
    """
    positions = _Positions.of(extraction.attributions)
    row = {
        "document": {name: getattr(extraction.document, name) for name in DOCUMENT_FIELDS},
        "attributions": [_attribution(a, positions) for a in extraction.attributions],
        "credits": [{"role": c.role, "name": c.name, "span": _span(c.span)} for c in extraction.credits],
        "lang": extraction.lang,
        "pack_version": extraction.pack_version,
        "sentences": extraction.sentences,
    }
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(row, separators=(",", ":")) if _SURROGATE.search(line) else line


def from_json(line: str) -> Extraction:
    """Return the extraction that `to_json` wrote as ``line``.

    Raises:
        ReadError: it is no such line; the message says what is missing or wrong.

    Example:
        >>> from_json(to_json(Extraction(Document("Air surut.")))).document.text
        'Air surut.'
    """
    try:
        row = json.loads(line)
        credits_ = tuple(Credit(c["role"], c["name"], _read_span(c["span"])) for c in row["credits"])
        attributions = _read_attributions(row["attributions"])
        sentences = tuple((start, stop) for start, stop in row.get("sentences", ()))  # the one optional key
        return Extraction(
            Document(**row["document"]), attributions, credits_, row["lang"], row["pack_version"], sentences
        )
    except (KeyError, TypeError, IndexError, ValueError) as error:
        msg = f"no line of claimtrack's JSON: {type(error).__name__}: {error}; expected what to_json writes"
        raise ReadError(msg) from error


def csv_rows(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """Yield the values of `COLUMNS` for each attribution of ``extraction``."""
    document = extraction.document
    head = (document.id, document.outlet, document.title, document.published, document.url)
    positions = _Positions.of(extraction.attributions)
    for position, a in enumerate(extraction.attributions):
        parent = positions.find(a.parent)
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # Python before 3.13 leaves a lone one unquoted
    return harmless(text)


def harmless(text: str) -> str:
    """Return ``text``, with an apostrophe before it where a spreadsheet would take it for a formula.

    Example:
        >>> harmless(" @SUM(A1)"), harmless("a@b")
        ("' @SUM(A1)", 'a@b')
    """
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else text


@frozen
class _Positions:
    """Where each attribution stands in its extraction, by the place of its cue."""

    by_cue: Mapping[Span, Sequence[tuple[int, Attribution]]]

    @classmethod
    def of(cls, attributions: Sequence[Attribution]) -> "_Positions":
        """Return the positions of ``attributions``."""
        by_cue: dict[Span, list[tuple[int, Attribution]]] = {}
        for position, a in enumerate(attributions):
            by_cue.setdefault(a.cue, []).append((position, a))
        return cls(by_cue)

    def find(self, attribution: Attribution | None) -> int | None:
        """Return the position of ``attribution``; None if it is not there."""
        if attribution is None:
            return None
        among = self.by_cue.get(attribution.cue, ())
        return next((position for position, other in among if other == attribution), None)


def _span(span: Span | None) -> dict[str, int | str] | None:
    """Return ``span`` as JSON has it."""
    return {"start": span.start, "stop": span.stop, "text": span.text} if span else None


def _place(*spans: Span | None) -> str:
    """Return the offsets of ``spans``, such as ``12:40 52:60``."""
    return " ".join(f"{span.start}:{span.stop}" for span in spans if span)


def _attribution(attribution: Attribution, positions: _Positions) -> dict[str, Any]:
    """Return ``attribution`` as JSON has it; a parent that has no position stands there whole."""
    parent = attribution.parent
    position = positions.find(parent)
    return {
        **{name: _span(getattr(attribution, name)) for name in SPAN_FIELDS},
        "content": [_span(span) for span in attribution.content],
        **{name: getattr(attribution, name) for name in PLAIN_FIELDS},
        "parent": _attribution(parent, positions) if parent and position is None else position,
    }


def _read_span(row: Mapping[str, Any]) -> Span:
    """Return the span that `_span` wrote."""
    return Span(row["start"], row["stop"], row["text"])


def _read_attributions(rows: Sequence[Mapping[str, Any]]) -> tuple[Attribution, ...]:
    """Return the attributions that `_attribution` wrote, each made after its parent."""
    made: dict[int, Attribution] = {}
    for position in range(len(rows)):
        waiting = [position]
        while isinstance(parent := rows[waiting[-1]]["parent"], int) and parent not in made:
            if parent in waiting:
                msg = f"attribution {parent} stands inside itself"
                raise ValueError(msg)
            waiting.append(parent)
        for step in reversed(waiting):
            made[step] = made.get(step) or _read_attribution(rows[step], made)
    return tuple(made[position] for position in range(len(rows)))


def _read_attribution(row: Mapping[str, Any], made: Mapping[int, Attribution]) -> Attribution:
    """Return the attribution that `_attribution` wrote as ``row``, whose parent is among those ``made`` or in it."""
    parent = row["parent"]
    values: dict[str, Any] = {name: row[name] and _read_span(row[name]) for name in SPAN_FIELDS}
    values |= {name: row[name] for name in PLAIN_FIELDS}
    values["source_roles"] = tuple(row["source_roles"])
    values["content"] = tuple(map(_read_span, row["content"]))
    values["parent"] = made[parent] if isinstance(parent, int) else parent and _read_attribution(parent, made)
    return Attribution(**values)
