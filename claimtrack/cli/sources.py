"""Commands about sources: who they are, how people rated them, and who people decided that they are."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from claimtrack.cli.options import MOST_ROWS, database
from claimtrack.model import RATINGS

if TYPE_CHECKING:
    from claimtrack.store.identity import Edit


@click.group()
def sources() -> None:
    """Look at sources, rate them, and decide who is who.

    Every rating and decision is kept with its date and reason, and holds for what is ingested later. A decision can be
    taken back; a rating is replaced by a newer one. After merge, alias, split or undo, run claimtrack compare to count
    origins anew.

    \b
    Example:
      claimtrack sources list --db claims.db
      claimtrack sources show "Suprapto Wibisono" --db claims.db
      claimtrack sources rate "Suprapto Wibisono" B --reason "his figures of May were confirmed"
    """


@sources.command("list")
@database
@click.option("--kind", metavar="KIND", help="Only sources of this kind, such as person or news_agency.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, MOST_ROWS), help="How many at most.")
def listed(db: Path, kind: str | None, limit: int) -> None:
    """List the sources with most attributions first.

    \b
    Example:
      claimtrack sources list --kind person --limit 20
    """
    from claimtrack.resolve.registry import SourceKind
    from claimtrack.store import open_to_read
    from claimtrack.store.ratings import frequent_sources

    if kind is not None and kind not in get_args(SourceKind):
        message = f"{kind!r} is not one of: {', '.join(get_args(SourceKind))}"
        raise click.BadParameter(message, click.get_current_context(), param_hint="'--kind'")
    with closing(open_to_read(db)) as opened:
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
      claimtrack sources show "Suprapto Wibisono"
    """
    from claimtrack.store import open_to_read
    from claimtrack.store.ratings import aliases, find_source, merged_names, ratings

    with closing(open_to_read(db)) as opened:
        source = find_source(opened, name)
        others = [alias for alias in aliases(opened, source) if alias != source.name]
        history = ratings(opened, source)
        merged = merged_names(opened, source).values()
    click.echo(f"{source.name}  ({source.id})")
    click.echo(f"  kind          {source.kind}{f', {source.country}' if source.country else ''}")
    click.echo(f"  also          {'; '.join(others) or '-'}")
    if merged:
        click.echo(f"  merged        {'; '.join(merged)}")
    click.echo(f"  attributions  {source.attributions} in {source.documents} articles")
    click.echo(f"  reliability   {source.reliability}{'' if history else ' (nobody rated it)'}")
    for rating in history:
        click.echo(f"    {rating.rated_at}  {rating.reliability}  {rating.reason}")


@sources.command("rate")
@click.argument("name")
@click.argument("reliability", type=click.Choice(RATINGS))
@click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the rating.")
@database
def rated(name: str, reliability: str, reason: str, db: Path) -> None:
    """Rate how reliable a source is, with a reason.

    A is completely reliable, B usually, C fairly, D not usually, E unreliable; F cannot be judged. Every rating is kept
    with its date and reason; the newest counts. Ingesting again does not change it.

    \b
    Example:
      claimtrack sources rate "Suprapto Wibisono" B --reason "his figures of May were confirmed"
    """
    from claimtrack.store import open_existing
    from claimtrack.store.ratings import rate

    with closing(open_existing(db)) as opened:
        source = rate(opened, name, reliability, reason)
    click.echo(f"{source.name}: {source.reliability}")


reason = click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the decision.")


@sources.command("merge")
@click.argument("name")
@click.argument("into")
@reason
@database
def merged(name: str, into: str, reason: str, db: Path) -> None:
    """Let the source NAME be the source INTO: one person or body under two names.

    \b
    Example:
      claimtrack sources merge "Balai Sungai Lembayung" "Suprapto Wibisono" --reason "he signs for it"
    """
    from claimtrack.store import open_existing
    from claimtrack.store.edits import merge

    with closing(open_existing(db)) as opened:
        _tell(merge(opened, name, into, reason))


@sources.command("alias")
@click.argument("name")
@click.argument("alias")
@reason
@database
def aliased(name: str, alias: str, reason: str, db: Path) -> None:
    """Let ALIAS mean the source NAME, in articles that are ingested later too.

    \b
    Example:
      claimtrack sources alias BLIN "Badan Kartu Penduduk" --reason "its name until 2009"
    """
    from claimtrack.store import open_existing
    from claimtrack.store.edits import add_alias

    with closing(open_existing(db)) as opened:
        _tell(add_alias(opened, name, alias, reason))


@sources.command("split")
@click.argument("name")
@click.argument("new")
@click.option(
    "--document", "documents", multiple=True, metavar="ID", help="An article that means NEW; may be repeated."
)
@reason
@database
def parted(name: str, new: str, documents: tuple[str, ...], reason: str, db: Path) -> None:
    """Take NEW out of the source NAME: two people of one name, or a wrong merge.

    With --document, NEW is the name of a new source, and in those articles NAME means NEW. Without, NEW is a name that
    was merged into NAME and stands alone again.

    \b
    Example:
      claimtrack sources split Ratih "Ratih (teller)" --document lantang-merger-bank --reason "another woman"
    """
    from claimtrack.store import open_existing
    from claimtrack.store.edits import split

    with closing(open_existing(db)) as opened:
        _tell(split(opened, name, new, documents, reason))


@sources.command("undo")
@click.argument("number", type=click.IntRange(1, MOST_ROWS))
@reason
@database
def undone(number: int, reason: str, db: Path) -> None:
    """Take the decision NUMBER back; taking back an undo lets the decision count again.

    \b
    Example:
      claimtrack sources undo 1 --reason "they are two after all"
    """
    from claimtrack.store import open_existing
    from claimtrack.store.edits import undo

    with closing(open_existing(db)) as opened:
        _tell(undo(opened, number, reason))


@sources.command("history")
@database
def told(db: Path) -> None:
    """List every decision about who is who, the oldest first.

    \b
    Example:
      claimtrack sources history
    """
    from claimtrack.store import open_to_read
    from claimtrack.store.edits import history
    from claimtrack.store.identity import standing

    with closing(open_to_read(db)) as opened:
        edits = history(opened)
    counted = standing(edits)
    for edit in edits:
        _tell(edit, in_force=edit.id in counted)


def _tell(edit: "Edit", *, in_force: bool = True) -> None:
    """Print one decision."""
    what = f"decision {edit.undoes}" if edit.undoes else f"{edit.source_id} <- {edit.name or edit.other_id}"
    where = f" in {', '.join(edit.documents)}" if edit.documents else ""
    who = " (automatic)" if edit.automatic else ""
    state = "" if in_force else " (taken back)"
    click.echo(f"{edit.id:4}  {edit.edited_at}  {edit.action:6}{state}  {what}{where}: {edit.reason}{who}")
