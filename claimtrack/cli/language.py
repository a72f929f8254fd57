"""Commands for those who write rules and words: `explain`, `check` and `evaluate`."""

from pathlib import Path

import click

from claimtrack.cli.options import language, readable

GOLD = click.Path(path_type=Path)


@click.command()
@click.argument("sentence")
@language
def explain(sentence: str, lang: str) -> None:
    """Show how a sentence is read, and by which rule.

    Prints the tokens of SENTENCE, their types, the tree, the rule that fired, and why others did not.

    \b
    Example:
      claimtrack explain '"Air sudah surut," kata Rahmat, Senin.'

    What the names of types and rules mean stands in grammars/README.md.
    """
    from claimtrack.explain import explain as explained

    click.echo(readable(str(explained(sentence, lang=lang))))


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[PACK]...")
@click.pass_context
def check(context: click.Context, folders: tuple[Path, ...]) -> None:
    """Lint language packs: every fault with its path and line.

    A pack without a fault is also tried: every reporting word must be read in its own example.

    PACK is a folder with pack.toml; without one all packs that are installed are checked. The status is 1 if there is
    any fault.

    \b
    Example:
      claimtrack check grammars/id
    """
    from claimtrack.check import check as faults_of
    from claimtrack.check import unread_examples
    from claimtrack.packs import languages, packs_folder

    packs = folders or tuple(packs_folder() / lang for lang in languages())
    faults = [fault for pack in packs for fault in faults_of(pack) or tuple(unread_examples(pack))]
    for fault in faults:
        click.echo(str(fault))
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    click.echo(f"{count} in {', '.join(map(str, packs))}" if faults else "no faults", err=bool(faults))
    context.exit(1 if faults else 0)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=GOLD, metavar="GOLD...")
@click.option(
    "--mistakes",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="Show the first N mistakes.",
)
@language
def evaluate(gold: tuple[Path, ...], mistakes: int, lang: str) -> None:
    """Measure extraction on annotated texts.

    Prints precision, recall and F1 per role, per construction and per rule. GOLD is a .gold file, a folder of them, or
    JSONL with offsets (docs/gold.md shows both).

    \b
    Example:
      claimtrack evaluate fixtures/id/gold --mistakes 5
    """
    from functools import partial

    import claimtrack
    from claimtrack.evaluate import evaluate as measure

    report = measure(gold, extract=partial(claimtrack.extract, lang=lang))
    for mistake in report.mistakes[:mistakes]:
        click.echo(readable(f"{mistake}\n"))
    click.echo(report.table())
