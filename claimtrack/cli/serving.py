"""Commands that show what was read: `publish`, `serve`, and `demo`, which does everything once."""

from pathlib import Path

import click

from claimtrack.cli.options import language

HOST = "127.0.0.1"
PORT = 8001
DEMO = Path("claimtrack-demo")

DATABASE = click.Path(path_type=Path)
port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen on; 0 for any free one.",
)


@click.command()
@click.argument("claims", type=DATABASE, metavar="CLAIMS")
@click.argument("public", type=DATABASE, metavar="PUBLIC")
def publish(claims: Path, public: Path) -> None:
    """Write what may be public to a database of its own.

    What of CLAIMS may be public is copied to PUBLIC, which is written whole or not at all; one that is there already is
    replaced.

    \b
    Example:
      claimtrack publish claims.db public.db
    """
    from claimtrack.publish.public import publish as write_public

    click.echo(str(write_public(claims, public)))


@click.command()
@click.argument("database", type=DATABASE, metavar="DATABASE")
@port_option
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
def serve(database: Path, port: int, host: str) -> None:
    """Open a database in Datasette, with safe settings.

    Runs until Ctrl-C, and prints the address first.

    \b
    Example:
      claimtrack serve claims.db
    """
    from claimtrack.serve import serve as run_server

    run_server(database, announce=click.echo, host=host, port=port)


@click.command()
@click.option("--folder", type=DATABASE, default=DEMO, show_default=True, help="Where the databases are written.")
@port_option
@language
def demo(folder: Path, port: int, lang: str) -> None:
    """Read the articles that come with claimtrack and open them.

    Builds a database from them, publishes it and opens it in Datasette, until Ctrl-C. The articles are invented: five
    events, each covered by several invented outlets.

    \b
    Example:
      claimtrack demo
    """
