"""docs/database.md: generated from the schema, complete, and refused where a meaning is missing."""

import re

import pytest

from claimtrack.errors import StoreError
from claimtrack.store import open_database
from claimtrack.store.docs import FIRST, INTERNAL, Glossary, schema_page
from claimtrack.store.glossary import read_glossary
from tests.command import ROOT


def test_page_is_what_the_schema_and_glossary_make_now() -> None:
    page = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    assert schema_page() in page, "stale: run make format"


def test_every_table_view_and_column_is_on_the_page() -> None:
    page, db = schema_page(), open_database(":memory:")
    query = (
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type IN ('table', 'view')"
    )
    found = {(table, column) for table, column in db.execute(query) if "_fts" not in table}
    described = {
        (part.partition("\n")[0], column)
        for part in re.split(r"^### ", page, flags=re.MULTILINE)
        for column in re.findall(r"^\| `(\w+)` \|", part, flags=re.MULTILINE)
    }
    assert found <= described


def test_views_come_first_and_tables_that_are_only_for_claimtrack_last() -> None:
    parts = re.split(r"^## (.+)$", schema_page(), flags=re.MULTILINE)
    assert ["Views", "Tables", "Values", "Internal tables"] == parts[1::2]
    views, tables, _, internal = parts[2::2]
    assert (
        set(re.findall(r"\[(\w+)\]\(#\1\)", parts[0]))
        == set(FIRST)
        <= set(re.findall(r"^### (\w+)$", views, re.MULTILINE))
    )
    assert list(INTERNAL) == re.findall(r"^### (\w+)$", internal, re.MULTILINE)
    assert set(INTERNAL).isdisjoint(re.findall(r"^### (\w+)$", tables, re.MULTILINE))


def test_glossary_has_no_entry_for_something_that_is_not_there() -> None:
    db = open_database(":memory:")
    names = set(db.table_names()) | set(db.view_names())
    for table in tuple(names):
        names |= {f"{table}.{row[1]}" for row in db.execute(f"PRAGMA table_info({table})")}
    assert [] == [entry.field for entry in read_glossary() if entry.field not in names]


def test_every_meaning_stands_in_both_languages() -> None:
    assert [] == [entry for entry in read_glossary() if not entry.definition_id or not entry.definition_en]


def test_column_without_a_meaning_is_an_error() -> None:
    with pytest.raises(StoreError, match=r"nothing about claims.colour"):
        Glossary({}).meaning("claims.colour")
