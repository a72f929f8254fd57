"""The other half of ``lexicon/numbers.toml`` in, tables of comparators, units and contexts out."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from attrs import field, frozen

from claimtrack.figures.tables import Numerals, load_toml, meanings, numerals_of, phrases
from claimtrack.figures.tokens import Phrases
from claimtrack.sections import Section


@frozen
class UnitTables:
    """What may stand round a number.

    Args:
        numerals: the number words of the same language.
        about, almost: the widths of ``sekitar`` and ``hampir``, as shares of the number.
        comparators: phrase before the number -> comparator; ``comparators_behind``: phrase behind it.
        currency_signs, unit_signs: sign before the number -> unit; ``currencies``, ``units``: form behind it -> unit.
        classifiers: words between number and thing; ``kept`` are units themselves; ``person`` counts people.
        persons, things: nouns that may be counted; ``stop``: words that are no counted thing.
        designators: words behind which a number is a name; ``weak_designators`` only where no unit follows.
        the rest: words and signs as the file names them.
    """

    numerals: Numerals
    about: Fraction
    almost: Fraction
    comparators: Phrases[str]
    comparators_behind: Phrases[str]
    blocked_behind: frozenset[str]
    currency_signs: Phrases[str]
    unit_signs: Mapping[str, str]
    currencies: Phrases[str]
    units: Phrases[str]
    one_units: Mapping[str, str]
    classifiers: frozenset[str]
    kept: frozenset[str]
    person: str
    persons: frozenset[str]
    things: frozenset[str]
    stop: frozenset[str]
    verb_prefixes: tuple[str, ...]
    clitics: tuple[str, ...]
    ordinal: frozenset[str]
    designators: Phrases[str]
    weak_designators: frozenset[str]
    scores: frozenset[str]
    idioms: Phrases[str]
    clock_after: Phrases[str]
    age: frozenset[str]
    age_limit: int
    through: Phrases[str]
    between: Phrases[str]
    joins: frozenset[str]
    minute_marks: frozenset[str]
    either: frozenset[str]
    part_unit: str
    age_unit: str
    indefinite: frozenset[str]
    one_counts: frozenset[str]
    ranks: frozenset[str]
    minus: frozenset[str]
    multiply: frozenset[str]
    multiply_units: frozenset[str]
    measures: Mapping[str, str]
    measure_reach: int
    starts: frozenset[str] = field(init=False, repr=False)

    @starts.default
    def _starts(self) -> frozenset[str]:
        """Collect the words that an amount may start with, so that all other tokens cost one lookup."""
        signs = (*self.currency_signs.heads, *(sign.lower() for sign in self.unit_signs))
        return self.numerals.starts.union(signs, self.one_units, self.minus, self.numerals.hyphens)


def _measures(section: Section) -> dict[str, str]:
    return {word: name for name in ("plan", "capacity") for word in section.words(name)}


@cache
def unit_tables(lang: str) -> UnitTables:
    """Return the comparator and unit tables of a language, loaded once.

    Raises:
        PackError: the pack has no ``numbers.toml``, or it lacks an entry.
    """
    return units_of(load_toml(lang, "numbers"))


def units_of(data: Section) -> UnitTables:
    """Return the comparator and unit tables that ``numbers.toml`` holds."""
    signs, nouns, context = data.section("number_signs"), data.section("nouns"), data.section("context")
    classifiers, unit_signs = data.section("classifiers"), data.section("unit_signs")
    return UnitTables(
        numerals=numerals_of(data),
        about=data.section("approximation").number("about"),
        almost=data.section("approximation").number("almost"),
        comparators=meanings(data.section("comparators")),
        comparators_behind=meanings(data.section("comparators_behind")),
        blocked_behind=frozenset(data.section("comparators_blocked").words("behind")),
        currency_signs=meanings(data.section("currency_signs")),
        unit_signs={form: unit for unit in unit_signs.data for form in unit_signs.words(unit)},
        currencies=meanings(data.section("currencies")),
        units=meanings(data.section("units")),
        one_units={word: data.section("one_units").text(word) for word in data.section("one_units").data},
        classifiers=frozenset(classifiers.words("words")),
        kept=frozenset(classifiers.words("keep")),
        person=classifiers.text("person"),
        persons=frozenset(nouns.words("persons")),
        things=frozenset(nouns.words("others")),
        stop=frozenset(nouns.words("stop")),
        verb_prefixes=nouns.words("verb_prefixes"),
        clitics=nouns.words("clitics"),
        ordinal=frozenset(context.words("ordinal")),
        designators=phrases(context.words("designators")),
        weak_designators=frozenset(context.words("weak_designators")),
        scores=frozenset(context.words("scores")),
        idioms=phrases(context.words("idioms")),
        clock_after=phrases(context.words("clock_after")),
        age=frozenset(context.words("age")),
        age_limit=context.whole("age_limit"),
        through=phrases(signs.words("through")),
        between=phrases(signs.words("between")),
        minute_marks=frozenset(signs.words("minute_marks")),
        joins=frozenset(signs.words("and")),
        either=frozenset(signs.words("or")),
        part_unit=signs.text("fraction_unit"),
        age_unit=signs.text("age_unit"),
        indefinite=frozenset(signs.words("indefinite")),
        one_counts=frozenset(context.words("one_counts")),
        ranks=frozenset(context.words("ranks")),
        minus=frozenset(signs.words("minus")),
        multiply=frozenset(signs.words("multiply")),
        multiply_units=frozenset(signs.words("multiply_units")),
        measures=_measures(data.section("measures")),
        measure_reach=data.section("measures").whole("reach"),
    )
