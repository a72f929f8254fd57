"""What several commands share: options, and what they say on standard error."""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

LANG = "id"
LONGEST_MEBIBYTES = 950  # SQLite holds no text of more than 10^9 bytes
MOST_ROWS = 1_000_000_000  # SQLite counts to 2^63
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")

language: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--lang", default=LANG, show_default=True, metavar="CODE", help="Language pack to read with."
)
database: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--db",
    default="claims.db",
    show_default=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The database.",
)

jobs: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes extract; the result is the same with any number.",
)

limit: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--limit",
    type=click.IntRange(min=1, max=LONGEST_MEBIBYTES),
    default=64,
    show_default=True,
    metavar="MIB",
    help="The longest article, line of JSONL or record of CSV, in mebibytes.",
)


def note(message: str) -> None:
    """Write one line to standard error, whatever characters ``message`` holds."""
    from claimtrack.read.places import shown

    click.echo(f"claimtrack: {shown(' '.join(map(str.strip, message.splitlines())))}", err=True)


def readable(text: str) -> str:
    """Return ``text`` with its control characters escaped, except blanks and ends of lines, so that none is obeyed."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class OneLine(logging.Formatter):
    """A formatter that leaves the traceback out."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        """Return nothing."""
        del ei
        return ""


def log_to_standard_error(*, debug: bool) -> None:
    """Let warnings of the library appear on standard error, a line each; with ``debug`` all it logs, with traces."""
    handler = logging.StreamHandler()
    handler.setFormatter((logging.Formatter if debug else OneLine)("claimtrack: %(message)s"))
    logger = logging.getLogger("claimtrack")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO if debug else logging.WARNING)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function of (done, total) that moves a bar on standard error; where that is no terminal nothing shows."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def move(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield move
