"""Files: a path in, the files to read out in a fixed order; nothing is opened here."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from claimtrack.read.places import Skipped

STANDARD_INPUT = "-"
TEXT, JSONL, CSV = "text", "jsonl", "csv"
SUFFIXES = {".txt": TEXT, ".text": TEXT, ".jsonl": JSONL, ".ndjson": JSONL, ".json": JSONL, ".csv": CSV, ".tsv": CSV}
_KINDS = ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"))


def kind_of(path: str) -> str:
    """Return how to read the file ``path``: what its suffix says, else as text."""
    return SUFFIXES.get(Path(path).suffix.lower(), TEXT)


def files(path: str) -> Iterator[str | Skipped]:
    """Yield ``path`` itself if it is a file, or the files to read in the folder, sorted by name, folders last.

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
    """Yield the files below ``folder``."""
    try:
        with os.scandir(folder) as found:
            items = sorted((item for item in found if not item.name.startswith(".")), key=lambda item: item.name)
    except OSError as error:
        yield Skipped(f"cannot list this folder: {error.strerror}", folder, fault=True)
        return
    folders = [item for item in items if item.is_dir(follow_symlinks=False)]
    for item in items:
        if item not in folders:
            yield _in_folder(item)
    for item in folders:
        yield from _folder(item.path)


def _in_folder(item: "os.DirEntry[str]") -> str | Skipped:
    """Return the path of ``item`` if it is a file to read, else why not."""
    problem = _problem(item.path)
    if problem:
        return Skipped(problem, item.path)
    if os.path.isdir(item.path):  # noqa: PTH112 - see files()
        return Skipped("a link to a folder is not followed: name that folder itself", item.path)
    if Path(item.name).suffix.lower() not in SUFFIXES:
        return Skipped(
            f"not read in a folder: expected {' '.join(SUFFIXES)}; name the file itself to read it as text", item.path
        )
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
