"""The pages of a source and of an outlet: who it is, what it said or whom it quotes, and what only it has."""

from collections.abc import Iterable

from claimtrack.publish import listing_queries
from claimtrack.publish.asked import Asked, Context
from claimtrack.publish.cards import Card, cards
from claimtrack.publish.charts import columns
from claimtrack.publish.compat import Row
from claimtrack.publish.queries import Data
from claimtrack.publish.search import Terms

LISTED = 6


async def source(asked: Asked) -> Context | None:
    """Gather a source: who it is and what it said."""
    found = await asked.data.source(asked.key)
    if found is None:
        return None
    denials, outlet = asked.get("only") == "denials", asked.get("outlet")
    said = await asked.data.evidence_of_source(asked.key, denials=denials, outlet=outlet, offset=asked.offset)
    said, pager = asked.paged(said)
    facts = await asked.data.source_facts(asked.key, found["name"])
    stories = await _behind(asked.data, asked.key) if asked.data.compared else {}
    return {
        **facts,
        **stories,
        "columns": columns(facts["days"]),
        "via": by_outlet(facts["via"]),
        "counts": await asked.data.source_counts(asked.key),
        "source": found,
        "cards": await cards_of(asked.data, said),
        "pager": pager,
        "denials_only": denials,
        "outlet": outlet,
    }


async def _behind(data: Data, key: str) -> dict[str, object]:
    """Return the claims that a source stands behind, and those that it is against."""
    supports = await listing_queries.behind(data, key, "supports", LISTED)
    denies = await listing_queries.behind(data, key, "denies", LISTED)
    return {"supports": supports, "denies": denies}


def by_outlet(rows: Iterable[Row]) -> dict[object, list[Row]]:
    """Return through whom each outlet has a source, by outlet; a row without a name is direct."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row["outlet_id"], []).append(row)
    return found


async def outlet(asked: Asked) -> Context | None:
    """Gather an outlet: its articles, whom it quotes and the agencies that it relies on."""
    found = await asked.data.outlet(asked.key)
    if found is None:
        return None
    facts = await asked.data.outlet_facts(asked.key, offset=asked.offset)
    rows = facts.pop("articles")
    articles, pager = asked.paged(rows if isinstance(rows, list) else [])
    compared: Context = {}
    if asked.data.compared:
        compared["shares"] = await listing_queries.shares(asked.data, asked.key)
        compared["alone"] = await listing_queries.alone(asked.data, asked.key, LISTED)
    return {**facts, **compared, "outlet": found, "articles": articles, "pager": pager}


async def cards_of(data: Data, said: list[Row], terms: Terms | None = None) -> list[Card]:
    """Return the cards of attributions."""
    return cards(said, await data.spans(row["id"] for row in said), terms)
