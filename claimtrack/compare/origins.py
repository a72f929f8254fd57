"""The chains of one claim in, how many places it comes from out, by the rule of docs/compare.md.

Twelve outlets that all copied one agency are one origin. What is counted are the innermost sources; those that belong
to one party are one group; an unnamed source is no origin, and outlets that only cite each other are none either.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Literal

from attrs import evolve, field, frozen

from claimtrack.compare.aliases import may_be_one
from claimtrack.compare.wording import Texts, texts

RELAYS = frozenset({"news_agency", "outlet"})
SUPPORTING = frozenset({"CT+", "PR+", "PS+"})
DENYING = frozenset({"CT-", "PR-", "PS-"})

Standing = Literal[
    "no_named_origin",
    "uncorroborated",
    "one_origin_repeated",
    "independence_not_established",
    "independent_origins",
]

CREDIBILITY: Mapping[Standing, int] = {
    "independent_origins": 1,
    "independence_not_established": 2,
    "one_origin_repeated": 3,
    "uncorroborated": 3,
    "no_named_origin": 6,
}


@frozen
class Source:
    """A source as it counts.

    Args:
        id: of the table ``sources``.
        name: canonical name.
        kind: as the table ``sources`` has it.
        group: id of the party it belongs to; its own where it stands alone.
    """

    id: str
    name: str
    kind: str
    group: str


@frozen
class Chain:
    """One chain through which a claim came.

    Args:
        outlet: who published it; empty where unknown.
        hops: ids of the known sources, innermost first, the outlet last where it is known as a source.
        origin: the innermost source; None where it is not named.
        factuality: how sure the origin is; None where it was not assessed.
        negated: the cue denies, which counts where the factuality is not known.
        copies: names of texts that this wording shares with one of another outlet, and no credit explains.
        alike: outlet and origin of each wording that is surely of the same claim; None where not known.
    """

    outlet: str
    hops: tuple[str, ...]
    origin: Source | None
    factuality: str | None = "CT+"
    negated: bool = False
    copies: frozenset[str] = frozenset()
    alike: frozenset[tuple[str, str]] | None = None

    @property
    def supports(self) -> bool:
        """Tell whether the origin holds the claim to be so, surely or not."""
        return self.factuality in SUPPORTING if self.factuality else not self.negated

    @property
    def denies(self) -> bool:
        """Tell whether the origin holds the claim not to be so."""
        return self.factuality in DENYING if self.factuality else self.negated


def opposite(chain: Chain) -> Chain:
    """Return a chain as it stands to the opposite claim: who holds the one to be so holds the other not to be so."""
    factuality = chain.factuality
    if factuality is None:
        return evolve(chain, negated=not chain.negated)
    turned = {"+": "-", "-": "+"}.get(factuality[-1], factuality[-1])
    return evolve(chain, factuality=factuality[:-1] + turned)


@frozen
class Corroboration:
    """How many places a claim comes from.

    Args:
        n_outlets: outlets that carry it.
        n_origins_min: origins if every relay that names nobody had it from a known origin of this claim, text that
            outlets share without a credit came from one, and names that may mean one source do.
        n_origins_max: origins if none of that is so.
        n_origin_groups: parties that the origins belong to.
        n_unnamed: chains of whose origin no name was found.
        n_interested_groups: parties, for or against, that the claim itself is about.
        contested: somebody of another party denies it or gives another figure.
        corroboration: what follows for independence.
        credibility: Admiralty credibility to suggest to a person, 1, 2, 3 or 6; None where contested.
        reason: why, in English words.
        origins: the origins that were counted, sorted by id.
        denying: who denies it, of another party, sorted by name.
        differing: who gives another figure, of another party, and does not deny it, sorted by name.
        undecided: who neither states nor denies it, but asks, hopes or leaves it open, sorted by name.
    """

    n_outlets: int
    n_origins_min: int
    n_origins_max: int
    n_origin_groups: int
    n_unnamed: int
    n_interested_groups: int
    contested: bool
    corroboration: Standing
    credibility: int | None
    reason: str = ""
    origins: tuple[Source, ...] = ()
    denying: tuple[Source, ...] = ()
    differing: tuple[Source, ...] = ()
    undecided: tuple[Source, ...] = ()


@frozen
class _Support:
    """What stands behind a claim: its supporting chains, and their origins without those that only cite each other."""

    chains: Sequence[Chain]
    origins: Sequence[Source] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the origins."""
        named = {chain.origin.id: chain.origin for chain in self.chains if chain.origin}
        circular = circles(self.chains)
        object.__setattr__(self, "origins", [named[key] for key in sorted(named) if key not in circular])

    @property
    def primary(self) -> list[Source]:
        """Return the origins that are no relays."""
        return [origin for origin in self.origins if origin.kind not in RELAYS]

    @property
    def groups(self) -> set[str]:
        """Return the parties of the origins."""
        return {origin.group for origin in self.origins}

    def least(self) -> list[set[Source]]:
        """Return the origins that are no relays, one set for the words of one text."""
        return self._together(self.primary or self.origins)

    def apart(self) -> bool:
        """Tell whether two parties, surely with the same claim and no link in common, are left of one origin a text."""
        found = self._together(self.origins)
        return any(
            {origin.group for origin in one}.isdisjoint(origin.group for origin in other) and self._meet(one, other)
            for one, other in combinations(found, 2)
        )

    def _meet(self, one: set[Source], other: set[Source]) -> bool:
        """Tell whether somebody of each of two groups of origins surely says the same, each in an outlet of his own."""
        mine, theirs = ([chain for chain in self.chains if chain.origin in group] for group in (one, other))
        return any(
            a.outlet != b.outlet and b.origin and (a.alike is None or (b.outlet, b.origin.id) in a.alike)
            for a, b in product(mine, theirs)
        )

    def _together(self, origins: Sequence[Source]) -> list[set[Source]]:
        """Return ``origins`` one by one; together those named for the same words, of one line, or of names for one."""
        found = [{origin} for origin in origins]
        named = ((a.id, b.id) for a, b in combinations(origins, 2) if may_be_one(a.name, a.kind, b.name, b.kind))
        for one, other in (*one_text(self.chains), *one_line(self.chains), *named):
            held = [group for group in found if {source.id for source in group} & {one, other}]
            if len(held) > 1:
                found = [group for group in found if group not in held] + [set().union(*held)]
        return found

    def standing(self) -> Standing:
        """Return what follows for independence."""
        counted = {origin.id for origin in self.origins}
        outlets = {chain.outlet for chain in self.chains if chain.origin and chain.origin.id in counted}
        if not self.origins:
            return "no_named_origin"
        if len(self.primary) == len(self.origins) and self.apart():
            return "independent_origins"
        if len(self.origins) > 1:
            return "independence_not_established"
        return "one_origin_repeated" if len(outlets) > 1 else "uncorroborated"


