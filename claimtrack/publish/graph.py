"""The chains of a claim as a small graph: lists of links in, boxes and curves with their places out.

Columns run from the origin on the left to the outlets on the right, or lines from the origin at the top down to them.
Nothing is drawn here: the template does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, pairwise

from attrs import frozen

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 168, 40, 64, 16, 8
ARROW = 5
STEP, GAP_ROW, BEND, GUTTER = 28, 12, 6, 12  # of an upright graph
_UNSEEN = "stop"


@frozen
class Link:
    """One link of a chain: who, of what kind (``attribution``, ``credit`` or ``outlet``), and its source's id."""

    kind: str
    name: str
    source_id: str = ""


@frozen
class Chain:
    """Links from the origin to the outlet, how often they occur so, and where the origin stands towards the claim."""

    links: tuple[Link, ...]
    times: int = 1
    sign: str = "states"


@frozen
class Node:
    """A box; ``x`` and ``y`` are its upper left corner in pixels."""

    link: Link
    x: int = 0
    y: int = 0
    origin: bool = False


@frozen
class Edge:
    """A curve between two boxes, as the data of an SVG path, with the number of chains along it."""

    path: str
    times: int
    negated: bool

    @property
    def weight(self) -> float:
        """Return the width of the stroke in pixels."""
        return min(1.5 + 0.75 * (self.times - 1), 6)


