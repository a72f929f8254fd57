"""How much each kind of evidence tells whether two propositions say one thing, counted on annotated events.

Usage: python benchmarks/fit_likeness.py DATABASE CLUSTERS.json... [--write]

DATABASE holds the articles, ingested; CLUSTERS.json has for each event ``docs``, ``clusters`` of ``members`` (``doc``,
``start``, ``stop``) and ``optional`` members, as `fixtures/id/clusters.json`. A proposition stands for a member that
shares 60 % of the shorter one's characters; two are one claim where a cluster holds both. Ridge regression by Newton's
method; each event weighs as the root of its pairs. Prints how well each event is told by the weights of the others
(average precision); ``--write`` writes ``likeness.toml`` from all.
"""

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from attrs import asdict, fields, frozen

from claimtrack.compare import evidence
from claimtrack.compare.candidates import read_article
from claimtrack.compare.evidence import Evidence, Weights
from claimtrack.compare.normalise import vocabulary
from claimtrack.compare.score import Wording, evidence_of, weigher
from claimtrack.packs import load_pack
from claimtrack.store import open_existing

LANG, SHARED, RIDGE, STEPS, LEAST_SHARE = "id", 0.6, 0.3, 12, 0.02
NAMES = tuple(feature.name for feature in fields(Evidence))
TARGET = Path(evidence.__file__).with_name("likeness.toml")
Event = dict[str, Any]


@frozen
class Pair:
    """Two propositions of different articles: what they have in common, and whether they are one claim."""

    features: tuple[float, ...]
    same: bool


def main() -> None:
    """Print how well events are told, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("clusters", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    events = [e for path in args.clusters for e in json.loads(path.read_text(encoding="utf-8")).values()]
    counted = [pairs for event in events if (pairs := pairs_of(args.database, event))]
    told = []
    for at, pairs in enumerate(counted):
        found = fit([*counted[:at], *counted[at + 1 :]])
        told += [(found.probability(Evidence(*pair.features)), pair.same) for pair in pairs]
    print(f"{len(counted)} events, {len(told)} pairs, {sum(same for _, same in told)} of them one claim")
    print(f"average precision with the weights of the other events: {average_precision(told):.3f}")
    weights = fit(counted)
    text = [
        "# How much each kind of evidence counts that two propositions say one thing: logistic regression (Cox 1958).",
        f"# Counted by benchmarks/fit_likeness.py on {len(counted)} annotated events, {len(told)} pairs.",
        f"bias = {weights.bias:.2f}\n\n[features]",
        *(f"{name} = {weights.features[name]:.2f}" for name in NAMES),
    ]
    print(*text, sep="\n")
    if args.write:
        TARGET.write_text("\n".join(text) + "\n", encoding="utf-8")


def pairs_of(database: Path, event: Event) -> list[Pair]:
    """Return the pairs of propositions in different articles of ``event`` that share anything."""
    pack = load_pack(LANG)
    with closing(open_existing(database)) as db:
        texts = dict(db.conn.execute("SELECT id, text FROM documents"))
        articles = {d: read_article(db.conn, d, texts[d], pack, vocabulary(pack)) for d in event["docs"]}
    members = [(number, member) for number, cluster in enumerate(event["clusters"]) for member in cluster["members"]]
    homes = {w: {n for n, m in members if _stands(w, m)} for a in articles.values() for w in a.wordings}
    optional = {w for w, home in homes.items() if not home and any(_stands(w, m) for m in event["optional"])}
    found = []
    for one, other in combinations(articles.values(), 2):
        weight = lru_cache(maxsize=None)(weigher(one, other))
        for a in one.wordings:
            for b in other.wordings:
                told, _ = evidence_of(a, b, weight)
                if told.share > LEAST_SHARE and not {a, b} & optional:
                    found.append(Pair(tuple(asdict(told).values()), bool(homes[a] & homes[b])))
    return found


def _stands(wording: Wording, member: dict[str, Any]) -> bool:
    """Tell whether ``wording`` stands for the annotated ``member``."""
    proposition = wording.proposition
    if proposition.document_id != member["doc"]:
        return False
    held = sum(stop - start for start, stop in proposition.spans)
    spans = ((max(start, member["start"]), min(stop, member["stop"])) for start, stop in proposition.spans)
    shared = sum(max(0, stop - start) for start, stop in spans)
    return shared >= SHARED * min(held, member["stop"] - member["start"]) > 0


def fit(events: Sequence[Sequence[Pair]]) -> Weights:
    """Return the weights that tell the pairs of ``events`` best."""
    rows = [(pair, 1 / math.sqrt(len(pairs))) for pairs in events for pair in pairs]
    scales = [_scale([pair.features[at] for pair, _ in rows]) for at in range(len(NAMES))]
    data = [
        ([1.0, *((v - mean) / spread for v, (mean, spread) in zip(pair.features, scales, strict=True))], pair.same, w)
        for pair, w in rows
    ]
    size = len(NAMES) + 1
    beta = [0.0] * size
    for _ in range(STEPS):
        slope = [0.0, *(-b / RIDGE for b in beta[1:])]
        curve = [[1 / RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
        for x, same, w in data:
            p = 1 / (1 + math.exp(-sum(b * v for b, v in zip(beta, x, strict=True))))
            for i in range(size):
                slope[i] += w * (same - p) * x[i]
                for j in range(size):
                    curve[i][j] += w * p * (1 - p) * x[i] * x[j]
        beta = [b + step for b, step in zip(beta, solve(curve, slope), strict=True)]
    features = {name: b / spread for name, b, (_, spread) in zip(NAMES, beta[1:], scales, strict=True)}
    bias = beta[0] - sum(features[name] * mean for name, (mean, _) in zip(NAMES, scales, strict=True))
    return Weights(bias, features)


def _scale(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)) or 1.0


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return the solution of linear equations, by Gaussian elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda i: abs(rows[i][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for other in range(len(rows)):
            factor = rows[other][at] / rows[at][at] if other != at else 0.0
            rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def average_precision(told: Iterable[tuple[float, bool]]) -> float:
    """Return the mean precision at each right pair, the most probable first."""
    right, total = 0, 0.0
    for number, (_, same) in enumerate(sorted(told, key=lambda row: -row[0]), 1):
        right += same
        total += right / number if same else 0.0
    return total / right


if __name__ == "__main__":
    main()
