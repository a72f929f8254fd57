"""Tokens in, the moment that the words starting at one of them name out; one small function a pattern.

`PATTERNS` is the policy: the first pattern that reads something wins.
"""

from collections.abc import Callable, Iterable

from attrs import evolve, frozen

from claimtrack.figures.calendar import MONTHS_OF_YEAR, Moment
from claimtrack.figures.date_tables import DateTables
from claimtrack.figures.numerals import read_number
from claimtrack.figures.tokens import Tokens

Found = tuple[Moment, int]

LAST_DAY = 31
YEAR_DIGITS = 4
SHORT_DIGITS = 2
ENDS = frozenset('.,);:?!"”')
MAX_UNITS = 1000


@frozen
class Reader:
    """A text and the tables of its language: what every pattern takes."""

    tokens: Tokens
    tables: DateTables

    def word(self, at: int) -> str:
        """Return the lower-case token at a position, or an empty string."""
        return self.tokens.word(at)

    def sign(self, at: int, *names: str) -> bool:
        """Tell whether the token at a position is one of the signs of these names."""
        return any(self.tokens.word(at) in self.tables.signs[name] for name in names)

    def day(self, at: int) -> int | None:
        """Return the day of the month that a figure may be."""
        return _small(self.tokens.raw_word(at), LAST_DAY)

    def month_number(self, at: int) -> int | None:
        """Return the month that a figure may be."""
        return _small(self.tokens.raw_word(at), MONTHS_OF_YEAR)

    def year(self, at: int, *, short: bool = False) -> int | None:
        """Return the year that a figure may be; with ``short`` two digits will do."""
        word = self.tokens.raw_word(at)
        if not (word.isascii() and word.isdigit()):
            return None
        if short and len(word) == SHORT_DIGITS:
            century = self.tables.century - (100 if int(word) >= self.tables.pivot else 0)
            return century + int(word)
        known = len(word) == YEAR_DIGITS and self.tables.earliest <= int(word) <= self.tables.latest
        return int(word) if known else None

    def month_name(self, at: int, *, after_day: bool = False) -> int | None:
        """Return the month that a word names; behind a day its short forms count too."""
        word = self.word(at)
        return self.tables.months.get(word) or (self.tables.short_months.get(word) if after_day else None)

    def skip(self, at: int, words: Iterable[str]) -> int:
        """Return the position behind a token that is one of these words, else the position itself."""
        return at + 1 if self.word(at) in words else at


def _small(word: str, highest: int) -> int | None:
    number = int(word) if word.isascii() and word.isdigit() and len(word) <= SHORT_DIGITS else 0
    return number if 0 < number <= highest else None


def _numeric(reader: Reader, at: int, *, alone: bool = True) -> Found | None:
    """Read ``18/10/2024``, ``18-10-2024``, ``2024-10-18``, ``18.10.2024``; not ``alone`` also ``18/10``."""
    pieces = reader.tokens.raw_word(at).split(reader.tables.numerals.group)
    if len(pieces) > 1:
        return _pointed(reader, at, pieces)
    tied = reader.tokens.glued(at + 1) and reader.tokens.glued(at + 2)
    if not reader.sign(at + 1, "slash") and not (reader.sign(at + 1, "hyphens") and tied):
        return None
    day, month = reader.day(at), reader.month_number(at + 2)
    same = reader.word(at + 3) == reader.word(at + 1)
    if same and day and month and (year := reader.year(at + 4, short=reader.tokens.glued(at + 4))):
        return Moment("day", year=year, month=month, day=day), at + 5
    first = reader.year(at)
    if same and first and month and (last := reader.day(at + 4)):
        return Moment("day", year=first, month=month, day=last), at + 5
    if not alone and day and month and not same and reader.sign(at + 1, "slash"):
        return Moment("day", month=month, day=day), at + 3
    return None


def _pointed(reader: Reader, at: int, pieces: list[str]) -> Found | None:
    if len(pieces) != 3 or not all(piece.isdigit() for piece in pieces):  # noqa: PLR2004 - day, month, year
        return None
    day, month, year = _small(pieces[0], LAST_DAY), _small(pieces[1], MONTHS_OF_YEAR), int(pieces[2])
    known = reader.tables.earliest <= year <= reader.tables.latest
    return (Moment("day", year=year, month=month, day=day), at + 1) if day and month and known else None