@frozen
class Graph:
    """A drawing: its boxes and curves and its size in pixels."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


_Key = tuple[str, str, int]
_Places = Mapping[_Key, tuple[int, int]]
_Line = Callable[[_Key, _Key], str]  # from one box to another, as the data of a path


def draw(chains: Sequence[Chain], *, upright: bool = False) -> Graph:
    """Return ``chains`` as one graph; an empty one has no boxes.

    Names that differ in capitals alone share a box; one that occurs twice in a chain (a circle) has one each time.

    Args:
        chains: origins first.
        upright: one box a line, each further right than what feeds it, for a screen that is not wide.
    """
    drawn = [chain for chain in chains if chain.links]
    paths = [_keys(chain) for chain in drawn]
    columns: dict[_Key, int] = {}
    links: dict[_Key, Link] = {}
    last = max((len(path) for path in paths), default=0) - 1
    for path, chain in zip(paths, drawn, strict=True):
        for place, (key, link) in enumerate(zip(path, chain.links, strict=True)):
            links[key] = link if link.source_id and key in links else links.get(key, link)
            columns[key] = max(columns.get(key, 0), last if link.kind == "outlet" else place)
    _push_right(paths, columns)
    places, line = _upright(paths, columns) if upright else _side_by_side(paths, columns)
    origins = {path[0] for path in paths}
    nodes = [Node(links[key], *places[key], origin=key in origins) for key in links]
    edges = _edges(paths, drawn, line)
    right = max((x for x, _ in places.values()), default=-WIDTH) + WIDTH
    bottom = max((y for _, y in places.values()), default=-HEIGHT) + HEIGHT
    return Graph(tuple(nodes), edges, right + MARGIN, bottom + MARGIN)


def _keys(chain: Chain) -> list[_Key]:
    """Return what tells the boxes of ``chain`` apart: kind, name and which occurrence in the chain."""
    seen: dict[tuple[str, str], int] = {}
    keys = []
    for link in chain.links:
        who = ("outlet" if link.kind == "outlet" else "source", link.name.casefold())
        seen[who] = seen.get(who, 0) + 1
        keys.append((*who, seen[who]))
    return keys


def _push_right(paths: Sequence[Sequence[_Key]], columns: dict[_Key, int]) -> None:
    """Move boxes right until each stands right of what feeds it; rounds are bounded, so a circle ends too."""
    for _ in range(len(columns)):
        moved = False
        for path in paths:
            for before, after in pairwise(path):
                if columns[after] <= columns[before] and columns[before] < len(columns):
                    columns[after] = columns[before] + 1
                    moved = True
        if not moved:
            return


def _side_by_side(paths: Sequence[Sequence[_Key]], columns: Mapping[_Key, int]) -> tuple[_Places, _Line]:
    """Return the upper left corner of every box, in columns, and the line between two boxes."""
    legs = {leg: _stretched(*leg, columns) for path in paths for leg in pairwise(path)}
    stops = {stop: stop[2] for leg in legs.values() for stop in leg[1:-1]}
    stretched = [[*path[:1], *(key for leg in pairwise(path) for key in legs[leg][1:])] for path in paths]
    places = _placed(stretched, {**columns, **stops})
    return places, lambda before, after: _curve([places[key] for key in legs[before, after]])


def _stretched(before: _Key, after: _Key, columns: Mapping[_Key, int]) -> list[_Key]:
    """Return two boxes with an unseen stop in every column between them, so that no curve crosses a box."""
    passed = range(columns[before] + 1, columns[after])
    return [before, *((_UNSEEN, f"{before}{after}", column) for column in passed), after]


def _placed(paths: Sequence[Sequence[_Key]], columns: Mapping[_Key, int]) -> _Places:
    """Return the upper left corner of every box and stop: columns centred, each box near those that feed it."""
    feeding: dict[_Key, list[_Key]] = {}
    for path in paths:
        for before, after in pairwise(path):
            feeding.setdefault(after, []).append(before)
    used = sorted(set(columns.values()))
    members = {column: [key for key in columns if columns[key] == column] for column in used}
    tallest = max((len(keys) for keys in members.values()), default=0)
    places: dict[_Key, tuple[int, int]] = {}
    for at, column in enumerate(used):
        heights = {key: [places[k][1] for k in feeding.get(key, ()) if k in places] for key in members[column]}
        members[column].sort(key=lambda key: sum(heights[key]) / len(heights[key]) if heights[key] else 0)
        indent = (tallest - len(members[column])) * (HEIGHT + GAP_Y) // 2
        for row, key in enumerate(members[column]):
            places[key] = MARGIN + at * (WIDTH + GAP_X), MARGIN + indent + row * (HEIGHT + GAP_Y)
    return places


def _upright(paths: Sequence[Sequence[_Key]], columns: Mapping[_Key, int]) -> tuple[_Places, _Line]:
    """Return the upper left corner of every box, one below the other, and the line between two boxes.

    What leaves a box runs beside all boxes in a lane of its own; what comes to a box ends at heights of their own.
    """
    rows = {key: row for row, key in enumerate(_stacked(paths, columns))}
    legs = dict.fromkeys(leg for path in paths for leg in pairwise(path))
    lanes = _lanes(legs, rows)
    left = MARGIN + GUTTER * (max(lanes.values(), default=0) + 1)
    places = {key: (left + columns[key] * STEP, MARGIN + row * (HEIGHT + GAP_ROW)) for key, row in rows.items()}
    ends: dict[tuple[_Key, _Key], tuple[int, int]] = {}
    for key, (x, y) in places.items():
        ports = [
            *sorted((one for one, other in legs if other == key), key=lambda one: lanes[one]),
            *{key} & lanes.keys(),
        ]
        ends |= {(one, key): (x, y + HEIGHT * at // (len(ports) + 1)) for at, one in enumerate(ports, 1)}
    return places, lambda one, other: _elbow(ends[one, one], left - GUTTER * (lanes[one] + 1), ends[one, other])


def _lanes(legs: Iterable[tuple[_Key, _Key]], rows: Mapping[_Key, int]) -> dict[_Key, int]:
    """Return the lane of each box that feeds others: short ones close to the boxes, none beside another in one lane."""
    reach: dict[_Key, list[int]] = {}
    for before, after in legs:
        reach.setdefault(before, [rows[before]]).append(rows[after])
    spans = {key: (min(found), max(found)) for key, found in reach.items()}
    lanes: dict[_Key, int] = {}
    for key in sorted(spans, key=lambda key: spans[key][1] - spans[key][0]):
        low, high = spans[key]
        taken = {lane for other, lane in lanes.items() if spans[other][0] <= high and low <= spans[other][1]}
        lanes[key] = next(lane for lane in count() if lane not in taken)
    return lanes


def _stacked(paths: Sequence[Sequence[_Key]], columns: Mapping[_Key, int]) -> list[_Key]:
    """Return all boxes from top to bottom, each soon below the last that feeds it."""
    feeding: dict[_Key, set[_Key]] = {key: set() for key in columns}
    for path in paths:
        for before, after in pairwise(path):
            feeding[after].add(before)
    order: dict[_Key, None] = {}
    waiting = sorted(columns, key=lambda key: -columns[key])
    while waiting:
        ready = [key for key in waiting if feeding[key] <= order.keys()] or waiting  # a circle has none
        key = min(ready, key=lambda key: (not feeding[key] & {*list(order)[-1:]}, not feeding[key], columns[key]))
        waiting.remove(key)
        order[key] = None
    return list(order)


def _edges(paths: Sequence[Sequence[_Key]], chains: Sequence[Chain], line: _Line) -> tuple[Edge, ...]:
    """Return one curve for each pair of neighbours, a denial where only denials run along it."""
    times: dict[tuple[_Key, _Key], list[int]] = {}
    for path, chain in zip(paths, chains, strict=True):
        for leg in pairwise(path):
            found = times.setdefault(leg, [0, 0])
            found[chain.sign == "denies"] += chain.times
    return tuple(Edge(line(*leg), sum(found), not found[0]) for leg, found in times.items())


def _curve(places: Sequence[tuple[int, int]]) -> str:
    """Return the data of a path from the right side of the first box, through stops, to the left side of the last."""
    x, y = places[0][0] + WIDTH, places[0][1] + HEIGHT // 2
    data = f"M{x} {y}"
    for at, (left, top) in enumerate(places[1:], 1):
        last = at == len(places) - 1
        x2, y2, middle = left - (ARROW if last else 0), top + HEIGHT // 2, (x + left) // 2
        data += f"C{middle} {y} {middle} {y2} {x2} {y2}" + ("" if last else f"H{left + WIDTH}")
        x, y = left + WIDTH, y2
    return data


def _elbow(start: tuple[int, int], beside: int, stop: tuple[int, int]) -> str:
    """Return the data of a path from the left side of one box, down at ``beside`` and right to another box."""
    (x, y), (x2, y2) = start, stop
    bend = BEND if y2 > y else -BEND
    down = f"Q{beside} {y} {beside} {y + bend}V{y2 - bend}Q{beside} {y2} {beside + BEND} {y2}"
    return f"M{x} {y}H{beside + BEND}{down}H{x2 - ARROW}"
