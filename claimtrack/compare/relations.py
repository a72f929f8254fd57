"""Two wordings of one claim in, how they relate out, with the words it rests on.

Whether two figures can be compared at all is decided first: they must have one unit and measure the same thing. A
figure of a later day supersedes one of an earlier day; only figures of one day can differ.
"""

from datetime import date
from functools import lru_cache
from typing import Literal

from attrs import frozen

from claimtrack.compare.polarity import Sides, opposed
from claimtrack.quantities import Quantity, find_quantities

Kind = Literal["agrees", "refines", "updates", "differs", "denies", "not_comparable"]

OPEN = float("inf")
ROUNDING = 0.005
REMEMBERED = 1 << 13
VAGUE = "vague"
NO_SIDES = Sides()
TELLING: tuple[Kind, ...] = ("differs", "updates", "not_comparable", "refines", "agrees")


@frozen
class Wording:
    """One wording of a claim, as it is related to another.

    Args:
        figures: the quantities it names, in order.
        day: when it was published; None where unknown.
        denies: its source holds the claim not to be so.
        undecided: its source neither supports nor denies.
        marker: the words that say so: a cue or a modality marker; empty where no word does, as in a question.
        near: for each of ``figures`` the terms beside it, which tell what it answers; empty where they are not known.
        sides: what its words say is so and what not; empty where ``denies`` tells that already.
    """

    figures: tuple[Quantity, ...] = ()
    day: date | None = None
    denies: bool = False
    undecided: bool = False
    marker: str = ""
    near: tuple[frozenset[str], ...] = ()
    sides: Sides = NO_SIDES

    def beside(self, figure: Quantity) -> frozenset[str]:
        """Return the terms beside one of ``figures``; empty where they are not known."""
        return self.near[self.figures.index(figure)] if self.near else frozenset()


@frozen
class Relation:
    """How a wording relates to the one before it.

    Args:
        kind: ``agrees``; ``refines`` (its figure lies within the other's); ``updates`` (another figure, later);
            ``differs`` (another figure, same day or day unknown); ``denies``; ``not_comparable``.
        before: words of the one before that it rests on; empty where it rests on the likeness alone.
        after: words of this one.
    """

    kind: Kind
    before: str = ""
    after: str = ""

    @property
    def tells(self) -> bool:
        """Tell whether a reader learns something of it: the same figure in the same words is no news."""
        return self.kind != "agrees" or self.before.casefold() != self.after.casefold()


@lru_cache(maxsize=REMEMBERED)
def figures_of(text: str, lang: str) -> tuple[Quantity, ...]:
    """Return the quantities that ``text`` names; a comparison asks for those of one wording again and again."""
    return find_quantities(text, lang=lang)


def relate(before: Wording, after: Wording) -> Relation:
    """Return how ``after`` relates to ``before``, a wording of the same claim that was published no later.

    Example:
        >>> from claimtrack.quantities import find_quantities
        >>> first, second = (Wording(find_quantities(text)) for text in ("40 rumah rusak", "lebih dari 60 rumah rusak"))
        >>> relate(first, second)
        Relation(kind='differs', before='40 rumah', after='lebih dari 60 rumah')
    """
    if before.undecided or after.undecided:
        return Relation("not_comparable", *(one.marker if one.undecided else "" for one in (before, after)))
    turned = opposed(before.sides, after.sides)
    if (before.denies != after.denies) != (turned is not None):
        return Relation("denies", *(turned or (before.marker, after.marker)))
    found = [relation for one in before.figures if (relation := _figure(one, before, after))]
    return min(found, key=lambda relation: TELLING.index(relation.kind), default=Relation("agrees"))


def _figure(one: Quantity, before: Wording, after: Wording) -> Relation | None:
    """Return how the figure ``one`` of ``before`` relates to those of ``after``; None where that has no such figure."""
    same = [other for other in after.figures if other.unit == one.unit and _certain(one) and _certain(other)]
    alike = [other for other in same if other.measure == one.measure and _one_question(before, one, after, other)]
    if not alike:
        return Relation("not_comparable", one.span.text, same[0].span.text) if same else None
    meeting = next((other for other in alike if overlap(one, other)), None)
    if meeting is not None:
        return Relation("refines" if within(meeting, one) else "agrees", one.span.text, meeting.span.text)
    if len(alike) > 1 or sum(other.unit == one.unit for other in before.figures) > 1:
        return None  # which of several figures answers which cannot be told
    if VAGUE in {one.comparator, alike[0].comparator}:
        return None  # "miliaran" and "belasan miliar" are both said of one sum
    later = before.day is not None and after.day is not None and before.day < after.day
    return Relation("updates" if later else "differs", one.span.text, alike[0].span.text)


def _one_question(before: Wording, one: Quantity, after: Wording, other: Quantity) -> bool:
    """Tell whether two figures answer one question: a word beside the one stands beside the other, as far as known."""
    mine, theirs = before.beside(one), after.beside(other)
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _certain(quantity: Quantity) -> bool:
    """Tell whether what is counted is known."""
    return quantity.unit is not None


def _ends(quantity: Quantity) -> tuple[float, float]:
    return (-OPEN if quantity.low is None else quantity.low, OPEN if quantity.high is None else quantity.high)


def overlap(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities can be one; ``more than 40`` and ``40`` cannot, ``11,40`` and ``11,4085`` can."""
    (low, high), (least, most) = _ends(one), _ends(other)
    if low == high and least == most:
        return abs(low - least) <= ROUNDING * max(abs(low), abs(least))
    if high == least:
        return one.comparator != "<" and other.comparator != ">"
    if most == low:
        return one.comparator != ">" and other.comparator != "<"
    return low < most and least < high


def within(inner: Quantity, outer: Quantity) -> bool:
    """Tell whether ``inner`` says more than ``outer``: its interval is smaller and lies in the other's."""
    (low, high), (least, most) = _ends(inner), _ends(outer)
    return least <= low and high <= most and (low, high) != (least, most)
