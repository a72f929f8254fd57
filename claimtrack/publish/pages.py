"""The pages: a request in, a rendered page out. Each page is one function that gathers what its template shows."""

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from attrs import frozen
from datasette import Forbidden, NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode

from claimtrack.publish.cards import Card, cards, marks_of
from claimtrack.publish.compat import COMPARED, TABLES, Row, ensure_visible, our_databases
from claimtrack.publish.excerpts import GAP
from claimtrack.publish.graph import Chain, Link, draw
from claimtrack.publish.marks import Mark, lay_out, nest
from claimtrack.publish.queries import MOST_IN_ARTICLE, PAGE, Data, Search
from claimtrack.publish.search import Terms, read_terms
from claimtrack.publish.view import view_for
from claimtrack.store.ids import text_sha256

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Context = dict[str, object]
LAST_PAGE = 400
LONGEST_TEXT = 400_000
OK, BAD_REQUEST, FORBIDDEN, SERVER_FAULT = 200, 400, 403, 500
SNIPPET = 220
# Errors that a reader can bring about on Datasette's own pages.
ASKED = (QueryInterrupted, ValueError, LookupError, AssertionError, sqlite3.Warning, sqlite3.ProgrammingError)
ASKED_SQL = frozenset({"SQLITE_ERROR", "SQLITE_TOOBIG", "SQLITE_INTERRUPT", "SQLITE_MISMATCH", "SQLITE_AUTH"})


@frozen
class Asked:
    """What a reader asks of a page: the id in the path and the query string, made harmless.

    Args:
        data: the database.
        key: the id in the path; empty where the page has none.
        arguments: the query string, the first value of each name.
    """

    data: Data
    key: str
    arguments: dict[str, str]

    def get(self, name: str) -> str:
        """Return an argument, at most 300 characters of it; empty where it is missing."""
        return self.arguments.get(name, "")[:300].replace("\0", "")

    @property
    def page(self) -> int:
        """Return the number of the page of a list, from 1."""
        digits = self.get("page")
        return min(max(int(digits), 1), LAST_PAGE) if digits.isascii() and digits.isdigit() else 1

    @property
    def offset(self) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * PAGE

    def paged(self, found: list[Row]) -> tuple[list[Row], Context]:
        """Return the rows of this page, and where to go from it."""
        more = len(found) > PAGE and self.page < LAST_PAGE
        return found[:PAGE], {"page": self.page, "before": self.page - 1, "after": self.page + 1 if more else 0}


Build = Callable[[Asked], Awaitable[Context | None]]
Page = Callable[["Datasette", "Request"], Awaitable[Response]]


def page(template: str, build: Build) -> Page:
    """Return a view that shows ``template`` with what ``build`` gathers; None from it means there is no such page."""

    async def view(datasette: "Datasette", request: "Request") -> Response:
        names = await our_databases(datasette)
        if not names:
            return await _render(datasette, request, "empty", {})
        database = datasette.get_database(names[0])
        tables = set(await database.table_names()) & {*TABLES, *COMPARED}
        await ensure_visible(datasette, request.actor, names[0], tables)
        arguments = {name: request.args.get(name) or "" for name in request.args}
        key = tilde_decode(request.url_vars.get("key", ""))
        asked = Asked(Data(database), key, arguments)
        try:
            context = await build(asked)
        except QueryInterrupted:
            return await _render(datasette, request, "error", {"status": 503, "message": ""})
        if context is None:
            raise NotFound(template)
        return await _render(datasette, request, template, context, database=names[0])

    return view


async def _render(
    datasette: "Datasette", request: "Request", template: str, context: Context, *, database: str = ""
) -> Response:
    """Return the page of ``template``."""
    view = view_for(datasette, request, database)
    body = await datasette.render_template(f"claimtrack/{template}.html", {**context, "ct": view}, request=request)
    headers = {"Content-Language": view.words.code, "Vary": "Accept-Language"}
    return Response.html(body, status=context.get("status", OK), headers=headers)


