"""The glossary: what every table, column and closed value means, in Indonesian and English, inside the database."""

import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen
from sqlite_utils import Database


@frozen
class Definition:
    """The meaning of a table, a column or a value.

    Args:
        field: ``table`` or ``table.column``.
        value: one value of the column; empty for the table or column itself.
        definition_id: the meaning in Indonesian.
        definition_en: the meaning in English.
        standard: the public standard the term comes from, if any.
    """

    field: str
    value: str
    definition_id: str
    definition_en: str
    standard: str = ""

    def row(self) -> tuple[str, str, str, str, str]:
        """Return the columns of the table ``glossary`` in order."""
        return (self.field, self.value, self.definition_id, self.definition_en, self.standard)


@cache
def read_glossary() -> tuple[Definition, ...]:
    """Return every definition that ships with claimtrack, sorted by field and value."""
    text = files("claimtrack.store").joinpath("glossary.toml").read_text(encoding="utf-8")
    found = [
        Definition(field, value, entry["id"], entry["en"], entry.get("standard", ""))
        for field, entries in tomllib.loads(text).items()
        for value, entry in entries.items()
    ]
    return tuple(sorted(found, key=Definition.row))


def sync_glossary(db: Database) -> None:
    """Make the table ``glossary`` of ``db`` say what this version of claimtrack says; write only on a difference."""
    wanted = [definition.row() for definition in read_glossary()]
    stored = db.execute("SELECT * FROM glossary ORDER BY field, value").fetchall()
    if stored == wanted:
        return
    with db.atomic():
        db.execute("DELETE FROM glossary")
        db.conn.executemany("INSERT INTO glossary VALUES (?, ?, ?, ?, ?)", wanted)
