"""What reading says about places: which file and line, what is remarked there, and how much may stand there."""

from attrs import frozen

MEBIBYTE = 1 << 20
LONGEST_REASON = 400


@frozen
class Limits:
    """How much one input may hold; a file of many records may be of any size.

    Args:
        article: the longest text file, and the longest line of JSONL or record of CSV, in bytes.
        field: the longest id, outlet, title, date, address or author of an article, in code points.
    """

    article: int = 64 * MEBIBYTE
    field: int = 10_000


@frozen
class Remark:
    """Something to say about a place in the input.

    Args:
        reason: what, in one line; what stands before the first colon is the same for all that it is said of.
        path: the file, as it was named.
        line: line in that file, from 1; None for the file as a whole.
    """

    reason: str
    path: str
    line: int | None = None

    @property
    def kind(self) -> str:
        """Return the reason without what is special to this place."""
        return self.reason.partition(":")[0]

    def __str__(self) -> str:
        """Return place and reason in one line that is safe to print."""
        place = shown(self.path) if self.line is None else f"{shown(self.path)}:{self.line}"
        return f"{place}: {shown(self.reason[:LONGEST_REASON])}"


@frozen
class Warned(Remark):
    """A part of an article that is not understood; the article is worked on nevertheless and comes next."""


@frozen
class Skipped(Remark):
    """Something in the input that is no article to work on; the reason says why.

    Args:
        fault: the input is broken here, rather than just holding nothing to read.
    """

    fault: bool = False


def shown(text: str) -> str:
    """Return ``text`` with line breaks, control characters and broken bytes escaped, so that it stays one line."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
