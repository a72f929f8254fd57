"""Commands about claims: `claims merge`, `claims split`, `claims undo` and `claims history`."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimtrack.cli.options import MOST_ROWS, database, language

if TYPE_CHECKING:
    from claimtrack.compare.decisions import Decision

SHOWN = 3


@click.group()
def claims() -> None:
    """Merge and split claims by hand, reversibly.

    `claimtrack story` shows the ids of a claim and of its wordings. Every decision is kept with its date and
    reason, and holds when articles are ingested and compared again.

    \b
    Example:
      claimtrack claims merge "lebih dari seratus" "tak kurang dari seratus" --reason "those on board" --db claims.db
      claimtrack claims split "pensiun dini sukarela" "ditawari pensiun dini" --reason "hers is another offer"
      claimtrack claims undo 2 --reason "one claim after all"
      claimtrack claims history
    """


reason = click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the decision.")


@claims.command("merge")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM CLAIM...")
@reason
@database
@language
def merged(claims: tuple[str, ...], reason: str, db: Path, lang: str) -> None:
    """Let several claims be one.

    CLAIM is the id of a claim or of one of its wordings, as `claimtrack story` shows them, or words that stand in the
    wordings of one claim only.

    \b
    Example:
      claimtrack claims merge "hanya di permukaan" "lapisan penutup" --reason "one measurement"
    """
    from claimtrack.compare.deciding import merge_claims
    from claimtrack.store import open_existing

    with closing(open_existing(db)) as opened:
        _tell(merge_claims(opened, claims, reason, lang=lang))


@claims.command("split")
@click.argument("claim")
@click.argument("wordings", nargs=-1, required=True, metavar="WORDING...")
@reason
@database
@language
def parted(claim: str, wordings: tuple[str, ...], reason: str, db: Path, lang: str) -> None:
    """Take wordings out of a claim, so that they are a claim of their own.

    WORDING is the id of a wording, words that stand in it, or the id or address of an article for all that it says of
    the claim.

    \b
    Example:
      claimtrack claims split "pensiun dini sukarela" "ditawari pensiun dini" --reason "hers is another offer"
    """
    from claimtrack.compare.deciding import split_claim
    from claimtrack.store import open_existing

    with closing(open_existing(db)) as opened:
        _tell(split_claim(opened, claim, wordings, reason, lang=lang))


@claims.command("undo")
@click.argument("number", type=click.IntRange(1, MOST_ROWS))
@reason
@database
@language
def undone(number: int, reason: str, db: Path, lang: str) -> None:
    """Take the decision NUMBER back; taking back an undo lets the decision count again.

    \b
    Example:
      claimtrack claims undo 1 --reason "they are two after all"
    """
    from claimtrack.compare.deciding import undo_decision
    from claimtrack.store import open_existing

    with closing(open_existing(db)) as opened:
        _tell(undo_decision(opened, number, reason, lang=lang))


@claims.command("history")
@database
def told(db: Path) -> None:
    """List every decision about claims, the oldest first.

    \b
    Example:
      claimtrack claims history
    """
    from claimtrack.compare.deciding import history
    from claimtrack.store import open_to_read

    with closing(open_to_read(db)) as opened:
        for decision in history(opened):
            _tell(decision)


def _tell(decision: "Decision") -> None:
    """Print one decision."""
    if decision.undoes:
        what = f"decision {decision.undoes}"
    else:
        sides: dict[int, list[str]] = {}
        for member in decision.members:
            sides.setdefault(member.side, []).append(member.proposition)
        what = " | ".join(_shortened(ids) for ids in sides.values())
    state = "" if decision.in_force else " (taken back)"
    click.echo(f"{decision.id:4}  {decision.decided_at}  {decision.action:6}{state}  {what}: {decision.reason}")


def _shortened(ids: list[str]) -> str:
    """Return the first of ``ids`` and how many more there are."""
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{', '.join(ids[:SHOWN])}{more}"
