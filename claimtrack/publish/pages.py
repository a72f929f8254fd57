"""The pages: each is one function that gathers what its template shows."""

import sqlite3
from collections.abc import Mapping, Sequence

from attrs import frozen
from datasette import __version__ as datasette_version

from claimtrack import __version__
from claimtrack.confidence import Count, counts_of
from claimtrack.errors import PackError
from claimtrack.packs import load_pack
from claimtrack.publish import listing_queries
from claimtrack.publish.asked import Asked, Context
from claimtrack.publish.cards import cards, marks_of
from claimtrack.publish.compat import Row
from claimtrack.publish.excerpts import GAP
from claimtrack.publish.facts import facts, top_sources
from claimtrack.publish.listing_queries import Wanted
from claimtrack.publish.marks import Mark, lay_out, nest
from claimtrack.publish.profiles import cards_of
from claimtrack.publish.queries import MOST_IN_ARTICLE, Data, Search
from claimtrack.publish.search import Terms, read_terms
from claimtrack.store.ids import text_sha256

LONGEST_TEXT = 400_000
SNIPPET = 220
LISTED, SOUGHT, TALLIED = 6, 60, 14


def home(asked: Asked) -> Context:
    """Gather the front page."""
    data = asked.data
    site = facts(data, "site")
    found = _stories(data) if data.compared else {}
    return {
        **found,
        "names": listing_queries.names(data, [row["id"] for rows in found.values() for row in rows]) if found else {},
        "counts": site["counts"][0],
        "runs": data.runs(1),
        "carried": [] if found.get("shared") else data.carried_claims(LISTED),
        "sources": site["sources"][:TALLIED],
        "outlets": site["outlets"][:TALLIED],
        "articles": data.newest_articles(8),
    }


def _stories(data: Data) -> dict[str, list[Row]]:
    """Return the claims that many outlets carry, that are contested, and that rest on one origin."""
    wanted = {"shared": Wanted(), "contested": Wanted(only="contested"), "one_origin": Wanted(only="one_origin")}
    found = {name: listing_queries.claims(data, what, limit=SOUGHT) for name, what in wanted.items()}
    found["shared"] = [row for row in found["shared"] if int(str(row["n_outlets"])) > 1]
    places = listing_queries.places(data, {row["id"]: None for rows in found.values() for row in rows})
    return apart(found, places)


def apart(found: Mapping[str, Sequence[Row]], places: Mapping[object, set[object]]) -> dict[str, list[Row]]:
    """Return some claims of each list, none of which shares an article with another: one event is told once.

    The lists take turns, the shortest first, so that none is left with what the others do not want.

    Args:
        found: name of a list -> its claims in order.
        places: claim -> the articles that carry it.
    """
    kept: dict[str, list[Row]] = {name: [] for name in found}
    waiting = {name: iter(found[name]) for name in sorted(found, key=lambda name: len(found[name]))}
    taken: set[object] = set()
    for _ in range(LISTED):
        for name, rows in waiting.items():
            row = next((row for row in rows if not places.get(row["id"], set()) & taken), None)
            if row is not None:
                kept[name].append(row)
                taken |= places.get(row["id"], set())
    return kept


def article(asked: Asked) -> Context | None:
    """Gather an article: its text in marked paragraphs and a card for each attribution."""
    document = asked.data.document(asked.key)
    if document is None:
        return None
    found = asked.data.evidence_in_article(asked.key)
    attributions = found[:MOST_IN_ARTICLE]
    spans = asked.data.spans(row["id"] for row in attributions)
    credit_rows = asked.data.credits(asked.key)
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


def search(asked: Asked) -> Context:
    """Gather what a reader searches for: claims with facets, or articles; and sources of that name."""
    typed, where = asked.get("q").strip(), asked.get("in")
    terms = read_terms(typed)
    context: Context = {"typed": typed, "where": where, "terms": terms, "cards": [], "articles": [], "facets": {}}
    context["chosen"] = chosen = {name: asked.get(name) for name in ("outlet", "source", "style")}
    if not terms.wanted:
        return {**context, "pager": {}, "sources": []}
    query = Search(terms.query(), **chosen)
    context["sources"] = asked.data.found_sources(" ".join(terms.wanted))
    if where == "articles":
        rows, context["pager"] = asked.paged(asked.data.found_articles(query, offset=asked.offset))
        context["articles"] = [{**row, "pieces": snippet(str(row["text"]), terms)} for row in rows]
        return context
    found = asked.data.found(query, offset=asked.offset)
    hits, context["pager"] = asked.paged(found.pop("hit", []))
    ids = [hit["value"] for hit in hits]
    rows = sorted(asked.data.evidence(ids), key=lambda row: ids.index(row["id"]))
    return {**context, "cards": cards_of(asked.data, rows, terms), "facets": found}


def snippet(text: str, terms: Terms) -> object:
    """Return the words of ``text`` round the first hit, with the hits marked."""
    hits = terms.marks(text)
    first = min((hit.start for hit in hits), default=0)
    start = max(text.rfind(" ", 0, max(first - SNIPPET // 3, 0)), 0)
    return nest(text, hits, start, start + SNIPPET)


def sources(asked: Asked) -> Context:
    """Gather a page of all sources."""
    rows, pager = asked.paged(top_sources(asked.data, asked.offset))
    return {"kind": "source", "rows": rows, "pager": pager}


def outlets(asked: Asked) -> Context:
    """Gather a page of all outlets."""
    rows, pager = asked.paged(asked.data.outlets(offset=asked.offset))
    return {"kind": "outlet", "rows": rows, "pager": pager}


def articles(asked: Asked) -> Context:
    """Gather a page of all articles with a date."""
    rows, pager = asked.paged(asked.data.newest_articles(offset=asked.offset))
    return {"kind": "article", "rows": rows, "pager": pager}


def method(asked: Asked) -> Context:
    """Gather how it was done: rules with their measured precision, runs, versions and the glossary."""
    glossary: dict[str, list[Row]] = {}
    for row in asked.data.glossary():
        glossary.setdefault(str(row["field"]), []).append(row)
    runs = asked.data.runs()
    measured = precision(str(runs[0]["lang"])) if runs else Precision("", {})
    return {
        "glossary": glossary,
        "rules": (facts(asked.data, "method"))["rules"],
        "measured": measured,
        "runs": runs,
        "versions": {"claimtrack": __version__, "Datasette": datasette_version, "SQLite": sqlite3.sqlite_version},
        "schema": asked.data.schema(),
    }


@frozen
class Precision:
    """How often each rule read rightly when it was measured: on which version of the pack, rule -> counts."""

    version: str
    rules: Mapping[str, Count]


def precision(lang: str) -> Precision:
    """Return what the language pack that is installed says of its rules; nothing where there is no such pack."""
    try:
        pack = load_pack(lang)
    except PackError:
        return Precision("", {})
    counts = counts_of(pack)
    return Precision(pack.version, {rule: sum(styles.values(), Count(0, 0)) for rule, styles in counts.items()})
