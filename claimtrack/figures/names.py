"""An amount in, whether its number only names something out; one small function a reason.

`REASONS` is the policy: the first reason that holds is the answer, and `explain` can show it.
"""

from collections.abc import Callable

from claimtrack.figures.amounts import Amount
from claimtrack.figures.context import Context
from claimtrack.figures.numerals import ENGLISH_DECIMAL

SCORE_LIMIT = 100
PLATE_HEAD, PLATE_TAIL = 2, 3


def _signed(amount: Amount) -> bool:
    return amount.number.figures and amount.figure > amount.start


def tied(context: Context, amount: Amount) -> bool:
    """``Covid-19``, ``5G``, ``120/80``, ``09:30``, ``4-3-3``."""
    per = amount.known and context.tokens.is_word(amount.start - 2)  # 11 KK/30 jiwa
    if amount.number.figures and not _signed(amount) and not per and context.is_part_of_name(amount.start):
        return True
    stop = amount.number.stop
    if amount.number.kind == "part" or stop != amount.stop:
        return False
    hyphens = context.tables.numerals.hyphens
    tokens = context.tokens
    joined = (
        tokens.word(stop) in hyphens and tokens.glued(stop) and tokens.glued(stop + 1) and tokens.is_figure(stop + 1)
    )
    return context.runs_on(stop) or (joined and amount.bare)


def phone(context: Context, amount: Amount) -> bool:
    """``(021) 555123``: behind a bracketed figure that starts with zero."""
    tokens, at = context.tokens, amount.start
    area = tokens.raw_word(at - 2)
    return amount.bare and tokens.raw_word(at - 1) == ")" and area.isdigit() and area.startswith("0")


def score(context: Context, amount: Amount) -> bool:
    """``kalah 0-2``: two small numbers, a hyphen between them, and nothing that they count."""
    small = amount.number.high < SCORE_LIMIT and amount.number.figures
    after = context.tokens.word(amount.start + 1) in context.tables.numerals.hyphens
    if any(context.tokens.word(amount.start - back) in context.tables.age for back in (1, 2)):
        return False
    told = any(context.tokens.word(amount.start - back) in context.tables.scores for back in (1, 2, 3))
    return amount.ranged and small and after and (amount.bare or (told and not amount.known))


def tabular(context: Context, amount: Amount) -> bool:
    """``9 4 4 1 16``: bare figures side by side are a row of a table; ``55'`` and ``'98`` are no numbers either."""
    tokens, at, stop = context.tokens, amount.start, amount.stop
    if not (amount.number.figures and amount.bare):
        return False
    marked = tokens.raw_word(stop) in context.tables.minute_marks and tokens.glued(stop)
    short = tokens.raw_word(at - 1) in context.tables.minute_marks and tokens.glued(at)
    return marked or short or tokens.is_figure(at - 1) or tokens.is_figure(stop)


def version(_: Context, amount: Amount) -> bool:
    """``industri 4.0``: a decimal point, and nothing that it counts."""
    return amount.bare and amount.number.figures and not amount.ranged and ENGLISH_DECIMAL in amount.number.flags


def plate(context: Context, amount: Amount) -> bool:
    """``B 1234 XYZ``."""
    tokens, at = context.tokens, amount.start
    before, after = tokens.raw_word(at - 1), tokens.raw_word(amount.number.stop)
    letters = before.isupper() and after.isupper() and len(before) <= PLATE_HEAD and len(after) <= PLATE_TAIL
    return amount.number.figures and tokens.raw_word(at).isdigit() and letters and tokens.is_word(at - 1)


def ranked(context: Context, amount: Amount) -> bool:
    """``masuk 10 besar``."""
    return amount.bare and context.tokens.word(amount.stop) in context.tables.ranks


def numbered(context: Context, amount: Amount) -> bool:
    """``1. Mantan direktur``."""
    return amount.number.figures and context.is_list_number(amount.start)


def bracketed(context: Context, amount: Amount) -> bool:
    """``ayat (3)``, ``(1)``."""
    return amount.bare and context.is_bracketed(amount.start, amount.number.stop)


def clock(context: Context, amount: Amount) -> bool:
    """``19.30 WIB``."""
    if not amount.number.figures or _signed(amount):
        return False
    return context.has_zone(amount.number.stop) or (amount.bare and context.is_clock(amount.start))


def designated(context: Context, amount: Amount) -> bool:
    """``Pasal 5``, ``UU No. 5``, ``lantai 3``, ``pukul 7``."""
    word = "" if _signed(amount) else context.designator(amount.start)
    counts = amount.known or (amount.unit is not None and not amount.number.figures)
    return bool(word) and not (word in context.tables.weak_designators and counts)


def ordinal(context: Context, amount: Amount) -> bool:
    """``ke-5``, ``ke 5``; but ``dari 5 ke 7 persen`` counts."""
    hyphen = context.tokens.word(amount.start - 1) in context.tables.numerals.hyphens
    return not _signed(amount) and context.is_ordinal(amount.start) and (hyphen or not amount.known)


def capital(context: Context, amount: Amount) -> bool:
    """``Boeing 737``, ``Simpang Lima``."""
    raw = context.tokens.raw_word(amount.start)
    if not amount.number.figures:
        title = context.tokens.raw_word(amount.number.stop)[:1].isupper()
        return raw[0].isupper() and not title and context.follows_name(amount.start)
    grouped = context.tables.numerals.group in raw or context.tables.numerals.decimal in raw
    return not grouped and not amount.known and context.follows_name(amount.start)


def year(context: Context, amount: Amount) -> bool:
    """``2024`` where no unit or scale says otherwise."""
    return amount.number.figures and not amount.known and context.is_year(amount.start)


def lone_one(context: Context, amount: Amount) -> bool:
    """``satu`` that counts nothing, most often "together" or an article."""
    word = not amount.number.figures and context.tokens.word(amount.start) in context.tables.numerals.small
    counts = context.tokens.word(amount.stop) in context.tables.one_counts
    return word and amount.bare and amount.number.high <= 1 and not counts


REASONS: tuple[Callable[[Context, Amount], bool], ...] = (
    tied,
    phone,
    score,
    tabular,
    version,
    plate,
    ranked,
    numbered,
    bracketed,
    clock,
    designated,
    ordinal,
    capital,
    year,
    lone_one,
)


def reason(context: Context, amount: Amount) -> str:
    """Return the name of the reason why an amount counts nothing, or an empty string where it counts."""
    return next((rule.__name__ for rule in REASONS if rule(context, amount)), "")


def continues(context: Context, amount: Amount, named: int) -> bool:
    """Tell whether only ``dan`` or a comma stands between a number that names and this one: ``Pasal 5 dan 6``."""
    tables = context.tables
    joins = tables.joins | tables.either | tables.numerals.hyphens | {tables.numerals.decimal}
    between = context.tokens.low[named : amount.start]
    return 0 < len(between) <= 2 and not amount.known and all(word in joins for word in between)  # noqa: PLR2004
