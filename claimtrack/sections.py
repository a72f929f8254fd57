"""Sections: a TOML file of a pack in, its tables out, which say file and key when something in them is wrong."""

import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from claimtrack.errors import PackError

PAIR = 2
Fits = Callable[[Any], bool]


class Complaint(NamedTuple):
    """What is wrong with a key.

    Args:
        where: the table, as it stands in the file: ``[words]``; empty for the file itself.
        key: the key.
        message: what is wrong with it and what is wanted.
    """

    where: str
    key: str
    message: str


class Section:
    """A table of a TOML file.

    Every method that returns the value of a key tells ``wrong`` where there is no such key or its value is of another
    shape. If that does not raise, an empty value is returned.

    Args:
        data: the table.
        wrong: what to tell.
        where: where the table stands in the file: ``[words]``; empty for the file itself.
    """

    def __init__(self, data: Mapping[str, Any], wrong: Callable[[Complaint], object], where: str = "") -> None:
        """Take a table."""
        self.data = data
        self.wrong = wrong
        self.where = where

    def get(self, key: str, wanted: str, fits: Fits, empty: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
        """Return the value of a key that ``fits``, and ``empty`` for any other; ``wanted`` says in words what fits."""
        if key not in self.data:
            message = f"{key!r} is missing; it should be {wanted}; found {', '.join(self.data) or 'nothing'}"
        elif not fits(self.data[key]):
            message = f"{key!r} should be {wanted}, found {self.data[key]!r}"
        else:
            return self.data[key]
        self.wrong(Complaint(self.where, key, message))
        return empty

    def section(self, key: str) -> "Section":
        """Return the table under a key."""
        inner = f"{self.where[1:-1]}.{key}".lstrip(".")
        return Section(self.get(key, "a table", lambda value: isinstance(value, dict), {}), self.wrong, f"[{inner}]")

    def words(self, key: str) -> tuple[str, ...]:
        """Return the list of strings under a key."""
        return tuple(self.get(key, "a list of words", are_words, ()))

    def rows(self, key: str, count: int | None = None) -> tuple[tuple[str, ...], ...]:
        """Return the lists of strings under a key, of which there must be ``count`` where that is given."""

        def fits(value: object) -> bool:
            return isinstance(value, list) and count in {None, len(value)} and all(map(are_words, value))

        found = self.get(key, f"{'' if count is None else f'{count} '}lists of words", fits, ())
        return tuple(map(tuple, found))

    def word_pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return the list of pairs of strings under a key."""

        def fits(value: object) -> bool:
            return isinstance(value, list) and all(are_words(row) and len(row) == PAIR for row in value)

        return tuple((one, two) for one, two in self.get(key, "a list of pairs of words", fits, ()))

    def text(self, key: str) -> str:
        """Return the string under a key, which must not be empty."""
        value: str = self.get(key, "text", lambda value: isinstance(value, str) and value != "", "")
        return value

    def number(self, key: str) -> Fraction:
        """Return the number under a key, exactly as written."""
        return Fraction(self.get(key, "a number", is_number, 0))

    def whole(self, key: str) -> int:
        """Return the whole number under a key, which must not be negative."""
        value: int = self.get(key, "a whole number from 0", lambda value: type(value) is int and value >= 0, 0)
        return value

    def numbers(self) -> dict[str, Fraction]:
        """Return the whole table as word -> number."""
        return {key: self.number(key) for key in self.data}

    def pairs(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Return the whole table as word -> two numbers."""
        found = {key: self.get(key, "two numbers", _are_two_numbers, (0, 0)) for key in self.data}
        return {key: (Fraction(one), Fraction(two)) for key, (one, two) in found.items()}


def are_words(value: object) -> bool:
    """Tell whether a value is a list of strings that are not blank."""
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def is_number(value: object) -> bool:
    """Tell whether a value is a number as `read_section` gives it."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _are_two_numbers(value: object) -> bool:
    return isinstance(value, list) and len(value) == PAIR and all(map(is_number, value))


def read_section(path: Path) -> Section:
    """Read a TOML file.

    Returns:
        Its outermost table, which raises `PackError` where something in it is wrong.

    Raises:
        PackError: there is no such file, or it is not TOML.
    """

    def refuse(wrong: Complaint) -> None:
        msg = f"{path}{' ' if wrong.where else ''}{wrong.where}: {wrong.message}"
        raise PackError(msg)

    try:
        return Section(parsed(path.read_text(encoding="utf-8")), refuse)
    except (OSError, ValueError) as error:
        msg = f"{path}: {error}"
        raise PackError(msg) from error


def parsed(text: str) -> dict[str, Any]:
    """Return what a TOML text says, its numbers exactly as written.

    Raises:
        TOMLDecodeError: it is not TOML.
    """
    return tomllib.loads(text, parse_float=Fraction)