def day_month(reader: Reader, at: int, *, bracketed: bool = False) -> Found | None:
    """Read ``18 Oktober 2024``, ``tanggal 18/10``, ``18 Okt``, ``18 Oktober tahun lalu``; in brackets ``18/10``."""
    start = reader.skip(at, reader.tables.date_leads)
    if (found := _numeric(reader, start, alone=start == at and not bracketed)) is not None:
        return found
    day, month = reader.day(start), reader.month_name(start + 1, after_day=True)
    if not day or not month or reader.word(start + 2) in reader.tables.month_blocked:
        return None
    stop = start + 2
    if reader.word(stop) == reader.tables.numerals.group and reader.word(start + 1) not in reader.tables.months:
        stop += 1
    return with_year(reader, Moment("day", month=month, day=day), stop)


def bare_day(reader: Reader, at: int) -> Found | None:
    """Read ``tanggal 5`` and ``(18/10)``."""
    if reader.word(at) in reader.tables.date_leads:
        day = reader.day(at + 1)
        more = reader.tokens.glued(at + 2) and reader.tokens.raw_word(at + 2) not in ENDS
        return (Moment("day", day=day), at + 2) if day and not more else None
    if not (reader.sign(at - 1, "open") and reader.sign(at + 3, "close")):
        return None
    found = _numeric(reader, at, alone=False)
    width = len(reader.word(at)) + len(reader.word(at + 2))
    return found if found and found[1] == at + 3 and width > SHORT_DIGITS else None


def with_year(reader: Reader, moment: Moment, at: int) -> Found:
    """Take up what tells the year behind a month: ``2024``, ``tahun 2024``, ``tahun lalu``, ``lalu``, ``mendatang``."""
    tables = reader.tables
    stop = reader.skip(at, tables.year_leads)
    if (year := reader.year(stop)) is not None:
        found, end = evolve(moment, year=year), stop + 1
        said = tables.last.at(reader.tokens, end) or tables.next.at(reader.tokens, end)
        return found, said[1] if said else end
    table = ((tables.this, 0), (tables.last, -1), (tables.next, 1))
    for phrases, shift in table:
        if (said := phrases.at(reader.tokens, stop)) is not None:
            if stop > at or shift == 0:
                return evolve(moment, year_shift=shift), said[1]
            return evolve(moment, lean="past" if shift < 0 else "future"), said[1]
    return moment, at


def month(reader: Reader, at: int) -> Found | None:
    """Read ``Oktober 2024``, ``bulan Oktober``, ``Agustus tahun lalu``, ``Juni mendatang``."""
    start = reader.skip(at, reader.tables.month_leads)
    number = reader.month_name(start)
    if number is None or (start == at and not reader.tokens.raw_word(start)[0].isupper()):
        return None
    if reader.word(start + 1) in reader.tables.month_blocked:
        return None
    return with_year(reader, Moment("month", month=number), start + 1)


def weekday(reader: Reader, at: int) -> Found | None:
    """Read ``Jumat (18/10/2024)``, ``Jumat, 18 Oktober 2024``, ``Senin lalu``, ``Senin pekan depan``."""
    start = reader.skip(at, reader.tables.day_leads)
    name = reader.tables.weekdays.at(reader.tokens, start)
    before = at - 1 - (start == at and reader.word(at - 1) in reader.tables.day_leads)
    if name is None or reader.word(before) in reader.tables.weekday_blocked:
        return None
    if reader.word(start) in reader.tables.weekday_capital_only and not _is_sunday(reader, at, start):
        return None
    moment, stop = _weekday_tail(reader, Moment("day", weekday=name[0]), name[1])
    return _with_date(reader, moment, stop)


def _is_sunday(reader: Reader, at: int, name: int) -> bool:
    """Tell ``Minggu`` from ``minggu``: a week at the head of a sentence is written with a capital too."""
    if name > at:
        return True
    if not reader.tokens.raw_word(name)[0].isupper():
        return False
    before = reader.tokens.raw_word(at - 1)
    head = not before or not (before[0].isalnum() or reader.sign(at - 1, "comma", "open"))
    tables = reader.tables
    said = any(table.at(reader.tokens, name + 1) for table in (tables.this, tables.last, tables.next))
    return not (head and said)


def _weekday_tail(reader: Reader, moment: Moment, at: int) -> Found:
    """Take up ``lalu``, ``depan``, ``ini``, ``pekan lalu`` behind a weekday."""
    tables = reader.tables
    week = tables.units.get(reader.word(at)) == "week"
    stop = at + 1 if week else at
    for phrases, shift in ((tables.this, 0), (tables.last, -1), (tables.next, 1)):
        said = phrases.at(reader.tokens, stop)
        if said is None:
            continue
        if week:
            return evolve(moment, week_shift=shift), said[1]
        if shift == 0:
            return moment, said[1]
        return evolve(moment, lean="past" if shift < 0 else "future", strict=True), said[1]
    return moment, at


