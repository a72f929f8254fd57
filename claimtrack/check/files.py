"""The files of a language pack as `check` reads them, without ever failing, and the fault that it finds in one."""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from claimtrack.packs import SEPARATOR

CUES, PARTICLES = "cues", "particles"


@frozen(order=True)
class Fault:
    """One thing wrong with a pack.

    Args:
        path: the file it stands in.
        line: its line, from 1.
        message: what is wrong, what was found and what is allowed.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``path:line: message``, which editors can jump to."""
        return f"{self.path}:{self.line}: {self.message}"


@frozen
class Source:
    """A text file of a pack, read without failing: ``lines`` holds each line without its end."""

    path: Path
    lines: tuple[str, ...]
    unreadable: str = ""

    @property
    def entries(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return line number and fields of every line that is neither blank nor a comment."""
        return tuple(
            (number, tuple(part.strip() for part in line.split(SEPARATOR)))
            for number, line in enumerate(self.lines, 1)
            if line.strip() and not line.lstrip().startswith("#")
        )

    def at(self, line: int, message: str) -> Fault:
        """Return a fault of this file."""
        return Fault(self.path, line, message)


@frozen
class Folder:
    """The files of a pack, by the part that they play."""

    path: Path
    lists: dict[str, Source] = field(eq=False)
    grammars: tuple[Source, ...]
    tables: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return every file."""
        return (*self.tables, *self.lists.values(), *self.grammars)


def folder_at(path: Path) -> Folder:
    """Read the files of a pack."""
    lists = {file.stem: source_at(file) for file in sorted((path / "lexicon").glob("*.txt"))}
    grammars = tuple(source_at(file) for file in sorted(path.rglob("*.lark")))
    tables = tuple(source_at(file) for file in sorted(path.rglob("*.toml")))
    return Folder(path, lists, grammars, tables)


def source_at(path: Path) -> Source:
    """Read one file; what cannot be read has no lines."""
    try:
        return Source(path, tuple(path.read_bytes().decode("utf-8").split("\n")))
    except (OSError, UnicodeDecodeError) as error:
        return Source(path, (), str(error))


def words_of(text: str) -> list[str]:
    """Return words and punctuation in lower case; a hyphenated word is one word."""
    return re.findall(r"\w+(?:[-'’]\w+)*|[^\w\s]", text.lower())


def noted(source: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line number and fields of every entry with a note."""
    return ((number, fields) for number, fields in source.entries if len(fields) > 1)