async def error_page(datasette: "Datasette", request: "Request", exception: Exception) -> Response:
    """Return a page for an error in the reader's language, JSON where JSON was asked for."""
    status = _status(exception, own=any(re.match(route, request.path) for route, _ in ROUTES))
    message = str(getattr(exception, "message", "")) if status == BAD_REQUEST else ""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "error": message}, status=status)
    return await _render(datasette, request, "error", {"status": status, "message": message})


def _status(exception: Exception, *, own: bool) -> int:
    """Return the status to answer with.

    Datasette's own pages fail where a request merely asks for what cannot be: a number that is none, an SQL error.
    On ours the same would be our fault, and is told as such.
    """
    if isinstance(exception, Forbidden):
        return FORBIDDEN
    status = int(getattr(exception, "status", SERVER_FAULT))
    if status != SERVER_FAULT or own:
        return status
    asked = hasattr(exception, "error_dict") or isinstance(exception, ASKED)
    return BAD_REQUEST if asked or getattr(exception, "sqlite_errorname", "") in ASKED_SQL else SERVER_FAULT


async def home(asked: Asked) -> Context:
    """Gather the front page."""
    data = asked.data
    return {
        "counts": await data.counts(),
        "runs": await data.runs(1),
        "carried": await data.carried_claims(6),
        "sources": await data.top_sources(14),
        "outlets": await data.outlets(14),
        "articles": await data.newest_articles(10),
    }


async def article(asked: Asked) -> Context | None:
    """Gather an article: its text in marked paragraphs and a card for each attribution."""
    document = await asked.data.document(asked.key)
    if document is None:
        return None
    found = await asked.data.evidence_in_article(asked.key)
    attributions = found[:MOST_IN_ARTICLE]
    spans = await asked.data.spans(row["id"] for row in attributions)
    credit_rows = await asked.data.credits(asked.key)
    marks = [mark for found in marks_of(attributions, spans).values() for mark in found]
    marks += [
        Mark(int(str(c["start"])), int(str(c["stop"])), "credit", ref, str(c["role"]))
        for ref, c in enumerate(credit_rows, 1)
    ]
    text = str(document["text"])
    return {
        "document": document,
        "excerpts_only": GAP.strip() in text and document["text_sha256"] != text_sha256(text),
        "credits": credit_rows,
        "paragraphs": lay_out(text[:LONGEST_TEXT], marks),
        "cut": len(found) > MOST_IN_ARTICLE or len(text) > LONGEST_TEXT,
        "cards": cards(attributions, spans),
        "by_id": {row["id"]: row for row in attributions},
    }


async def source(asked: Asked) -> Context | None:
    """Gather a source: who it is and what it said."""
    found = await asked.data.source(asked.key)
    if found is None:
        return None
    denials, outlet = asked.get("only") == "denials", asked.get("outlet")
    said = await asked.data.evidence_of_source(asked.key, denials=denials, outlet=outlet, offset=asked.offset)
    said, pager = asked.paged(said)
    facts = await asked.data.source_facts(asked.key, found["name"])
    return {
        **facts,
        "source": found,
        "cards": await _cards(asked.data, said),
        "pager": pager,
        "denials_only": denials,
        "outlet": outlet,
    }


async def claim(asked: Asked) -> Context | None:
    """Gather a claim: its chains as a graph, and the evidence by outlet and time."""
    found = await asked.data.claim(asked.key)
    if found is None:
        return None
    said, pager = asked.paged(await asked.data.evidence_of_claim(asked.key, offset=asked.offset))
    chains = [_chain(row) for row in await asked.data.chains(asked.key)]
    shown_cards = await _cards(asked.data, said)
    return {
        "claim": found,
        "counts": await asked.data.claim_counts(asked.key),
        "outlets": await asked.data.claim_outlets(asked.key),
        "wordings": await asked.data.other_wordings(asked.key),
        "chains": chains,
        "graph": draw(chains),
        "origins": list(dict.fromkeys(chain.links[0] for chain in chains if chain.links)),
        "cards": shown_cards,
        "pager": pager,
    }


def _chain(row: Row) -> Chain:
    """Return a chain as the database holds it."""
    links = [
        Link(str(link["kind"]), str(link["name"]), str(link["source_id"] or ""))
        for link in json.loads(str(row["links"]))
    ]
    return Chain(tuple(links), int(str(row["times"])), bool(row["negated"]))


