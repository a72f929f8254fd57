"""Files: a path in, the files to read out in a fixed order; nothing is opened here."""

import os
import stat
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from claimtrack.read.places import Skipped

STANDARD_INPUT = "-"
TEXT, JSONL, CSV = "text", "jsonl", "csv"
SUFFIXES = {".txt": TEXT, ".text": TEXT, ".jsonl": JSONL, ".ndjson": JSONL, ".json": JSONL, ".csv": CSV, ".tsv": CSV}
IN_A_FOLDER = (".txt", ".text", ".jsonl", ".ndjson", ".csv")
GOLD = ".gold"
_KINDS = ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"))


def kind_of(path: str) -> str:
    """Return how to read the file ``path``: what its suffix says, else as text."""
    return SUFFIXES.get(Path(path).suffix.lower(), TEXT)


def named(paths: Iterable[str | Path]) -> list[str]:
    """Return the names of ``paths``.

    Raises:
        TypeError: it is one path, whose letters would be read as names, instead of several.
    """
    if isinstance(paths, str | bytes | PathLike):
        msg = f"expected paths in a list, found one alone; write [{paths!r}]"
        raise TypeError(msg)
    return list(map(str, paths))


def files(path: str) -> Iterator[str | Skipped]:
    """Yield ``path`` itself if it is a file, or the files to read in the folder, sorted by name.

    Hidden files are passed over; anything else that cannot be read comes out as `Skipped`. Links to files are
    followed, links to folders are not, so that no loop can arise.
    """
    problem = _problem(path)
    if problem:
        yield Skipped(problem, path, fault=True)
    elif not os.path.isdir(path):  # noqa: PTH112 - a name may hold bytes that a Path would print wrongly
        yield path
    else:
        yield from _folder(path)


def _folder(folder: str) -> Iterator[str | Skipped]:
    """Yield the files below ``folder``, those of each folder before those of the folders in it."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as found:
                items = sorted((item for item in found if not item.name.startswith(".")), key=lambda item: item.name)
        except OSError as error:
            yield Skipped(f"cannot list this folder: {error.strerror}", place, fault=True)
            continue
        inner = [item.path for item in items if item.is_dir(follow_symlinks=False)]
        yield from (_in_folder(item) for item in items if not item.is_dir(follow_symlinks=False))
        waiting.extend(reversed(inner))


def _in_folder(item: "os.DirEntry[str]") -> str | Skipped:
    """Return the path of ``item`` if it is a file to read, else why not."""
    problem = _problem(item.path)
    if problem:
        return Skipped(problem, item.path)
    if os.path.isdir(item.path):  # noqa: PTH112 - see files()
        return Skipped("a link to a folder is not followed: name that folder itself", item.path)
    suffixes = [suffix.lower() for suffix in Path(item.name).suffixes]
    if GOLD in suffixes:
        return Skipped("gold, not articles: name the file itself to read its texts", item.path)
    if not suffixes or suffixes[-1] not in IN_A_FOLDER:
        expected = " ".join(IN_A_FOLDER)
        return Skipped(f"not read in a folder: expected {expected}; name the file itself to read it", item.path)
    return item.path


def _problem(path: str) -> str:
    """Return why ``path`` is neither a file nor a folder that exists, empty if it is one."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - see files()
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114 - see files()
            return "a link to something that does not exist"
        return "no such file or folder: check the name"
    except OSError as error:
        return f"cannot be opened: {error.strerror}"
    except ValueError as error:
        return f"no possible name of a file: {error}"
    for test, name in _KINDS:
        if test(mode):
            return f"{name} instead of a file: pipe it into claimtrack and name it {STANDARD_INPUT}"
    return ""
