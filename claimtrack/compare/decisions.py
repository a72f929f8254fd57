"""What people decided about claims in, what must be one claim and what must not out, as the articles are now.

Decisions are replayed in the order in which they were made, without those that were taken back; of two that contradict
each other the later one counts. A wording is known again by its id, or, where its article was changed round it, by its
words.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from attrs import field, frozen

from claimtrack.compare.cluster import Pair
from claimtrack.store.ids import normalise_claim

Action = Literal["merge", "split", "undo"]
MERGE: Action = "merge"
UNDO: Action = "undo"
DECISIONS = "SELECT id, decided_at, action, undoes, reason FROM claim_decisions ORDER BY id"
MEMBERS = """SELECT side, proposition_id, document_id, normalised FROM claim_decision_members
    WHERE decision_id = ? ORDER BY side, proposition_id"""


@frozen
class Member:
    """A wording that a decision was made on.

    Args:
        side: 0, 1, … for the claims that were merged; 0 for what stayed and 1 for what was taken out.
        proposition: its id at that time.
        document: id of its article.
        normalised: its words, normalised.
    """

    side: int
    proposition: str
    document: str
    normalised: str


@frozen
class Decision:
    """One decision.

    Args:
        id: its number; later decisions have greater ones.
        decided_at: when, UTC ISO 8601.
        action: ``merge``, ``split``, or ``undo`` of another decision.
        undoes: number of that one; None unless this is an undo.
        reason: why, in the words of whoever decided.
        members: the wordings that it was made on.
        in_force: nobody took it back.
    """

    id: int
    decided_at: str
    action: Action
    undoes: int | None
    reason: str
    members: tuple[Member, ...] = field(repr=False)
    in_force: bool


@frozen
class Constraints:
    """What decisions ask of the groups.

    Args:
        same: pairs of propositions that are one claim, the latest decision first.
        apart: pairs that are not.
    """

    same: tuple[Pair, ...] = ()
    apart: frozenset[Pair] = frozenset()

    def linked(self) -> dict[str, list[str]]:
        """Return for each proposition those that are one claim with it."""
        found: dict[str, list[str]] = {}
        for one, other in self.same:
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
        return found

    def allowed(self, likeness: Mapping[Pair, float]) -> dict[Pair, float]:
        """Return ``likeness`` without the pairs that must stay apart."""
        return {pair: value for pair, value in likeness.items() if pair not in self.apart}

    def may_meet(self, ones: Iterable[str], others: Sequence[str]) -> bool:
        """Tell whether no pair of the two groups must stay apart."""
        return not any(_pair(one, other) in self.apart for one in ones for other in others) if self.apart else True


def read_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return every decision, the oldest first."""
    rows = connection.execute(DECISIONS).fetchall()
    undone: set[int] = set()
    for number, _, action, undoes, _ in reversed(rows):
        if action == UNDO and number not in undone:
            undone.add(undoes)
    found = []
    for number, decided_at, action, undoes, reason in rows:
        members = tuple(Member(*member) for member in connection.execute(MEMBERS, [number]))
        found.append(Decision(number, decided_at, action, undoes, reason, members, number not in undone))
    return found


def constraints(connection: sqlite3.Connection) -> Constraints:
    """Return what the decisions in force ask of the propositions that there are now."""
    wanted: dict[Pair, bool] = {}
    for decision in read_decisions(connection):
        if decision.in_force:
            for pair, same in _pairs(connection, decision):
                wanted.pop(pair, None)
                wanted[pair] = same
    one_claim = tuple(pair for pair, same in reversed(wanted.items()) if same)
    return Constraints(one_claim, frozenset(wanted.keys() - set(one_claim)))


def _pairs(connection: sqlite3.Connection, decision: Decision) -> Iterator[tuple[Pair, bool]]:
    """Yield the pairs that ``decision`` is about, and whether they are one claim."""
    known = ((member, _now(connection, member)) for member in decision.members)
    found = [(member.side, proposition) for member, proposition in known if proposition]
    for (side, one), (other_side, other) in combinations(found, 2):
        if one != other and (decision.action == MERGE or side != other_side):
            yield _pair(one, other), decision.action == MERGE


def _now(connection: sqlite3.Connection, member: Member) -> str | None:
    """Return the proposition that ``member`` is now; None while its article is gone or says it no more."""
    if connection.execute("SELECT 1 FROM propositions WHERE id = ?", [member.proposition]).fetchone():
        return member.proposition
    query = "SELECT id, text FROM propositions WHERE document_id = ? ORDER BY position"
    rows = connection.execute(query, [member.document]).fetchall()
    return next((key for key, text in rows if normalise_claim(text) == member.normalised), None)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def joined(
    groups: Sequence[tuple[str, ...]], guests: Sequence[Sequence[str]], asked: Constraints
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield ``groups`` with their ``guests`` as decisions ask: one where they are one claim, the latest decision first.

    A guest stays with the group it is alike to, unless it must stay apart from what joined that.
    """
    heads = {member: at for at, group in enumerate(groups) for member in group}
    made = {at: [at] for at in range(len(groups))}
    for one, other in asked.same:
        if one not in heads or other not in heads or heads[one] == heads[other]:
            continue
        a, b = sorted((heads[one], heads[other]))
        if asked.may_meet(_members(groups, made[a]), _members(groups, made[b])):
            made[a] += made.pop(b)
            heads |= dict.fromkeys(_members(groups, made[a]), a)
    for parts in made.values():
        core = _members(groups, parts)
        visiting = dict.fromkeys(guest for part in parts for guest in guests[part] if guest not in core)
        yield tuple(sorted(core)), [guest for guest in visiting if asked.may_meet([guest], core)]


def _members(groups: Sequence[tuple[str, ...]], parts: Iterable[int]) -> list[str]:
    return [member for part in parts for member in groups[part]]
