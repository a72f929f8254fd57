"""Commands that compare articles: `compare` finds the same claims, `story` shows one."""

import errno
from contextlib import closing
from pathlib import Path

import click

from claimtrack.cli.options import database, language, progress_bar, readable


@click.command()
@database
@click.option(
    "--export",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write one JSON line for each mention of a claim: document, content, cluster.",
)
@language
def compare(db: Path, export: Path | None, lang: str) -> None:
    """Find the same claim in many articles, whatever its wording.

    Compares the articles in the database that are not compared yet; running again adds nothing twice, and the result
    does not depend on the order in which articles came.

    \b
    Example:
      claimtrack ingest fixtures/id/articles.jsonl --db claims.db
      claimtrack compare --db claims.db --export mentions.jsonl
    """
    from claimtrack.compare.export import export_clusters
    from claimtrack.compare.run import compare as run
    from claimtrack.store import open_existing

    if export and not export.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(export.parent))
    with progress_bar("Comparing articles") as progress:
        found = run(db, lang=lang, progress=progress)
    click.echo(str(found))
    if export:
        with export.open("w", encoding="utf-8") as out, closing(open_existing(db)) as connection:
            export_clusters(connection.conn, out)


@click.command()
@click.argument("term")
@database
@click.option("--lang", default="en", show_default=True, metavar="CODE", help="Language to tell it in: en or id.")
def story(term: str, db: Path, lang: str) -> None:
    """Show one claim as it went through the outlets.

    TERM is words of the claim, the address or id of an article, or the id of a claim: of all that match, the claim with
    the most outlets is shown. First run `claimtrack compare`.

    \b
    Example:
      claimtrack story "retakan tanggul" --db claims.db
      claimtrack story "retakan tanggul" --db claims.db --lang id
    """
    from claimtrack.compare.story import story as find
    from claimtrack.compare.telling import tell
    from claimtrack.store import open_to_read

    with closing(open_to_read(db)) as connection:
        told = find(connection.conn, term)
    click.echo(readable("\n".join(tell(told, lang))))
