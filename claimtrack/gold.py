"""Gold: read and write annotated texts, as JSONL with offsets or as readable ``.gold`` files.

Comes in: paths. Goes out: `GoldRecord` values whose spans are checked against their text. Promises: what `write_gold`
or `write_jsonl` wrote reads back equal; every fault is a `GoldError` naming file and line. `docs/gold.md` shows both
formats.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast, get_args

from attrs import evolve, field, frozen

from claimtrack.errors import GoldError, SpanError
from claimtrack.model import Span, Style

Failure = Literal["missed", "spurious", "source", "content", "style", "negated", "name"]

STYLES: tuple[str, ...] = get_args(Style)
FAILURES: tuple[str, ...] = get_args(Failure)

_AR = re.compile(
    r"(?P<source>.+?) <(?P<cue>.+?)> (?P<content>.+) \| (?P<style>\w+)"
    r"(?P<negated> negated)?(?P<optional> optional)?(?: name=(?P<name>.+?))?(?: alt=(?P<alt>.+))?"
)
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED_PIECE = {**_ESCAPED, "|": "\\p", "<": "\\l", ">": "\\g", "#": "\\h", "=": "\\e"}
_UNESCAPED = {escape[1]: sign for sign, escape in _ESCAPED_PIECE.items()}
_NTH = re.compile(r"(?P<words>(?:\\.|[^\\])*)#(?P<nth>[1-9]\d*)", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
_NOBODY = "-"


@frozen
class GoldAttribution:
    """One attribution as a person annotated it; spans as in `claimtrack.model.Attribution`.

    Args:
        cue: the head reporting word.
        content: one or more spans in order of the text.
        style: ``direct``, ``mixed`` or ``indirect``.
        source: None where the text names nobody.
        negated: the cue is negated or denies.
        optional: good annotators may differ on it; scoring neither rewards nor punishes it.
        content_alt: another content that is as good; empty where there is none.
        source_name: fullest name the text gives the source; None where generic or not annotated.
    """

    cue: Span
    content: tuple[Span, ...]
    style: Style
    source: Span | None = None
    negated: bool = False
    optional: bool = False
    content_alt: tuple[Span, ...] = ()
    source_name: str | None = None


@frozen
class GoldRecord:
    """One annotated text: a sentence or a whole article.

    Args:
        id: unique in its file.
        text: every span counts its code points.
        attributions: sorted by cue start; empty for a text without attribution.
        construction: what the text is a case of; the stem of a ``.gold`` file unless the record says otherwise.
        fails: the one way in which the extractor is known to fail here; None where it must be right.
        extra: further keys of a JSONL record (``doc`` with credits, ``outlet`` …), kept as they are.
    """

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...] = ()
    construction: str = ""
    fails: Failure | None = None
    extra: Mapping[str, Any] = field(factory=dict)


def read(path: str | Path) -> tuple[GoldRecord, ...]:
    """Read one gold file: ``*.gold`` as the readable form, everything else as JSONL.

    Args:
        path: the file, UTF-8.

    Returns:
        The records in order of the file.

    Raises:
        GoldError: the file cannot be read, a line is malformed, words are not found, or an id comes twice.

    Example:
        >>> [record.id for record in read("fixtures/id/gold/inverted.gold")][:2]
        ['inverted-1', 'inverted-2']
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: cannot read gold: {error}; expected a UTF-8 file, .gold or JSONL"
        raise GoldError(msg) from error
    records = tuple(parse_gold(text, path) if path.suffix == ".gold" else parse_jsonl(text, path))
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            msg = f"{path}: id {record.id!r} stands twice; ids must be unique in a file"
            raise GoldError(msg)
        seen.add(record.id)
    return records


