"""Tokens in, every stretch of them that names a time out, in order: single moments, lists of days, and ranges."""

from attrs import evolve, frozen

from claimtrack.figures.calendar import Lean, Moment
from claimtrack.figures.moments import Reader, day_month, read_moment
from claimtrack.figures.tokens import Tokens

MAX_LISTED = 8
REACH, REACH_AFTER = 25, 6
"""How many words before and behind a time may tell whether its clause is about the future."""

FRONTED = 1
"""A time with at most a preposition before it opens its clause."""


@frozen
class Reading:
    """A time read from the text.

    Args:
        start: position of its first token; ``stop``: position behind its last one.
        first: the moment, or where a range starts; ``last``: where a range ends.
    """

    start: int
    stop: int
    first: Moment
    last: Moment | None = None


def read_times(reader: Reader) -> tuple[Reading, ...]:
    """Return all times that a text names, sorted by start, without overlaps."""
    readings: list[Reading] = []
    at = 0
    while at < len(reader.tokens):
        found = _read_at(reader, at)
        readings += found
        at = max(at + 1, found[-1].stop) if found else at + 1
    return tuple(lean(reader, _with_between(reader, reading)) for reading in readings)


def _with_between(reader: Reader, reading: Reading) -> Reading:
    """Take up the ``antara`` of ``antara 8 dan 13 Oktober``."""
    found = reader.tables.between.before(reader.tokens, reading.start) if reading.last else None
    return evolve(reading, start=found[1]) if found else reading


def _read_at(reader: Reader, at: int) -> tuple[Reading, ...]:
    may_start = reader.tokens.is_figure(at) or reader.word(at) in reader.tables.starts
    if not may_start or _is_tail(reader.tokens, at):
        return ()
    if (found := day_group(reader, at)) or (found := month_pair(reader, at)):
        return found
    moment = read_moment(reader, at)
    return () if moment is None else (_ranged(reader, Reading(at, moment[1], moment[0])),)


def _is_tail(tokens: Tokens, at: int) -> bool:
    """Tell whether the token continues an identifier such as ``Covid-19`` or ``B2024``."""
    if not (tokens.glued(at) and tokens.is_figure(at)):
        return False
    before = at - 1
    if tokens.raw_word(before) == "-" and tokens.glued(before):
        before -= 1
        return tokens.is_word(before) and tokens.glued(before + 1) and not tokens.raw_word(at).startswith("20")
    return tokens.is_word(before)


def day_group(reader: Reader, at: int) -> tuple[Reading, ...]:
    """Read ``8-13 Oktober 2024``, ``8 hingga 13 Oktober``, ``8, 9 dan 13 Oktober``, ``18-20/10/2024``."""
    start = reader.skip(at, reader.tables.date_leads)
    days, at_day, ranged = [start], start, False
    while reader.day(at_day) is not None and len(days) < MAX_LISTED:
        joint = _joint(reader, at_day + 1)
        if joint is None or reader.day(joint[0]) is None:
            break
        at_day, ranged = joint[0], joint[1] or (_between(reader, start) and len(days) == 1)
        days.append(at_day)
        if ranged:
            break
    bracketed = reader.sign(at - 1, "open")
    found = day_month(reader, at_day, bracketed=bracketed) if len(days) > 1 else None
    if found is None or found[0].day is None:
        return ()
    moment, stop = found
    firsts = [evolve(moment, day=reader.day(position)) for position in days[:-1]]
    if ranged and len(days) == 2 and (firsts[0].day or 0) < (moment.day or 0):  # noqa: PLR2004 - from, to
        return (Reading(at, stop, firsts[0], moment),)
    if ranged:
        return ()
    listed = [Reading(day, day + 1, first) for day, first in zip(days, firsts, strict=False)]
    return (*listed, Reading(days[-1], stop, moment))


def _joint(reader: Reader, at: int) -> tuple[int, bool] | None:
    """Return the position behind the words that join two days, and whether they make a range."""
    through = reader.tables.through.at(reader.tokens, at)
    if through is not None:
        return through[1], True
    if reader.sign(at, "hyphens"):
        return at + 1, True
    if reader.sign(at, "comma"):
        return (at + 2 if reader.sign(at + 1, "and") else at + 1), False
    return (at + 1, False) if reader.sign(at, "and") else None


def _between(reader: Reader, at: int) -> bool:
    return reader.tables.between.before(reader.tokens, at) is not None


