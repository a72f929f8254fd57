"""The chains of a claim as a small graph: lists of links in, boxes and curves with their places out.

Columns run from the origin on the left to the outlets on the right. Nothing is drawn here: the template does.
"""

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve, frozen

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 168, 40, 64, 16, 8
LETTERS = 23


@frozen
class Link:
    """One link of a chain: who, of what kind (``attribution``, ``credit`` or ``outlet``), and its source's id."""

    kind: str
    name: str
    source_id: str = ""


@frozen
class Chain:
    """Links from the origin to the outlet, how often they occur so, and whether the origin denies."""

    links: tuple[Link, ...]
    times: int = 1
    negated: bool = False


@frozen
class Node:
    """A box; ``x`` and ``y`` are its upper left corner in pixels."""

    link: Link
    column: int
    x: int = 0
    y: int = 0
    origin: bool = False

    @property
    def label(self) -> str:
        """Return as much of the name as fits."""
        name = self.link.name
        return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


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


def draw(chains: Sequence[Chain]) -> Graph:
    """Return ``chains`` as one graph; an empty one has no boxes.

    A name that occurs twice in one chain (a circle) gets a box for each time.
    """
    paths = [_keys(chain) for chain in chains if chain.links]
    columns: dict[_Key, int] = {}
    links: dict[_Key, Link] = {}
    last = max((len(path) for path in paths), default=0) - 1
    for path, chain in zip(paths, (chain for chain in chains if chain.links), strict=True):
        for place, (key, link) in enumerate(zip(path, chain.links, strict=True)):
            links.setdefault(key, link)
            columns[key] = max(columns.get(key, 0), last if link.kind == "outlet" else place)
    _push_right(paths, columns)
    origins = {path[0] for path in paths}
    nodes = _placed({key: Node(links[key], columns[key], origin=key in origins) for key in columns})
    edges = _edges(paths, [chain for chain in chains if chain.links], nodes)
    right = max((node.x for node in nodes.values()), default=-WIDTH) + WIDTH
    bottom = max((node.y for node in nodes.values()), default=-HEIGHT) + HEIGHT
    return Graph(tuple(nodes.values()), edges, right + MARGIN, bottom + MARGIN)


def _keys(chain: Chain) -> list[_Key]:
    """Return what tells the boxes of ``chain`` apart: kind, name and which occurrence in the chain."""
    seen: dict[tuple[str, str], int] = {}
    keys = []
    for link in chain.links:
        who = ("outlet" if link.kind == "outlet" else "source", link.name)
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


def _placed(nodes: dict[_Key, Node]) -> dict[_Key, Node]:
    """Return ``nodes`` with their places, each column centred on the tallest, empty columns closed up."""
    used = sorted({node.column for node in nodes.values()})
    members = {column: [key for key, node in nodes.items() if node.column == column] for column in used}
    tallest = max((len(keys) for keys in members.values()), default=0)
    for at, column in enumerate(used):
        indent = (tallest - len(members[column])) * (HEIGHT + GAP_Y) // 2
        for row, key in enumerate(members[column]):
            x, y = MARGIN + at * (WIDTH + GAP_X), MARGIN + indent + row * (HEIGHT + GAP_Y)
            nodes[key] = evolve(nodes[key], x=x, y=y)
    return nodes


def _edges(paths: Sequence[Sequence[_Key]], chains: Sequence[Chain], nodes: dict[_Key, Node]) -> tuple[Edge, ...]:
    """Return one curve for each pair of neighbours, red where only denials run along it."""
    times: dict[tuple[_Key, _Key], list[int]] = {}
    for path, chain in zip(paths, chains, strict=True):
        for pair in pairwise(path):
            count = times.setdefault(pair, [0, 0])
            count[chain.negated] += chain.times
    return tuple(
        Edge(_curve(nodes[before], nodes[after]), sum(count), not count[0]) for (before, after), count in times.items()
    )


def _curve(before: Node, after: Node) -> str:
    """Return the data of a path from the right side of one box to the left side of another."""
    x1, y1 = before.x + WIDTH, before.y + HEIGHT // 2
    x2, y2 = after.x, after.y + HEIGHT // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2 - 5} {y2}"