def parse_jsonl(text: str, path: Path) -> Iterator[GoldRecord]:
    """Yield the records of JSONL ``text``; ``path`` only names the place of an error."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield _record_of(row)
        except (ValueError, KeyError, TypeError) as error:
            reason = f"key {error} is missing" if isinstance(error, KeyError) else str(error)
            msg = f"{path}:{number}: not a gold record: {reason}; expected id, text and ars with cue, content, style"
            raise GoldError(msg) from error


def _record_of(row: Mapping[str, Any]) -> GoldRecord:
    known = {"id", "text", "ars", "construction", "fails"}
    return GoldRecord(
        id=row["id"],
        text=row["text"],
        attributions=tuple(_attribution_of(ar, row["text"]) for ar in row["ars"]),
        construction=row.get("construction", ""),
        fails=row.get("fails"),
        extra={key: value for key, value in row.items() if key not in known},
    )


def _attribution_of(ar: Mapping[str, Any], text: str) -> GoldAttribution:
    return GoldAttribution(
        cue=_span(text, ar["cue"]),
        content=tuple(_span(text, pair) for pair in ar["content"]),
        style=_style(ar["style"]),
        source=_span(text, ar["source"]) if ar.get("source") else None,
        negated=ar.get("negated", False),
        optional=ar.get("optional", False),
        content_alt=tuple(_span(text, pair) for pair in ar.get("content_alt") or ()),
        source_name=ar.get("source_name"),
    )


def _span(text: str, pair: Sequence[int]) -> Span:
    start, stop = pair
    return Span.of(text, start, stop)


def _style(word: str) -> Style:
    if word not in STYLES:
        msg = f"style {word!r} is not one of {', '.join(STYLES)}"
        raise GoldError(msg)
    return cast("Style", word)


def write_jsonl(records: Iterable[GoldRecord]) -> str:
    """Return ``records`` as JSONL, one line each, with offsets in code points."""
    return "".join(json.dumps(_row_of(record), ensure_ascii=False) + "\n" for record in records)


def _row_of(record: GoldRecord) -> dict[str, Any]:
    row: dict[str, Any] = {"id": record.id, **record.extra, "text": record.text}
    if record.construction:
        row["construction"] = record.construction
    if record.fails:
        row["fails"] = record.fails
    row["ars"] = [_ar_of(attribution) for attribution in record.attributions]
    return row


def _ar_of(attribution: GoldAttribution) -> dict[str, Any]:
    def pair(span: Span) -> list[int]:
        return [span.start, span.stop]

    ar: dict[str, Any] = {
        "cue": pair(attribution.cue),
        "source": pair(attribution.source) if attribution.source else None,
        "content": [pair(span) for span in attribution.content],
        "style": attribution.style,
        "negated": attribution.negated,
    }
    if attribution.optional:
        ar["optional"] = True
    if attribution.content_alt:
        ar["content_alt"] = [pair(span) for span in attribution.content_alt]
    if attribution.source_name is not None:
        ar["source_name"] = attribution.source_name
    return ar


def parse_gold(text: str, path: Path) -> Iterator[GoldRecord]:
    """Yield the records of ``text`` in the readable form; ``path`` names the construction and the place of an error."""
    records: list[GoldRecord] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            _add_line(records, line, path.stem)
        except (GoldError, SpanError) as error:
            msg = f"{path}:{number}: {error}"
            raise GoldError(msg) from error
    return iter(_sorted(record) for record in records)


def _add_line(records: list[GoldRecord], line: str, stem: str) -> None:
    """Open a record with a ``text:`` line, or put what another line says into the last one."""
    key, colon, rest = line.partition(": ")
    if not colon or key not in {"text", "id", "fails", "ar"}:
        msg = f"unknown line {line!r}; expected 'text: ', 'id: ', 'fails: ', 'ar: ', a # comment or a blank line"
        raise GoldError(msg)
    if key == "text":
        records.append(GoldRecord(f"{stem}-{len(records) + 1}", _unescape(rest), construction=stem))
        return
    if not records:
        msg = f"{key!r} line before the first 'text: ' line"
        raise GoldError(msg)
    records[-1] = _with(records[-1], key, rest)


def _with(record: GoldRecord, key: str, rest: str) -> GoldRecord:
    if key == "id":
        return evolve(record, id=rest)
    if key == "ar":
        return evolve(record, attributions=(*record.attributions, _parse_ar(rest, record.text)))
    if rest not in FAILURES:
        msg = f"failure {rest!r} is not one of {', '.join(FAILURES)}"
        raise GoldError(msg)
    return evolve(record, fails=cast("Failure", rest))


def _sorted(record: GoldRecord) -> GoldRecord:
    return evolve(record, attributions=tuple(sorted(record.attributions, key=lambda ar: ar.cue)))


def _parse_ar(rest: str, text: str) -> GoldAttribution:
    match = _AR.fullmatch(rest)
    if not match:
        msg = (
            f"cannot read attribution {rest!r}; expected "
            "SOURCE <CUE> CONTENT || CONTENT | style [negated] [optional] [name=…] [alt=…]"
        )
        raise GoldError(msg)
    cue = _find_cue(text, match["cue"])
    return GoldAttribution(
        cue=cue,
        content=_find_pieces(text, match["content"], cue),
        style=_style(match["style"]),
        source=None if match["source"] == _NOBODY else _find(text, match["source"], cue),
        negated=bool(match["negated"]),
        optional=bool(match["optional"]),
        content_alt=_find_pieces(text, match["alt"], cue) if match["alt"] else (),
        source_name=_unescape(match["name"]) if match["name"] else None,
    )


def _find_pieces(text: str, words: str, cue: Span) -> tuple[Span, ...]:
    return tuple(sorted(_find(text, piece, cue) for piece in words.split(" || ")))


def _find_cue(text: str, words: str) -> Span:
    """Return the only place of the cue ``words``, or the one that ``#n`` counts out."""
    words, nth = _split_nth(words)
    places = _places(text, words)
    if nth:
        return _nth(places, nth, words)
    best = _best(text, places)
    if len(best) == 1:
        return best[0]
    msg = f"cue {words!r} stands {len(best)} times in the text; count the one meant: {words}#2"
    raise GoldError(msg)


