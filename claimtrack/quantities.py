"""Text in, the quantities it names out: an interval, a comparator and a unit for each, with their words.

The conventions stand in docs/figures.md, the words in ``numbers.toml`` of the language pack.
"""

from typing import Literal, cast

from attrs import frozen

from claimtrack.figures.amounts import Amount, read_amount
from claimtrack.figures.comparators import bounds
from claimtrack.figures.context import Context
from claimtrack.figures.date_tables import date_tables
from claimtrack.figures.moments import Reader
from claimtrack.figures.names import continues, reason
from claimtrack.figures.readings import read_times
from claimtrack.figures.tokens import Tokens
from claimtrack.figures.unit_tables import unit_tables
from claimtrack.model import Span

Comparator = Literal["=", "~", ">", ">=", "<", "<=", "range", "vague"]
Measure = Literal["plan", "capacity", "rate"]

AGE = "age"
APPROXIMATE = "approximate"
RATE: Measure = "rate"


@frozen
class Quantity:
    """A quantity named in a text.

    Args:
        span: comparator, number, scale and unit; half-open, in code points of the text.
        low: the least it may be; ``high``: the most; None where it has no bound. Whether a bound itself is included
            tells the comparator: ``>`` and ``<`` leave it out.
        comparator: ``=``; ``~`` about; ``>``, ``>=``, ``<``, ``<=``; ``range`` with two ends; ``vague`` (puluhan ribu).
        unit: ISO code of a currency, canonical measure, ``x`` for times, ``bagian`` for a share, else the head noun of
            what is counted; ``a/b`` for "a per b"; None where the text names none.
        measure: ``rate`` (per something), ``plan`` (target, akan), ``capacity``; None where the words do not tell.
        flags: ``english_decimal`` (1.5 juta), ``english_groups`` (1,500 orang), ``ambiguous_decimal`` (1,500),
            ``age``, ``approximate`` (a range behind "sekitar").
    """

    span: Span
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None = None
    measure: Measure | None = None
    flags: tuple[str, ...] = ()


def find_quantities(text: str, *, lang: str = "id") -> tuple[Quantity, ...]:
    """Find the quantities that a text names.

    Args:
        text: any text.
        lang: language of the text, the name of a pack.

    Returns:
        Quantities sorted by start, without overlaps. Dates, times of day, years, ordinals, scores, names of laws,
        phone numbers and the like are none.

    Raises:
        PackError: there is no such pack, or it has no ``numbers.toml`` or ``dates.toml``.

    Example:
        >>> [found] = find_quantities("Lebih dari 13.000 kontainer tiba.")
        >>> found.span.text, found.low, found.high, found.comparator, found.unit
        ('Lebih dari 13.000 kontainer', 13000.0, None, '>', 'kontainer')
    """
    tokens = Tokens.of(text)
    context = Context.of(tokens, unit_tables(lang), read_times(Reader(tokens, date_tables(lang))))
    found: list[Quantity] = []
    at = floor = 0
    named = -1
    while at < len(tokens):
        amount = read_amount(context, at)
        if amount is None:
            at += 1
            continue
        age = is_age(context, amount)
        if not age and (continues(context, amount, named) or reason(context, amount)):
            named = at = amount.number.stop
            continue
        quantity = _quantity(context, amount, floor, age=age)
        found += [quantity] if quantity else []
        floor = at = amount.stop
    return tuple(found)


def _quantity(context: Context, amount: Amount, floor: int, *, age: bool) -> Quantity | None:
    tokens, tables = context.tokens, context.tables
    said = bounds(context, amount, floor)
    if tokens.word(amount.start) in tables.indefinite and said.start == amount.start:
        return None
    age = age or tokens.word(said.start - 1) in tables.age
    unit = amount.unit.name if amount.unit else tables.age_unit if age else None
    flags = amount.number.flags + ((AGE,) if age else ()) + ((APPROXIMATE,) if said.approximate else ())
    return Quantity(
        span=Span.of(tokens.text, tokens.starts[said.start], tokens.stops[amount.stop - 1]),
        low=None if said.low is None else float(said.low),
        high=None if said.high is None else float(said.high),
        comparator=cast("Comparator", said.comparator),
        unit=unit,
        measure=_measure(context, said.start, unit),
        flags=flags,
    )


def is_age(context: Context, amount: Amount) -> bool:
    """Tell whether a bare number behind a name is an age: ``SN (34)``, ``Rahmat, 34, warga``."""
    tokens, tables = context.tokens, context.tables
    value, before, after = amount.number.low, tokens.raw_word(amount.start - 1), tokens.raw_word(amount.stop)
    bare = amount.bare or (amount.unit is not None and amount.unit.name == tables.age_unit)
    if not (bare and amount.number.figures and value.denominator == 1 and 0 < value <= tables.age_limit):
        return False
    if amount.number.flags or amount.ranged or (before, after) not in {("(", ")"), (",", ",")}:
        return False
    name = tokens.raw_word(amount.start - 2)
    return name[:1].isupper() and name.isalpha() and not context.designator(amount.start - 1)


def _measure(context: Context, start: int, unit: str | None) -> Measure | None:
    """Tell what is measured from the unit or the words shortly before it."""
    if unit is not None and context.tables.numerals.slash & set(unit):
        return RATE
    tokens, tables = context.tokens, context.tables
    for at in range(start - 1, max(-1, start - 1 - tables.measure_reach), -1):
        if tokens.word(at) in tables.measures:
            return cast("Measure", tables.measures[tokens.word(at)])
        if not tokens.is_word(at) or tokens.opens_line(at + 1):
            break
    return None