async def outlet(asked: Asked) -> Context | None:
    """Gather an outlet: its articles, whom it quotes and the agencies that it relies on."""
    found = await asked.data.outlet(asked.key)
    if found is None:
        return None
    facts = await asked.data.outlet_facts(asked.key, offset=asked.offset)
    rows = facts.pop("articles")
    articles, pager = asked.paged(rows if isinstance(rows, list) else [])
    return {**facts, "outlet": found, "articles": articles, "pager": pager}


async def search(asked: Asked) -> Context:
    """Gather what a reader searches for: claims with facets, or articles; and sources of that name."""
    typed, where = asked.get("q").strip(), asked.get("in")
    terms = read_terms(typed)
    context: Context = {"typed": typed, "where": where, "terms": terms, "cards": [], "articles": [], "facets": {}}
    context["chosen"] = chosen = {name: asked.get(name) for name in ("outlet", "source", "style")}
    if not terms.wanted:
        return {**context, "pager": {}, "sources": []}
    query = Search(terms.query(), **chosen)
    context["sources"] = await asked.data.found_sources(" ".join(terms.wanted))
    if where == "articles":
        rows, context["pager"] = asked.paged(await asked.data.found_articles(query, offset=asked.offset))
        context["articles"] = [{**row, "pieces": snippet(str(row["text"]), terms)} for row in rows]
        return context
    rows, context["pager"] = asked.paged(await asked.data.found_evidence(query, offset=asked.offset))
    context["cards"] = await _cards(asked.data, rows, terms)
    facets: dict[str, list[Row]] = {}
    for row in await asked.data.facets(query):
        facets.setdefault(str(row["facet"]), []).append(row)
    return {**context, "facets": facets}


def snippet(text: str, terms: Terms) -> object:
    """Return the words of ``text`` round the first hit, with the hits marked."""
    hits = terms.marks(text)
    first = min((hit.start for hit in hits), default=0)
    start = max(text.rfind(" ", 0, max(first - SNIPPET // 3, 0)), 0)
    return nest(text, hits, start, start + SNIPPET)


async def sources(asked: Asked) -> Context:
    """Gather a page of all sources."""
    rows, pager = asked.paged(await asked.data.top_sources(offset=asked.offset))
    return {"kind": "source", "rows": rows, "pager": pager}


async def outlets(asked: Asked) -> Context:
    """Gather a page of all outlets."""
    rows, pager = asked.paged(await asked.data.outlets(offset=asked.offset))
    return {"kind": "outlet", "rows": rows, "pager": pager}


async def articles(asked: Asked) -> Context:
    """Gather a page of all articles with a date."""
    rows, pager = asked.paged(await asked.data.newest_articles(offset=asked.offset))
    return {"kind": "article", "rows": rows, "pager": pager}


async def method(asked: Asked) -> Context:
    """Gather how it was done: rules, runs and the glossary."""
    glossary: dict[str, list[Row]] = {}
    for row in await asked.data.glossary():
        glossary.setdefault(str(row["field"]), []).append(row)
    return {
        "glossary": glossary,
        "rules": await asked.data.rules(),
        "runs": await asked.data.runs(),
        "counts": await asked.data.counts(),
    }


async def _cards(data: Data, said: list[Row], terms: Terms | None = None) -> list[Card]:
    """Return the cards of attributions."""
    return cards(said, await data.spans(row["id"] for row in said), terms)


ROUTES: tuple[tuple[str, Page], ...] = (
    (r"^/$", page("home", home)),
    (r"^/article/(?P<key>[^/]+)$", page("article", article)),
    (r"^/source/(?P<key>[^/]+)$", page("source", source)),
    (r"^/claim/(?P<key>[^/]+)$", page("claim", claim)),
    (r"^/outlet/(?P<key>[^/]+)$", page("outlet", outlet)),
    (r"^/sources$", page("list", sources)),
    (r"^/outlets$", page("list", outlets)),
    (r"^/articles$", page("list", articles)),
    (r"^/search$", page("search", search)),
    (r"^/method$", page("method", method)),
)
