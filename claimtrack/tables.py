"""Tables: a grammar of a pack in, the table out that Lark made of it, which reads types without Lark.

The ``.lark`` file is the only source. Lark takes a while to make its table, so that is kept in the user's cache folder
with a hash of the grammar and of the Lark that is installed, and made again where the hash does not fit. Where nothing
can be written, each process makes its own.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import field, frozen

from claimtrack.packs import Pack
from claimtrack.tokens import CUE_TYPES, PLAIN

KNOWN = PLAIN | CUE_TYPES | {"NYA", "DI", "ADVERB", "BRACKET"}  # types of words whose place no grammar has to say
FORMAT = 1  # of what is kept in a file
END = "$END"
Leaf = int  # the index of a token
Node = tuple[str, list[Any]]  # a rule and what it covers: nodes and leaves


class NoConstructionError(ValueError):
    """No rule fits a row of types.

    Args:
        at: index of the first type that fits nothing; that of the last one where more was expected.
    """

    def __init__(self, at: int) -> None:
        """Say where."""
        super().__init__(f"no construction fits the type at {at}")
        self.at = at


@frozen
class Rule:
    """A rule of a grammar as Lark compiled it.

    Args:
        symbol: what it makes, as other rules call it.
        name: what a tree calls it.
        row: the symbols that it is made of.
        single: it leaves no node where it has one part only.
        spread: where in the row a helper stands, whose own parts take its place in a tree.
        size: of how many parts it is made.
        unit: it hands on its only part.
    """

    symbol: str
    name: str
    row: tuple[str, ...]
    single: bool
    spread: frozenset[int] = field(init=False, eq=False, repr=False)
    size: int = field(init=False, eq=False, repr=False)
    unit: bool = field(init=False, eq=False, repr=False)

    @size.default
    def _size(self) -> int:
        return len(self.row)

    @unit.default
    def _unit(self) -> bool:
        return self.single and len(self.row) == 1

    @spread.default
    def _spread(self) -> frozenset[int]:
        return frozenset(at for at, symbol in enumerate(self.row) if symbol.startswith("_"))


@frozen
class Table:
    """What an LALR parser does next: ``actions[state][symbol]``.

    Args:
        rules: the rules of the grammar.
        actions: for each state, symbol -> the state that follows, or the complement of the rule that is complete.
        start: the first state.
        end: the state in which all is read.
    """

    rules: tuple[Rule, ...]
    actions: tuple[Mapping[str, int], ...]
    start: int
    end: int

    def read(self, types: Sequence[str]) -> Node:
        """Return the tree of a row of types.

        Raises:
            NoConstructionError: no rule fits it.
        """
        actions, rules, end = self.actions, self.rules, self.end
        state, states, values = self.start, [self.start], list[Any]()
        for index, kind in enumerate((*types, END)):
            while (action := actions[state].get(kind)) is None or action < 0:
                if action is None:
                    raise NoConstructionError(min(index, len(types) - 1))
                rule = rules[~action]
                cut = len(states) - rule.size
                state = actions[states[cut - 1]][rule.symbol]
                states[cut:] = [state]
                if not rule.unit:
                    values[cut - 1 :] = [_node(rule, values[cut - 1 :])]
                if state == end and kind == END:
                    tree: Node = values[-1]
                    return tree
            state = action
            states.append(state)
            values.append(index)
        raise NoConstructionError(len(types) - 1)


def _node(rule: Rule, parts: list[Any]) -> Node | Leaf:
    """Return what a complete rule leaves in a tree."""
    if rule.single and len(parts) == 1:
        only: Node | Leaf = parts[0]
        return only
    if not rule.spread:
        return rule.name, parts
    found: list[Any] = []
    for at, part in enumerate(parts):
        if at not in rule.spread:
            found.append(part)
        elif at:
            found += part[1]
        else:
            found = part[1]  # a row grows to the right; its list is nobody else's
    return rule.name, found


def leaves(tree: Node) -> list[Leaf]:
    """Return the indices of the tokens that a tree covers, in order."""
    return [leaf for part in tree[1] for leaf in (leaves(part) if isinstance(part, tuple) else (part,))]


@cache
def table(pack: Pack, name: str) -> Table:
    """Return the table of one of the pack's grammars.

    Raises:
        PackError: the pack has no such grammar, or it does not compile.
    """
    key = hashlib.sha256(f"{FORMAT} {_lark()} {pack.grammar(name)}".encode()).hexdigest()
    path = cache_folder() / f"{pack.lang}.{name}.json"
    with suppress(OSError, ValueError, LookupError, TypeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["key"] == key:
            return _table(kept)
    from claimtrack.grammar import table_values  # noqa: PLC0415 - Lark is loaded only where a table has to be made

    made = table_values(pack, name)
    _keep(path, {"key": key, **made})
    return _table(made)


def _lark() -> str:
    """Return what changes with every Lark that is installed; asking for its version takes twenty times as long."""
    spec = find_spec("lark")
    origin = spec and spec.origin
    return f"{origin} {Path(origin).stat().st_mtime_ns}" if origin else ""


def cache_folder() -> Path:
    """Return the folder of what may be thrown away at any time, the user's own."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimtrack"
    except RuntimeError:  # nobody's home
        return Path(os.devnull)


