"""Tokens in, the number that starts at one of them out: in figures, in words, or both mixed.

Values are exact fractions, so that ``1,1 juta`` is 1100000 and not one bit less.
"""

import re
from fractions import Fraction
from functools import cache
from typing import Literal

from attrs import evolve, frozen

from claimtrack.figures.tables import Numerals
from claimtrack.figures.tokens import Tokens

Kind = Literal["exact", "part", "about", "vague"]

ENGLISH_DECIMAL = "english_decimal"
ENGLISH_GROUPS = "english_groups"
AMBIGUOUS_DECIMAL = "ambiguous_decimal"

MAX_DIGITS = 18
"""Longer runs of digits are identifiers, not quantities."""

MAX_PLAIN_DIGITS = 12
"""Without points between the thousands, longer runs are card and account numbers."""

MAX_LENGTH = 40

MAX_VAGUE_SCALES = 2
"""``ratusan ribu triliun`` is the most that anybody writes."""

BASE = 10
THOUSAND = 1000


@frozen
class Numeral:
    """A number read from the text.

    Args:
        low: smallest value meant; ``high``: largest value meant; equal unless the number is vague.
        stop: position behind its last token.
        kind: ``exact``, ``part`` (half, two thirds), ``about`` (1.500-an) or ``vague`` (dozens of thousands).
        scale: the last scale word that it holds, 1 where there is none.
        flags: doubts about how the figures are written.
        figures: it starts with a figure.
    """

    low: Fraction
    high: Fraction
    stop: int
    kind: Kind = "exact"
    scale: Fraction = Fraction(1)
    flags: tuple[str, ...] = ()
    figures: bool = False

    def times(self, scale: Fraction, stop: int) -> "Numeral":
        """Return this number multiplied by a scale word that ends at ``stop``."""
        return evolve(self, low=self.low * scale, high=self.high * scale, scale=scale, stop=stop)


@cache
def _patterns(decimal: str, group: str) -> tuple[re.Pattern[str], ...]:
    point, comma = re.escape(decimal), re.escape(group)
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{comma}[0-9]{{3}})+",
            rf"(0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{comma}[0-9]{{3}})+){point}[0-9]+",
            rf"(?:0|[1-9][0-9]*){comma}[0-9]+",
            rf"[1-9][0-9]{{0,2}}(?:{point}[0-9]{{3}}){{2,}}|[1-9][0-9]{{0,2}}(?:{point}[0-9]{{3}})+{comma}[0-9]+",
        )
    )


def read_figure(figure: str, tables: Numerals) -> tuple[Fraction, tuple[str, ...]] | None:
    """Return the value of figures such as ``1.500,25`` and doubts about it.

    Args:
        figure: ASCII digits with the decimal and group signs of the language between them.
        tables: the numeral tables of the language.

    Returns:
        The value and flags, or None for what is no number: a leading zero, a date, too many digits.

    Example:
        >>> from claimtrack.figures.tables import numerals
        >>> read_figure("1.5", numerals("id"))
        (Fraction(3, 2), ('english_decimal',))
    """
    if _is_identifier(figure, tables):
        return None
    whole, local, slip, foreign = _patterns(tables.decimal, tables.group)
    if whole.fullmatch(figure):
        return Fraction(figure.replace(tables.group, "")), ()
    if local.fullmatch(figure):
        value = Fraction(figure.replace(tables.group, "").replace(tables.decimal, "."))
        before, _, after = figure.partition(tables.decimal)
        doubtful = len(after) == 3 and before != "0" and tables.group not in before and len(before) <= 3  # noqa: PLR2004
        return value, (AMBIGUOUS_DECIMAL,) if doubtful else ()
    if slip.fullmatch(figure):
        return Fraction(figure.replace(tables.group, ".")), (ENGLISH_DECIMAL,)
    if foreign.fullmatch(figure):
        return Fraction(figure.replace(tables.decimal, "").replace(tables.group, ".")), (ENGLISH_GROUPS,)
    return None


def _is_identifier(figure: str, tables: Numerals) -> bool:
    """Tell whether figures are too long for a number of anything."""
    whole = figure.partition(tables.decimal)[0].replace(tables.group, "")
    return len(whole) > (MAX_PLAIN_DIGITS if figure.isdigit() else MAX_DIGITS) or len(figure) > MAX_LENGTH


