"""Where a number counts nothing: dates, clock times, names, ordinals, list numbers, idioms."""

from attrs import frozen

from claimtrack.figures.readings import Reading
from claimtrack.figures.tokens import Tokens
from claimtrack.figures.unit_tables import UnitTables

OPENING = frozenset("(")
CLOSING = frozenset(")")
ENUMERATORS = frozenset(").")
BREAKS = frozenset(";:")
ENDS = frozenset('.)!?"”')
LONGEST_LIST_NUMBER = 3
SIGNS_BEFORE = frozenset("/#@_=\\*")
HOURS, MINUTES = 24, 60


@frozen
class Context:
    """A text, the tables of its language, and which of its tokens belong to something else.

    Args:
        tokens: the text.
        tables: the unit tables.
        taken: one byte a token, 1 where it belongs to a date, a clock time or an idiom.
    """

    tokens: Tokens
    tables: UnitTables
    taken: bytes

    @classmethod
    def of(cls, tokens: Tokens, tables: UnitTables, times: tuple[Reading, ...]) -> "Context":
        """Mark what the dates and the idioms of a text take."""
        taken = bytearray(len(tokens))
        for time in times:
            taken[time.start : time.stop] = b"\1" * (time.stop - time.start)
        for at in range(len(tokens)):
            if (idiom := tables.idioms.at(tokens, at)) is not None:
                taken[at : idiom[1]] = b"\1" * (idiom[1] - at)
        return cls(tokens, tables, bytes(taken))

    def is_taken(self, at: int) -> bool:
        """Tell whether the token at a position belongs to something else."""
        return at < len(self.taken) and self.taken[at] == 1

    def is_part_of_name(self, at: int) -> bool:
        """Tell whether letters or signs tie a figure into a longer name: ``Covid-19``, ``B2024``, ``0812-345``."""
        tokens = self.tokens
        if not tokens.glued(at):
            return False
        before = at - 1
        if tokens.is_word(before) or tokens.raw_word(before) in SIGNS_BEFORE:
            return True
        if tokens.word(before) in self.tables.numerals.hyphens and tokens.glued(before):
            return tokens.is_word(before - 1) or tokens.is_figure(before - 1)
        return tokens.word(before) in {":", ".", ","} and tokens.glued(before) and tokens.is_figure(before - 1)

    def runs_on(self, stop: int) -> bool:
        """Tell whether something tied to the end of a number makes it a name: ``5G``, ``2/3/4``, ``09:30``."""
        tokens = self.tokens
        if not tokens.glued(stop):
            return False
        sign = tokens.raw_word(stop)
        if tokens.is_word(stop):
            return True
        return sign in {"/", ":"} and tokens.glued(stop + 1) and tokens.is_figure(stop + 1)

    def is_list_number(self, at: int) -> bool:
        """Tell whether a figure numbers an item: ``1. Mantan direktur``, ``2) …``."""
        tokens = self.tokens
        mark = tokens.raw_word(at + 1) in ENUMERATORS and tokens.glued(at + 1)
        if not mark or tokens.is_figure(at + 2) or len(tokens.raw_word(at)) > LONGEST_LIST_NUMBER:
            return False
        if tokens.opens_line(at) or tokens.raw_word(at - 1) in BREAKS:
            return True
        return tokens.raw_word(at - 1) in ENDS and tokens.raw_word(at + 2)[:1].isupper()

    def is_bracketed(self, at: int, stop: int) -> bool:
        """Tell whether brackets hold these tokens and nothing else."""
        return self.tokens.raw_word(at - 1) in OPENING and self.tokens.raw_word(stop) in CLOSING

    def has_zone(self, stop: int) -> bool:
        """Tell whether a time zone stands behind a number: ``19.30 WIB``."""
        return self.tables.clock_after.at(self.tokens, stop) is not None

    def is_clock(self, at: int) -> bool:
        """Tell whether the figure looks like a time of day: ``19.30``."""
        hour, point, minute = self.tokens.raw_word(at).partition(self.tables.numerals.group)
        return bool(point) and minute.isdigit() and len(minute) == 2 and int(hour) < HOURS and int(minute) < MINUTES  # noqa: PLR2004

    def designator(self, at: int) -> str:
        """Return the word that makes the number behind it a name, or an empty string."""
        tokens = self.tokens
        while tokens.raw_word(at - 1) in {"(", ".", ":", "#"} and at > 1:
            at -= 1
        found = self.tables.designators.before(tokens, at)
        return found[0] if found else ""

    def follows_name(self, at: int) -> bool:
        """Tell whether a word with a capital that opens no sentence stands before: ``Boeing 737``, ``Simpang Lima``."""
        tokens = self.tokens
        before = tokens.raw_word(at - 1)
        if not before or not before[0].isupper() or tokens.opens_line(at) or tokens.opens_line(at - 1):
            return False
        return tokens.raw_word(at - 2)[:1].isalnum() or tokens.raw_word(at - 2) in {",", "(", "-", "/"}

    def is_ordinal(self, at: int) -> bool:
        """Tell whether ``ke`` stands before: ``ke-5``, ``ke 5``."""
        tokens = self.tokens
        before = at - 1 - (tokens.word(at - 1) in self.tables.numerals.hyphens)
        return tokens.word(before) in self.tables.ordinal

    def is_year(self, at: int) -> bool:
        """Tell whether four bare digits may be a year."""
        word = self.tokens.raw_word(at)
        return len(word) == 4 and word.isdigit() and word[:2] in {"17", "18", "19", "20", "21"}  # noqa: PLR2004
