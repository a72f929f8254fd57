"""The pages of a source and of an outlet: who it is, what it said or whom it quotes, and what only it has."""

from claimtrack.publish.asked import Asked, Context
from claimtrack.publish.cards import Card, cards
from claimtrack.publish.compat import Row
from claimtrack.publish.queries import Data
from claimtrack.publish.search import Terms


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
        "cards": await cards_of(asked.data, said),
        "pager": pager,
        "denials_only": denials,
        "outlet": outlet,
    }


async def outlet(asked: Asked) -> Context | None:
    """Gather an outlet: its articles, whom it quotes and the agencies that it relies on."""
    found = await asked.data.outlet(asked.key)
    if found is None:
        return None
    facts = await asked.data.outlet_facts(asked.key, offset=asked.offset)
    rows = facts.pop("articles")
    articles, pager = asked.paged(rows if isinstance(rows, list) else [])
    return {**facts, "outlet": found, "articles": articles, "pager": pager}


async def cards_of(data: Data, said: list[Row], terms: Terms | None = None) -> list[Card]:
    """Return the cards of attributions."""
    return cards(said, await data.spans(row["id"] for row in said), terms)