def corroboration(
    chains: Iterable[Chain], participants: Iterable[str] = (), differing: Iterable[Source] = ()
) -> Corroboration:
    """Count the origins of a claim.

    Args:
        chains: through which it came, of all its mentions.
        participants: ids of the parties that the claim is about.
        differing: origins that give another figure where it could be compared.

    Example:
        >>> nis = Source("nis", "NIS", "government_body", "kr")
        >>> count = corroboration([Chain("a", ("nis",), nis), Chain("b", ("nis",), nis)])
        >>> count.n_outlets, count.n_origins_max, count.corroboration, count.credibility
        (2, 1, 'one_origin_repeated', 3)
    """
    every = list(chains)
    support = _Support([chain for chain in every if chain.supports])
    denying = {chain.origin for chain in every if chain.denies and chain.origin}
    against = denying | set(differing)
    undecided = {chain.origin for chain in every if chain.origin and not chain.supports and not chain.denies}
    deniers = sorted((s for s in against if support.groups != {s.group}), key=lambda s: (s.name, s.id))
    speaking = support.groups | {origin.group for origin in deniers}
    standing = support.standing()
    found = Corroboration(
        n_outlets=len({chain.outlet for chain in support.chains if chain.outlet}),
        n_origins_min=len(support.least()),
        n_origins_max=len(support.origins),
        n_origin_groups=len(support.groups),
        n_unnamed=sum(chain.origin is None for chain in support.chains),
        n_interested_groups=len(speaking & set(participants)),
        contested=bool(deniers),
        corroboration=standing,
        credibility=None if deniers else CREDIBILITY[standing],
        origins=tuple(support.origins),
        denying=tuple(s for s in deniers if s in denying),
        differing=tuple(s for s in deniers if s not in denying),
        undecided=tuple(sorted(undecided, key=lambda s: (s.name, s.id))),
    )
    return evolve(found, reason=explain(found, texts()))


