"""The Datasette plugin: the hooks. Everything below them is plain functions in the modules of this package.

Datasette finds it by its entry point. The pages read the first attached database that claimtrack wrote. Settings,
under ``plugins: claimtrack:`` of the instance: ``database`` (its name) and ``lang`` (the language to fall back on).
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from attrs import frozen
from datasette import Forbidden

from claimtrack.publish import asked, budget, describe, faults, limits, routes, safety
from claimtrack.publish.compat import (
    hookimpl,
    optional_hookimpl,
    our_databases,
    set_descriptions,
    settings_of,
    use_csv_writer,
    use_time_limit,
)
from claimtrack.publish.feeds import SafeWriter
from claimtrack.publish.fixed import fix
from claimtrack.publish.view import View, view_for
from claimtrack.publish.words import DEFAULT_LANGUAGE, Words, choose

if TYPE_CHECKING:
    import sqlite3

    from datasette import Response
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment
    from markupsafe import Markup

Metadata = dict[str, object]


@frozen
class Described:
    """What `startup` found, for hooks that cannot wait for a database and are called hundreds of times a page.

    Args:
        words: the language of Datasette's own pages.
        facts: database -> what is said of its tables.
        short: the same without the texts.
    """

    words: Words
    facts: Metadata
    short: Metadata


# An instance that ends takes its entry along.
_DESCRIBED: "WeakKeyDictionary[Datasette, Described]" = WeakKeyDictionary()


@hookimpl
def register_routes() -> list[tuple[str, asked.Page]]:
    """Add our pages."""
    return list(routes.ROUTES)


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Callable[[safety.Asgi], safety.Asgi]:
    """Guard every response."""
    seconds = float(str(datasette.setting("sql_time_limit_ms"))) / 1000
    return lambda app: safety.guard(app, seconds)


@hookimpl
def prepare_jinja2_environment(env: "Environment") -> None:
    """Take the scripts out of templates, and make their tables faster."""
    safety.prepare_templates(env)
    env.globals["claimtrack_cells"] = describe.cells


@hookimpl
def prepare_connection(conn: "sqlite3.Connection", database: str) -> None:
    """Limit what a query can cost."""
    if not database.startswith("_"):
        limits.limit_connection(conn)


@hookimpl
def startup(datasette: "Datasette") -> Callable[[], Awaitable[None]]:
    """Make downloads safe and describe the tables: to Datasette 1.0 at once, to the stable one by the next hook."""
    use_csv_writer(SafeWriter)
    use_time_limit(budget.limited)

    async def describe_tables() -> None:
        names = await our_databases(datasette)
        words = choose(None, "", str(settings_of(datasette).get("lang", DEFAULT_LANGUAGE)))
        facts = {name: describe.table_facts(words) for name in names}
        _DESCRIBED[datasette] = Described(
            words,
            {name: {"tables": found} for name, found in facts.items()},
            {name: {"tables": describe.short_facts(found)} for name, found in facts.items()},
        )
        for name, found in facts.items():
            budget.keep(datasette.databases[name])
            if not datasette.databases[name].is_mutable:
                fix(datasette.databases[name])
            await set_descriptions(datasette, name, found)

    return describe_tables


@optional_hookimpl
def get_metadata(datasette: "Datasette", key: str | None) -> Metadata:
    """Describe the tables to stable Datasette, each time with the same dictionaries, into which it merges its own.

    Only where it asks for tables: other permissions and plugins, which it looks up many times a page, are not in them.
    For ``tables`` it makes a deep copy of all that it is given, twice a page, and reads no text.
    """
    described = _DESCRIBED.get(datasette)
    if described is None or key not in {None, "databases", "tables"}:
        return {}
    return {"databases": described.short if key == "tables" else described.facts}


@hookimpl
def render_cell(  # noqa: PLR0913, PLR0917 -- Datasette passes by name; each is used
    row: "sqlite3.Row", value: object, column: str, table: str | None, database: str | None, datasette: "Datasette"
) -> "Markup | None":
    """Link identifiers to our pages and hide what would reorder a cell's text."""
    if not isinstance(value, str):
        return None
    page = describe.PAGES.get((table or "", column))
    described = _DESCRIBED.get(datasette) if page and value else None
    known = described is not None and database in described.facts
    href = _page_of(View(datasette, described.words), page, dict(row)) if page and described and known else ""
    return describe.cell(value, href)


def _page_of(view: View, page: str, row: dict[str, object]) -> str:
    """Return the address of the page for a row of a table; empty where the row does not say enough."""
    key, document = row.get("id"), row.get("document_id")
    if isinstance(document, dict):  # Datasette replaces a foreign key by its value and label
        document = document.get("value")
    if key and document:
        return view.href(page, document, f"m-{key}")
    return view.href(page, key) if key and (page != "article" or "title" in row) else ""


@hookimpl
def extra_template_vars(datasette: "Datasette", request: "Request | None") -> dict[str, object]:
    """Give Datasette's templates the nonce of their response, and words and addresses for its reader."""
    nonce = request.scope.get(safety.NONCE, "") if request else ""
    return {safety.NONCE: nonce, "claimtrack_view": view_for(datasette, request)}


@hookimpl
def extra_css_urls(template: str, datasette: "Datasette") -> list[str]:
    """Dress Datasette's own pages."""
    own = (template or "").startswith(safety.OWN_TEMPLATES)
    return [] if own else [str(datasette.urls.static_plugins("claimtrack", "core.css"))]


@hookimpl
def menu_links(datasette: "Datasette", request: "Request | None") -> list[dict[str, str]]:
    """Lead from Datasette's own pages to ours."""
    view = view_for(datasette, request)
    return [
        {"href": view.href(name), "label": view.t(f"nav.{name}")} for name in ("home", "matrix", "search", "method")
    ]


@hookimpl
def handle_exception(
    datasette: "Datasette", request: "Request", exception: Exception
) -> Callable[[], Awaitable["Response | None"]]:
    """Show errors in the reader's language, without a word about this machine."""

    async def show() -> "Response | None":
        return await faults.error_page(datasette, request, exception)

    return show


@hookimpl
def forbidden(datasette: "Datasette", request: "Request") -> Callable[[], Awaitable["Response | None"]]:
    """Show a refusal in the reader's language."""

    async def show() -> "Response | None":
        return await faults.error_page(datasette, request, Forbidden())

    return show