def _with_date(reader: Reader, moment: Moment, at: int) -> Found:
    """Take up the date itself behind a weekday or ``kemarin``, bracketed or not; it overrules the word."""
    tokens = reader.tokens
    part = reader.tables.dayparts.at(tokens, at)
    start = part[1] if part else at
    while reader.sign(start, "comma", "open") and start - at < 5:  # noqa: PLR2004 - day part, comma, bracket
        start += 1
    lead = reader.skip(start, reader.tables.date_leads)
    found = _numeric(reader, lead, alone=False) or day_month(reader, start)
    if found is None or (start > at and tokens.opens_line(start)):
        return moment, at
    dated, stop = found
    if reader.sign(start - 1, "open") and reader.sign(stop, "close"):
        stop += 1
    said = reader.tables.last.at(tokens, stop) or reader.tables.next.at(tokens, stop)
    return evolve(dated, weekday=moment.weekday), said[1] if said else stop


def fixed(reader: Reader, at: int) -> Found | None:
    """Read ``kemarin``, ``hari ini``, ``tadi malam``."""
    found = reader.tables.fixed.at(reader.tokens, at)
    return None if found is None else _with_date(reader, Moment("day", shift=found[0]), found[1])


def part(reader: Reader, at: int) -> Found | None:
    """Read ``awal Oktober 2024``, ``akhir pekan lalu``, ``pertengahan tahun ini``, ``akhir 2024``, ``awal 1990-an``."""
    which = reader.tables.parts.get(reader.word(at))
    if which is None or reader.word(at + 1) in reader.tables.part_blocked:
        return None
    found = month(reader, at + 1) or decade(reader, at + 1) or year(reader, at + 1) or shifted(reader, at + 1)
    found = found or _current(reader, at + 1)
    if found is None or found[0].unit == "day" or found[0].length is not None:
        return None
    return evolve(found[0], part=which), found[1]


def _current(reader: Reader, at: int) -> Found | None:
    """Read the ``bulan`` of ``akhir bulan``: this one, for a week perhaps the one before."""
    unit = reader.tables.units.get(reader.word(at))
    if unit is None or unit in {"day", "decade"}:
        return None
    return Moment(unit, shift=None if unit == "week" else 0), at + 1


def shifted(reader: Reader, at: int) -> Found | None:
    """Read ``pekan lalu``, ``bulan ini``, ``tahun depan``."""
    tables = reader.tables
    unit = tables.units.get(reader.word(at))
    several = reader.word(at - 1) in tables.several or (reader.sign(at - 1, "hyphens") and reader.tokens.glued(at))
    if unit is None or unit == "day" or several:
        return None
    for phrases, shift in ((tables.this, 0), (tables.last, -1), (tables.next, 1)):
        if (said := phrases.at(reader.tokens, at + 1)) is not None:
            return Moment(unit, shift=shift), said[1]
    return None


def counted(reader: Reader, at: int) -> Found | None:
    """Read ``tiga hari lalu``, ``dua pekan lagi``, ``enam bulan terakhir``, ``sepekan terakhir``."""
    tables, tokens = reader.tables, reader.tokens
    one = tables.one_units.get(reader.word(at))
    number = None if one else read_number(tokens, at, tables.numerals)
    if number is not None and (number.kind != "exact" or number.low.denominator != 1 or number.low > MAX_UNITS):
        return None
    unit = one or (tables.units.get(reader.word(number.stop)) if number else None)
    if unit is None:
        return None
    count, stop = (int(number.low), number.stop + 1) if number else (1, at + 1)
    if unit == "decade":
        unit, count = "year", count * 10
    if (said := tables.recent.at(tokens, stop)) is not None:
        return Moment(unit, length=-count), said[1]
    if (said := tables.ago.at(tokens, stop)) is not None:
        return Moment(unit, shift=-count), said[1]
    if (said := tables.onward.at(tokens, stop)) is not None:
        return Moment(unit, length=count), said[1]
    said = tables.ahead.at(tokens, stop)
    return None if said is None else (Moment(unit, shift=count), said[1])


