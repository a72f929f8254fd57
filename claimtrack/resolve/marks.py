"""What the finders of credits share: the labels of a pack, the page they read, and the credit they return."""

import re
from functools import cache
from typing import cast, get_args

from attrs import field, frozen

from claimtrack.model import Credit, CreditRole, Span
from claimtrack.packs import Pack, any_of
from claimtrack.resolve.registry import Registry, folded, load_registry
from claimtrack.resolve.vocabulary import rows, vocabulary
from claimtrack.resolve.words import Vocabulary

DOMAIN = r"\w[\w-]*\.(?:(?:com|co|net|org|go|ac|or)\.[a-z]{2}|com|id|net|org|co|tv|news)\b"
PRESS = frozenset({"news_agency", "state_media", "outlet"})
ITEM = re.compile(r"[^,()/|]+")


@frozen
class Found:
    """A credit with the extent that is furniture because of it.

    Args:
        credit: the credit, None where the extent is furniture only.
        extent: the stretch to keep out of content.
    """

    credit: Credit | None
    extent: Span


@frozen
class Labels:
    """The labels of ``credits.txt``, lower case.

    Args:
        colon: label before a colon -> role.
        prefix: label before a name -> role.
        via: words that make a bracket a photo credit.
        line: labels that end a name, since a line of furniture begins.
        byline: labels of lines that end with the author's name behind a comma.
        colon_pattern: finds a label with its colon.
        prefix_pattern: finds a prefix with the name behind it.
    """

    colon: dict[str, str]
    prefix: dict[str, str]
    via: tuple[str, ...]
    line: tuple[str, ...]
    byline: tuple[str, ...]
    colon_pattern: re.Pattern[str]
    prefix_pattern: re.Pattern[str]


@frozen
class Page:
    """An article with what a finder of credits needs to know.

    Args:
        text: the article.
        outlet: who published it, as the input names it.
        known: the registry: who is an agency or an outlet.
        words: the vocabulary: what is a place.
        labels: the labels.
        low: the article in lower case; follows from ``text``.
    """

    text: str
    outlet: str
    known: Registry = field(repr=False)
    words: Vocabulary = field(repr=False)
    labels: Labels = field(repr=False)
    low: str = field(init=False, eq=False, repr=False)

    @low.default
    def _low(self) -> str:
        return self.text.lower()

    @classmethod
    def of(cls, text: str, outlet: str, pack: Pack) -> "Page":
        """Lay a text beside the lists of a pack."""
        return cls(text, outlet, load_registry(pack), vocabulary(pack), labels(pack))

    def span(self, start: int, stop: int) -> Span:
        """Return a stretch of the text."""
        return Span.of(self.text, start, stop)

    def is_press(self, name: str) -> bool:
        """Tell whether a name is that of an agency or outlet, the publisher included."""
        entry = self.known.lookup(name)
        return self.is_publisher(name) or (entry is not None and entry.kind in PRESS)

    def is_publisher(self, name: str) -> bool:
        """Tell whether a name is that of the outlet that published the article."""
        return bool(self.outlet) and folded(name) == folded(self.outlet)

    def is_place(self, name: str) -> bool:
        """Tell whether a name is that of a place."""
        words = tuple(name.lower().split())
        return bool(words) and self.words.places.match(words) == len(words)

    def credit(self, role: str, bounds: tuple[int, int], extent: Span) -> Found:
        """Return a credit with the blanks and marks at its borders cut off; none for a role that is furniture."""
        start, stop = bounds
        while start < stop and not self.text[start].isalnum():
            start += 1
        while stop > start and not (self.text[stop - 1].isalnum() or self.text[stop - 1] in ")."):
            stop -= 1
        if start >= stop or role not in get_args(CreditRole):
            return Found(None, extent)
        span = self.span(start, stop)
        return Found(Credit(cast("CreditRole", role), span.text, span), extent)


@cache
def labels(pack: Pack) -> Labels:
    """Return the credit labels of a pack, compiled once."""
    table = [row for row in rows(pack, "credits") if len(row) == 3]  # noqa: PLR2004 - label, role, shape

    def shaped(shape: str) -> dict[str, str]:
        return {row[0].lower(): row[1] for row in table if row[2] == shape}

    def longest(labels: dict[str, str]) -> list[str]:
        return sorted(labels, key=len, reverse=True)

    colon, prefix = shaped("colon"), shaped("prefix")
    return Labels(
        colon=colon,
        prefix=prefix,
        via=tuple(shaped("via")),
        line=tuple(shaped("line")),
        byline=tuple(shaped("byline")),
        colon_pattern=re.compile(rf"(?<!\w)({any_of(longest(colon))})[ \t]*:[ \t]*", re.IGNORECASE),
        prefix_pattern=re.compile(rf"(?<!\w)({any_of(longest(prefix))})[ \t]+({DOMAIN}|[A-Z][\w.]*)", re.IGNORECASE),
    )
