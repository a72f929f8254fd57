"""Likenesses in, groups out: the same groups whatever the order in which the likenesses come.

Average link with a floor: two groups become one while all pairs between them are at least a little alike and their mean
is high. A chain of weak links never glues two topics, as it would where one good pair is enough.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

Pair = tuple[str, str]
Group = tuple[tuple[str, ...], list[str]]


@frozen
class Linkage:
    """How alike groups must be to become one.

    Args:
        mean: least mean likeness over all pairs between two groups, in [0, 1].
        floor: least likeness of any pair between them, in [0, 1]; a pair without a likeness has none.
    """

    mean: float
    floor: float


SAME = Linkage(mean=0.79, floor=0.1)  # when wordings are one claim
# From which mean likeness on two claims with their members in common are one: of different speakers, of one speaker.
ONE, ONE_SPEAKER = 0.65, 0.45
SURELY = 0.7  # from which mean likeness on what a speaker says among other things is what he says elsewhere alone
ALSO = Linkage(mean=0.45, floor=0.1)  # when the wording of another claim says this one as well


@frozen
class _Groups:
    """Groups that grow: members by name, and between two names the sum and the least of all likenesses."""

    members: dict[str, list[str]] = field(factory=dict)
    links: dict[str, dict[str, tuple[float, float, int]]] = field(factory=dict)

    def add(self, a: str, b: str, likeness: float) -> None:
        """Take in that ``a`` and ``b`` are alike."""
        for one, other in ((a, b), (b, a)):
            self.members.setdefault(one, [one])
            self.links.setdefault(one, {})[other] = (likeness, likeness, 1)

    def mean(self, a: str, b: str, linkage: Linkage) -> float | None:
        """Return how alike two groups are; None where they must stay apart."""
        total, least, pairs = self.links[a][b]
        wanted = len(self.members[a]) * len(self.members[b])
        mean = total / wanted
        return mean if pairs == wanted and least >= linkage.floor and mean >= linkage.mean else None

    def merge(self, a: str, b: str) -> list[str]:
        """Put ``b`` into ``a``; return the groups that ``a`` may still be merged with."""
        self.members[a] += self.members.pop(b)
        near, gone = self.links[a], self.links.pop(b)
        near.pop(b, None)
        for other in (near.keys() | gone.keys()) - {a}:
            self.links[other].pop(b, None)
            if other in near and other in gone:
                one, two = near[other], gone[other]
                near[other] = (one[0] + two[0], min(one[1], two[1]), one[2] + two[2])
                self.links[other][a] = near[other]
            else:
                near.pop(other, None)
                self.links[other].pop(a, None)
        return sorted(near)


def cluster(members: Iterable[str], likeness: Mapping[Pair, float], linkage: Linkage) -> list[tuple[str, ...]]:
    """Group ``members``.

    Args:
        members: all there are; one without likenesses is a group alone.
        likeness: pair of members, the smaller first -> how alike they are, in [0, 1].
        linkage: when groups become one.

    Returns:
        Every member in one group; members sorted, groups sorted by their first.

    Example:
        >>> cluster("abc", {("a", "b"): 0.9, ("b", "c"): 0.4}, Linkage(0.5, 0.2))
        [('a', 'b'), ('c',)]
    """
    groups = _Groups({member: [member] for member in members})
    for (a, b), value in sorted(likeness.items()):
        groups.add(a, b, value)
    heap = [(-mean, a, b, 1, 1) for a, b in sorted(likeness) if (mean := groups.mean(a, b, linkage)) is not None]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if len(groups.members.get(a, ())) != size_a or len(groups.members.get(b, ())) != size_b:
            continue
        for other in groups.merge(a, b):
            one, two = sorted((a, other))
            mean = groups.mean(one, two, linkage)
            if mean is not None:
                heapq.heappush(heap, (-mean, one, two, len(groups.members[one]), len(groups.members[two])))
    return sorted(tuple(sorted(group)) for group in groups.members.values())


def also_in(groups: Sequence[tuple[str, ...]], likeness: Mapping[Pair, float], linkage: Linkage) -> list[list[str]]:
    """Return for each of ``groups`` the members of other groups that belong to it as well, the likest first.

    A quotation of two propositions belongs to both: it is alike to all members of each, which are not alike to one
    another. One that is added must be alike to those that were added before it.
    """
    near: dict[str, dict[str, float]] = {}
    for (a, b), value in likeness.items():
        near.setdefault(a, {})[b] = value
        near.setdefault(b, {})[a] = value
    return [_guests(group, near, linkage) for group in groups]


def _guests(group: tuple[str, ...], near: Mapping[str, Mapping[str, float]], linkage: Linkage) -> list[str]:
    """Return those who belong to ``group`` as well."""
    common = set.intersection(*(set(near.get(member, ())) for member in group)) - set(group)
    means = ((sum(near[guest][member] for member in group) / len(group), guest) for guest in common)
    found: list[str] = []
    for _, guest in sorted((-mean, guest) for mean, guest in means if mean >= linkage.mean):
        alike = near[guest]
        if all(alike.get(member, 0.0) >= linkage.floor for member in (*group, *found)):
            found.append(guest)
    return found


def folded(groups: Iterable[Group], likeness: Mapping[Pair, float], speakers: Mapping[str, str]) -> list[Group]:
    """Return ``groups`` without those whose members another one has as well: such a claim is that one.

    The core of a group that goes is core of the one that stays, since it has no other claim of its own. But two claims
    that are little alike stay two, each with the other's members beside its own; less is enough if one speaker makes
    both.

    Args:
        groups: core and others of each.
        likeness: pair of members, the smaller first -> how alike they are, in [0, 1].
        speakers: member -> its source, where that is known.

    Example:
        >>> groups = [(("a",), ["b"]), (("b",), ["a"]), (("c",), ["a"])]
        >>> folded(groups, {("a", "b"): 0.7, ("a", "c"): 0.7}, {})
        [(('a', 'b'), []), (('c',), ['a'])]
        >>> folded(groups, {("a", "b"): 0.4, ("a", "c"): 0.7}, {})
        [(('a',), ['b']), (('b',), ['a']), (('c',), ['a'])]
    """
    order = sorted(groups, key=lambda group: (-len(group[0]) - len(group[1]), -len(group[0]), group[0], group[1]))
    kept: list[Group] = []
    homes: dict[str, set[int]] = {}

    def is_one(core: Sequence[str], other: Sequence[str]) -> bool:
        said = [{speakers[member] for member in group if member in speakers} for group in (core, other)]
        return _mean(core, other, likeness) >= (ONE if said[0].isdisjoint(said[1]) else ONE_SPEAKER)

    for core, guests in order:
        home = set.intersection(*(homes.get(member, set()) for member in (*core, *guests)))
        at = next((at for at in sorted(home) if is_one(core, kept[at][0])), None)
        if at is not None:
            joined = tuple(sorted({*kept[at][0], *core}))
            kept[at] = joined, [guest for guest in kept[at][1] if guest not in joined]
        else:
            for member in (*core, *guests):
                homes.setdefault(member, set()).add(len(kept))
            kept.append((core, list(guests)))
    return kept


def surely(
    core: Sequence[str], guests: Iterable[str], likeness: Mapping[Pair, float], speakers: Mapping[str, str]
) -> list[str]:
    """Return those of ``guests`` that surely carry the claim, though it is not all that they say.

    *We mourn, and the search goes on* is *The search goes on*, where one speaker says both.

    Args:
        core: whose claim it is.
        guests: others that may say it among other things.
        likeness: pair of members, the smaller first -> how alike they are, in [0, 1].
        speakers: member -> its source, where that is known.
    """
    said = {speakers[member] for member in core if member in speakers}
    return [guest for guest in guests if speakers.get(guest) in said and _mean(core, [guest], likeness) >= SURELY]


def _mean(ones: Sequence[str], others: Sequence[str], likeness: Mapping[Pair, float]) -> float:
    """Return how alike two groups are, over all pairs between them."""
    pairs = [(min(one, other), max(one, other)) for one in ones for other in others]
    return sum(likeness.get(pair, 0.0) for pair in pairs) / len(pairs)


def central(
    core: Sequence[str], others: Iterable[str], likeness: Mapping[Pair, float], lengths: Mapping[str, int]
) -> str:
    """Return the one of ``core`` that is likest to all the rest, the first of them if several are.

    One that is much shorter or longer is less like: what stands in every wording is no good name for what they say.

    Args:
        core: in the order in which ties are broken.
        others: further members of the group.
        likeness: pair of members, the smaller first -> how alike they are, in [0, 1].
        lengths: member -> how long it is.
    """

    def likest(one: str) -> float:
        rest = [other for other in (*core, *others) if other != one]
        spans = (sorted((lengths[one], lengths[other])) for other in rest)
        pairs = (likeness.get((min(one, other), max(one, other)), 0.0) for other in rest)
        return sum(value * short / max(1, long) for value, (short, long) in zip(pairs, spans, strict=True))

    return max(core, key=likest)