def read_number(tokens: Tokens, at: int, tables: Numerals, *, money: bool = False) -> Numeral | None:
    """Return the number that starts at a token, with the scale words that belong to it.

    Args:
        tokens: the text.
        at: position of the first token.
        tables: the numeral tables of the language.
        money: a currency sign stands before it, so that upper-case scale letters count.

    Returns:
        The longest number, or None where none starts.
    """
    return (
        _read_vague(tokens, at, tables)
        or _read_part(tokens, at, tables)
        or _read_counted(tokens, at, tables, money=money)
    )


def _read_vague(tokens: Tokens, at: int, tables: Numerals) -> Numeral | None:
    about = tables.about_ones.get(tokens.word(at))
    if about is not None:
        return Numeral(about, about, at + 1, kind="about")
    bounds = tables.vague.get(tokens.word(at))
    if bounds is None:
        return None
    low, high = bounds
    stop = at + 1
    while (scale := tables.scales.get(tokens.word(stop))) is not None and stop <= at + MAX_VAGUE_SCALES:
        low, high = low * scale, (high + 1) * scale - 1
        stop += 1
    return Numeral(low, high, stop, kind="vague")


def _read_part(tokens: Tokens, at: int, tables: Numerals) -> Numeral | None:
    found = _part_word(tokens, at, tables) or _part_of(tokens, at, tables)
    if found is None:
        return None
    value, stop = found
    part = Numeral(value, value, stop, kind="part")
    scale = tables.scales.get(tokens.word(stop))
    return part if scale is None else evolve(part.times(scale, stop + 1), kind="exact")


def _part_word(tokens: Tokens, at: int, tables: Numerals) -> tuple[Fraction, int] | None:
    pair = tables.fractions.get(tokens.word(at))
    return None if pair is None else (pair[0] / pair[1], at + 1)


def _part_of(tokens: Tokens, at: int, tables: Numerals) -> tuple[Fraction, int] | None:
    """Read ``dua pertiga``, ``dua per tiga`` and ``2/3``."""
    over = tables.small.get(tokens.word(at))
    if over is not None and over > 0 and tokens.word(at + 1) in tables.denominators:
        return over / tables.denominators[tokens.word(at + 1)], at + 2
    if over is not None and tokens.word(at + 1) in tables.per:
        under = tables.small.get(tokens.word(at + 2))
        return None if under is None or not 0 < over < under else (over / under, at + 3)
    if tokens.word(at + 1) in tables.slash and tokens.glued(at + 1) and tokens.glued(at + 2):
        return _slashed(tokens, at)
    return None


