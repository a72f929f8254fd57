"""Records: a file of text, JSONL or CSV in, documents out; what is wrong in one comes out as a fault with its line."""

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, cast

from claimtrack.model import Document
from claimtrack.read.files import CSV, JSONL, STANDARD_INPUT, TEXT
from claimtrack.read.lines import Line, lines, whole
from claimtrack.read.places import Limits, Skipped

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FIELDS = ("id", "outlet", "title", "published", "url", "author")
DELIMITERS = ",;\t"
LONGEST_TITLE = 150
_JSON = re.compile(r"\{|\[\s*(\{|$)")  # "[" alone begins many a text
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SENTENCE_END = tuple(".!?:;,…\"”’'")
_TYPE_NAMES = {dict: "an object", list: "a list", bool: "true or false", float: "a number", int: "a number"}
_PARSING = Lock()

Item = Document | Skipped
Numbered = tuple[int | None, Item]


def jsonl_documents(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Numbered]:
    """Yield line number and document for each line of JSON in ``stream``; empty lines are passed over."""
    for line in lines(stream, path, limits):
        if isinstance(line, Skipped):
            yield line.line, line
        elif line.text.strip():
            yield line.number, _json_document(line, path, limits)


def _json_document(line: Line, path: str, limits: Limits) -> Item:
    """Return the document that ``line`` describes, or what is wrong with it."""
    record = _json_record(line.text)
    if isinstance(record, str):
        return Skipped(record, path, line.number, fault=True)
    return record_document(record, path, line.number, limits)


def _json_record(text: str) -> Mapping[str, object] | str:
    """Return the object that ``text`` holds, or what is wrong with it."""
    try:
        record = json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        return f"broken JSON: {error.msg} at column {error.colno}; expected one object on each line"
    except (ValueError, RecursionError) as error:
        return f"broken JSON: {error}"
    if not isinstance(record, dict):
        return f"not a JSON object: expected one with a text, found {_TYPE_NAMES.get(type(record), 'a string')}"
    return record


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object that ``pairs`` make; raise `ValueError` where two have one key."""
    record = dict(pairs)
    if len(record) < len(pairs):
        msg = f"two values for {_twice(key for key, _ in pairs)!r} in one object; keep one"
        raise ValueError(msg)
    return record


def _twice(names: Iterable[str]) -> str:
    """Return the first of ``names`` that stands there twice, empty if none does."""
    return next((name for name, count in Counter(names).items() if count > 1), "")


def record_document(record: Mapping[str, object], path: str, line: int, limits: Limits) -> Item:
    """Return the document that ``record`` describes, a fault if it is none, or `Skipped` if its text is empty."""
    if record.get("text") is None:
        keys = ", ".join(sorted(map(str, record))[:8]) or "none"
        return Skipped(f"no text in a record: expected a field text, found {keys}", path, line, fault=True)
    for name in ("text", *FIELDS):
        value = record.get(name)
        if not isinstance(value, str | None) and not (name == "id" and type(value) is int):
            found = _TYPE_NAMES.get(type(value), "something else")
            return Skipped(f"a field is no string: {name} is {found}", path, line, fault=True)
    text = _storable(str(record["text"]))
    if not text.strip():
        return Skipped("the text is empty", path, line)
    given = {name: str(record[name]) for name in FIELDS if record.get(name) is not None}
    long = next((name for name, value in given.items() if len(value) > limits.field), None)
    if long:
        found = f"{long} has {len(given[long]):,} characters, at most {limits.field:,} are allowed"
        return Skipped(f"a field is too long: {found}; is it in the right column?", path, line, fault=True)
    return Document(text, **{name: _storable(value).strip() for name, value in given.items()})


def csv_documents(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Numbered]:
    """Yield line number and document for each row of ``stream``; the first line that is not blank names the columns.

    The delimiter is the comma, semicolon or tab that gives a column called ``text``. A fault of a row's shape or of
    the encoding ends the file, since nobody can tell where the next row begins.
    """
    source = _CsvLines(lines(stream, path, limits))
    header = next(filter(str.strip, source), "")
    columns, delimiter = _columns(header, limits)
    if twice := _twice(name for name in columns if name in ("text", *FIELDS)):
        reason = f"two columns of one name: {twice}; rename one in the first line"
        yield source.number, Skipped(reason, path, source.number, fault=True)
    elif "text" in columns:
        yield from _csv_rows(source, columns, delimiter, path, limits)
    elif header:
        reason = f"no column text: the first line must name the columns, found {columns[0]}"
        yield source.number, Skipped(reason, path, source.number, fault=True)
    if source.fault:
        yield source.fault.line, source.fault


@contextmanager
def _fields_up_to(longest: int) -> Iterator[None]:
    """Let the fields of CSV have ``longest`` characters inside the block; that is a setting of the whole process."""
    with _PARSING:
        before = csv.field_size_limit(longest)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _columns(header: str, limits: Limits) -> tuple[list[str], str]:
    """Return the names of the columns in ``header`` and the delimiter; one name if none of them is ``text``."""
    for delimiter in DELIMITERS:
        try:
            with _fields_up_to(limits.article):
                columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
        except csv.Error:
            continue
        if "text" in columns:
            return columns, delimiter
    return [header.strip()], ","


def _csv_rows(source: "_CsvLines", columns: list[str], delimiter: str, path: str, limits: Limits) -> Iterator[Numbered]:
    """Yield the documents of ``source``, the lines below that of ``columns``."""
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        line = source.number + 1
        try:
            with _fields_up_to(limits.article):
                row = next(rows, None)
        except csv.Error as error:
            reason = f"broken CSV: {error}; put quotes round a text and double those in it"
            yield line, Skipped(reason, path, line, fault=True)
            return
        if row is None:
            return
        if len(row) == len(columns):
            yield line, record_document(dict(zip(columns, row, strict=True)), path, line, limits)
        elif row:
            reason = f"a row of another length: {len(row)} fields, expected {len(columns)}; quote a text"
            yield line, Skipped(reason, path, line, fault=True)


class _CsvLines:
    """The lines of a CSV file, up to the first that cannot be read, which is kept as ``fault``.

    The number of the last one that was read is kept too.
    """

    def __init__(self, found: Iterator[Line | Skipped]) -> None:
        """Read from ``found``."""
        self.found = found
        self.fault: Skipped | None = None
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line with its line break."""
        line = next(self.found)
        if isinstance(line, Skipped):
            self.fault = line
            raise StopIteration
        self.number = line.number
        return line.text + "\n"


