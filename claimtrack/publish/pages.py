"""The pages: each is one function that gathers what its template shows."""

import sqlite3
from collections.abc import Mapping, Sequence

from attrs import frozen
from datasette import __version__ as datasette_version

from claimtrack import __version__
from claimtrack.compare.candidates import DAYS, KEYS
from claimtrack.compare.score import ONE_EVENT
from claimtrack.confidence import Count, counts_of
from claimtrack.errors import PackError
from claimtrack.packs import load_pack
from claimtrack.publish import listing_queries
from claimtrack.publish.asked import Asked, Context
from claimtrack.publish.cards import cards, marks_of
from claimtrack.publish.compat import Row
from claimtrack.publish.examples import examples
from claimtrack.publish.excerpts import GAP
from claimtrack.publish.facts import facts, top_sources
from claimtrack.publish.listing_queries import Wanted
from claimtrack.publish.marks import Mark, lay_out
from claimtrack.publish.queries import MOST_IN_ARTICLE, Data
from claimtrack.store.ids import text_sha256

LONGEST_TEXT = 400_000
LISTED, SOUGHT, TALLIED = 6, 60, 14


def home(asked: Asked) -> Context:
    """Gather the front page."""
    data = asked.data
    site = facts(data, "site")
    found = _stories(data) if data.compared else {}
    ids = [row["id"] for rows in found.values() for row in rows]
    told, articles = listing_queries.told(data, ids), data.newest_articles(8)
    sources = site["sources"][:TALLIED]
    return {
        **found,
        "names": listing_queries.names(data, ids),
        "told": told,
        "counts": site["counts"][0],
        "n_stories": site["stories"][0]["stories"] if site.get("stories") and data.compared else 0,
        "runs": data.runs(1),
        "carried": [] if found.get("shared") else data.carried_claims(LISTED),
        "sources": sources,
        "about": listing_queries.about(data, [row["id"] for row in sources]),
        "outlets": site["outlets"][:TALLIED],
        "articles": articles,
        "examples": _examples([row for rows in found.values() for row in rows], told, articles),
    }


def examples_of(data: Data) -> list[str]:
    """Return examples of a search in this database."""
    stories = listing_queries.claims(data, Wanted(), limit=LISTED) if data.compared else []
    told = listing_queries.told(data, [row["id"] for row in stories])
    return _examples(stories, told, data.newest_articles(LISTED))


def _examples(stories: Sequence[Row], told: Mapping[object, Row], articles: Sequence[Row]) -> list[str]:
    """Return examples of a search: words of claims and of the headlines above them, else of articles."""
    pairs = [(str(told[row["id"]]["title"]), str(row["text"])) for row in stories if row["id"] in told]
    return examples([*pairs, *((str(row["title"]), str(row["opening"])) for row in articles)])


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


def sources(asked: Asked) -> Context:
    """Gather a page of all sources."""
    rows, pager = asked.paged(top_sources(asked.data, asked.offset))
    about = listing_queries.about(asked.data, [row["id"] for row in rows])
    return {"kind": "source", "rows": rows, "about": about, "pager": pager}


def outlets(asked: Asked) -> Context:
    """Gather a page of all outlets."""
    rows, pager = asked.paged(asked.data.outlets(offset=asked.offset))
    return {"kind": "outlet", "rows": rows, "pager": pager}


def articles(asked: Asked) -> Context:
    """Gather a page of all articles with a date."""
    rows, pager = asked.paged(asked.data.newest_articles(offset=asked.offset))
    return {"kind": "article", "rows": rows, "pager": pager}


def method(asked: Asked) -> Context:
    """Gather how to read the pages and how they were made: measured precision, rules, glossary, runs, versions."""
    glossary: dict[str, list[Row]] = {}
    for row in asked.data.glossary():
        glossary.setdefault(str(row["field"]), []).append(row)
    runs = asked.data.runs()
    measured = precision(str(runs[0]["lang"])) if runs else Precision("", {})
    return {
        "glossary": glossary,
        "rules": (facts(asked.data, "method"))["rules"],
        "measured": measured,
        "related": {"shared": round(ONE_EVENT * KEYS), "words": KEYS, "days": DAYS},
        "runs": runs,
        "versions": {"claimtrack": __version__, "Datasette": datasette_version, "SQLite": sqlite3.sqlite_version},
        "schema": asked.data.schema(),
    }


@frozen
class Precision:
    """How often each rule read rightly when it was measured: on which version of the pack, rule -> counts."""

    version: str
    rules: Mapping[str, Count]

    @property
    def overall(self) -> Count:
        """Return how often all rules together read rightly."""
        return sum(self.rules.values(), Count(0, 0))


def precision(lang: str) -> Precision:
    """Return what the language pack that is installed says of its rules; nothing where there is no such pack."""
    try:
        pack = load_pack(lang)
    except PackError:
        return Precision("", {})
    counts = counts_of(pack)
    return Precision(pack.version, {rule: sum(styles.values(), Count(0, 0)) for rule, styles in counts.items()})
