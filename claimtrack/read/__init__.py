"""Read: paths in, documents out one after another; what is no article comes out as `Skipped`, with its reason.

A date of publication that is not understood comes out as `Warned`, before its article.

A path is a text file, a folder, JSONL or CSV (columns id, outlet, title, published, url, author, text), or ``-``
for standard input. Nothing here knows a word of any language.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from attrs import evolve, field, frozen

from claimtrack.errors import ReadError
from claimtrack.model import Document
from claimtrack.read.files import STANDARD_INPUT, files, kind_of, named
from claimtrack.read.places import Limits, Skipped, Warned
from claimtrack.read.records import PARSERS, Numbered, standard_input

__all__ = ["STANDARD_INPUT", "Limits", "Reader", "Skipped", "Warned", "named"]

TIME = re.compile(r"[T ]\d\d:\d\d|\Z")  # what may follow a day
_NO_DAY = "a date of publication that is not understood"
_EXPECTED = "expected one such as 2026-04-20 or 2026-04-20T16:12:00+07:00; the article is kept"


@frozen
class Reader:
    """How to read.

    Args:
        outlet: who published an article that does not say so itself; empty leaves it unknown. It is never guessed
            from a folder's name, because two made-up outlets would count as two independent ones.
        limits: how much one article may hold.
        keep_going: pass a broken record or file over as `Skipped` instead of raising.
        stdin: what ``-`` reads, standard input by default; None if it is closed.

    Example:
        >>> Reader().read(["articles", "more.jsonl"])  # doctest: +ELLIPSIS
        <generator object ...>
    """

    outlet: str = ""
    limits: Limits = field(factory=Limits)
    keep_going: bool = False
    stdin: BinaryIO | None = field(factory=lambda: getattr(sys.stdin, "buffer", None))

    def read(self, paths: Iterable[str | Path]) -> Iterator[Document | Skipped | Warned]:
        """Give every article in ``paths``, in order, the files of a folder sorted by name.

        An article that comes a second time is skipped. One whose date does not begin with a day (``2026-04-20``) keeps
        it as it was given, and comes behind a warning.

        Raises:
            ReadError: a path does not exist or holds no article, or a record is not what it claims to be; the
                message is one line that names file and line. Never with ``keep_going``.
            TypeError: ``paths`` is one path instead of a list of them.
        """
        return self._read(named(paths))

    def _read(self, paths: Iterable[str]) -> Iterator[Document | Skipped | Warned]:
        """Yield every article in ``paths``, and remarks."""
        seen: dict[int, int] = {}
        for path in paths:
            empty = True
            for place, line, item in self._items(path):
                empty &= not isinstance(item, Document)
                checked = self._checked(_once(item, place, line, seen) if isinstance(item, Document) else item)
                if isinstance(checked, Document) and checked.published and not _begins_with_a_day(checked.published):
                    yield Warned(f"{_NO_DAY}: {checked.published!r}; {_EXPECTED}", place, line)
                yield checked
            if empty:
                yield self._checked(Skipped("there is no article in it; expected text, JSONL or CSV", path, fault=True))

    def _checked(self, item: Document | Skipped) -> Document | Skipped:
        """Return ``item``; raise if it is a fault and faults are not to be passed over."""
        if isinstance(item, Skipped) and item.fault and not self.keep_going:
            raise ReadError(str(item))
        return item

    def _items(self, path: str) -> Iterator[tuple[str, int | None, Document | Skipped]]:
        """Yield file, line and document (or why none) for everything in ``path``."""
        found: Iterable[str | Skipped] = [path] if path == STANDARD_INPUT else files(path)
        for file in found:
            if isinstance(file, Skipped):
                yield file.path, None, file
                continue
            for line, item in self._file(file):
                if isinstance(item, Document) and not item.outlet:
                    item = evolve(item, outlet=self.outlet)  # noqa: PLW2901 - the same document, completed
                yield file, line, item

    def _file(self, file: str) -> Iterator[Numbered]:
        """Yield the articles of one file."""
        try:
            if file != STANDARD_INPUT:
                with open(file, "rb") as stream:  # noqa: PTH123 - a name may hold bytes that a Path would print wrongly
                    yield from PARSERS[kind_of(file)](stream, file, self.limits)
            elif self.stdin is not None:
                yield from standard_input(self.stdin, self.limits)
            else:
                yield None, Skipped("standard input is closed: pipe an article into claimtrack", file, fault=True)
        except OSError as error:
            yield None, Skipped(f"cannot be read: {error.strerror}", file, fault=True)


def _begins_with_a_day(published: str) -> bool:
    """Tell whether ``published`` is a day of the calendar as ISO 8601 writes it, alone or before a time."""
    day = published[:10]
    try:
        return date.fromisoformat(day).isoformat() == day and TIME.match(published, 10) is not None
    except ValueError:
        return False


def _once(document: Document, place: str, line: int | None, seen: dict[int, int]) -> Document | Skipped:
    """Return ``document``, or that it came before; ``seen`` keeps two numbers for each article and no text."""
    key, fingerprint = hash(document.id or (document.outlet, document.url or document.text)), hash(document)
    if key not in seen:
        seen[key] = fingerprint
        return document
    name = document.id or document.url
    if seen[key] == fingerprint:
        return Skipped(f"the same article came before: {name!r}", place, line)
    return Skipped(f"another article has the same id: {name!r}; give each its own", place, line, fault=True)
