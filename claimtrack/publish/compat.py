"""The one place that knows the differences between stable Datasette and the 1.0 series, and gives hooks a type."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from importlib import import_module
from time import monotonic
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

import datasette as datasette_package

from claimtrack.publish.compiling import quick

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request
    from jinja2 import Environment, Template

Function = TypeVar("Function", bound=Callable[..., object])
hookimpl: Callable[[Function], Function] = datasette_package.hookimpl
# For a hook that only one of the two series has.
optional_hookimpl: Callable[[Function], Function] = datasette_package.hookimpl(optionalhook=True)

Row = dict[str, object]
TimeLimit = Callable[..., AbstractContextManager[None]]
REMEMBERED_SECONDS = 1.0
_AT_ONCE: "WeakKeyDictionary[Environment, Environment]" = WeakKeyDictionary()
_TABLES: "WeakKeyDictionary[Database, frozenset[str]]" = WeakKeyDictionary()
# What everybody may see, and until when that is remembered.
_ALLOWED: "WeakKeyDictionary[Datasette, dict[tuple[str, frozenset[str]], float]]" = WeakKeyDictionary()
# What a database must have to be ours.
TABLES = ("attributions", "claims", "credits", "documents", "glossary", "outlets", "runs", "sources", "spans")
# What it has besides where claims were compared.
COMPARED = (
    *("claim_mentions", "claim_origins", "claim_outlets", "claim_relations", "cluster_members", "clusters"),
    *("corroborations", "figures", "propositions", "related_documents", "stories"),
)

# What pages show where it is there.
BESIDES = ("drifts", "inferred_links", "offices", "page_facts", "reuse_groups", "source_aliases", "source_ratings")


def settings_of(datasette: "Datasette") -> dict[str, object]:
    """Return the settings of this plugin in the configuration of the instance."""
    return dict(datasette.plugin_config("claimtrack") or {})


async def tables_of(database: "Database") -> frozenset[str]:
    """Return the names of the tables of ``database``; those of one that cannot change are asked for once."""
    found = _TABLES.get(database)
    if found is None:
        found = frozenset(await database.table_names())
        if not database.is_mutable:
            _TABLES[database] = found
    return found


async def our_databases(datasette: "Datasette") -> list[str]:
    """Return the names of the attached databases that claimtrack wrote, the configured one first."""
    wanted = settings_of(datasette).get("database")
    found = []
    for name, database in datasette.databases.items():
        if not name.startswith("_") and set(TABLES) <= await tables_of(database):
            found.append(name)
    return sorted(found, key=lambda name: name != wanted)


async def ensure_visible(datasette: "Datasette", actor: object, database: str, tables: Iterable[str]) -> None:
    """Raise Datasette's ``Forbidden`` unless ``actor`` may see every one of ``tables``.

    That costs a query a table, more than most pages. What everybody may see is therefore asked once a second at most.
    """
    wanted = (database, frozenset(tables))
    allowed = _ALLOWED.setdefault(datasette, {})
    if actor is None and allowed.get(wanted, 0.0) > monotonic():
        return
    await _ensure_each(datasette, actor, database, wanted[1])
    if actor is None:
        allowed[wanted] = monotonic() + REMEMBERED_SECONDS


async def _ensure_each(datasette: "Datasette", actor: object, database: str, tables: Iterable[str]) -> None:
    """Raise ``Forbidden`` unless ``actor`` may see every one of ``tables``, asking for each."""
    if not hasattr(datasette, "allowed"):
        for table in tables:
            checks = [("view-table", (database, table)), ("view-database", database), "view-instance"]
            await datasette.ensure_permissions(actor, checks)
        return
    resources = import_module("datasette.resources")
    await datasette.ensure_permission(action="view-instance", actor=actor)
    place = resources.DatabaseResource(database=database)
    await datasette.ensure_permission(action="view-database", resource=place, actor=actor)
    for table in tables:
        resource = resources.TableResource(database=database, table=table)
        await datasette.ensure_permission(action="view-table", resource=resource, actor=actor)


def template_of(datasette: "Datasette", request: "Request", name: str) -> "Template":
    """Return one of our templates, to be rendered at once: one that may wait, as Datasette's, costs thrice that."""
    newer = hasattr(datasette, "get_jinja_environment")
    environment = datasette.get_jinja_environment(request) if newer else datasette.jinja_env
    if environment not in _AT_ONCE:
        _AT_ONCE[environment] = quick(environment)
    return _AT_ONCE[environment].get_template(name)


async def set_descriptions(datasette: "Datasette", database: str, described: dict[str, dict[str, object]]) -> None:
    """Give a 1.0 Datasette what stable Datasette asks for through the hook ``get_metadata``.

    Args:
        datasette: the instance.
        database: name of the database.
        described: table -> its ``description``, ``columns`` and settings such as ``label_column``.
    """
    if not hasattr(datasette, "set_resource_metadata"):
        return
    datasette.config = datasette.config or {}
    tables = datasette.config.setdefault("databases", {}).setdefault(database, {}).setdefault("tables", {})
    for table, facts in described.items():
        own = {key: value for key, value in facts.items() if key not in ("description", "columns")}
        tables[table] = {**own, **tables.get(table, {})}
        await datasette.set_resource_metadata(database, table, "description", facts.get("description", ""))
        columns = facts.get("columns")
        for column, text in columns.items() if isinstance(columns, dict) else ():
            await datasette.set_column_metadata(database, table, column, "description", text)


def use_csv_writer(writer: Callable[..., object]) -> None:
    """Let Datasette write tables as CSV with ``writer``, which is made and used as one of the module ``csv``."""
    import_module("datasette.views.base").__dict__["csv"] = SimpleNamespace(writer=writer)


def use_time_limit(limited: Callable[[TimeLimit], TimeLimit]) -> None:
    """Let Datasette limit each query as ``limited`` makes of how it does so, once."""
    module = import_module("datasette.database").__dict__
    if "sqlite_timelimit" in module and "claimtrack_timelimit" not in module:
        module["claimtrack_timelimit"] = module["sqlite_timelimit"] = limited(module["sqlite_timelimit"])


def close(datasette: "Datasette") -> None:
    """Let go of every file of ``datasette``, which answers nothing any more; may wait for a query that still runs."""
    executor = datasette.executor
    if executor is not None:
        executor.shutdown()  # before its connections are closed under it
    if hasattr(datasette, "close"):
        datasette.close()
        return
    for database in datasette.databases.values():
        database.close()
