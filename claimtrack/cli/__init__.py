"""The command line: arguments in, the other stages called, text and exit status out.

Commands live in the modules beside this one and import what they need when they run, so that `claimtrack --help` is
quick. Every fault of the input becomes one line on standard error: status 1, or 2 where the command was misused.
"""

import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from claimtrack.cli.claims import claims
from claimtrack.cli.comparing import compare, story
from claimtrack.cli.language import check, evaluate, explain
from claimtrack.cli.options import log_to_standard_error, note
from claimtrack.cli.reading import extract, ingest
from claimtrack.cli.serving import demo, publish, serve
from claimtrack.cli.sources import sources
from claimtrack.errors import ClaimtrackError

USAGE, FAILED, INTERRUPTED = 2, 1, 130


class Ordered(click.Group):
    """A group whose help lists its commands in the order in which one uses them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        del ctx
        return list(self.commands)


@click.group(
    cls=Ordered,
    commands=[extract, ingest, compare, story, claims, sources, publish, serve, explain, check, evaluate, demo],
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="claimtrack", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the code a fault of claimtrack happened.")
@click.pass_context
def commands(context: click.Context, debug: bool) -> None:
    """Who said what, according to whom: attributions in Indonesian news text.

    Reads articles, finds every attribution (a source, a reporting word, and what is attributed), stores them in SQLite
    and publishes them with Datasette.

    \b
    Start here:
      claimtrack demo                            the articles that come with claimtrack, in the browser
      claimtrack extract article.txt             one article, marked on the terminal
      claimtrack ingest articles --db claims.db  a database of your own articles
      claimtrack serve claims.db                 that database in the browser
    """
    log_to_standard_error(debug=debug)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(USAGE)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit status.

    Args:
        arguments: the words after ``claimtrack``; those of the process by default.
    """
    if sys.stdout is None:  # closed by the caller: `>&-`
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # no locale stops a text
    sys.exit(run(arguments))


class _Closed(io.TextIOBase):
    """Standard output where there is none: writing to it is the error that it is for every other command."""

    def write(self, text: str, /) -> int:
        """Raise `OSError`."""
        del text
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard output")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the words after ``claimtrack``; those of the process by default.

    Returns:
        The exit status: 0, 1 for a fault of the input, 2 for misuse, 130 when interrupted.
    """
    try:
        status = commands.main(arguments, prog_name="claimtrack", standalone_mode=False)
    except click.UsageError as error:
        note(_usage(error))
        return USAGE
    except click.Abort:
        note("interrupted")
        return INTERRUPTED
    except OSError as error:
        note(_named(error))
        return FAILED
    except (ClaimtrackError, click.ClickException) as error:
        note(str(error))
        return FAILED
    return status if isinstance(status, int) else 0


def _usage(error: click.UsageError) -> str:
    """Return what was wrong with the command and where its help stands."""
    command = error.ctx.command_path if error.ctx else "claimtrack"
    return f"{error.format_message().rstrip('.?')}; see: {command} --help"


def _named(error: OSError) -> str:
    """Return the file and the reason of an error of the system."""
    reason = error.strerror or str(error)
    return f"{os.fsdecode(error.filename)}: {reason}" if error.filename else reason
