"""Commands about sources: `sources list`, `sources show` and `sources rate`."""

from contextlib import closing
from pathlib import Path

import click

from claimtrack.cli.options import database


@click.group()
def sources() -> None:
    """Look at the sources of a database and rate them.

    \b
    Example:
      claimtrack sources list --db claims.db
      claimtrack sources show BPBD --db claims.db
      claimtrack sources rate BPBD B --reason "its counts of May were confirmed"
    """


@sources.command("list")
@database
@click.option("--kind", metavar="KIND", help="Only sources of this kind, such as person or news_agency.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="How many at most.")
def listed(db: Path, kind: str | None, limit: int) -> None:
    """List the sources with most attributions first.

    \b
    Example:
      claimtrack sources list --kind person --limit 20
    """
    from claimtrack.store import open_existing
    from claimtrack.store.ratings import frequent_sources

    with closing(open_existing(db)) as opened:
        for source in frequent_sources(opened, kind=kind, limit=limit):
            counts = f"{source.attributions:6}  {source.documents:6}"
            click.echo(f"{counts}  {source.reliability}  {source.kind:15}  {source.name}")


@sources.command()
@click.argument("name")
@database
def show(name: str, db: Path) -> None:
    """Show one source: its names, its figures, and how it was rated.

    NAME is its name, another name of it, or its id.

    \b
    Example:
      claimtrack sources show BPBD
    """
    from claimtrack.store import open_existing
    from claimtrack.store.ratings import aliases, find_source, ratings

    with closing(open_existing(db)) as opened:
        source = find_source(opened, name)
        others = [alias for alias in aliases(opened, source) if alias != source.name]
        history = ratings(opened, source)
    click.echo(f"{source.name}  ({source.id})")
    click.echo(f"  kind          {source.kind}{f', {source.country}' if source.country else ''}")
    click.echo(f"  also          {'; '.join(others) or '-'}")
    click.echo(f"  attributions  {source.attributions} in {source.documents} articles")
    click.echo(f"  reliability   {source.reliability}{'' if history else ' (nobody rated it)'}")
    for rating in history:
        click.echo(f"    {rating.rated_at}  {rating.reliability}  {rating.reason}")


@sources.command("rate")
@click.argument("name")
@click.argument("reliability", type=click.Choice(["A", "B", "C", "D", "E", "F"]))
@click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the rating.")
@database
def rated(name: str, reliability: str, reason: str, db: Path) -> None:
    """Rate how reliable a source is, with a reason.

    A is completely reliable, B usually, C fairly, D not usually, E unreliable; F cannot be judged. Every rating is kept
    with its date and reason; the newest counts. Ingesting again does not change it.

    \b
    Example:
      claimtrack sources rate BPBD B --reason "its counts of May were confirmed"
    """
    from claimtrack.store import open_existing
    from claimtrack.store.ratings import rate

    with closing(open_existing(db)) as opened:
        source = rate(opened, name, reliability, reason)
    click.echo(f"{source.name}: {source.reliability}")
