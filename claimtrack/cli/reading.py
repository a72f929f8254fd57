"""Commands that read articles: `extract` shows what is in them, `ingest` stores it."""

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimtrack.cli.options import database, jobs, language, limit, note, progress_bar

if TYPE_CHECKING:
    from claimtrack.model import Document, Extraction

log = logging.getLogger("claimtrack.cli.reading")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="Marked text for people; one JSON object a document, or one CSV row an attribution, for machines.",
)
@limit
@jobs
@language
def extract(files: tuple[str, ...], form: str, limit: int, jobs: int, lang: str) -> None:
    """Show who says what in FILE.

    FILE is a text, a folder, JSONL or CSV; `-` is standard input. On a terminal source, cue and content have colours
    (set NO_COLOR to be without); elsewhere they stand in brackets with the number of their attribution. Offsets in
    JSONL and CSV count code points, the end excluded.

    \b
    Example:
      claimtrack extract article.txt
      claimtrack extract - --format jsonl < article.txt
    """
    from claimtrack.export import write_csv, write_jsonl

    extractions = _extractions(_documents(files, limit), lang, jobs)
    if form == "text":
        _show(extractions)
    else:
        write = write_jsonl if form == "jsonl" else write_csv
        write(extractions, sys.stdout)


def _extractions(documents: Iterable["Document"], lang: str, workers: int) -> Iterator["Extraction"]:
    """Yield the extractions of ``documents``; one that fails is said on standard error, its trace logged at level INFO.

    Raises:
        ExtractError: at the end, where any of them failed.
    """
    from claimtrack.crew import Failed
    from claimtrack.errors import ExtractError
    from claimtrack.many import extract_many

    failed = total = 0
    for made in extract_many(documents, lang=lang, workers=workers):
        total += 1
        if isinstance(made, Failed):
            failed += 1
            note(f"skipped {made}; please report it")
            log.info("%s", made.trace)
        else:
            yield made
    if failed:
        message = f"{failed} of {total} documents were not extracted"
        raise ExtractError(message)


def _documents(files: Iterable[str], limit: int) -> Iterator["Document"]:
    """Yield the articles in ``files`` up to ``limit`` mebibytes; remarks go to standard error."""
    from claimtrack.model import Document
    from claimtrack.read import Limits, Reader, Skipped

    for item in Reader(limits=Limits(article=limit << 20)).read(files):
        if isinstance(item, Document):
            yield item
        else:
            note(f"{'skipped' if isinstance(item, Skipped) else 'warning:'} {item}")


def _show(extractions: Iterable["Extraction"]) -> None:
    """Write marked text, in colour where standard output is a terminal that wants it."""
    from claimtrack.cli.marked import legend, marked

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for extraction in extractions:
        click.echo(f"{marked(extraction, colour=colour)}\n")
    click.echo(legend(colour=colour))


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@database
@click.option("--outlet", default="", metavar="NAME", help="Who published the articles that do not say so themselves.")
@click.option(
    "--keep-going",
    is_flag=True,
    help="Pass over what cannot be read or extracted, and end with status 0.",
)
@limit
@jobs
@language
def ingest(
    *, paths: tuple[str, ...], db: Path, outlet: str, keep_going: bool, limit: int, jobs: int, lang: str
) -> None:
    """Read articles and store who says what in a database.

    PATH is a text file, a folder, JSONL (id, outlet, title, published, url, author, text) or CSV with the same columns;
    `-` is standard input (docs/input.md shows each). Ingesting again adds nothing twice; an article that changed
    replaces its own rows.

    \b
    Example:
      claimtrack ingest fixtures/id/articles.jsonl --db claims.db
      claimtrack ingest article.txt --outlet "Kabar Lereng" --db claims.db
    """
    from claimtrack.errors import ExtractError
    from claimtrack.ingest import ingest as store
    from claimtrack.read import Limits, Reader

    with progress_bar("Reading articles") as progress:
        reader = Reader(outlet=outlet, keep_going=keep_going, limits=Limits(article=limit << 20))
        summary = store(paths, db, lang=lang, reader=reader, jobs=jobs, progress=progress)
    click.echo(str(summary))
    for example in summary.examples:
        click.echo(f"    {example}")
    if summary.failed and not keep_going:
        message = f"{summary.failed} of {summary.read} articles were not extracted; the others are in {db}"
        raise ExtractError(message)
