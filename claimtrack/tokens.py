"""Tokens: the typed stretches of a sentence that the grammars read, and the families of their types."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from claimtrack.packs import Cue

CUE_TYPES = frozenset(
    {"INV", "ACT", "ACT_CLAUSE", "ACT_QUOTE", "NAMING", "FIND", "PAS", "OPI", "HEAR", "PREP", "NOUN", "RELAY", "BARE"}
    | {"HEAD"}
)
ACTIVE_CUES = frozenset({"ACT", "ACT_CLAUSE", "ACT_QUOTE"})
ACTIVE_VERBS = ACTIVE_CUES | {"NAMING", "FIND"}
PREDICATES = frozenset({"VERB", "PRED", "AUX", "NEG", "CALLED"})
PUNCTUATION = frozenset(["COMMA", "COLON", "SEMI", "DASH", "END", "QUOTE"])
BORDERS = frozenset(["COMP", "REL", "WITH", "SUB", "BUT", "AS"])
PLAIN = PUNCTUATION | BORDERS | {"W", "S", "OCC", "TIME"}  # what the clause grammar may find anywhere
MARKERS = frozenset(["LIKE", "THUS", "BY", "FROM", "NYA"])  # what it finds beside a cue only
COARSE = PUNCTUATION | BORDERS | MARKERS | CUE_TYPES


class Token(NamedTuple):
    """A typed stretch of a sentence; a tuple, since every word makes one and a tuple is made in a third of the time.

    Args:
        type: token type, upper case.
        start: offset of its first code point.
        stop: offset behind its last.
        low: the words in lower case.
        cue: the lexicon line, for a cue.
        first: index of its first fine token (coarse tokens only).
        last: index behind its last fine token (coarse tokens only).
    """

    type: str
    start: int
    stop: int
    low: str
    cue: Cue | None = None
    first: int = 0
    last: int = 0


# A token of all its values, made in half the time that a call of `Token` takes.
make: Callable[[tuple[str, int, int, str, Cue | None, int, int]], Token] = partial(tuple.__new__, Token)


def retyped(token: Token, kind: str) -> Token:
    """Return a token with another type."""
    return make((kind, *token[1:]))
