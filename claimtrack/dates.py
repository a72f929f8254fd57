"""Text in, the dates it names out, each with the first and the last day that it means.

Relative dates (``kemarin``, ``Senin lalu``, ``18 Oktober`` without a year) need the day of publication; without it they
are left out. The conventions stand in docs/figures.md, the words in ``dates.toml`` of the language pack.
"""

from datetime import date
from typing import Literal

from attrs import evolve, frozen

from claimtrack.figures.calendar import DAYS_OF_WEEK, Days, Moment, resolve
from claimtrack.figures.date_tables import date_tables
from claimtrack.figures.moments import Reader
from claimtrack.figures.readings import Reading, read_times
from claimtrack.figures.tokens import Tokens
from claimtrack.model import Span

Precision = Literal["day", "week", "month", "quarter", "half", "year", "decade", "part", "range"]

WEEKDAY_MISMATCH = "weekday_mismatch"


@frozen
class DateSpan:
    """A date or a period named in a text.

    Args:
        span: the words, without the preposition before them; half-open, in code points of the text.
        start: first day meant; ``end``: last day meant, included.
        precision: what the words name: a ``day``, ``week``, ``month``, ``quarter``, ``half`` (year), ``year`` or
            ``decade``, a ``part`` of one of these (awal Oktober, akhir pekan), or a ``range`` from one to another.
        flags: ``weekday_mismatch`` where the weekday and the date beside it contradict each other; the date counts.
    """

    span: Span
    start: date
    end: date
    precision: Precision
    flags: tuple[str, ...] = ()


def find_dates(text: str, *, published: date | None = None, lang: str = "id") -> tuple[DateSpan, ...]:
    """Find the dates and periods that a text names.

    Args:
        text: any text.
        published: day of publication, which relative dates count from; a ``datetime`` counts as its day.
        lang: language of the text, the name of a pack.

    Returns:
        Dates sorted by start, without overlaps. Words that name no day (31 Juni), or that need the day of publication
        where it is not given, are left out.

    Raises:
        PackError: there is no such pack, or it has no ``dates.toml``.

    Example:
        >>> from datetime import date
        >>> [found] = find_dates("Air surut sejak Senin lalu.", published=date(2024, 10, 24))
        >>> found.span.text, found.start.isoformat()
        ('Senin lalu', '2024-10-21')
    """
    tokens = Tokens.of(text)
    day = date(published.year, published.month, published.day) if published else None
    found = (_dated(tokens, reading, day) for reading in read_times(Reader(tokens, date_tables(lang))))
    return tuple(item for item in found if item is not None)


def _dated(tokens: Tokens, reading: Reading, published: date | None) -> DateSpan | None:
    first = resolve(reading.first, published)
    if first is None:
        return None
    start, end = first
    precision: Precision = "part" if reading.first.part is not None else reading.first.unit
    if reading.first.length is not None:
        precision = "range"
    if reading.last is not None:
        last = _end_of_range(reading.last, first, published)
        if last is None or last[1] < start:
            return None
        end, precision = last[1], "range"
    weekday = reading.first.weekday
    mismatch = weekday is not None and reading.last is None and start.weekday() != weekday
    span = Span.of(tokens.text, tokens.starts[reading.start], tokens.stops[reading.stop - 1])
    return DateSpan(span, start, end, precision, (WEEKDAY_MISMATCH,) if mismatch else ())


def _end_of_range(last: Moment, first: Days, published: date | None) -> Days | None:
    """Return the end of a range: without a year or week of its own, the first one behind the start."""
    open_weekday = last.weekday is not None and last.day is None and last.week_shift is None
    open_year = last.month is not None and last.year is None
    if published is None or not (open_weekday or open_year):
        return resolve(last, published)
    if open_weekday:
        days = (last.weekday or 0) - first[0].weekday()
        end = date.fromordinal(first[0].toordinal() + days % DAYS_OF_WEEK)
        return end, end
    year = first[0].year if (last.month or 0) >= first[0].month else first[0].year + 1
    return resolve(evolve(last, year=year), published)
