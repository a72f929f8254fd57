"""The quality gate: no figure on our own gold falls below its floor, and known failures fail as they are known to."""

import pytest

import claimtrack
from claimtrack.evaluate import mistakes
from claimtrack.gold import GoldRecord
from claimtrack.gold import read as read_gold
from claimtrack.model import Document
from claimtrack.scoring import Tally, compare
from tests import floors

STANDING = [(suite, name) for suite, values in floors.read().items() for name in values]
KNOWN = read_gold(floors.FIXTURES / "known_failures.gold")


@pytest.mark.parametrize(("suite", "name"), STANDING)
def test_figure_stands_at_or_above_its_floor(suite: str, name: str) -> None:
    floor, now = floors.read()[suite][name], floors.measured()[suite][name]
    mistakes_with = "`claimtrack evaluate fixtures/id/gold` lists the mistakes"
    assert floor <= now, f"{suite}.{name} fell from its floor {floor:g} to {now:.4f}; {mistakes_with}"


def test_every_measured_figure_has_a_floor(capsys: pytest.CaptureFixture[str]) -> None:
    """Say also by how much floors could be raised: `python -m tests.floors` does it."""
    standing, now = floors.read(), floors.measured()
    have = {suite: set(values) for suite, values in standing.items()}
    assert {s: set(values) for s, values in now.items()} == have, "new gold has no floor: run python -m tests.floors"
    rises = [
        f"{suite}.{name} by {could - standing[suite][name]:.3f}"
        for suite, values in floors.proposed().items()
        for name, could in values.items()
        if could > standing[suite][name]
    ]
    with capsys.disabled():
        print(f"\nfloors that could be raised (python -m tests.floors): {', '.join(rises) or 'none'}")  # noqa: T201 - the test's message


def test_floors_are_only_ever_raised() -> None:
    assert {"s": {"gold": 9.0, "ar": 0.9}} == floors.raised(
        {"s": {"gold": 9.0, "ar": 0.9}}, {"s": {"gold": 8, "ar": 0.5}}
    )
    assert {"s": {"ar": 0.95}} == floors.raised({"s": {"ar": 0.9}}, {"s": {"ar": 0.95}})


def test_a_proposed_floor_stands_two_mistakes_below_the_figure() -> None:
    now, floor = floors.measured()["articles"]["strict"], floors.proposed()["articles"]["strict"]
    assert now - floor == pytest.approx(2 / floors.report("articles").total.gold, abs=0.001)


def test_what_was_written_is_told_in_words() -> None:
    before, after = {"s": {"ar": 0.9, "strict": 0.8}}, {"s": {"ar": 0.95, "strict": 0.8}, "t": {"ar": 0.5}}
    assert "1 new, 1 raised" == floors.changes(before, after)
    assert "0 new, 0 raised, 1 gone with their gold" == floors.changes(after, {"s": after["s"]})


def test_the_file_of_floors_says_how_far_below_the_figures_they_lie() -> None:
    assert f"# A floor lies a margin of {floors.SLACK} mistakes below" in floors.FLOORS.read_text(encoding="utf-8")
    assert floors.written(floors.read()) == floors.FLOORS.read_text(encoding="utf-8")


@pytest.mark.parametrize("record", read_gold(floors.SUITES["articles"]), ids=lambda record: record.id)
def test_credits_of_an_article_are_read_whole(record: GoldRecord) -> None:
    expected = [(c["role"], c["name"], tuple(c["span"])) for c in record.extra["doc"]["credits"]]
    found = claimtrack.extract(record.text).credits
    assert expected == [(c.role, c.name, (c.span.start, c.span.stop)) for c in found]


@pytest.mark.parametrize("record", KNOWN, ids=lambda record: record.id)
def test_known_failure_fails_as_named(record: GoldRecord) -> None:
    comparison = compare(record.text, record.attributions, claimtrack.extract(Document(record.text)).attributions)
    kinds = {mistake.kind for mistake in mistakes(record, comparison)}
    assert kinds, f"{record.id} is read right now: move it from known_failures.gold to the file of its construction"
    assert {record.fails} == kinds, f"{record.id} fails in another way than known: {record.text}"


def test_perfect_and_empty_readings_reach_and_miss_the_floors() -> None:
    """The gate can fail: an extractor that reads nothing stands below every floor that is not zero."""
    nothing = floors.figures(Tally(gold=10))
    assert [0.0] * 5 == [nothing[role] for role in ("attribution", "source", "content", "content tokens", "strict")]