def month_pair(reader: Reader, at: int) -> tuple[Reading, ...]:
    """Read ``2019-2024``, ``2023/2024`` and ``tahun 2019 hingga 2024``, where the first year needs no lead."""
    start = reader.skip(at, reader.tables.year_leads)
    first = reader.year(start)
    slash = reader.sign(start + 1, "slash") and reader.tokens.glued(start + 2)
    joint = _range_joint(reader, start + 1, start)
    after = start + 2 if slash else joint
    if first is None or after is None:
        return ()
    last = reader.year(reader.skip(after, reader.tables.year_leads))
    stop = reader.skip(after, reader.tables.year_leads) + 1
    behind = reader.word(stop)
    if (
        last is None
        or last <= first
        or behind in reader.tables.numerals.scales
        or reader.sign(stop, "slash", "hyphens")
    ):
        return ()
    return (Reading(at, stop, Moment("year", year=first), Moment("year", year=last)),)


def _range_joint(reader: Reader, at: int, start: int) -> int | None:
    """Return the position behind ``-``, ``hingga`` or, where ``antara`` leads, ``dan``."""
    through = reader.tables.through.at(reader.tokens, at)
    if through is not None:
        return through[1]
    if reader.sign(at, "hyphens") or (reader.sign(at, "and") and _between(reader, start)):
        return at + 1
    return None


def _ranged(reader: Reader, reading: Reading) -> Reading:
    """Take up the end of a range: ``Oktober-Desember 2024``, ``30 September hingga 2 Oktober``, ``Senin-Rabu``."""
    joint = _range_joint(reader, reading.stop, reading.start)
    if joint is None:
        return reading
    found = read_moment(reader, joint)
    if found is None or reader.tokens.opens_line(joint):
        return reading
    last, stop = found
    first = _with_year_of(reading.first, last)
    if first.part is not None and first.part != last.part and last.part is None and first.month is None:
        return reading
    return _bracketed(reader, Reading(reading.start, stop, first, last))


def _bracketed(reader: Reader, reading: Reading) -> Reading:
    """Take up the dates of ``Senin-Rabu (21-23/10/2024)``; they overrule the weekdays."""
    if reading.first.weekday is None or not reader.sign(reading.stop, "open"):
        return reading
    dated = day_group(reader, reading.stop + 1)
    if len(dated) != 1 or not reader.sign(dated[0].stop, "close"):
        return reading
    return evolve(dated[0], start=reading.start, stop=dated[0].stop + 1)


def _with_year_of(first: Moment, last: Moment) -> Moment:
    """Give the start of a range the year of its end, or the year before where it would come later."""
    if first.month is None or first.year is not None or last.month is None:
        return first
    if last.year is not None:
        return evolve(first, year=last.year if first.month <= last.month else last.year - 1)
    return evolve(first, year_shift=last.year_shift)


def lean(reader: Reader, reading: Reading) -> Reading:
    """Tell a moment without year or week on which side of the publication its clause puts it."""
    moment = reading.first
    settled = moment.year is not None or moment.shift is not None or moment.length is not None
    if settled or moment.lean or moment.year_shift is not None or moment.week_shift is not None:
        return reading
    side = _clause_lean(reader, reading)
    return evolve(reading, first=evolve(moment, lean=side)) if side else reading


def _clause_lean(reader: Reader, reading: Reading) -> Lean:
    """Look through the clause round a time, first backwards, then a few words on."""
    before = _clause_before(reader, reading.start)
    fronted = len(before) <= FRONTED and not reader.sign(before.start - 1, "comma")
    after = _clause_after(reader, reading.stop, fronted=fronted)
    tokens, tables = reader.tokens, reader.tables
    named = reader.sign(reading.start - 1, "comma") and tables.future.before(tokens, reading.start - 1)  # besok, Jumat
    if named or any(tables.future.at(tokens, at) for at in (*before, *after)):
        return "future"
    return "past" if any(tables.past.at(tokens, at) for at in before) else ""


def _clause_before(reader: Reader, start: int) -> range:
    """Return the positions of the clause that lead up to a time."""
    tokens, at = reader.tokens, start
    while (
        at > max(0, start - REACH) and tokens.low[at - 1] not in reader.tables.boundaries and not tokens.opens_line(at)
    ):
        at -= 1
    return range(at, start)


def _clause_after(reader: Reader, stop: int, *, fronted: bool) -> range:
    """Return the positions of the clause behind a time, for a fronted one (``Pada Senin, …``) behind the comma."""
    tokens = reader.tokens
    opens_sentence = fronted and reader.sign(stop, "comma")
    first = stop + 1 if opens_sentence else stop
    at = first
    while at < min(len(tokens), first + REACH_AFTER):
        if tokens.low[at] in reader.tables.boundaries or tokens.opens_line(at):
            break
        at += 1
    return range(first, at)