def _find(text: str, words: str, cue: Span) -> Span:
    """Return the place of ``words`` nearest to ``cue``, whole words first, or the one that ``#n`` counts out."""
    words, nth = _split_nth(words)
    places = _places(text, words)
    return _nth(places, nth, words) if nth else _nearest(text, places, cue)


def _nearest(text: str, places: Sequence[Span], cue: Span) -> Span:
    return min(_whole(text, places) or places, key=lambda span: (_gap(span, cue), span.start))


def _split_nth(words: str) -> tuple[str, int]:
    match = _NTH.fullmatch(words)
    return (_unescape(match["words"]), int(match["nth"])) if match else (_unescape(words), 0)


def _nth(places: Sequence[Span], nth: int, words: str) -> Span:
    if nth > len(places):
        msg = f"{words!r} stands only {len(places)} times in the text, not {nth}"
        raise GoldError(msg)
    return places[nth - 1]


def _places(text: str, words: str) -> list[Span]:
    """Return where ``words`` stand in ``text``: first those at the start of a word, then those inside one."""
    spans = [
        Span.of(text, match.start(), match.start() + len(words))
        for match in re.finditer(f"(?={re.escape(words)})", text)
    ]
    if not spans:
        msg = f"{words!r} does not stand in the text"
        raise GoldError(msg)
    return sorted(spans, key=lambda span: (_joined(text, span.start), span.start))


def _best(text: str, places: Sequence[Span]) -> list[Span]:
    """Return the places that are whole words, else those that start one, else all."""
    starts = [span for span in places if not _joined(text, span.start)]
    return _whole(text, places) or starts or list(places)


def _whole(text: str, places: Sequence[Span]) -> list[Span]:
    return [span for span in places if not _joined(text, span.start) and not _joined(text, span.stop)]


def _joined(text: str, offset: int) -> bool:
    """Tell whether one word runs over ``offset``; a hyphen joins too."""
    return 0 < offset < len(text) and bool(_WORD.fullmatch(text, offset - 1, offset + 1))


def _gap(span: Span, cue: Span) -> int:
    return max(span.start - cue.stop, cue.start - span.stop, 0)


def write_gold(records: Iterable[GoldRecord]) -> str:
    """Return ``records`` in the readable form; `read` gives them back equal.

    Raises:
        GoldError: a record carries what this form has no place for (``extra`` keys); write JSONL then.
    """
    return "\n".join(_block(record) for record in records)


def _block(record: GoldRecord) -> str:
    if record.extra:
        msg = f"{record.id}: the readable form has no place for {', '.join(record.extra)}; write JSONL"
        raise GoldError(msg)
    lines = [f"text: {_escape(record.text, _ESCAPED)}", f"id: {record.id}"]
    if record.fails:
        lines.append(f"fails: {record.fails}")
    lines += [f"ar: {_ar_line(record.text, attribution)}" for attribution in record.attributions]
    return "\n".join(lines) + "\n"


def _ar_line(text: str, attribution: GoldAttribution) -> str:
    cue = attribution.cue
    source = _point(text, attribution.source, cue) if attribution.source else _NOBODY
    line = f"{source} <{_point_cue(text, cue)}> {_pieces(text, attribution.content, cue)} | {attribution.style}"
    line += " negated" * attribution.negated + " optional" * attribution.optional
    if attribution.source_name:
        line += f" name={_escape(attribution.source_name, _ESCAPED_PIECE)}"
    if attribution.content_alt:
        line += f" alt={_pieces(text, attribution.content_alt, cue)}"
    return line


def _pieces(text: str, spans: Iterable[Span], cue: Span) -> str:
    return " || ".join(_point(text, span, cue) for span in spans)


def _point(text: str, span: Span, cue: Span) -> str:
    """Return the words of ``span``, counted with ``#n`` where the nearest place of these words is another one."""
    places = _places(text, span.text)
    return _counted(span, places, alone=_nearest(text, places, cue) == span)


def _point_cue(text: str, cue: Span) -> str:
    places = _places(text, cue.text)
    return _counted(cue, places, alone=_best(text, places) == [cue])


def _counted(span: Span, places: Sequence[Span], *, alone: bool) -> str:
    words = "\\-" if span.text == _NOBODY else _escape(span.text, _ESCAPED_PIECE)
    return words if alone else f"{words}#{places.index(span) + 1}"


def _escape(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _UNESCAPED.get(match[1], match[1]), text)
