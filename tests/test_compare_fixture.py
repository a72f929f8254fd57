"""Comparison on our own articles: how many pairs of one claim in two articles are found, and how many are right."""

import io
import json
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

from claimtrack.compare.export import export_clusters
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.store import open_database

FIXTURES = Path(__file__).parent.parent / "fixtures" / "id"
SHARED = 0.6
PRECISION, RECALL = 0.72, 0.38  # six events made to be hard: figures that differ, denials, few words in common

Place = tuple[str, int, int]
Pair = frozenset[Place]


def standing(mention: dict[str, Any], members: list[Place]) -> set[Place]:
    """Return the members that ``mention`` stands for: most of the shorter one is shared."""
    held = {at for start, stop in mention["content"] for at in range(start, stop)}
    return {
        (document, start, stop)
        for document, start, stop in members
        if document == mention["document"]
        and len(held & set(range(start, stop))) >= SHARED * min(len(held), stop - start)
    }


def pairs(event: dict[str, Any], mentions: list[dict[str, Any]]) -> tuple[list[bool], set[Pair], set[Pair]]:
    """Return for each pair that was found whether it is right, the gold pairs among them, and all gold pairs."""
    clusters = [[(m["doc"], m["start"], m["stop"]) for m in cluster["members"]] for cluster in event["clusters"]]
    gold = {frozenset(pair) for members in clusters for pair in combinations(members, 2) if pair[0][0] != pair[1][0]}
    every = [place for members in clusters for place in members]
    optional = [(m["doc"], m["start"], m["stop"]) for m in event["optional"]]
    told = ((m, standing(m, every)) for m in mentions if m["document"] in event["docs"])
    here = [(m, members) for m, members in told if members or not standing(m, optional)]
    right, found = [], set()
    for (one, first), (other, second) in combinations(here, 2):
        if one["cluster"] == other["cluster"] and one["document"] != other["document"]:
            hits = {frozenset((a, b)) for a in first for b in second} & gold
            right.append(bool(hits))
            found |= hits
    return right, found, gold


def test_pairs_of_one_claim_in_our_articles_do_not_become_fewer_or_worse(tmp_path: Path) -> None:
    ingest([FIXTURES / "articles.jsonl"], tmp_path / "claims.db", lang="id")
    compare(tmp_path / "claims.db", lang="id")
    out = io.StringIO()
    with closing(open_database(tmp_path / "claims.db")) as db:
        export_clusters(db.conn, out)
    mentions = [json.loads(line) for line in out.getvalue().splitlines()]
    events = json.loads((FIXTURES / "clusters.json").read_text(encoding="utf-8"))
    counted = [pairs(event, mentions) for event in events.values()]
    right = [hit for hits, _, _ in counted for hit in hits]
    found, gold = (sum(len(row[at]) for row in counted) for at in (1, 2))
    precision, recall = sum(right) / len(right), found / gold
    assert precision >= PRECISION, f"{sum(right)} of {len(right)} pairs are right"
    assert recall >= RECALL, f"{found} of {gold} pairs are found"
    assert precision < PRECISION + 0.2, "the floor of the precision can be raised"
    assert recall < RECALL + 0.2, "the floor of the recall can be raised"
