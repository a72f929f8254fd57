"""What Datasette's own table pages say and how they look: the glossary in, metadata and cells out."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from datasette.utils import to_css_class
from markupsafe import Markup, escape

from claimtrack.publish.safety import shown
from claimtrack.publish.stored import STORED, table_of
from claimtrack.publish.words import Words, languages
from claimtrack.store.glossary import read_glossary

LABELS = {"sources": "name", "outlets": "name", "documents": "title", "claims": "text", "attributions": "sentence"}
FACETS = {
    "attributions": ["style", "cue_class"],
    "documents": ["outlet_id"],
    "sources": ["kind"],
    "credits": ["role"],
    "glossary": ["field"],
}
SORTED = {"documents": "published"}
# Cells that lead to one of our pages: (table, column) -> the page.
PAGES = {
    ("attributions", "sentence"): "article",
    ("documents", "title"): "article",
    ("sources", "name"): "source",
    ("claims", "text"): "claim",
    ("outlets", "name"): "outlet",
}
TableFacts = dict[str, dict[str, object]]
LONGEST_CELL = 400
_css_class = lru_cache(1000)(to_css_class)
SIZE = 25


@cache
def descriptions(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return table -> column -> meaning; the table's own meaning stands under the empty column."""
    found: dict[str, dict[str, str]] = {}
    for entry in read_glossary():
        table, _, column = entry.field.partition(".")
        if not entry.value:
            text = getattr(entry, f"definition_{language}", entry.definition_en)
            found.setdefault(table, {})[column] = text
    return found


@cache
def _meanings(language: str) -> Mapping[str, str]:
    """Return each meaning of a table or column, in any language -> the same in ``language``."""
    wanted = descriptions(language)
    return {
        text: wanted[table][column]
        for code in languages()
        for table, columns in descriptions(code).items()
        for column, text in columns.items()
    }


def meaning(text: str, language: str) -> str:
    """Return what is said of a table or column in ``language``; what is not from the glossary stays as it is.

    Markup tells which language it is, since the page round it is in another one.
    """
    own = _meanings(language).get(text)
    return text if own is None else Markup('<span lang="{}">{}</span>').format(language, own)


def table_facts(words: Words) -> TableFacts:
    """Return table -> description, columns and settings, in the form of Datasette's metadata; a fresh copy."""
    facts: TableFacts = {}
    for table, columns in descriptions(words.code).items():
        own: dict[str, object] = {"description": columns.get("", "")}
        own["columns"] = {column: text for column, text in columns.items() if column}
        own |= {"label_column": LABELS[table]} if table in LABELS else {}
        own |= {"facets": list(FACETS[table])} if table in FACETS else {}
        own |= {"sort_desc": SORTED[table]} if table in SORTED else {}
        facts[table] = {**own, "size": SIZE}
    for view in STORED:
        facts[table_of(view)] = {**facts[view], "hidden": True}
    return facts


def short_facts(facts: TableFacts) -> TableFacts:
    """Return what of ``facts`` is no text for readers; a fresh copy."""
    return {
        table: {name: value for name, value in own.items() if name not in {"description", "columns"}}
        for table, own in facts.items()
    }


def cell(value: object, href: str) -> Markup | None:
    """Return a cell that links to one of our pages, or text without unseen characters; None to leave it alone.

    Args:
        value: what the cell holds.
        href: the address of its page; empty for none.
    """
    if not isinstance(value, str):
        return None
    text = shown(value)
    if len(text) > LONGEST_CELL:
        text = text[:LONGEST_CELL] + "…"
    if href and text.strip():
        return Markup('<a href="{}">{}</a>').format(href, text)
    return escape(text) if text is not value and shown(value) != value else None


def cells(row: Iterable[Mapping[str, object]]) -> Markup:
    """Return a row of a table as Datasette's template writes it, in fewer steps."""
    written = (
        f'<td class="col-{_css_class(str(cell["column"]))} type-{cell["value_type"]}">{escape(cell["value"])}</td>'
        for cell in row
    )
    return Markup("\n".join(written))  # noqa: S704 -- the value is escaped, the rest are names of classes
