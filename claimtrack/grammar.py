"""Grammar: the ``.lark`` files of a pack in, their parsers out, and which function words they join to which cues."""

from collections.abc import Iterator, Mapping
from functools import cache

from attrs import field, frozen
from lark import Lark
from lark import Token as LarkToken
from lark.exceptions import LarkError
from lark.lexer import Lexer

from claimtrack.errors import PackError
from claimtrack.packs import Pack
from claimtrack.tokens import CUE_TYPES, PLAIN

KNOWN = PLAIN | CUE_TYPES | {"NYA", "DI", "ADVERB"}  # types of words whose place no grammar has to say


class TypeLexer(Lexer):
    """Hands the types of ready-made tokens to Lark; ``start_pos`` is the index of the token."""

    def __init__(self, lexer_conf: object) -> None:
        """Take Lark's configuration, of which nothing is needed."""

    def lex(self, data: tuple[str, ...]) -> Iterator[LarkToken]:  # type: ignore[override]
        """Yield one Lark token a type."""
        for index, kind in enumerate(data):
            yield LarkToken(kind, kind, start_pos=index)


@cache
def parser(pack: Pack, name: str) -> Lark:
    """Build the LALR parser of one of the pack's grammars.

    Raises:
        PackError: the pack has no such grammar, or it does not compile.
    """
    text = pack.grammar(name)
    try:
        return compiled(text)
    except LarkError as error:
        msg = f"{pack.path / name}.lark does not compile; see why: claimtrack check {pack.path}"
        raise PackError(msg) from error


def compiled(text: str) -> Lark:
    """Build the LALR parser of a grammar; one with a conflict is none.

    Raises:
        LarkError: it does not compile.
    """
    return Lark(text, parser="lalr", lexer=TypeLexer, start="start", strict=True)


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
    """

    behind: Mapping[str, frozenset[str]]
    before: Mapping[str, frozenset[str]]
    relative: frozenset[str]
    behind_cue: Mapping[str, frozenset[str]] = field(init=False)
    types: frozenset[str] = field(init=False)

    @behind_cue.default
    def _behind_cue(self) -> Mapping[str, frozenset[str]]:
        hosts = {cue for cues in self.behind.values() for cue in cues}
        return {cue: frozenset(kind for kind, cues in self.behind.items() if cue in cues) for cue in hosts}

    @types.default
    def _types(self) -> frozenset[str]:
        return frozenset({*self.behind, *self.before})


@cache
def markers(pack: Pack) -> Markers:
    """Read from the clause grammar of a pack which function words stand beside which cues."""
    behind: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    relative: set[str] = set()
    for rule in parser(pack, "clause").rules:
        row = [str(symbol.name) for symbol in rule.expansion]
        cue = next((at for at, kind in enumerate(row) if kind in CUE_TYPES), None)
        for at, kind in enumerate(row):
            if cue is None or not is_marker(kind):
                continue
            (before if at < cue else behind).setdefault(kind, set()).add(row[cue])
            if row[at + 1 : at + 2] == ["REL"]:
                relative.add(kind)
    return Markers(_frozen(behind), _frozen(before), frozenset(relative))


def is_marker(kind: str) -> bool:
    """Tell whether a symbol of the clause grammar is the type of a marker."""
    return kind.isupper() and kind not in KNOWN


def _frozen(index: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(cues) for kind, cues in index.items()}
