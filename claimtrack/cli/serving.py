"""Commands that show what was read: `publish`, `serve`, and `demo`, which does everything once."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

import click

from claimtrack.cli.options import LANG, language, note, progress_bar
from claimtrack.listening import HOST, PORT

if TYPE_CHECKING:
    from claimtrack.publish.public import Texts

DEMO = Path("claimtrack-demo")
ARTICLES = Path("fixtures", "id", "articles.jsonl")

# page -> what is on it, and which one has the most to show
FIRST = {
    "article": (
        "an article with source, cue and content marked",
        """SELECT document_id FROM attributions GROUP BY document_id
        ORDER BY count(parent_id) DESC, count(*) DESC, document_id LIMIT 1""",
    ),
    "claim": (
        "a claim and the chains through which it came",
        """SELECT a.claim_id FROM attributions a JOIN documents d ON d.id = a.document_id WHERE a.claim_id IS NOT NULL
        GROUP BY a.claim_id ORDER BY count(DISTINCT d.outlet_id) DESC, count(*) DESC, a.claim_id LIMIT 1""",
    ),
    "source": (
        "a source and all it is said to have said",
        """SELECT source_id FROM attributions WHERE source_id IS NOT NULL
        GROUP BY source_id ORDER BY count(DISTINCT document_id) DESC, count(*) DESC, source_id LIMIT 1""",
    ),
}

PATH = click.Path(path_type=Path)
port_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen on; 0 for any free one.",
)


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Return the day of the calendar that ``value`` writes by ISO 8601; anything else is a misuse of the command."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        msg = f"{value!r} is no day; expected one such as 2026-04-20"
        raise click.BadParameter(msg, context, parameter) from error


@click.command()
@click.argument("claims", type=PATH)
@click.argument("public", type=PATH)
@click.option(
    "--texts",
    type=click.Choice(["excerpts", "full"]),
    default="excerpts",
    show_default=True,
    help="Only the sentences that attributions and credits stand in, or whole articles.",
)
@click.option(
    "--since", callback=day, metavar="DATE", help="Articles of this day (2026-04-20) and later; none without a date."
)
@click.option("--until", callback=day, metavar="DATE", help="Articles of this day and earlier; none without a date.")
@click.option("--topic", multiple=True, metavar="WORDS", help="Articles that hold all of these words.")
@click.option("--without", multiple=True, metavar="NAME", help="An article, its address or an outlet to leave out.")
@click.option(
    "--without-file",
    type=click.File(encoding="utf-8-sig", errors="surrogateescape"),
    metavar="FILE",
    help="More to leave out, one a line; what follows a # is a comment.",
)
def publish(
    *,
    claims: Path,
    public: Path,
    texts: "Texts",
    since: date | None,
    until: date | None,
    topic: tuple[str, ...],
    without: tuple[str, ...],
    without_file: TextIO | None,
) -> None:
    """Write what may be public to a database of its own.

    What of CLAIMS may be public is copied to PUBLIC, which is written whole or not at all. An older public database
    of that name is replaced, any other file is not.

    \b
    Example:
      claimtrack publish claims.db public.db
    """
    from claimtrack.publish.public import Choice
    from claimtrack.publish.public import publish as write

    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in without_file or ())
    withdrawn = tuple(dict.fromkeys([*without, *filter(None, lines)]))
    published = write(claims, public, Choice(texts, withdrawn=withdrawn, since=since, until=until, topics=topic))
    click.echo(str(published))
    for name in published.unknown:
        note(f"nothing was left out for {name!r}: no article, address or outlet of {claims} is called so")


@click.command()
@click.argument("database", type=PATH)
@click.option("--host", default=HOST, show_default=True, help="Address to listen on; by default only this machine.")
@port_option
@click.option("--immutable", is_flag=True, help="Promise that nothing writes to DATABASE meanwhile: faster.")
@click.option("--sql/--no-sql", default=True, show_default=True, help="Let readers write queries of their own.")
@click.option("--reload", is_flag=True, help="Show a newer DATABASE as soon as `claimtrack publish` has replaced it.")
@click.option(
    "--processes",
    type=click.IntRange(min=1, max=64),
    default=1,
    show_default=True,
    help="How many share the work; one for each core.",
)
@click.option(
    "--lang",
    default=LANG,
    show_default=True,
    metavar="CODE",
    help="Language of the pages (en or id) where the browser asks for neither.",
)
def serve(
    database: Path, host: str, port: int, immutable: bool, sql: bool, reload: bool, processes: int, lang: str
) -> None:
    """Open a database in Datasette, with safe settings.

    Prints the address and runs until Ctrl-C.

    \b
    Example:
      claimtrack serve claims.db
    """
    from claimtrack.serve import serve as run

    run(
        database,
        announce=announced,
        host=host,
        port=port,
        immutable=immutable,
        lang=lang,
        sql=sql,
        reload=reload,
        processes=processes,
    )


def announced(address: str) -> None:
    """Say where the pages are."""
    click.echo(f"Serving on {address}  (Ctrl-C ends it)")


@click.command()
@click.option("--folder", type=PATH, default=DEMO, show_default=True, help="Where the databases are written.")
@port_option
@language
def demo(folder: Path, port: int, lang: str) -> None:
    """Read the articles that come with claimtrack and open them.

    Builds a database from them, compares, publishes and opens it in Datasette, until Ctrl-C. The articles are invented,
    and each event in them is covered by several invented outlets. A folder that holds other articles is left alone.

    \b
    Example:
      claimtrack demo
    """
    from claimtrack.compare.run import compare
    from claimtrack.ingest import ingest
    from claimtrack.publish.public import Choice
    from claimtrack.publish.public import publish as write
    from claimtrack.serve import listen
    from claimtrack.serve import serve as run

    claims, public = folder / "claims.db", folder / "public.db"
    listen(HOST, port).close()  # a port that is taken is told before anything is written
    for database in (claims, public):
        check_articles(database)
    folder.mkdir(parents=True, exist_ok=True)
    with progress_bar("Reading articles") as progress:
        summary = ingest([articles()], claims, lang=lang, progress=progress)
    click.echo(f"{claims}: {summary}")
    click.echo(str(compare(claims, lang=lang)))
    click.echo(str(write(claims, public, Choice(texts="full"))))
    run(public, announce=lambda address: look_first(address, public), port=port, immutable=True)


def articles() -> Path:
    """Return the articles that come with claimtrack: in a wheel inside the package, in a checkout beside it."""
    package = Path(__file__).parent.parent
    inside = package / ARTICLES
    return inside if inside.exists() else package.parent / ARTICLES


def check_articles(database: Path) -> None:
    """Raise `StoreError` if ``database`` is there and holds another article than those that come with claimtrack."""
    from claimtrack.errors import StoreError
    from claimtrack.model import Document
    from claimtrack.read import Reader
    from claimtrack.serve import check

    if not database.exists():
        return
    check(database)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        there = {key for (key,) in connection.execute("SELECT id FROM documents")}
    others = there - {item.id for item in Reader().read([articles()]) if isinstance(item, Document)}
    if others:
        message = (
            f"{database}: it holds articles that are not of the demo, such as {min(others)!r}; name another --folder"
        )
        raise StoreError(message)


def look_first(address: str, database: Path) -> None:
    """Say where the pages are, and which to look at first."""
    announced(address)
    click.echo("\nLook first at")
    with closing(sqlite3.connect(database)) as connection:
        for page, (what, query) in FIRST.items():
            for (key,) in connection.execute(query):
                click.echo(f"  {address}{page}/{quote(key, safe='')}  {what}")
    click.echo(f"  {address}search  every word of every article")
