"""Grammar: the ``.lark`` files of a pack in, Lark's parsers out, and the tables that it made of them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from lark import Lark
from lark import Token as LarkToken
from lark.exceptions import LarkError
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from claimtrack.errors import PackError
from claimtrack.packs import Pack


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
    return Lark(text, parser="lalr", lexer=TypeLexer, start="start", strict=True, maybe_placeholders=False)


def table_values(pack: Pack, name: str) -> dict[str, Any]:
    """Return what Lark made of one of the pack's grammars in plain values, as `claimtrack.tables` keeps and reads them.

    Raises:
        PackError: the pack has no such grammar, or it does not compile.
    """
    lark = parser(pack, name)
    made = lark.parser.parser._parse_table  # noqa: SLF001 - Lark has no other way to it
    index = {rule: at for at, rule in enumerate(lark.rules)}
    return {
        "rules": [
            (
                str(rule.origin.name),
                str(rule.alias or rule.origin.name),
                [str(symbol.name) for symbol in rule.expansion],
                bool(rule.options.expand1 and not rule.alias),
            )
            for rule in lark.rules
        ],
        "actions": [
            {
                str(symbol): arg if action is Shift else ~index[arg]
                for symbol, (action, arg) in made.states[state].items()
            }
            for state in range(len(made.states))
        ],
        "start": made.start_states["start"],
        "end": made.end_states["start"],
    }
