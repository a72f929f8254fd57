"""What the pages draw, as numbers: mentions and figures in, bars, a grid, places on an axis and on a time line out.

Nothing is drawn here: the templates do. Places are percentages, so that a drawing fits any width without a script.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from claimtrack.publish.compat import Row

SIGNS = ("states", "open", "denies")
MOST_ROWS, MOST_COLUMNS = 16, 14
MOST_FIGURES = 24
MOST_PERIODS = 31
MOST_MOMENTS = 20_000
LOGARITHMIC = 100
ROOM = 6.0


@frozen
class Grid:
    """Who says it where.

    Args:
        columns: (id, name) of the outlets, those with most mentions first.
        rows: (mention that names the source, column id -> sign -> how often), the most mentioned source first.
        hidden_rows: sources left out.
        hidden_columns: outlets left out.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Row, Mapping[str, Mapping[str, int]]], ...]
    hidden_rows: int
    hidden_columns: int


def grid(mentions: Iterable[Row]) -> Grid:
    """Return who says or denies a claim in which outlet; sources and outlets beyond the most mentioned are cut."""
    named: dict[str, str] = {}
    first: dict[str, Row] = {}
    cells: dict[str, dict[str, dict[str, int]]] = {}
    for mention in mentions:
        column = str(mention["outlet_id"] or "")
        row = str(mention["source_id"] or f" {mention['source_text']}")
        named.setdefault(column, str(mention["outlet_name"] or ""))
        first.setdefault(row, mention)
        cell = cells.setdefault(row, {}).setdefault(column, {})
        cell[str(mention["sign"])] = cell.get(str(mention["sign"]), 0) + 1
    columns = sorted(named, key=lambda key: (-sum(_total(cells[row].get(key, {})) for row in cells), key))
    rows = sorted(cells, key=lambda key: (not first[key]["source_id"], -sum(map(_total, cells[key].values()))))
    shown = columns[:MOST_COLUMNS]
    kept = [row for row in rows if cells[row].keys() & set(shown)][:MOST_ROWS]
    return Grid(
        columns=tuple((key, named[key]) for key in shown),
        rows=tuple((first[row], cells[row]) for row in kept),
        hidden_rows=len(rows) - len(kept),
        hidden_columns=len(columns) - len(shown),
    )


def _total(cell: Mapping[str, int]) -> int:
    """Return how many mentions a cell counts."""
    return sum(cell.values())


@frozen
class Bar:
    """A figure on an axis; ``left`` and ``width`` are percentages, a width of 0 is a point."""

    row: Row
    left: float
    width: float
    open_left: bool = False
    open_right: bool = False


@frozen
class Axis:
    """Figures of one unit that differ, on one scale.

    Args:
        unit: what is counted; ``measure`` what is measured, empty where unknown.
        bars: the figures, the smallest first.
        ticks: (percentage, value) of labels below.
        logarithmic: equal distances are equal ratios.
        hidden: figures left out.
    """

    unit: str
    measure: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, float], ...]
    logarithmic: bool = False
    hidden: int = 0


