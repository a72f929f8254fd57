"""Search words: what a reader typed in, a safe FTS5 query and the places to highlight out."""

import re

from attrs import field, frozen

from claimtrack.publish.marks import Mark

MOST_TERMS = 12
LONGEST = 200
# Bytes of a name that are looked for: SQLite takes patterns of 100, and each sign may need another before it.
LONGEST_PATTERN = 49
_QUOTES = str.maketrans("“”„‟", '""""')
_TERM = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LETTER = re.compile(r"\w", re.UNICODE)
_WORDS = re.compile(r"\w+", re.UNICODE)


@frozen
class Terms:
    """What a reader looks for.

    Args:
        wanted: words or phrases that must all occur.
        unwanted: words or phrases that must not.
        prefixes: members of ``wanted`` of which only the beginning is given.
    """

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    prefixes: frozenset[str] = field(default=frozenset())

    @property
    def needle(self) -> str:
        """Return the first of the wanted words in small letters; empty where nothing is wanted."""
        return self.wanted[0].lower() if self.wanted else ""

    def query(self) -> str:
        """Return an FTS5 query that cannot be malformed; empty where nothing is wanted."""
        if not self.wanted:
            return ""
        wanted = " AND ".join(_quoted(term) + ("*" if term in self.prefixes else "") for term in self.wanted)
        unwanted = "".join(f" NOT {_quoted(term)}" for term in self.unwanted)
        return f"({wanted}){unwanted}"

    def marks(self, text: str) -> list[Mark]:
        """Return where the wanted words stand in ``text``, whatever their case."""
        return [
            Mark(found.start(), found.end(), "hit")
            for term in self.wanted
            for found in _pattern(term, whole=term not in self.prefixes).finditer(text)
        ]


def read_terms(typed: str) -> Terms:
    """Return what ``typed`` looks for.

    Words must all occur, ``"words in quotes"`` of any kind must follow one another, a word after a hyphen must not
    occur and ``word*`` is a beginning. At most 12 terms of the first 200 characters count.

    Example:
        >>> read_terms('banjir "tinggi air" -hoaks').query()
        '("banjir" AND "tinggi air") NOT "hoaks"'
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    prefixes = set()
    for found in list(_TERM.finditer(typed.translate(_QUOTES).replace("\0", " ")[:LONGEST]))[:MOST_TERMS]:
        term = found["phrase"] if found["word"] is None else found["word"]
        if not _LETTER.search(term):
            continue
        if found["sign"]:
            unwanted[term] = None
            continue
        if found["word"] and term.endswith("*"):
            term = term.rstrip("*")
            prefixes.add(term)
        wanted[term] = None
    return Terms(tuple(wanted), tuple(unwanted), frozenset(prefixes))


def name_pattern(words: str) -> str:
    """Return a pattern of SQL, with ``!`` before what is no wildcard, of what holds ``words`` as they stand."""
    return f"%{escaped(words)}%"


def escaped(words: str) -> str:
    """Return ``words``, of which so many count as a pattern may hold, with ``!`` before what is a wildcard of SQL."""
    literal = words.encode()[:LONGEST_PATTERN].decode("utf-8", "ignore")
    for sign in "!%_":
        literal = literal.replace(sign, f"!{sign}")
    return literal


def _quoted(term: str) -> str:
    """Return ``term`` as an FTS5 string."""
    return '"' + term.replace('"', '""') + '"'


def _pattern(term: str, *, whole: bool) -> re.Pattern[str]:
    """Return a pattern for the words of ``term`` in order, with anything but letters between them."""
    words = [re.escape(word) for word in _WORDS.findall(term)]
    end = r"\b" if whole else r"\w*"
    return re.compile(r"\b" + r"\W{1,3}".join(words) + end, re.IGNORECASE)
