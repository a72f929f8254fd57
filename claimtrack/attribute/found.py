"""Found: a source that was read beside a cue."""

from typing import NamedTuple


class Found(NamedTuple):
    """A source: its fine tokens ``[first, last)``, how it was found, and where reading may resume.

    Args:
        first: index of the first fine token of the source.
        last: index behind the last.
        rule: rule of ``source.lark``, or ``shared`` or ``antecedent``.
        resume: for a source behind its cue, the index behind the source and its circumstances.
    """

    first: int
    last: int
    rule: str
    resume: int = 0