def text_documents(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Numbered]:
    """Yield a text file as one document, whose id is its name and a digest of its place.

    A short first line without a full stop, above longer text, is the title and no part of the text.
    """
    yield from _text(whole(stream, path, limits), path, _path_id(path))


def standard_input(stream: BinaryIO, limits: Limits) -> Iterator[Numbered]:
    """Yield the documents of standard input: JSONL or CSV if its first line with words begins so, else a text."""
    taken, head = bytearray(), ""
    while not head and len(taken) <= limits.article and (raw := stream.readline(limits.article + 1)):
        taken += raw
        head = raw.decode("utf-8-sig", "replace").strip()
    joined = cast("BinaryIO", io.BufferedReader(_Joined(bytes(taken), stream)))
    if _JSON.match(head):
        yield from jsonl_documents(joined, STANDARD_INPUT, limits)
    elif "text" in _columns(head, limits)[0]:
        yield from csv_documents(joined, STANDARD_INPUT, limits)
    else:
        yield from _text(whole(joined, STANDARD_INPUT, limits), STANDARD_INPUT, "")


def _text(text: str | Skipped, path: str, key: str) -> Iterator[Numbered]:
    """Yield the document with id ``key`` that ``text`` holds."""
    if isinstance(text, Skipped):
        yield text.line, text
        return
    title, body = _title(_storable(text))
    yield None, Document(body, id=key, title=title) if body.strip() else Skipped("the text is empty", path)


class _Joined(io.RawIOBase):
    """A stream that was read from already, with what was read put back."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        """Give ``first``, then what ``rest`` still holds."""
        self.first, self.rest = first, rest

    def readable(self) -> bool:
        """Return that this can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill ``buffer`` with what comes next; return how many bytes that was."""
        view = memoryview(buffer)
        piece = self.first[: len(view)] if self.first else self.rest.read(len(view))
        self.first = self.first[len(view) :]
        view[: len(piece)] = piece
        return len(piece)


def _title(text: str) -> tuple[str, str]:
    """Return the title at the head of ``text``, empty if it has none, and the text without it."""
    first, _, rest = text.lstrip("\n").partition("\n")
    below = rest.lstrip().partition("\n")[0]
    title = first.strip()
    if 0 < len(title) <= LONGEST_TITLE and len(title) < len(below) and not title.endswith(_SENTENCE_END):
        return title, rest.lstrip("\n")
    return "", text


def _path_id(path: str) -> str:
    """Return an id for the file at ``path`` that stays when its text changes."""
    place = os.path.abspath(path)  # noqa: PTH100 - links stay as they are named
    name = _storable(Path(path).stem)
    return f"{name}-{sha256(os.fsencode(place)).hexdigest()[:8]}"


def _storable(text: str) -> str:
    """Return ``text`` with NUL and lone surrogates, which no database holds, as U+FFFD; its length stays the same."""
    return _UNSTORABLE.sub("\ufffd", text)


PARSERS: Mapping[str, Callable[[BinaryIO, str, Limits], Iterator[Numbered]]] = {
    TEXT: text_documents,
    JSONL: jsonl_documents,
    CSV: csv_documents,
}
