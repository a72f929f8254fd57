"""Quality floors: `python -m tests.floors` measures and raises `fixtures/id/floors.toml`; it never lowers one.

A floor stands `SLACK` mistakes below what was measured when it was set. To lower one, edit the file and say why in the
commit.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import claimtrack
from claimtrack.evaluate import ACCURACIES, ROLES, Report, evaluate
from claimtrack.scoring import Tally

FIXTURES = Path(__file__).parent.parent / "fixtures" / "id"
FLOORS = FIXTURES / "floors.toml"
SUITES = {
    "articles": FIXTURES / "articles.gold.jsonl",
    "blind": FIXTURES / "blind.gold.jsonl",
    "sentences": FIXTURES / "gold",
}
SLACK = 2

Figures = Mapping[str, Mapping[str, float]]


@cache
def report(suite: str) -> Report:
    """Evaluate one suite, once a run."""
    return evaluate([SUITES[suite]], extract=claimtrack.extract)


def figures(tally: Tally) -> dict[str, float]:
    """Return F1 of each role, accuracy of each attribute, and how much gold they rest on."""
    found = {role: measure(tally).f1 for role, measure in ROLES.items()}
    accuracies = {role: measure(tally) for role, measure in ACCURACIES.items() if role != "name" or tally.named}
    return {"gold": float(tally.gold), **found, **accuracies}


def measured() -> Figures:
    """Return all figures, by suite; `constructions` holds the strict F1 of each that has gold."""
    suites: dict[str, Mapping[str, float]] = {suite: figures(report(suite).total) for suite in SUITES}
    constructions = report("sentences").constructions
    return suites | {"constructions": {name: t.strict_rate.f1 for name, t in constructions.items() if t.gold}}


def slack(suite: str, name: str) -> float:
    """Return how much of a figure `SLACK` mistakes are."""
    tally = report("sentences").constructions[name] if suite == "constructions" else report(suite).total
    return SLACK / (tally.named if name == "name" else tally.gold)


def read() -> Figures:
    """Return the floors as they stand."""
    with FLOORS.open("rb") as file:
        return tomllib.load(file)


def raised(floors: Figures, now: Figures) -> Figures:
    """Return `floors`, each raised to `now` where that is higher."""
    return {
        suite: {name: max(floors.get(suite, {}).get(name, 0.0), value) for name, value in values.items()}
        for suite, values in now.items()
    }


def proposed() -> Figures:
    """Return what the floors would be if they were set now: the amount of gold as it is, figures less their slack."""
    return {
        suite: {
            name: value if name == "gold" else round(max(value - slack(suite, name), 0.0), 3)
            for name, value in values.items()
        }
        for suite, values in measured().items()
    }


def written(floors: Figures) -> str:
    """Return `floors` as TOML."""
    head = (
        "# F1 of roles, accuracy of style, polarity and name, strict F1 of constructions: none may fall below.\n"
        f"# A floor lies a margin of {SLACK} mistakes below what was measured when it was set.\n"
        "# `.venv/bin/python -m tests.floors` raises floors; to lower one, edit it and say why in the commit.\n"
    )
    parts = [
        f"\n[{suite}]\n" + "".join(f'"{name}" = {value:g}\n' for name, value in values.items())
        for suite, values in floors.items()
    ]
    return head + "".join(parts)


def changes(before: Figures, after: Figures) -> str:
    """Return in words what was written: ``3 new, 2 raised``."""
    old = {(suite, name): value for suite, values in before.items() for name, value in values.items()}
    now = {(suite, name): value for suite, values in after.items() for name, value in values.items()}
    new, higher = len(now.keys() - old.keys()), sum(now[key] > old[key] for key in now.keys() & old.keys())
    gone = len(old.keys() - now.keys())
    return f"{new} new, {higher} raised" + (f", {gone} gone with their gold" if gone else "")


def main() -> None:
    """Write the floors and say what changed."""
    before = read() if FLOORS.exists() else {}
    after = raised(before, proposed())
    FLOORS.write_text(written(after), encoding="utf-8")
    print(f"{FLOORS}: {changes(before, after)}")  # noqa: T201 - this is a command


if __name__ == "__main__":
    main()
