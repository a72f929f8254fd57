"""The chains of a claim as a small graph: lists of links in, boxes and curves with their places out.

Columns run from the origin on the left to the outlets on the right, or lines from the origin at the top down to them.
Nothing is drawn here: the template does.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

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
    stretched = paths if upright else [_stretched(path, columns) for path in paths]
    places = _stacked(paths, columns) if upright else _placed(stretched, columns)
    origins = {path[0] for path in paths}
    nodes = [Node(links[key], *places[key], origin=key in origins) for key in links]
    edges = _edges(stretched, drawn, places, _elbow if upright else _curve)
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


def _stretched(path: Sequence[_Key], columns: dict[_Key, int]) -> list[_Key]:
    """Return ``path`` with an unseen stop in every column that it passes over, so that no curve crosses a box."""
    stops: list[_Key] = list(path[:1])
    for before, after in pairwise(path):
        for column in range(columns[before] + 1, columns[after]):
            stop = (_UNSEEN, f"{before}{after}", column)
            columns[stop] = column
            stops.append(stop)
        stops.append(after)
    return stops


def _placed(paths: Sequence[Sequence[_Key]], columns: dict[_Key, int]) -> dict[_Key, tuple[int, int]]:
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


def _stacked(paths: Sequence[Sequence[_Key]], columns: dict[_Key, int]) -> dict[_Key, tuple[int, int]]:
    """Return the upper left corner of every box, one below the other, each soon below the last that feeds it."""
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
    return {
        key: (MARGIN + GUTTER + columns[key] * STEP, MARGIN + row * (HEIGHT + GAP_ROW)) for row, key in enumerate(order)
    }


def _edges(
    paths: Sequence[Sequence[_Key]],
    chains: Sequence[Chain],
    places: dict[_Key, tuple[int, int]],
    line: Callable[[Sequence[tuple[int, int]]], str],
) -> tuple[Edge, ...]:
    """Return one curve for each pair of neighbours, a denial where only denials run along it."""
    times: dict[tuple[_Key, ...], list[int]] = {}
    for path, chain in zip(paths, chains, strict=True):
        for leg in _legs(path):
            count = times.setdefault(leg, [0, 0])
            count[chain.sign == "denies"] += chain.times
    return tuple(Edge(line([places[key] for key in leg]), sum(count), not count[0]) for leg, count in times.items())


def _legs(path: Sequence[_Key]) -> list[tuple[_Key, ...]]:
    """Return ``path`` cut at its boxes: each leg begins and ends at one, with stops between."""
    boxes = [at for at, key in enumerate(path) if key[0] != _UNSEEN]
    return [tuple(path[start : stop + 1]) for start, stop in pairwise(boxes)]


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


def _elbow(places: Sequence[tuple[int, int]]) -> str:
    """Return the data of a path from the left side of one box, down beside the boxes and right to another one."""
    (x, y), (left, top) = places[0], places[-1]
    start, stop, beside = y + HEIGHT // 2, top + HEIGHT // 2, x - GUTTER
    bend = BEND if stop > start else -BEND
    down = f"Q{beside} {start} {beside} {start + bend}V{stop - bend}Q{beside} {stop} {beside + BEND} {stop}"
    return f"M{x} {start}H{beside + BEND}{down}H{left - ARROW}"
