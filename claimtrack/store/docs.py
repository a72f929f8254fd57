"""The page about the database: the schema as SQLite has it and the glossary in, Markdown out.

Nothing here is written by hand twice: tables, columns, types and links come from a new database, meanings from its
glossary. A table or column without a meaning is an error, so that none can stay undocumented.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.store.database import open_database

FULL_TEXT = "_fts"
FIRST = ("claim_story", "claim_chains", "source_profile", "outlet_sources", "claim_conflict", "reuse")
# What claimtrack remembers for itself, such as what it must compare anew.
INTERNAL = (
    "_sqlite_migrations",
    "compared_documents",
    "document_keys",
    "stale_clusters",
    "passages",
    "passage_likenesses",
    "stale_reuse",
    "page_facts",
)


@frozen
class Glossary:
    """The glossary of one database: (field, value) to its English meaning and standard."""

    entries: Mapping[tuple[str, str], tuple[str, str]]

    @classmethod
    def of(cls, db: Database) -> "Glossary":
        """Return the glossary that ``db`` carries."""
        rows = db.query("SELECT field, value, definition_en, standard FROM glossary")
        return cls({(row["field"], row["value"]): (row["definition_en"], row["standard"]) for row in rows})

    def meaning(self, field: str, value: str = "") -> str:
        """Return what ``field``, or ``value`` of it, means.

        Raises:
            StoreError: the glossary does not say.
        """
        if (field, value) not in self.entries:
            msg = f"glossary.toml: nothing about {field} {value!r}; add an entry in both languages"
            raise StoreError(msg)
        text, standard = self.entries[field, value]
        return f"{text} ({standard})" if standard else text

    def values(self, field: str) -> list[str]:
        """Return the closed values of ``field``, sorted."""
        return sorted(value for name, value in self.entries if name == field and value)


def schema_page() -> str:
    """Return the reference part of ``docs/database.md``.

    Raises:
        StoreError: a table, view or column has no entry in the glossary.
    """
    db = open_database(":memory:")
    glossary = Glossary.of(db)
    parts = [f"Start with the views {', '.join(f'[{name}](#{name})' for name in FIRST)}."]
    parts += ["## Views", *(_part(db, glossary, name) for name in _views(db))]
    parts += ["## Tables", *(_part(db, glossary, name) for name in tables(db) if name not in INTERNAL)]
    parts += ["## Values", *_values(glossary)]
    parts += ["## Internal tables", *(_part(db, glossary, name) for name in tables(db) if name in INTERNAL)]
    return "\n\n".join(parts)


def _views(db: Database) -> list[str]:
    """Return the names of the views, those to start with first."""
    return [*FIRST, *sorted(set(db.view_names()) - set(FIRST))]


def tables(db: Database) -> list[str]:
    """Return the names of the tables in the order the schema makes them, without those inside a full-text index."""
    names = db.table_names()
    full_text = [name for name in names if name.endswith(FULL_TEXT)]
    return [name for name in names if name in full_text or not any(name.startswith(f"{fts}_") for fts in full_text)]


def _part(db: Database, glossary: Glossary, name: str) -> str:
    """Return the section about the table or view ``name``."""
    lines = [f"### {name}", "", glossary.meaning(name)]
    if name.endswith(FULL_TEXT):
        return "\n".join(lines)
    links = _links(db, name)
    lines += ["", "| column | type | meaning |", "|---|---|---|"]
    for column, kind, required, key in _columns(db, name):
        notes = [kind.lower() or "any", *(["key"] if key else []), *([] if required or key else ["may be NULL"])]
        shown = ", ".join(notes) if name in db.table_names() else "view"
        link = f" → `{links[column]}`" if column in links else ""
        lines.append(f"| `{column}` | {shown}{link} | {glossary.meaning(f'{name}.{column}')} |")
    return "\n".join(lines)


def _columns(db: Database, name: str) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield name, type, whether it is required and whether it is a key, for each column of ``name``."""
    for row in db.execute("SELECT name, type, [notnull], pk FROM pragma_table_info(?)", [name]):
        yield row[0], row[1], bool(row[2]), bool(row[3])


def _links(db: Database, name: str) -> dict[str, str]:
    """Return for each foreign key of ``name`` the table it points to."""
    return {row[0]: row[1] for row in db.execute("SELECT [from], [table] FROM pragma_foreign_key_list(?)", [name])}


def _values(glossary: Glossary) -> Iterator[str]:
    """Yield the section about each field with closed values."""
    for field in sorted({name for name, value in glossary.entries if value}):
        lines = [f"### {field}", "", "| value | meaning |", "|---|---|"]
        lines += [f"| `{value}` | {glossary.meaning(field, value)} |" for value in glossary.values(field)]
        yield "\n".join(lines)
