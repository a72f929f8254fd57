"""Tokens in, the unit that starts at one of them out: money, a measure, or the thing that is counted."""

from typing import Literal

from attrs import evolve, frozen

from claimtrack.figures.tokens import Tokens
from claimtrack.figures.unit_tables import UnitTables

Kind = Literal["money", "measure", "thing"]

SHORT_ACRONYM = 6
SURE_ACRONYM = 3
"""``WNI`` is one even among the known nouns; ``SAKSI`` stands in a headline."""

SHORTEST_NOUN = 3


@frozen
class Unit:
    """A unit read from the text.

    Args:
        name: ISO code, canonical measure, or head noun in lower case; ``a/b`` for "a per b".
        stop: position behind its last token.
        kind: money, measure, or a counted thing.
        known: the tables list it; else it is a noun by position only.
    """

    name: str
    stop: int
    kind: Kind
    known: bool = True


def read_unit(tokens: Tokens, at: int, tables: UnitTables, *, title: bool = False) -> Unit | None:
    """Return the unit behind a number, with what it is counted per.

    Args:
        tokens: the text.
        at: position behind the number.
        tables: the unit tables of the language.
        title: the number is written with a capital, so that a capital on the noun tells nothing.
    """
    unit = _simple(tokens, at, tables, title=title)
    return None if unit is None else per_unit(tokens, unit, tables)


def per_unit(tokens: Tokens, unit: Unit, tables: UnitTables) -> Unit:
    """Add ``per liter`` or ``/kg`` to a unit that ends before it."""
    slash = tokens.word(unit.stop) in tables.numerals.slash and tokens.glued(unit.stop + 1)
    if not slash and tokens.word(unit.stop) not in tables.numerals.per:
        return unit
    under = _simple(tokens, unit.stop + 1, tables, title=False)
    if under is None or (slash and not under.known):
        return unit
    return evolve(unit, name=f"{unit.name}/{under.name}", stop=under.stop)


def _simple(tokens: Tokens, at: int, tables: UnitTables, *, title: bool) -> Unit | None:
    if (money := tables.currencies.at(tokens, at)) is not None:
        return Unit(money[0], money[1], "money")
    if (measure := tables.units.at(tokens, at)) is not None and _is_written_as_unit(tokens, at, measure[1]):
        return Unit(measure[0], measure[1], "measure")
    known = tokens.word(at) in tables.persons or tokens.word(at) in tables.things or tokens.word(at) == tables.person
    if (tokens.glued(at) and not known) or (at > 0 and tokens.opens_line(at)):
        return None
    if tokens.word(at) == tables.person:
        stop = at + 1
        noun = _noun(tokens, stop, tables, title=title) if tokens.word(stop) in tables.persons else None
        return noun or Unit(tables.person, stop, "thing")
    if tokens.word(at) in tables.classifiers:
        return _classified(tokens, at, tables)
    return _noun(tokens, at, tables, title=title)


def _is_written_as_unit(tokens: Tokens, at: int, stop: int) -> bool:
    """Tell a unit of one letter from a name: ``5 m``, but neither ``5 M`` nor ``5 x 3``."""
    raw = tokens.raw_word(at)
    if len(raw) > 1 or not raw.isalpha():
        return True
    return raw.islower() and not tokens.is_figure(stop)


def _classified(tokens: Tokens, at: int, tables: UnitTables) -> Unit:
    word = tokens.word(at)
    noun = None if word in tables.kept or tokens.opens_line(at + 1) else _noun(tokens, at + 1, tables, title=False)
    return noun or Unit(word, at + 1, "thing")


def _noun(tokens: Tokens, at: int, tables: UnitTables, *, title: bool) -> Unit | None:
    """Read the head noun: any word that the tables do not rule out."""
    word, raw = tokens.word(at), tokens.raw_word(at)
    if not tokens.is_word(at) or tokens.opens_line(at):
        return None
    known = word in tables.persons or word in tables.things or word in tables.classifiers or word == tables.person
    acronym = raw.isupper() and 1 < len(raw) <= SHORT_ACRONYM
    if not known and not acronym and not (_may_be_noun(word, tables) and (raw.islower() or title)):
        return None
    name, stop = _whole_noun(tokens, at, tables)
    if name in tables.stop:
        return None
    as_written = acronym and not title and (not known or len(raw) <= SURE_ACRONYM)
    return Unit(raw if as_written else name, stop, "thing", known=known or acronym)


def _may_be_noun(word: str, tables: UnitTables) -> bool:
    taken = word in tables.stop or word in tables.numerals.small or word in tables.numerals.vague
    return len(word) >= SHORTEST_NOUN and not taken and not word.startswith(tables.verb_prefixes)


def _whole_noun(tokens: Tokens, at: int, tables: UnitTables) -> tuple[str, int]:
    """Take up a doubled noun (``anak-anak``) and drop a clitic (``kapalnya``)."""
    word = tokens.word(at)
    doubled = tokens.word(at + 2) == word and tokens.glued(at + 2) and tokens.glued(at + 1)
    if doubled and tokens.word(at + 1) in tables.numerals.hyphens:
        pair = f"{word}-{word}"
        return (pair if pair in tables.persons else word), at + 3
    for clitic in tables.clitics:
        if word.endswith(clitic) and len(word) >= len(clitic) + SHORTEST_NOUN and word not in tables.things:
            return word.removesuffix(clitic), at + 1
    return word, at + 1