def axes(figures: Iterable[Row]) -> tuple[Axis, ...]:
    """Return one axis for each unit and measure in which two mentions give other figures; the fullest first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for figure in figures:
        groups.setdefault((str(figure["unit"]), str(figure["measure"] or "")), []).append(figure)
    differing = [key for key, rows in groups.items() if _differ(_sets(rows))]
    return tuple(_axis(*key, groups[key]) for key in sorted(differing, key=lambda key: (-len(groups[key]), key)))


def _sets(rows: Iterable[Row]) -> set[frozenset[tuple[object, object]]]:
    """Return the different sets of figures that single mentions give."""
    given: dict[object, set[tuple[object, object]]] = {}
    for row in rows:
        given.setdefault(row["id"], set()).add((row["low"], row["high"]))
    return {frozenset(figures) for figures in given.values()}


def _differ(given: Iterable[frozenset[tuple[object, object]]]) -> bool:
    """Tell whether two sets of figures differ: one that only has fewer of them does not."""
    ordered = sorted(given, key=len)
    return any(not few <= many for few, many in pairwise(ordered))


def _axis(unit: str, measure: str, rows: Sequence[Row]) -> Axis:
    """Return the axis of figures of one unit."""
    once = {(r["outlet_id"], r["words"]): r for r in reversed(rows)}
    ordered = sorted(once.values(), key=lambda r: (_low(r), _high(r), str(r["published"])))
    kept = ordered[:MOST_FIGURES]
    ends = [end for row in kept for end in (row["low"], row["high"]) if isinstance(end, int | float)]
    least, most = min(ends, default=0.0), max(ends, default=0.0)
    logarithmic = least > 0 and most / least >= LOGARITHMIC
    scale = _Scale(least, most, logarithmic=logarithmic)
    bars = tuple(_bar(row, scale) for row in kept)
    ticks = tuple((scale.place(value), value) for value in dict.fromkeys((least, most)))
    return Axis(unit, measure, bars, ticks, logarithmic, len(ordered) - len(kept))


@frozen
class _Scale:
    """Where a value lies between the ends of an axis."""

    least: float
    most: float
    logarithmic: bool

    def place(self, value: float) -> float:
        """Return the place of ``value`` as a percentage, with room at both ends."""
        low, high, at = self.least, self.most, min(max(value, self.least), self.most)
        if self.logarithmic:
            low, high, at = math.log(low), math.log(high), math.log(at)
        return round(ROOM + (100 - 2 * ROOM) * ((at - low) / (high - low) if high > low else 0.5), 2)


def _bar(row: Row, scale: _Scale) -> Bar:
    """Return a figure on its axis; a side without a bound reaches to the end."""
    open_left, open_right = row["low"] is None, row["high"] is None
    left = 0.0 if open_left else scale.place(_low(row))
    right = 100.0 if open_right else scale.place(_high(row))
    return Bar(row, left, round(right - left, 2), open_left, open_right)


def _low(row: Row) -> float:
    """Return the lower end of a figure."""
    low = row["low"]
    return float(low) if isinstance(low, int | float) else -math.inf


def _high(row: Row) -> float:
    """Return the upper end of a figure."""
    high = row["high"]
    return float(high) if isinstance(high, int | float) else math.inf


@frozen
class Column:
    """What was said in one period; ``height`` and ``denied`` are percentages of the tallest column."""

    period: str
    attributions: int
    denials: int
    height: float
    denied: float


def columns(days: Sequence[Row]) -> tuple[Column, ...]:
    """Return what was said by day, or by month where it is more than `MOST_PERIODS` days, the earliest first.

    Args:
        days: ``day`` (ISO 8601), ``attributions`` and ``denials``.
    """
    length = len("2026-08-29") if len(days) <= MOST_PERIODS else len("2026-08")
    found: dict[str, list[int]] = {}
    for row in sorted(days, key=lambda row: str(row["day"])):
        counts = found.setdefault(str(row["day"])[:length], [0, 0])
        counts[0] += int(str(row["attributions"]))
        counts[1] += int(str(row["denials"]))
    kept = list(found.items())[-MOST_PERIODS:]
    tallest = max((counts[0] for _, counts in kept), default=1)
    return tuple(Column(p, n, no, round(100 * n / tallest, 2), round(100 * no / tallest, 2)) for p, (n, no) in kept)


@frozen
class Dot:
    """A mention on the time line; ``place`` is a percentage, None where its day is unknown."""

    row: Row
    place: float | None


@frozen
class Lane:
    """The mentions of one outlet in order of time, and how many of them there are by sign."""

    outlet_id: str
    name: str
    dots: tuple[Dot, ...]
    signs: Mapping[str, int]
    first: str


@frozen
class TimeLine:
    """Who published it when.

    Args:
        lanes: the outlets, who published first first.
        first: the first day or moment, ISO 8601; empty where none is known.
        last: the last one.
        hidden: outlets left out.
    """

    lanes: tuple[Lane, ...]
    first: str
    last: str
    hidden: int


def time_line(mentions: Sequence[Row], most: int = MOST_ROWS) -> TimeLine:
    """Return the mentions by outlet and time."""
    moments = {str(row["published"]): moment(str(row["published"])) for row in mentions}
    known = sorted((when, iso) for iso, when in moments.items() if when is not None)
    start, end = (known[0][0], known[-1][0]) if known else (0.0, 0.0)
    by_outlet: dict[str, list[Row]] = {}
    for row in sorted(mentions, key=lambda row: _or_last(moments[str(row["published"])])):
        by_outlet.setdefault(str(row["outlet_id"] or ""), []).append(row)
    places = {iso: None if at is None else _percent(at, start, end) for iso, at in moments.items()}
    lanes = [
        Lane(
            outlet_id=key,
            name=str(rows[0]["outlet_name"] or ""),
            dots=tuple(Dot(row, places[str(row["published"])]) for row in rows),
            signs={sign: sum(row["sign"] == sign for row in rows) for sign in SIGNS},
            first=str(rows[0]["published"]),
        )
        for key, rows in by_outlet.items()
    ]
    first, last = (known[0][1], known[-1][1]) if known else ("", "")
    return TimeLine(tuple(lanes[:most]), first, last, max(len(lanes) - most, 0))


@lru_cache(MOST_MOMENTS)
def moment(iso: str) -> float | None:
    """Return an ISO 8601 date or time in seconds since 1970, UTC where it names no zone; None if it is none."""
    try:
        when = datetime.fromisoformat(iso)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _or_last(when: float | None) -> float:
    """Return a moment, or one behind all others where it is unknown."""
    return math.inf if when is None else when


def _percent(at: float, start: float, end: float) -> float:
    """Return the place of a moment between two others, with room at both ends."""
    return round(3 + 94 * ((at - start) / (end - start) if end > start else 0.5), 2)
