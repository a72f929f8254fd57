"""The page of a search: what a reader typed in; sources, outlets, claims, articles and quotations that fit it out."""

from claimtrack.publish import listing_queries, search_queries
from claimtrack.publish.asked import Asked, Context
from claimtrack.publish.listing_queries import Wanted, namesakes
from claimtrack.publish.marks import nest
from claimtrack.publish.pages import examples_of
from claimtrack.publish.profiles import cards_of
from claimtrack.publish.readings import NOTHING_SAID, said
from claimtrack.publish.search import Terms, read_terms
from claimtrack.publish.search_queries import Search

SNIPPET = 220
FACETS, NAMED = ("outlet", "source", "style"), ("sources", "outlets", "stories", "headlines")
# Of each kind, where all kinds are shown.
STORIES, ARTICLES, SOURCES, QUOTATIONS = 5, 3, 6, 10
# The latest hits of a frequent word, among which its claims are sought; the matrix looks at more.
FEW = 100


def search_page(asked: Asked) -> Context:
    """Gather what a reader searches for: who and what has that name with some quotations, quotations, or articles."""
    typed, where = asked.get("q").strip(), asked.get("in")
    terms = read_terms(typed)
    chosen = {name: asked.get(name) for name in FACETS}
    if not where and (asked.page > 1 or any(chosen.values())):
        where = "quotations"
    context: Context = {"typed": typed, "where": where, "terms": terms, "chosen": chosen, "cards": [], "facets": {}}
    if not terms.wanted:
        return {**context, "pager": {}, "examples": examples_of(asked.data)}
    query = Search(terms.query(), **chosen, said=NOTHING_SAID if where == "articles" else said(asked.data, terms))
    if where == "articles":
        context |= _articles(asked, query, terms)
    else:
        context |= _quotations(asked, query, terms, alone=where == "quotations")
    if where not in {"articles", "quotations"}:
        context |= _named(asked, query, terms)
    found = any(context.get(name) for name in ("cards", "articles", *NAMED))
    return context if found else {**context, "examples": examples_of(asked.data)}


def _articles(asked: Asked, query: Search, terms: Terms) -> Context:
    """Return a page of articles that hold the words."""
    rows, pager = asked.paged(search_queries.articles(asked.data, query, offset=asked.offset))
    return {"articles": [{**row, "pieces": snippet(str(row["text"]), terms)} for row in rows], "pager": pager}


def _quotations(asked: Asked, query: Search, terms: Terms, *, alone: bool) -> Context:
    """Return quotations that hold the words and how they spread: a page of them, or some where they are not alone."""
    found = search_queries.quotations(asked.data, query, offset=asked.offset)
    hits, pager = asked.paged(found.pop("hit", []))
    ids = [hit["value"] for hit in (hits if alone else hits[:QUOTATIONS])]
    rows = sorted(asked.data.evidence(ids), key=lambda row: ids.index(row["id"]))
    alike = listing_queries.about(asked.data, namesakes(found.get("source", []), "value", "label"))
    cards = cards_of(asked.data, rows, terms)
    more = not alone and len(hits) > len(ids)
    return {
        "cards": cards,
        "facets": found,
        "alike": alike,
        "pager": pager if alone else {},
        "more": more,
        "cut": query.said.cut,
    }


def _named(asked: Asked, query: Search, terms: Terms) -> Context:
    """Return what bears the words as its name or headline, or is about them: sources, outlets, claims, articles."""
    data, words = asked.data, " ".join(terms.wanted)
    sources = search_queries.sources(data, words)
    known = tuple(row["id"] for row in sources[:SOURCES])
    wanted = Wanted(query.query, terms.needle, sources=known, said=query.said, candidates=FEW)
    stories = listing_queries.claims(data, wanted, limit=STORIES + 1) if data.compared else []
    ids = [row["id"] for row in stories]
    return {
        "sources": sources,
        "about": listing_queries.about(data, [row["id"] for row in sources]),
        "outlets": search_queries.outlets(data, words),
        "stories": stories[:STORIES],
        "more_stories": len(stories) > STORIES and any(terms.marks(str(row["text"])) for row in stories),
        "names": listing_queries.names(data, ids),
        "told": listing_queries.told(data, ids),
        "headlines": search_queries.headlines(data, query, ARTICLES),
    }


def snippet(text: str, terms: Terms) -> object:
    """Return the words of ``text`` round the first hit, with the hits marked."""
    hits = terms.marks(text)
    first = min((hit.start for hit in hits), default=0)
    start = max(text.rfind(" ", 0, max(first - SNIPPET // 3, 0)), 0)
    return nest(text, hits, start, start + SNIPPET)
