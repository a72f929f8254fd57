"""``lexicon/dates.toml`` of a pack in, tables that are quick to look up out; a missing entry is a `PackError`."""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from claimtrack.figures.calendar import DAYS_OF_WEEK, MONTHS_OF_YEAR, PARTS, Unit
from claimtrack.figures.tables import Numerals, load_toml, numerals_of, phrases
from claimtrack.figures.tokens import Phrases
from claimtrack.sections import Section

QUARTERS = 4
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year", "decade")


@frozen
class DateTables:
    """The words that dates are made of.

    Args:
        numerals: the number words of the same language.
        weekdays: name -> 0 for Monday; ``weekday_capital_only``: those that mean something else in lower case.
        months: name -> 1 to 12; ``short_months``: names that count only behind a day.
        fixed: phrase -> days from the day of publication.
        parts: word -> 0, 1, 2 for the first, second and third part.
        units: word -> unit; ``one_units``: word that holds "one" and a unit -> unit.
        quarter_months: word -> months in such a period; ``ordinals``: phrase -> which one.
        earliest, latest: years that four digits may mean; ``century``: added to two digits below ``pivot``.
        the rest: joining words and the words that decide in context, as the file names them.
    """

    numerals: Numerals
    weekdays: Phrases[int]
    weekday_capital_only: frozenset[str]
    weekday_blocked: frozenset[str]
    months: Mapping[str, int]
    short_months: Mapping[str, int]
    month_blocked: frozenset[str]
    day_leads: frozenset[str]
    date_leads: frozenset[str]
    month_leads: frozenset[str]
    year_leads: frozenset[str]
    units: Mapping[str, Unit]
    one_units: Mapping[str, Unit]
    this: Phrases[str]
    last: Phrases[str]
    next: Phrases[str]
    ago: Phrases[str]
    ahead: Phrases[str]
    onward: Phrases[str]
    recent: Phrases[str]
    several: frozenset[str]
    fixed: Phrases[int]
    parts: Mapping[str, int]
    part_blocked: frozenset[str]
    quarter_months: Mapping[str, int]
    quarter_short: frozenset[str]
    ordinals: Phrases[int]
    through: Phrases[str]
    between: Phrases[str]
    signs: Mapping[str, frozenset[str]]
    dayparts: Phrases[str]
    earliest: int
    earliest_bare: int
    likely: range
    latest: int
    century: int
    pivot: int
    laws: Phrases[str]
    bare_year_leads: frozenset[str]
    counted: Phrases[str]
    things: frozenset[str]
    future: Phrases[str]
    past: Phrases[str]
    boundaries: frozenset[str]
    starts: frozenset[str] = field(init=False, repr=False)

    @starts.default
    def _starts(self) -> frozenset[str]:
        """Collect the words that a date may start with, so that all other tokens cost one lookup."""
        leads = self.day_leads | self.date_leads | self.month_leads | self.year_leads | self.quarter_short
        phrases = (*self.weekdays.heads, *self.fixed.heads)
        words = (*self.months, *self.parts, *self.units, *self.one_units, *self.quarter_months)
        return leads.union(phrases, words, self.numerals.starts)


def _named(section: Section, key: str, count: int) -> tuple[tuple[str, int], ...]:
    """Return (form, index) pairs of a list of lists that must have ``count`` entries."""
    return tuple((form, index) for index, row in enumerate(section.rows(key, count)) for form in row)


def _months(section: Section, key: str) -> dict[str, int]:
    return {form: index + 1 for form, index in _named(section, key, MONTHS_OF_YEAR)}


def _units(section: Section) -> dict[str, Unit]:
    return {form: unit for unit in UNITS for form in section.words(unit)}


def _counted(numbers: Section) -> Phrases[str]:
    """Return the units and classifiers that make four digits a number and no year: ``2000 orang``."""
    units, classifiers = numbers.section("units"), numbers.section("classifiers")
    forms = [form for name in units.data for form in units.words(name)]
    return phrases([*forms, *classifiers.words("words"), classifiers.text("person")])


@cache
def date_tables(lang: str) -> DateTables:
    """Return the date tables of a language, loaded once.

    Raises:
        PackError: the pack has no ``dates.toml``, or it lacks an entry.
    """
    return dates_of(load_toml(lang, "dates"), load_toml(lang, "numbers"))


def dates_of(data: Section, numbers: Section) -> DateTables:
    """Return the date tables that ``dates.toml`` holds beside ``numbers.toml``."""
    nouns = numbers.section("nouns")
    weekdays, months, leads = data.section("weekdays"), data.section("months"), data.section("leads")
    relative, parts, quarters = data.section("relative"), data.section("parts"), data.section("quarters")
    signs, years, clause = data.section("signs"), data.section("years"), data.section("clause")
    periods = {"three": 3, "six": 6}
    return DateTables(
        numerals=numerals_of(numbers),
        weekdays=Phrases.of(_named(weekdays, "names", DAYS_OF_WEEK)),
        weekday_capital_only=frozenset(weekdays.words("capital_only")),
        weekday_blocked=frozenset(weekdays.words("blocked_before")),
        months=_months(months, "names"),
        short_months=_months(months, "short"),
        month_blocked=frozenset(months.words("blocked_after")),
        day_leads=frozenset(leads.words("day")),
        date_leads=frozenset(leads.words("date")),
        month_leads=frozenset(leads.words("month")),
        year_leads=frozenset(leads.words("year")),
        units=_units(data.section("units")),
        one_units=_units(data.section("one_units")),
        this=phrases(relative.words("this")),
        last=phrases(relative.words("last")),
        next=phrases(relative.words("next")),
        ago=phrases(relative.words("ago")),
        ahead=phrases(relative.words("ahead")),
        onward=phrases(relative.words("onward")),
        recent=phrases(relative.words("recent")),
        several=frozenset(relative.words("several")),
        fixed=Phrases.of((form, int(days)) for form, days in data.section("fixed").numbers().items()),
        parts=dict(_named(parts, "names", PARTS)),
        part_blocked=frozenset(parts.words("blocked_after")),
        quarter_months={word: months for key, months in periods.items() for word in quarters.words(key)},
        quarter_short=frozenset(quarters.words("short")),
        ordinals=Phrases.of(_named(quarters, "ordinals", QUARTERS)),
        through=phrases(signs.words("through")),
        between=phrases(signs.words("between")),
        signs={
            key: frozenset(signs.words(key)) for key in ("and", "comma", "hyphens", "slash", "open", "close", "decade")
        },
        dayparts=phrases(data.section("dayparts").words("words")),
        earliest=years.whole("earliest"),
        earliest_bare=years.whole("earliest_bare"),
        likely=range(years.whole("likely_from"), years.whole("likely_to") + 1),
        latest=years.whole("latest"),
        century=years.whole("century"),
        pivot=years.whole("pivot"),
        laws=phrases(years.words("laws")),
        counted=_counted(numbers),
        things=frozenset(nouns.words("persons") + nouns.words("others")),
        bare_year_leads=frozenset(years.words("leads")),
        future=phrases(clause.words("future")),
        past=phrases(clause.words("past")),
        boundaries=frozenset(clause.words("boundaries")),
    )
