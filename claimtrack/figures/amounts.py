"""Tokens in, amounts out: a number with its currency sign and its unit, or a range of two, without comparator."""

from fractions import Fraction

from attrs import evolve, frozen

from claimtrack.figures.context import Context
from claimtrack.figures.numerals import AMBIGUOUS_DECIMAL, BASE, ENGLISH_GROUPS, THOUSAND, Numeral, read_number
from claimtrack.figures.units import Unit, per_unit, read_unit

OR_RATIO = 2
"""``10 atau 12 orang`` is a range; where the second is more than twice the first, they are two numbers."""


@frozen
class Amount:
    """A number, or a range of numbers, with its unit.

    Args:
        start: position of its first token; ``stop``: position behind its last one.
        figure: position of the number itself, behind a currency sign.
        number: the number; in a range ``low`` and ``high`` are its ends.
        unit: the unit, or None.
        behind: comparator that stands behind the number (``500 orang lebih``), or an empty string.
        ranged: two numbers were read.
    """

    start: int
    stop: int
    figure: int
    number: Numeral
    unit: Unit | None = None
    behind: str = ""
    ranged: bool = False

    @property
    def bare(self) -> bool:
        """Tell whether nothing but position says that this is a quantity."""
        return self.unit is None and self.number.scale == 1

    @property
    def known(self) -> bool:
        """Tell whether a scale word or a unit in the tables says that this is a quantity."""
        return self.number.scale != 1 or (self.unit is not None and self.unit.known)


def read_amount(context: Context, at: int) -> Amount | None:
    """Return the amount or range that starts at a position."""
    first = read_single(context, at)
    return None if first is None else (_ranged(context, first) or first)


def read_single(context: Context, at: int) -> Amount | None:
    """Return the single amount that starts at a position: ``Rp 1,2 triliun``, ``12 (dua belas) orang``, ``setahun``."""
    tokens, tables = context.tokens, context.tables
    if not (tokens.is_figure(at) or tokens.word(at) in tables.starts) or context.is_taken(at):
        return None
    if tokens.word(at) in tables.minus or tokens.word(at) in tables.numerals.hyphens:
        return _negative(context, at)
    if (one := tables.one_units.get(tokens.word(at))) is not None:
        return _one(context, at, one)
    sign = _sign(context, at)
    number_at = sign.stop if sign else at
    read = read_number(tokens, number_at, tables.numerals, money=sign is not None and sign.kind == "money")
    if read is None or any(context.is_taken(part) for part in range(number_at, read.stop)):
        return None
    number = _with_repetition(context, read)
    amount = Amount(at, number.stop, number_at, number)
    return _product(context, amount) or _with_unit(context, amount, sign)


def _negative(context: Context, at: int) -> Amount | None:
    """Read ``minus 5 derajat`` and ``-5°C``; a hyphen counts where it is tied to a measure only."""
    tokens = context.tokens
    word = tokens.is_word(at)
    if not tokens.is_figure(at + 1) or not (word or (tokens.glued(at + 1) and not tokens.glued(at))):
        return None
    amount = read_single(context, at + 1)
    if amount is None or amount.unit is None or amount.unit.kind != "measure":
        return None
    number = evolve(amount.number, low=-amount.number.high, high=-amount.number.low)
    return evolve(amount, start=at, number=number)


def _product(context: Context, amount: Amount) -> Amount | None:
    """Read ``3 x 24 jam``."""
    tables, stop = context.tables, amount.number.stop
    if context.tokens.word(stop) not in tables.multiply or not context.tokens.is_figure(stop + 1):
        return None
    factor = read_number(context.tokens, stop + 1, tables.numerals)
    by = _with_unit(context, Amount(stop + 1, factor.stop, stop + 1, factor), None) if factor else None
    if by is None or by.unit is None or by.unit.name not in tables.multiply_units:
        return None
    number = evolve(by.number, low=amount.number.low * by.number.low, high=amount.number.high * by.number.high)
    return evolve(by, start=amount.start, figure=amount.figure, number=number)


def _one(context: Context, at: int, name: str) -> Amount | None:
    """Read ``setahun`` and ``seorang``; not ``sehari-hari``."""
    if context.tokens.word(at + 1) in context.tables.numerals.hyphens and context.tokens.glued(at + 1):
        return None
    counts = context.tokens.word(at) in context.tables.indefinite
    unit = Unit(name, at + 1, "thing" if counts else "measure")
    return Amount(at, at + 1, at, Numeral(Fraction(1), Fraction(1), at + 1), unit)


def _sign(context: Context, at: int) -> Unit | None:
    """Return the unit that a sign before a number tells: ``Rp``, ``US$``, ``magnitudo``."""
    tokens, tables = context.tokens, context.tables
    if (money := tables.currency_signs.at(tokens, at)) is not None:
        stop = money[1] + 1 if tokens.word(money[1]) == tables.numerals.group else money[1]
        return Unit(money[0], stop, "money")
    raw = tokens.raw_word(at)
    unit = tables.unit_signs.get(raw if len(raw) == 1 else raw.lower())
    return Unit(unit, at + 1, "measure") if unit is not None and tokens.is_figure(at + 1) else None


