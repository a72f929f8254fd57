"""The help of every command and of the commands inside it, as the generated part of docs/cli.md."""

from collections.abc import Iterator

import click

from claimtrack.cli import commands

WIDTH = 100


def contexts(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """Yield the context of ``command`` and of each command inside it, as the program itself makes them.

    Args:
        command: a command or a group of them.
        name: how it is called.
        parent: the context of the group that it belongs to, whose settings it takes over.
    """
    context = click.Context(command, parent, info_name=name, terminal_width=WIDTH, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from contexts(command.commands[inner], inner, context)


def help_of(context: click.Context) -> str:
    """Return what `NAME --help` prints, at a fixed width."""
    return "\n".join(line.rstrip() for line in context.get_help().splitlines())


def cli_page() -> str:
    """Return a section for the command and for each of its commands, those of a group below it, in Markdown."""
    sections = []
    for context in contexts(commands, "claimtrack"):
        words = context.command_path.split()
        heading = f"{'#' * len(words)} {context.command_path}\n\n" if len(words) > 1 else ""
        sections.append(f"{heading}```text\n{help_of(context)}\n```\n")
    return "\n".join(sections)