def _table(values: Mapping[str, Any]) -> Table:
    rules = (Rule(symbol, name, tuple(row), single) for symbol, name, row, single in values["rules"])
    return Table(tuple(rules), tuple(values["actions"]), values["start"], values["end"])


def _keep(path: Path, values: Mapping[str, Any]) -> None:
    """Write a table for the next process, whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(json.dumps(values), encoding="utf-8")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@frozen
class Markers:
    """Function words beside a cue, as the clause grammar has them: marker -> types of cues.

    A marker is a type that is neither a cue nor what may stand anywhere. Beside no cue that a rule joins it to, it is a
    plain word. So a marker in one more place, or a new one, is a change of the grammar alone.

    Args:
        behind: cues that a marker may stand behind (``dilaporkan oleh``).
        before: cues that a marker may stand before (``demikian kata``).
        relative: markers behind which a relative may stand (``seperti yang dilaporkan``).
        behind_cue: type of cue -> markers that may stand behind it; follows from ``behind``.
        types: every type of marker; follows from ``behind`` and ``before``.
        kept: the types of all words whose place the grammar sees; follows from ``types``.
    """

    behind: Mapping[str, frozenset[str]]
    before: Mapping[str, frozenset[str]]
    relative: frozenset[str]
    behind_cue: Mapping[str, frozenset[str]] = field(init=False)
    types: frozenset[str] = field(init=False)
    kept: frozenset[str] = field(init=False)

    @behind_cue.default
    def _behind_cue(self) -> Mapping[str, frozenset[str]]:
        hosts = {cue for cues in self.behind.values() for cue in cues}
        return {cue: frozenset(kind for kind, cues in self.behind.items() if cue in cues) for cue in hosts}

    @types.default
    def _types(self) -> frozenset[str]:
        return frozenset({*self.behind, *self.before})

    @kept.default
    def _kept(self) -> frozenset[str]:
        return KNOWN | self.types


@cache
def markers(pack: Pack) -> Markers:
    """Read from the clause grammar of a pack which function words stand beside which cues."""
    behind: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    relative: set[str] = set()
    for rule in table(pack, "clause").rules:
        cue = next((at for at, kind in enumerate(rule.row) if kind in CUE_TYPES), None)
        for at, kind in enumerate(rule.row):
            if cue is None or not is_marker(kind):
                continue
            (before if at < cue else behind).setdefault(kind, set()).add(rule.row[cue])
            if rule.row[at + 1 : at + 2] == ("REL",):
                relative.add(kind)
    return Markers(_frozen(behind), _frozen(before), frozenset(relative))


def is_marker(kind: str) -> bool:
    """Tell whether a symbol of the clause grammar is the type of a marker."""
    return kind.isupper() and kind not in KNOWN


def _frozen(index: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(cues) for kind, cues in index.items()}
