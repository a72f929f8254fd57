"""``lexicon/numbers.toml`` of a pack in, tables that are quick to look up out; a missing entry is a `PackError`."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache

from attrs import field, frozen

from claimtrack.figures.tokens import Phrases
from claimtrack.packs import load_pack
from claimtrack.sections import Section, read_section


def meanings(section: Section) -> Phrases[str]:
    """Return a table of canonical name -> list of forms as phrases that mean the name."""
    return Phrases.of((form, name) for name in section.data for form in section.words(name))


def phrases(forms: Iterable[str]) -> Phrases[str]:
    """Return forms as phrases that mean themselves."""
    return Phrases.of((form, form) for form in forms)


def load_toml(lang: str, name: str) -> Section:
    """Read ``lexicon/<name>.toml`` of a language pack.

    Raises:
        PackError: there is no such pack or file, or it is not TOML.
    """
    return read_section(load_pack(lang).path / "lexicon" / f"{name}.toml")


@frozen
class Numerals:
    """The words and signs that numbers are made of.

    Args:
        decimal: the decimal sign of the language; ``group``: the sign between groups of three digits.
        small: words below a thousand.
        teens: words that add ten to a word below ten; ``multipliers``: words that multiply it.
        scales: words that multiply all that stands before them; ``one_scales``: the same with "one" built in.
        money_scales: scales that count only behind a currency sign, as they stand in the text.
        fractions: words for a part; ``denominators``: words that make a part of the number before them.
        vague: words for an interval; ``about_scales``: words that mean "about so many thousand" behind a number;
            ``about_ones``: the same with "one" built in.
        half, per, point, about, hyphens: the joining words and signs.
    """

    decimal: str
    group: str
    small: Mapping[str, Fraction]
    teens: Mapping[str, Fraction]
    multipliers: Mapping[str, Fraction]
    scales: Mapping[str, Fraction]
    one_scales: Mapping[str, Fraction]
    money_scales: Mapping[str, Fraction]
    fractions: Mapping[str, tuple[Fraction, Fraction]]
    denominators: Mapping[str, Fraction]
    vague: Mapping[str, tuple[Fraction, Fraction]]
    about_scales: Mapping[str, Fraction]
    about_ones: Mapping[str, Fraction]
    half: frozenset[str]
    per: frozenset[str]
    slash: frozenset[str]
    point: frozenset[str]
    about: frozenset[str]
    hyphens: frozenset[str]
    starts: frozenset[str] = field(init=False, repr=False)

    @starts.default
    def _starts(self) -> frozenset[str]:
        """Collect the words that a number may start with, so that all other tokens cost one lookup."""
        return frozenset((*self.small, *self.one_scales, *self.fractions, *self.vague, *self.about_ones))


@cache
def numerals(lang: str) -> Numerals:
    """Return the numeral tables of a language, loaded once.

    Raises:
        PackError: the pack has no ``numbers.toml``, or it lacks an entry.
    """
    return numerals_of(load_toml(lang, "numbers"))


def numerals_of(data: Section) -> Numerals:
    """Return the numeral tables that ``numbers.toml`` holds."""
    signs = data.section("number_signs")
    small = data.section("words").numbers()
    teens, multipliers = data.section("teens").numbers(), data.section("multipliers").numbers()
    return Numerals(
        decimal=data.section("figures").text("decimal"),
        group=data.section("figures").text("group"),
        small=small | written_together(small, teens, multipliers),
        teens=teens,
        multipliers=multipliers,
        scales=data.section("scales").numbers(),
        one_scales=data.section("one_scales").numbers(),
        money_scales=data.section("money_scales").numbers(),
        fractions=data.section("fractions").pairs(),
        denominators=data.section("denominators").numbers(),
        vague=data.section("vague").pairs(),
        about_scales=data.section("about_scales").numbers(),
        about_ones=data.section("about_ones").numbers(),
        half=frozenset(signs.words("half")),
        per=frozenset(signs.words("per")),
        slash=frozenset(signs.words("slash")),
        point=frozenset(signs.words("point")),
        about=frozenset(signs.words("about")),
        hyphens=frozenset(signs.words("hyphens")),
    )


def written_together(
    small: Mapping[str, Fraction], teens: Mapping[str, Fraction], multipliers: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Return the frequent misspellings that lack a space: a word below ten joined to a teen or multiplier word."""
    digits = {word: value for word, value in small.items() if 0 < value < 10}  # noqa: PLR2004 - base ten
    together = {digit + teen: value + ten for digit, value in digits.items() for teen, ten in teens.items()}
    return together | {digit + word: value * by for digit, value in digits.items() for word, by in multipliers.items()}