def _slashed(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    over, under = tokens.raw_word(at), tokens.raw_word(at + 2)
    small = len(over) == 1 and len(under) <= 2 and over.isascii() and under.isascii()  # noqa: PLR2004 - up to 9/10
    if not (small and over.isdigit() and under.isdigit()) or not 0 < int(over) < int(under) <= BASE:
        return None
    return Fraction(int(over), int(under)), at + 3


@frozen
class _Sum:
    """What `_read_counted` has added up so far: terms of falling scale."""

    total: Fraction
    ceiling: Fraction | None
    stop: int
    flags: tuple[str, ...]


def _read_counted(tokens: Tokens, at: int, tables: Numerals, *, money: bool) -> Numeral | None:
    """Read ``dua belas ribu lima ratus``, ``1,5 juta``, ``1 juta 200 ribu``, ``Rp 2 T``."""
    done = _Sum(Fraction(0), None, at, ())
    while (term := _read_term(tokens, done.stop, tables, first=done.stop == at)) is not None:
        if done.ceiling is not None and term.scale >= done.ceiling:
            done = _add_before_scale(done, term)
            break
        done = _Sum(done.total + term.low, term.scale, term.stop, done.flags + term.flags)
        if term.scale == 1:
            break
    if done.ceiling is None:
        return None
    number = Numeral(
        done.total, done.total, done.stop, scale=done.ceiling, flags=done.flags, figures=tokens.is_figure(at)
    )
    while (scale := tables.scales.get(tokens.word(number.stop))) is not None and scale > number.scale:
        number = number.times(scale, number.stop + 1)
    if money and number.scale == 1 and (scale := tables.money_scales.get(tokens.raw_word(number.stop))) is not None:
        number = number.times(scale, number.stop + 1)
    return _read_about(tokens, number, tables)


def _add_before_scale(done: _Sum, term: Numeral) -> _Sum:
    """Add the ``lima ratus`` of ``dua ribu lima ratus juta`` to the ``dua ribu`` that the scale multiplies too."""
    coefficient = term.low / term.scale
    if done.ceiling is None or term.figures or term.scale == done.ceiling or not 1 < coefficient < done.ceiling:
        return done
    return evolve(done, total=done.total + coefficient, stop=term.stop - 1)


def _read_term(tokens: Tokens, at: int, tables: Numerals, *, first: bool) -> Numeral | None:
    """Read one coefficient with its scale word; ``scale`` is 1 where there is none."""
    one = tables.one_scales.get(tokens.word(at))
    if one is not None:
        return Numeral(one, one, at + 1, scale=one)
    coefficient = _read_coefficient(tokens, at, tables)
    if coefficient is None:
        return None
    coefficient = _add_half(tokens, coefficient, tables)
    scale = tables.scales.get(tokens.word(coefficient.stop))
    if scale is not None:
        return coefficient.times(scale, coefficient.stop + 1)
    if coefficient.figures and not first:
        return None
    return coefficient


def _read_coefficient(tokens: Tokens, at: int, tables: Numerals) -> Numeral | None:
    if tokens.is_figure(at):
        found = read_figure(tokens.raw_word(at), tables)
        if found is None:
            return None
        number = Numeral(found[0], found[0], at + 1, flags=found[1], figures=True)
        by = tables.multipliers.get(tokens.word(at + 1))
        return number if by is None else evolve(number.times(by, at + 2), scale=Fraction(1))
    words = _read_words(tokens, at, tables)
    return None if words is None else _read_point(tokens, words, tables)


def _read_words(tokens: Tokens, at: int, tables: Numerals) -> Numeral | None:
    """Read words below a thousand: hundreds, then tens, then ones."""
    total, limit, stop = Fraction(0), Fraction(THOUSAND), at
    while (value := tables.small.get(tokens.word(stop))) is not None:
        size = 1
        if 0 < value < BASE:
            tail = tokens.word(stop + 1)
            if tail in tables.teens:
                value, size = value + tables.teens[tail], 2
            elif tail in tables.multipliers:
                value, size = value * tables.multipliers[tail], 2
        if value >= limit:
            break
        total, stop = total + value, stop + size
        limit = _room_below(value)
    return None if stop == at else Numeral(total, total, stop)


def _room_below(value: Fraction) -> Fraction:
    """Return the bound for what may follow a number word: tens and ones behind hundreds, ones behind tens."""
    if value >= BASE * BASE:
        return Fraction(BASE * BASE)
    return Fraction(BASE) if value > BASE and value % BASE == 0 else Fraction(0)


def _read_point(tokens: Tokens, number: Numeral, tables: Numerals) -> Numeral:
    """Read the digits behind ``koma`` in ``tiga koma dua lima``."""
    if tokens.word(number.stop) not in tables.point:
        return number
    value, place, stop = number.low, Fraction(1, BASE), number.stop + 1
    while (digit := tables.small.get(tokens.word(stop))) is not None and digit < BASE:
        value, place, stop = value + digit * place, place / BASE, stop + 1
        if stop - number.stop > MAX_DIGITS:
            break
    return number if stop == number.stop + 1 else evolve(number, low=value, high=value, stop=stop)


def _add_half(tokens: Tokens, number: Numeral, tables: Numerals) -> Numeral:
    """Read ``satu setengah``."""
    if tokens.word(number.stop) not in tables.half or number.low.denominator != 1:
        return number
    value = number.low + Fraction(1, 2)
    return evolve(number, low=value, high=value, stop=number.stop + 1)


def _read_about(tokens: Tokens, number: Numeral, tables: Numerals) -> Numeral:
    """Read the ending of ``1.500-an``, ``500an`` and ``20 ribuan``."""
    by = tables.about_scales.get(tokens.word(number.stop))
    if by is not None and number.scale == 1:
        number = evolve(number.times(by, number.stop + 1), kind="about")
        while (scale := tables.scales.get(tokens.word(number.stop))) is not None and scale > number.scale:
            number = number.times(scale, number.stop + 1)
        return number
    stop = number.stop
    if tokens.word(stop) in tables.hyphens and tokens.glued(stop) and tokens.glued(stop + 1):
        stop += 1
    if tokens.word(stop) in tables.about and tokens.glued(stop):
        return evolve(number, kind="about", stop=stop + 1)
    return number
