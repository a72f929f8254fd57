"""What a text says about a time in, the first and the last day that it means out.

A `Moment` is what the words say; `resolve` turns it into days, with the day of publication where the words need one.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from attrs import frozen

Unit = Literal["day", "week", "month", "quarter", "half", "year", "decade"]
Lean = Literal["", "past", "future"]
Days = tuple[date, date]

DAYS_OF_WEEK = 7
MONTHS_OF_YEAR = 12
PARTS = 3
LAST_YEAR_COST, NEXT_YEAR_COST = 2, 4
"""A date without a year is most likely in the year of publication: a day of another year weighs so much more."""

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


@frozen
class Moment:
    """What the words say about a time; all that they leave open is None.

    Args:
        unit: how much time is named.
        year: calendar year, for a decade its first one.
        month: 1 to 12, for a quarter or half year its first month.
        day: day of the month.
        weekday: 0 is Monday.
        shift: so many units from the one that holds the day of publication; ``tahun lalu`` is -1.
        year_shift: for a month or day without year, the year counted from that of publication.
        week_shift: for a weekday, the week counted from that of publication.
        strict: a weekday with ``lalu`` or ``depan`` is never the day of publication itself.
        part: 0, 1 or 2 for the first, second and third part of the unit.
        length: for ``tiga bulan terakhir`` -3, ``tiga bulan ke depan`` 3: so many units from the day of publication on.
        lean: on which side of the day of publication the time lies.
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    week_shift: int | None = None
    strict: bool = False
    part: int | None = None
    length: int | None = None
    lean: Lean = ""


def resolve(moment: Moment, published: date | None) -> Days | None:
    """Return the first and the last day that a moment means, both included.

    Args:
        moment: what the words say.
        published: day of publication, or None where it is unknown.

    Returns:
        The days, or None where the words need a day of publication that is unknown, or name no day at all (31 June).
    """
    try:
        days = _whole(moment, published)
        return days if days is None or moment.part is None else _part(days, moment)
    except (ValueError, OverflowError):
        return None


def _whole(moment: Moment, published: date | None) -> Days | None:
    if moment.year is not None:
        return _fixed(moment, moment.year)
    return None if published is None else _relative(moment, published)


def _relative(moment: Moment, published: date) -> Days | None:
    if moment.length is not None:
        return _stretch(moment.unit, moment.length, published)
    if moment.shift is not None:
        return _shifted(moment.unit, moment.shift, published)
    if moment.unit == "week":
        return _open_week(moment, published)
    if moment.month is not None:
        return _yearless(moment, published)
    if moment.weekday is not None:
        day = _weekday(moment, moment.weekday, published)
        return day, day
    return None if moment.day is None else _day_of_month(moment, moment.day, published)


def _fixed(moment: Moment, year: int) -> Days:
    """Return the days of a moment in a known year."""
    if moment.day is not None and moment.month is not None:
        day = date(year, moment.month, moment.day)
        return day, day
    return _months_from(date(year, moment.month or 1, 1), MONTHS[moment.unit])


def _months_from(first: date, months: int) -> Days:
    return first, add_months(first, months) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month if it is shorter."""
    count = day.year * MONTHS_OF_YEAR + day.month - 1 + months
    year, month = count // MONTHS_OF_YEAR, count % MONTHS_OF_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def week_of(day: date) -> Days:
    """Return Monday and Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=DAYS_OF_WEEK - 1)


def _shifted(unit: Unit, shift: int, published: date) -> Days:
    if unit == "day":
        day = published + timedelta(days=shift)
        return day, day
    if unit == "week":
        return week_of(published + timedelta(weeks=shift))
    months = MONTHS[unit]
    years = months // MONTHS_OF_YEAR or 1
    month = (published.month - 1) // months * months + 1 if months < MONTHS_OF_YEAR else 1
    return _months_from(add_months(date(published.year // years * years, month, 1), shift * months), months)


def _stretch(unit: Unit, length: int, published: date) -> Days:
    if unit in {"day", "week"}:
        other = published + timedelta(days=length * (DAYS_OF_WEEK if unit == "week" else 1))
    else:
        other = add_months(published, length * MONTHS[unit])
    return min(published, other), max(published, other)


def _open_week(moment: Moment, published: date) -> Days:
    """Return the week of ``akhir pekan``: the latest that had begun, or in a clause about the future this one."""
    days = week_of(published)
    begun = moment.lean == "future" or _part(days, moment)[0] <= published
    return days if begun else week_of(published - timedelta(weeks=1))


def _yearless(moment: Moment, published: date) -> Days | None:
    """Choose the year: as told, else the nearest, where other years weigh more than that of publication."""
    if moment.year_shift is not None:
        return _fixed(moment, published.year + moment.year_shift)
    found = []
    for year in (published.year, published.year - 1, published.year + 1):
        try:
            found.append(_fixed(moment, year))
        except ValueError:
            continue
    fitting = [days for days in found if _fits(days, moment, published)]
    return min(fitting or found, key=lambda days: _cost(days, published), default=None)


def _fits(days: Days, moment: Moment, published: date) -> bool:
    if moment.lean == "past" and days[0] > published:
        return False
    if moment.lean == "future" and days[1] < published:
        return False
    return moment.weekday is None or days[0].weekday() == moment.weekday


def _cost(days: Days, published: date) -> int:
    away = max(0, (days[0] - published).days, (published - days[1]).days)
    if days[0].year == published.year:
        return away
    return away * (NEXT_YEAR_COST if days[0].year > published.year else LAST_YEAR_COST)


def _weekday(moment: Moment, weekday: int, published: date) -> date:
    if moment.week_shift is not None:
        return week_of(published)[0] + timedelta(weeks=moment.week_shift, days=weekday)
    if moment.lean == "future":
        first = published + timedelta(days=1) if moment.strict else published
        return first + timedelta(days=(weekday - first.weekday()) % DAYS_OF_WEEK)
    last = published - timedelta(days=1) if moment.strict else published
    return last - timedelta(days=(last.weekday() - weekday) % DAYS_OF_WEEK)


def _day_of_month(moment: Moment, day: int, published: date) -> Days | None:
    """Return the latest such day up to publication, or the next one where the clause is about the future."""
    ahead = moment.lean == "future"
    for months in (0, 1, 2) if ahead else (0, -1, -2):
        first = add_months(published.replace(day=1), months)
        if day > monthrange(first.year, first.month)[1]:
            continue
        found = first.replace(day=day)
        if (found >= published) if ahead else (found <= published):
            return found, found
    return None


def _part(days: Days, moment: Moment) -> Days:
    """Return a part of a period: ten days of a month, a third of anything longer; of a week two days or its end."""
    first, last = days
    part = moment.part or 0
    if moment.unit == "week":
        start = (0, 2, 5)[part]
        return first + timedelta(days=start), first + timedelta(days=start + 1)
    if moment.unit == "month":
        return first + timedelta(days=10 * part), last if part == PARTS - 1 else first + timedelta(days=10 * part + 9)
    months = MONTHS[moment.unit]
    start, stop = months * part // PARTS, months * (part + 1) // PARTS
    return add_months(first, start), add_months(first, stop) - timedelta(days=1)