def _with_repetition(context: Context, number: Numeral) -> Numeral:
    """Take up the same number in brackets: ``12 (dua belas)``."""
    tokens = context.tokens
    if tokens.word(number.stop) != "(":
        return number
    again = read_number(tokens, number.stop + 1, context.tables.numerals)
    if again is None or (again.low, again.high) != (number.low, number.high):
        return number
    money = context.tables.currencies.at(tokens, again.stop)
    stop = money[1] if money else again.stop
    return evolve(number, stop=stop + 1) if tokens.word(stop) == ")" else number


def _with_unit(context: Context, amount: Amount, sign: Unit | None) -> Amount:
    tokens, tables = context.tokens, context.tables
    behind, at = _behind(context, amount.stop)
    if sign:
        at = _money_tail(context, at) if sign.kind == "money" else at
        unit = per_unit(tokens, evolve(sign, stop=at), tables)
        return evolve(amount, number=_settled(amount.number, unit), unit=unit, stop=unit.stop, behind=behind)
    title = tokens.raw_word(amount.start)[0].isupper()
    found = None if context.is_taken(at) else read_unit(tokens, at, tables, title=title)
    if amount.number.kind == "part" and (found is None or not found.known or found.kind != "measure"):
        return evolve(amount, unit=Unit(tables.part_unit, amount.stop, "measure"))
    if found is None:
        return evolve(amount, number=_settled(amount.number, None), behind=behind, stop=at)
    if not behind and not tokens.opens_line(found.stop):
        behind, stop = _behind(context, found.stop)
        found = evolve(found, stop=stop)
    return evolve(amount, number=_settled(amount.number, found), unit=found, stop=found.stop, behind=behind)


def _behind(context: Context, at: int) -> tuple[str, int]:
    """Read ``lebih``, ``atau lebih`` and ``ke atas`` behind a number or unit."""
    tokens, tables = context.tokens, context.tables
    found = tables.comparators_behind.at(tokens, at)
    if found is None or tokens.word(found[1]) in tables.blocked_behind or tokens.opens_line(at):
        return "", at
    return found[0], found[1]


def _money_tail(context: Context, at: int) -> int:
    """Skip the ``,-`` of ``Rp 5.000,-`` and a currency said twice (``Rp 5 juta rupiah``)."""
    tokens = context.tokens
    tail = tokens.word(at) == context.tables.numerals.decimal and tokens.glued(at + 1)
    if tail and tokens.word(at + 1) in context.tables.numerals.hyphens:
        return at + 2
    again = context.tables.currencies.at(tokens, at)
    return again[1] if again else at


def _settled(number: Numeral, unit: Unit | None) -> Numeral:
    """Read ``1,500`` and ``1,234 orang`` as thousands, and ``1,234 triliun`` as it stands."""
    if AMBIGUOUS_DECIMAL not in number.flags:
        return number
    if number.scale != 1:
        return evolve(number, flags=())
    round_hundreds = (number.low * BASE).denominator == 1
    if not round_hundreds and (unit is None or unit.kind != "thing"):
        return number
    return evolve(number, low=number.low * THOUSAND, high=number.high * THOUSAND, flags=(ENGLISH_GROUPS,))


def _ranged(context: Context, first: Amount) -> Amount | None:
    joint = _joint(context, first)
    last = read_single(context, joint) if joint is not None else None
    if last is None or first.behind or (first.number.kind == "vague") != (last.number.kind == "vague"):
        return None
    low, high = _shared_scale(first, last), last.number
    if low.low >= high.high or not _same_unit(first, last):
        return None
    either = context.tokens.word(first.stop) in context.tables.either
    if either and high.high > OR_RATIO * low.low:
        return None
    number = evolve(high, low=low.low, flags=tuple(dict.fromkeys(low.flags + high.flags)), figures=low.figures)
    unit = last.unit or first.unit
    return Amount(first.start, last.stop, first.figure, number, unit, behind=last.behind, ranged=True)


def _joint(context: Context, first: Amount) -> int | None:
    """Return the position behind the words that join two ends of a range."""
    tokens, tables, at = context.tokens, context.tables, first.stop
    if tokens.opens_line(at):
        return None
    through = tables.through.at(tokens, at)
    if tables.between.before(tokens, first.start) is not None and tokens.word(at) in tables.joins:
        return through[1] if through else at + 1
    if through is not None:
        return through[1]
    hyphen = tokens.word(at) in tables.numerals.hyphens
    return at + 1 if hyphen or tokens.word(at) in tables.either else None


def _shared_scale(first: Amount, last: Amount) -> Numeral:
    """Give ``10`` in ``10-12 ribu`` the scale of ``12 ribu``; not ``500`` in ``500 hingga 2 ribu``."""
    number, scale = first.number, last.number.scale
    if number.scale != 1 or scale == 1 or number.low * scale > last.number.low or not _unitless(first):
        return number
    return evolve(number, low=number.low * scale, high=number.high * scale)


def _unitless(amount: Amount) -> bool:
    return amount.unit is None or (amount.unit.kind == "money" and amount.number.scale == 1)


def _same_unit(first: Amount, last: Amount) -> bool:
    if first.unit is None:
        return True
    if last.unit is None:
        return first.unit.kind == "money" and first.unit.stop == first.stop and first.start < first.number.stop - 1
    return first.unit.name == last.unit.name or last.unit.name.startswith(first.unit.name + "/")
