"""A claim of the database in, the chains through which it came out; what is counted of them goes into the database."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from attrs import asdict, evolve

from claimtrack.compare.cluster import SAME
from claimtrack.compare.inferring import copies_of
from claimtrack.compare.listing import LISTED, list_claim, turned
from claimtrack.compare.origins import Chain, Corroboration, Source, corroboration, opposite
from claimtrack.compare.parties import grouped, parties
from claimtrack.compare.relating import mentions_of

ATTRIBUTIONS = """SELECT a.id, a.parent_id, a.factuality IN ('CT-', 'PR-', 'PS-'),
      coalesce(s.kind, 'unnamed') <> 'unnamed' OR a.cue_class = 'hearsay', max(m.core) FROM cluster_members m
    JOIN propositions p ON p.id = m.proposition_id JOIN attributions a ON a.id = p.attribution_id
    LEFT JOIN sources s ON s.id = a.source_id WHERE m.cluster_id = ? GROUP BY a.id ORDER BY a.id"""
ALIKE = """SELECT p.attribution_id, q.attribution_id FROM cluster_members m
    JOIN propositions p ON p.id = m.proposition_id JOIN likenesses l ON l.one_id = p.id AND l.likeness >= :least
    JOIN cluster_members n ON n.cluster_id = m.cluster_id AND n.proposition_id = l.other_id
    JOIN propositions q ON q.id = l.other_id WHERE m.cluster_id = :cluster AND m.core AND n.core
    AND length(l.shared) - length(replace(l.shared, ' ', '')) >= :terms - 1"""
CHAIN = "SELECT outlet_id, links, factuality, negated FROM claim_chains WHERE attribution_id = ?"
SOURCE = "SELECT id, name, kind, coalesce(merged_into, affiliation_id) FROM sources WHERE id = ?"
WORDINGS = """SELECT p.text FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
    WHERE m.cluster_id = ? AND m.core ORDER BY p.id"""
PARTY = """WITH RECURSIVE party (id) AS (
        SELECT :id UNION SELECT s.id FROM sources s JOIN party ON party.id IN (s.affiliation_id, s.merged_into))
    SELECT name FROM sources WHERE id IN party UNION SELECT alias FROM source_aliases WHERE source_id IN party"""
DIFFERING = """SELECT DISTINCT theirs.source_id FROM claim_relations r
    JOIN propositions p ON p.id = r.proposition_id JOIN attributions theirs ON theirs.id = p.attribution_id
    JOIN propositions f ON f.id = r.first_id JOIN attributions firsts ON firsts.id = f.attribution_id
    WHERE r.cluster_id = ? AND r.relation = 'differs' AND theirs.source_id <> firsts.source_id ORDER BY 1"""
COUNTED = ("claim_relations", "corroborations", *LISTED)
RELATE = "INSERT INTO claim_relations VALUES (?, ?, ?, ?, ?, ?)"
CORROBORATE = """INSERT INTO corroborations VALUES (:cluster, :n_outlets, :n_origins_min, :n_origins_max,
    :n_origin_groups, :n_unnamed, :n_interested_groups, :contested, :corroboration, :credibility, :reason)"""
UNNAMED = "unnamed"
FEWEST_ALIKE = 3  # terms that two wordings share which are surely alike: *That is still being looked into* says little


def chains_of(connection: sqlite3.Connection, cluster: str, carriers: Iterable[str]) -> list[Chain]:
    """Return the chains of the claim ``cluster``, one for each of the attributions that carry it, in their order."""
    copies = copies_of(connection, cluster)
    other_side = turned(connection, cluster)
    found = {key: list(_chains(connection, key)) for key in carriers}
    alike = _alike(connection, cluster)
    said = {key: {(chain.outlet, chain.origin.id) for chain in chains if chain.origin} for key, chains in found.items()}
    return [
        evolve(
            opposite(chain) if key in other_side else chain,
            copies=copies.get(key, frozenset()),
            alike=frozenset(place for other in alike.get(key, ()) for place in said.get(other, ())),
        )
        for key, chains in found.items()
        for chain in chains
    ]


def _alike(connection: sqlite3.Connection, cluster: str) -> dict[str, set[str]]:
    """Return attribution -> those whose own wordings of the claim ``cluster`` are as alike as those of one claim."""
    found: dict[str, set[str]] = {}
    for one, other in connection.execute(ALIKE, {"cluster": cluster, "least": SAME.mean, "terms": FEWEST_ALIKE}):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def carriers_of(connection: sqlite3.Connection, cluster: str) -> tuple[list[str], list[str]]:
    """Return the attributions that carry the claim ``cluster``, and those that may among other things, sorted.

    Where one holds another that carries the claim as well, the inner one is the origin; but if nobody with a name says
    that (*the police said that, by their data, …*) and it is no hearsay, whoever tells it stands for it. An inner
    denial is not the claim: what the outer one reports is then that somebody denies, and that is the claim. Where the
    outer one denies what the inner one states, both take a stand.
    """
    rows = connection.execute(ATTRIBUTIONS, [cluster]).fetchall()
    core = {row[0] for row in rows if row[-1]}
    own, every = _carrying([row for row in rows if row[-1]]), _carrying(rows)
    return own, [attribution for attribution in every if attribution not in core]


def _carrying(rows: Sequence[tuple[str, str | None, bool, bool, bool]]) -> list[str]:
    """Return which of some attributions carry what all of them say.

    Args:
        rows: of each its id, that of its parent, whether it denies, and whether its origin is told: a name, or hearsay.
    """
    denial = {attribution: denies for attribution, _, denies, *_ in rows}
    told = {attribution for attribution, *_, named, _ in rows if named}
    dropped = {
        attribution if denial[attribution] or (parent in told and attribution not in told) else parent
        for attribution, parent, *_ in rows
        if parent in denial and (denial[attribution] or not denial[parent])
    }
    return sorted(denial.keys() - dropped)


def _chains(connection: sqlite3.Connection, attribution: str) -> Iterator[Chain]:
    """Yield the chain that begins with ``attribution``."""
    for outlet, links, factuality, negated in connection.execute(CHAIN, [attribution]).fetchall():
        hops = json.loads(links)
        ends = [hop for hop in hops if hop["source_id"] or hop["kind"] == "outlet"]
        known = tuple(hop["source_id"] or hop["name"].casefold() for hop in ends)
        origin = source_of(connection, hops[0]["source_id"]) if hops and hops[0]["kind"] == "attribution" else None
        yield Chain(outlet or "", known, origin, factuality, bool(negated))


def source_of(connection: sqlite3.Connection, key: str | None) -> Source | None:
    """Return the source ``key`` with the party that it belongs to; None where it is nobody named."""
    row = connection.execute(SOURCE, [key]).fetchone() if key else None
    if row is None or row[2] == UNNAMED:
        return None
    group, seen = row[0], {row[0]}
    above = row[3]
    while above and above not in seen:
        group = above
        seen.add(above)
        above = connection.execute(SOURCE, [above]).fetchone()[3]
    return Source(row[0], row[1], row[2], group)


def corroborate(connection: sqlite3.Connection, clusters: Iterable[str]) -> None:
    """Write how the wordings of each of ``clusters`` relate, and how many places it comes from.

    Args:
        connection: inside a transaction.
        clusters: ids of claims; what was written of them before is replaced.
    """
    for cluster in clusters:
        for table in COUNTED:
            connection.execute(f"DELETE FROM {table} WHERE cluster_id = ?", [cluster])  # noqa: S608 - our own names
        connection.executemany(RELATE, _relations(connection, cluster))
        own, close = carriers_of(connection, cluster)
        counted = _counted(connection, cluster, own)
        connection.execute(CORROBORATE, {"cluster": cluster, **asdict(counted, recurse=False)})
        list_claim(connection, cluster, [*own, *close], counted)


def _relations(connection: sqlite3.Connection, cluster: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table ``claim_relations`` for a claim."""
    first, *others = mentions_of(connection, cluster)
    for mention in others:
        if mention.relation:
            relation = mention.relation
            yield (cluster, mention.proposition, first.proposition, relation.kind, relation.before, relation.after)


