"""The help of every command, as the generated part of docs/cli.md."""

import click

from claimtrack.cli import commands

WIDTH = 100


def help_of(command: click.Command, name: str) -> str:
    """Return what `NAME --help` prints, at a fixed width."""
    context = click.Context(command, info_name=name, terminal_width=WIDTH, **command.context_settings)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def cli_page() -> str:
    """Return a section for the command and for each of its commands, in Markdown."""
    sections = [f"```text\n{help_of(commands, 'claimtrack')}\n```\n"]
    for name, command in commands.commands.items():
        sections.append(f"## claimtrack {name}\n\n```text\n{help_of(command, f'claimtrack {name}')}\n```\n")
    return "\n".join(sections)