def quarter(reader: Reader, at: int) -> Found | None:
    """Read ``kuartal III 2024``, ``semester pertama tahun lalu``, ``Q3 2024``."""
    tables = reader.tables
    months = tables.quarter_months.get(reader.word(at))
    if months is None and reader.word(at) in tables.quarter_short and reader.tokens.glued(at + 1):
        months = 3
    which = tables.ordinals.at(reader.tokens, at + 1) if months else None
    if months is None or which is None or which[0] * months >= MONTHS_OF_YEAR:
        return None
    moment = Moment("quarter" if months == 3 else "half", month=which[0] * months + 1)  # noqa: PLR2004
    return with_year(reader, moment, reader.skip(which[1], tables.signs["slash"]))


def decade(reader: Reader, at: int) -> Found | None:
    """Read ``1990-an``, ``tahun 90-an``."""
    start = reader.skip(at, reader.tables.year_leads)
    first = reader.year(start)
    word = reader.tokens.raw_word(start)
    if first is None and start > at and len(word) == SHORT_DIGITS and word.isascii() and word.isdigit():
        first = reader.tables.century - 100 + int(word)
    stop = start + 1
    if reader.sign(stop, "hyphens") and reader.tokens.glued(stop) and reader.tokens.glued(stop + 1):
        stop += 1
    if first is None or first % 10 or not (reader.sign(stop, "decade") and reader.tokens.glued(stop)):
        return None
    return Moment("decade", year=first), stop + 1


def year(reader: Reader, at: int) -> Found | None:
    """Read ``tahun 2024``, and ``2024`` where a lead, a capital, a comma or a bracket stands before it."""
    tables, tokens = reader.tables, reader.tokens
    start = reader.skip(at, tables.year_leads)
    number = reader.year(start)
    if number is None or _is_law(reader, start) or reader.word(start + 1) in tables.numerals.scales:
        return None
    if tokens.glued(start + 1) and (tokens.is_word(start + 1) or not _closes(reader, start + 1)):
        return None
    if start == at and not (_leads_year(reader, at) and not _counts(reader, number, at + 1)):
        return None
    said = tables.last.at(tokens, start + 1)
    return Moment("year", year=number), said[1] if said else start + 1


def _closes(reader: Reader, at: int) -> bool:
    """Tell whether a sign glued to a year may stand there: punctuation and joints, not a unit or a decimal."""
    word = reader.word(at)
    return not word.isalnum() and (not reader.sign(at, "slash") or reader.year(at + 1) is not None)


def _leads_year(reader: Reader, at: int) -> bool:
    tokens = reader.tokens
    before = tokens.raw_word(at - 1)
    if not before or (tokens.glued(at) and before[0].isalnum()) or reader.tables.counted.at(tokens, at + 1):
        return False
    if reader.sign(at - 1, "comma", "open", "close", "hyphens") or before.lower() in reader.tables.bare_year_leads:
        return True
    likely = reader.year(at) in reader.tables.likely and reader.tokens.raw_word(at)[2:] != "00"
    if likely and (tokens.is_word(at - 1) or (tokens.glued(at - 1) and reader.sign(at - 2, "hyphens"))):
        return reader.tables.laws.before(tokens, at) is None
    opens_sentence = tokens.opens_line(at - 1) or not tokens.raw_word(at - 2)[:1].isalnum()
    return before[0].isupper() and not opens_sentence


def _counts(reader: Reader, number: int, at: int) -> bool:
    """Tell whether four digits count what follows: ``dari 2000 rumah``; not ``pada 2024 warga``."""
    if number < reader.tables.earliest_bare and reader.tokens.is_word(at) and not reader.sign(at, "and"):
        return True
    return number % 100 == 0 and reader.word(at) in reader.tables.things


def _is_law(reader: Reader, figure: int) -> bool:
    """Tell whether the year of ``UU No. 5 Tahun 2020`` or ``Perpres 5/2020`` stands here."""
    tokens, tables = reader.tokens, reader.tables
    before = figure - 1
    if tokens.word(before) in tables.year_leads or reader.sign(before, "slash"):
        before -= 1
    elif tables.laws.before(tokens, figure):
        return True
    if not tokens.is_figure(before) or before == figure:
        return False
    return tables.laws.before(tokens, before) is not None


PATTERNS: tuple[Callable[[Reader, int], Found | None], ...] = (
    day_month,
    bare_day,
    weekday,
    part,
    month,
    quarter,
    counted,
    fixed,
    decade,
    shifted,
    year,
)


def read_moment(reader: Reader, at: int) -> Found | None:
    """Return the moment named by the words that start at a position, and the position behind them."""
    for pattern in PATTERNS:
        if (found := pattern(reader, at)) is not None:
            return found
    return None
