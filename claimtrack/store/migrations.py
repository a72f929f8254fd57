"""Named migrations of the database: one SQL file each, applied once and in order, whole or not at all."""

import sqlite3
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("claimtrack")


def upgrade(db: Database) -> None:
    """Apply every pending migration to ``db`` in one transaction."""
    if not migrations.pending(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
    except BaseException:
        db.rollback()
        raise
    db.commit()


def newer_than_this(db: Database) -> tuple[str, ...]:
    """Return the names of migrations that ``db`` has and this claimtrack does not know, sorted."""
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    return tuple(sorted({migration.name for migration in migrations.applied(db)} - known))


def _run(db: Database, name: str) -> None:
    """Run the statements of the SQL file ``name`` of this package, each of which ends with its line.

    `Database.executescript` looks for the end of a statement behind each character: a fifth of a second for a new
    database.
    """
    statement = ""
    for line in files("claimtrack.store").joinpath(name).read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if line.endswith(";\n") and sqlite3.complete_statement(statement):
            db.execute(statement.strip())
            statement = ""


@migrations(name="0001_first_schema")
def first_schema(db: Database) -> None:
    """Create every table, index, full-text index, trigger and view."""
    _run(db, "schema_0001.sql")


@migrations(name="0002_comparison")
def comparison(db: Database) -> None:
    """Create the tables of what is compared and what was found to be the same claim."""
    _run(db, "schema_0002.sql")


@migrations(name="0003_origins")
def origins(db: Database) -> None:
    """Create the table of how many places each claim comes from."""
    _run(db, "schema_0003.sql")


@migrations(name="0004_relations")
def relations(db: Database) -> None:
    """Create the table of how wordings relate, and the view of who is silent."""
    _run(db, "schema_0004.sql")


@migrations(name="0005_source_ratings")
def source_ratings(db: Database) -> None:
    """Create the table of how people rated sources."""
    _run(db, "schema_0005.sql")


@migrations(name="0006_source_edits")
def source_edits(db: Database) -> None:
    """Create the table of what people decided about who is who, and the columns that remember who was read."""
    _run(db, "schema_0006.sql")


@migrations(name="0007_reuse_and_drift")
def reuse_and_drift(db: Database) -> None:
    """Create the tables of shared text, of drift and of what people decided about claims."""
    _run(db, "schema_0007.sql")


@migrations(name="0008_lists_of_claims")
def lists_of_claims(db: Database) -> None:
    """Create the tables that lists of claims and pages are made from."""
    _run(db, "schema_0008.sql")


@migrations(name="0009_antecedents_and_roles")
def antecedents_and_roles(db: Database) -> None:
    """Let spans hold what an anaphor points to, and attributions the titles of their source."""
    _run(db, "schema_0009.sql")


@migrations(name="0010_confidence_reason")
def confidence_reason(db: Database) -> None:
    """Let attributions say why they are thought to be read right."""
    _run(db, "schema_0010.sql")


@migrations(name="0011_page_facts")
def page_facts(db: Database) -> None:
    """Create the table of what pages count once."""
    _run(db, "schema_0011.sql")


@migrations(name="0012_addressees")
def addressees(db: Database) -> None:
    """Let attributions say whom they were told to, and chains pass through there."""
    _run(db, "schema_0012.sql")


@migrations(name="0013_one_event")
def one_event(db: Database) -> None:
    """Tell articles that are surely about one event from those that may be."""
    _run(db, "schema_0013.sql")


@migrations(name="0014_named_links")
def named_links(db: Database) -> None:
    """Leave out of a chain what names nobody behind its origin."""
    _run(db, "schema_0014.sql")


@migrations(name="0015_offices")
def offices(db: Database) -> None:
    """Create the table of the titles of sources and the bodies that they speak for."""
    _run(db, "schema_0015.sql")


@migrations(name="0016_repeats")
def repeats(db: Database) -> None:
    """Let attributions tell whether they repeat what their source says elsewhere in the article."""
    _run(db, "schema_0016.sql")