def count_origins(connection: sqlite3.Connection, cluster: str) -> Corroboration:
    """Return how many places the claim ``cluster`` comes from; its relations are written already."""
    return _counted(connection, cluster, carriers_of(connection, cluster)[0])


def _counted(connection: sqlite3.Connection, cluster: str, carriers: Iterable[str]) -> Corroboration:
    """Return how many places a claim comes from by the attributions that carry it."""
    found = chains_of(connection, cluster, carriers)
    differing = [source_of(connection, row[0]) for row in connection.execute(DIFFERING, [cluster]).fetchall()]
    named = filter(None, (*(chain.origin for chain in found), *differing))
    party = parties(connection, cluster, named)
    chains = [evolve(chain, origin=grouped(chain.origin, party)) for chain in found]
    groups = {chain.origin.group for chain in chains if chain.origin}
    text = "\n".join(row[0] for row in connection.execute(WORDINGS, [cluster]))
    participants = [group for group in sorted(groups) if _mentions(connection, text, group)]
    return corroboration(chains, participants, filter(None, (grouped(source, party) for source in differing)))


def _mentions(connection: sqlite3.Connection, text: str, group: str) -> bool:
    """Tell whether ``text`` names the party ``group`` or one who belongs to it."""
    names = (row[0] for row in connection.execute(PARTY, {"id": group}))
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