def circles(chains: Iterable[Chain]) -> set[str]:
    """Return the sources of ``chains`` that only cite each other: there is no way out to one that cites nobody."""
    cites: dict[str, set[str]] = {}
    for chain in chains:
        for inner, outer in zip(chain.hops, chain.hops[1:], strict=False):
            if inner != outer:
                cites.setdefault(outer, set()).add(inner)
    return {source for source in cites if not _ends(source, cites)}


def one_text(chains: Iterable[Chain]) -> list[tuple[str, str]]:
    """Return pairs of origins that two articles name for the same words, one each: one may be misread or copied.

    Where two outlets both name both, the text itself has two origins.
    """
    named: dict[str, dict[str, set[str]]] = {}
    for chain in chains:
        if chain.origin:
            for copy in chain.copies:
                named.setdefault(copy, {}).setdefault(chain.outlet, set()).add(chain.origin.id)
    pairs: set[tuple[str, str]] = set()
    for outlets in named.values():
        if len(outlets) == 1:  # two articles of one outlet
            pairs.update(combinations(sorted(*outlets.values()), 2))
        for a, b in combinations(outlets.values(), 2):
            pairs.update(product(a - b, b - a))
    return sorted(pairs)


def one_line(chains: Iterable[Chain]) -> list[tuple[str, str]]:
    """Return pairs of an origin and one who hands on what it says: *A*, *by B*, and *B* alone are one line."""
    return sorted({(chain.hops[0], hop) for chain in chains for hop in chain.hops[1:] if hop != chain.hops[0]})


def _ends(source: str, cites: Mapping[str, set[str]]) -> bool:
    """Tell whether citations lead from ``source`` to one that cites nobody."""
    reached, waiting = {source}, [source]
    while waiting:
        cited = cites.get(waiting.pop(), set())
        if not cited:
            return True
        waiting += cited - reached
        reached |= cited
    return False


def explain(counts: Corroboration, say: Texts) -> str:
    """Return in words of one language why a claim stands as it does."""
    relays = [origin for origin in counts.origins if origin.kind in RELAYS]
    key: str = counts.corroboration
    if counts.contested:
        key = "contested"
    elif key == "independence_not_established":
        key = unsure(counts.n_outlets, counts.n_origin_groups, relays=bool(relays))
    elif key == "uncorroborated" and counts.n_outlets > 1:
        key = "named_once"
    elif key == "no_named_origin" and counts.undecided:
        key = "undecided"
    against = sorted((*counts.denying, *counts.differing), key=lambda source: (source.name, source.id))
    names = _names(against if counts.contested else counts.origins or counts.undecided)
    return say("reason", key, names=names, relays=_names(relays), groups=counts.n_origin_groups)


def unsure(outlets: int, groups: int, *, relays: bool) -> str:
    """Return why several origins of so many parties, as so many outlets tell of them, are not known to be independent.

    Returns:
        ``relay``, ``one_party``, ``one_outlet`` or ``unclear``.
    """
    if relays:
        return "relay"
    if groups == 1:
        return "one_party"
    return "one_outlet" if outlets <= 1 else "unclear"


def _names(sources: Iterable[Source]) -> str:
    """Return the names of ``sources``, joined."""
    return ", ".join(source.name for source in sources)
