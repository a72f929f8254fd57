"""Lines: a stream of bytes in, numbered lines of text out, none longer than allowed and all of them UTF-8."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from attrs import frozen

from claimtrack.read.places import MEBIBYTE, Limits, Skipped

_UTF16 = "UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"
_FOREIGN = {
    codecs.BOM_UTF32_LE: "UTF-32; convert it with: iconv -f UTF-32 -t UTF-8",
    codecs.BOM_UTF32_BE: "UTF-32; convert it with: iconv -f UTF-32 -t UTF-8",
    codecs.BOM_UTF16_LE: _UTF16,
    codecs.BOM_UTF16_BE: _UTF16,
    b"\x1f\x8b": "compressed with gzip; unpack it with: gunzip",
    b"BZh": "compressed with bzip2; unpack it with: bunzip2",
    b"\xfd7zXZ\x00": "compressed with xz; unpack it with: unxz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd; unpack it with: unzstd",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it with: 7z x",
    b"PK\x03\x04": "a zip archive; unpack it with: unzip",
    b"%PDF": "a PDF document; convert it with: pdftotext",
    b"SQLite format 3\x00": "an SQLite database; to look at it: claimtrack serve FILE",
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<!--")
_HEAD = 4096
_CHUNK = MEBIBYTE


@frozen
class Line:
    """A line of a file without its line break.

    Args:
        number: from 1.
        text: its characters.
    """

    number: int
    text: str


def lines(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Line | Skipped]:
    """Yield the lines of ``stream``; a line that is too long or not UTF-8 comes out as a fault, and reading goes on.

    A byte order mark at the start is dropped.

    Args:
        stream: open for reading bytes, at its start.
        path: how to name it.
        limits: the longest line.
    """
    offset, number = 0, 0
    while raw := stream.readline(limits.article + 1):
        number += 1
        if number == 1 and (problem := foreign(raw)):
            yield Skipped(problem, path, fault=True)
            return
        text = decoded(raw, offset)
        offset += len(raw)
        if len(raw) > limits.article:
            yield Skipped(
                f"a line is too long: more than {_size(limits)}; raise --limit or split it", path, number, fault=True
            )
            offset += _to_next_line(stream, raw)
        elif isinstance(text, NotText):
            yield Skipped(text.reason, path, number, fault=True)
        else:
            yield Line(number, text.rstrip("\r\n"))


@frozen
class NotText:
    """Bytes that are not UTF-8.

    Args:
        at: which byte of those given is the first wrong one.
        reason: what it is, where in the file, and what to do.
    """

    at: int
    reason: str


def decoded(raw: bytes, offset: int) -> str | NotText:
    """Return ``raw``, which starts at byte ``offset`` of its file, as text; a byte order mark at 0 is dropped."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"not UTF-8: byte {offset + error.start} is 0x{raw[error.start]:02x}"
        return NotText(error.start, f"{found}; convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8")
    return text.removeprefix("\ufeff") if offset == 0 else text


def whole(stream: BinaryIO, path: str, limits: Limits) -> str | Skipped:
    """Return all of ``stream`` as text, its lines ended by a line feed alone, or why that cannot be."""
    raw = stream.read(limits.article + 1)
    if len(raw) > limits.article:
        return Skipped(
            f"an article is too long: more than {_size(limits)}; raise --limit or split it", path, fault=True
        )
    if problem := foreign(raw):
        return Skipped(problem, path, fault=True)
    text = decoded(raw, 0)
    if isinstance(text, NotText):
        return Skipped(text.reason, path, raw.count(b"\n", 0, text.at) + 1, fault=True)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def foreign(raw: bytes) -> str:
    """Return what ``raw``, the start of a file, is instead of text; empty if nothing else is recognised."""
    name = next((name for mark, name in _FOREIGN.items() if raw.startswith(mark)), "")
    head = raw[:_HEAD]
    if not name and head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_MARKUP):
        name = "HTML or XML; take its text out, for example with: w3m -dump FILE"
    if not name and len(head) > 1 and _every_other_is_nul(head):
        name = _UTF16
    return f"no plain text: this is {name}" if name else ""


def _every_other_is_nul(raw: bytes) -> bool:
    """Tell whether ``raw`` is UTF-16 of plain letters without a byte order mark: one half is NUL, the other is not."""
    even, odd = raw[::2], raw[1::2]
    nuls = even.count(0), odd.count(0)
    return min(nuls) == 0 and max(nuls) * 2 > len(odd)


def _to_next_line(stream: BinaryIO, raw: bytes) -> int:
    """Read on to the end of the line whose start was ``raw``; return how many bytes that took."""
    taken = 0
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(_CHUNK)
        taken += len(raw)
    return taken


def _size(limits: Limits) -> str:
    """Return the limit for people."""
    return f"{limits.article:,} bytes"
