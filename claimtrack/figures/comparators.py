"""An amount in, what the words round it say about its bounds out: comparator and interval."""

from fractions import Fraction

from attrs import frozen

from claimtrack.figures.amounts import Amount
from claimtrack.figures.context import Context
from claimtrack.figures.unit_tables import UnitTables

ALMOST = "almost"
TEN, HUNDRED = 10, 100


@frozen
class Bounds:
    """An interval and how it was said.

    Args:
        start: position of the first token of the expression, comparator included.
        comparator: the sign, ``range`` or ``vague``.
        low, high: the ends, None where there is none.
        approximate: a range that is only about right.
    """

    start: int
    comparator: str
    low: Fraction | None
    high: Fraction | None
    approximate: bool = False


def bounds(context: Context, amount: Amount, floor: int) -> Bounds:
    """Return the interval that an amount stands for, with the comparator before or behind it.

    Args:
        context: the text.
        amount: the amount.
        floor: position behind the quantity before, which keeps its words.
    """
    start = amount.start
    if amount.ranged and (between := context.tables.between.before(context.tokens, start)) is not None:
        start = between[1] if between[1] >= floor else start
    sign, start = comparator_before(context, start, floor)
    low, high = interval(sign or amount.behind, amount, context.tables)
    return Bounds(start, shown(sign or amount.behind, amount), low, high, approximate=amount.ranged and sign == "~")


def comparator_before(context: Context, at: int, floor: int) -> tuple[str, int]:
    """Return the comparator that ends before a position and where it starts; of two kinds the nearer counts."""
    sign = ""
    while (found := context.tables.comparators.before(context.tokens, at)) is not None:
        if (sign and found[0] != sign) or found[1] < floor or context.is_taken(at - 1) or context.tokens.opens_line(at):
            break
        sign, at = found
    return sign, at


def interval(sign: str, amount: Amount, tables: UnitTables) -> tuple[Fraction | None, Fraction | None]:
    """Return the bounds of a number under a comparator."""
    low, high = amount.number.low, amount.number.high
    if amount.ranged:
        return low, high
    return _one_sided(sign, low, high, tables) or _two_sided(sign, amount, tables)


def _one_sided(
    sign: str, low: Fraction, high: Fraction, tables: UnitTables
) -> tuple[Fraction | None, Fraction | None] | None:
    if sign in {">", ">="}:
        return low, None
    if sign in {"<", "<="}:
        return min(Fraction(0), high), high
    return (min(low * tables.almost, high), high) if sign == ALMOST else None


def _two_sided(sign: str, amount: Amount, tables: UnitTables) -> tuple[Fraction, Fraction]:
    low, high = amount.number.low, amount.number.high
    if is_decade(amount):
        return low, low + TEN - 1
    if amount.number.kind != "vague" and (sign == "~" or amount.number.kind == "about"):
        ends = [end * share for end in (low, high) for share in (1 - tables.about, 1 + tables.about)]
        return min(ends), max(ends)
    return low, high


def shown(sign: str, amount: Amount) -> str:
    """Return the comparator that a quantity shows."""
    if amount.ranged:
        return "range"
    if sign in {"<", "<=", ">", ">="}:
        return sign
    if sign == ALMOST:
        return "<"
    if amount.number.kind == "vague" or is_decade(amount):
        return "vague"
    return "~" if sign == "~" or amount.number.kind == "about" else "="


def is_decade(amount: Amount) -> bool:
    """Tell whether the amount is ``30-an``: thirty to thirty-nine."""
    value = amount.number.low
    return amount.number.kind == "about" and TEN <= value < HUNDRED and value % TEN == 0
