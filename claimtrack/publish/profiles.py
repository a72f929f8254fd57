"""The pages of a source and of an outlet: who it is, what it said or whom it quotes, and what only it has."""

import shlex
from collections.abc import Iterable

from claimtrack.compare.aliases import PERSON
from claimtrack.publish import listing_queries, search_queries
from claimtrack.publish.asked import Asked, Context
from claimtrack.publish.cards import Card, cards
from claimtrack.publish.charts import columns
from claimtrack.publish.compat import Row
from claimtrack.publish.facts import facts
from claimtrack.publish.queries import Data
from claimtrack.publish.search import Terms

LISTED, NAMESAKES = 6, 6


def source(asked: Asked) -> Context | None:
    """Gather a source: who it is and what it said."""
    found = asked.data.source(asked.key)
    if found is None:
        return None
    denials, outlet, topic = asked.get("only") == "denials", asked.get("outlet"), asked.get("topic")
    said = asked.data.evidence_of_source(asked.key, denials=denials, outlet=outlet, topic=topic, offset=asked.offset)
    said, pager = asked.paged(said)
    counted = facts(asked.data, "source", asked.key, found["name"])
    stories = _behind(asked.data, asked.key) if asked.data.compared else {}
    return {
        **counted,
        **asked.data.source_names(asked.key, found["name"]),
        **stories,
        **_alike(asked.data, found),
        "columns": columns(counted["days"]),
        "via": by_outlet(counted["via"]),
        "counts": counted["counts"][0],
        "source": found,
        "cards": cards_of(asked.data, said),
        "pager": pager,
        "denials_only": denials,
        "outlet": outlet,
        "topic": topic,
    }


def _alike(data: Data, source: Row) -> dict[str, object]:
    """Return the other sources of the same name, of more besides it, or spelt nearly so, and what tells them apart."""
    found = search_queries.sources(data, str(source["name"]), NAMESAKES + 1, whole=True)
    namesakes = [row for row in found if row["id"] != source["id"]][:NAMESAKES]
    variants = search_queries.spelt_nearly(data, source, NAMESAKES) if source["kind"] == PERSON else []
    about = listing_queries.about(data, [row["id"] for row in (*namesakes, *variants)])
    asks = variants and data.compared and data.one_row("SELECT 1 FROM page_facts LIMIT 1") is None
    merge = [shlex.join(["claimtrack", "sources", "merge", str(row["id"]), str(source["id"])]) for row in variants]
    return {"namesakes": namesakes, "variants": variants, "about": about, "merge": merge if asks else []}


def _behind(data: Data, key: str) -> dict[str, object]:
    """Return the claims that a source stands behind, and those that it is against."""
    supports = listing_queries.behind(data, key, "supports", LISTED)
    denies = listing_queries.behind(data, key, "denies", LISTED)
    told = listing_queries.told(data, [row["id"] for row in (*supports, *denies)])
    return {"supports": supports, "denies": denies, "told": told}


def by_outlet(rows: Iterable[Row]) -> dict[object, list[Row]]:
    """Return through whom each outlet has a source, by outlet; a row without a name is direct."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row["outlet_id"], []).append(row)
    return found


def outlet(asked: Asked) -> Context | None:
    """Gather an outlet: its articles, whom it quotes and the agencies that it relies on."""
    found = asked.data.outlet(asked.key)
    if found is None:
        return None
    counted = facts(asked.data, "outlet", asked.key)
    articles, pager = asked.paged(asked.data.articles_of_outlet(asked.key, offset=asked.offset))
    alone = listing_queries.alone(asked.data, asked.key, LISTED) if asked.data.compared else []
    return {
        **counted,
        "counts": {**counted["counts"][0], **counted["documents"][0]},
        "shares": counted["shares"][0] if counted["shares"] else {},
        "alone": alone,
        "told": listing_queries.told(asked.data, [row["id"] for row in alone]),
        "about": listing_queries.about(asked.data, listing_queries.namesakes(counted["sources"])),
        "outlet": found,
        "articles": articles,
        "pager": pager,
    }


def cards_of(data: Data, said: list[Row], terms: Terms | None = None) -> list[Card]:
    """Return the cards of attributions."""
    return cards(said, data.spans(row["id"] for row in said), terms)
