"""Two sources in, whether their names may mean one out: a short name, initials, a slip of the pen.

This never makes two sources one, which is for the registry and for people (`claimtrack sources merge`). It only keeps
what may be one from being counted as two that confirm each other.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

PERSON = "person"
WORD = re.compile(r"\w+")
SHORTEST, ALIKE = 3, 0.85
FEWEST_SHARED, MOST = 3, 0.75
LONG_WORD = 4  # letters of a word that a slip may change


def may_be_one(name: str, kind: str, other: str, other_kind: str) -> bool:
    """Tell whether two names may mean one source.

    Args:
        name: of the one source.
        kind: of it, as the table ``sources`` has it.
        other: name of the other source.
        other_kind: of that one.

    Example:
        >>> may_be_one("M Yohan", "person", "Mohamad Yohan", "person")
        True
        >>> may_be_one("Kementerian Kesehatan", "government_body", "Kementerian Keuangan", "government_body")
        False
        >>> may_be_one("Badan Iklim Kota Sagara", "organisation", "Badan Cuaca Kota Sagara", "organisation")
        True
    """
    one, two = (WORD.findall(text.casefold()) for text in (name, other))
    short, long = sorted((one, two), key=len)
    if not short or set(short) <= set(long) or _initials(short, long):
        return True
    if {kind, other_kind} != {PERSON}:
        return PERSON not in {kind, other_kind} and _mostly(short, long)
    return _nickname(short, long) or _abbreviated(short, long) or _alike(name, other)


def _mostly(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether three words in four of a body's name, three at least, are those of another's: a name translated."""
    shared = len(set(short) & set(long))
    return shared >= FEWEST_SHARED and shared >= MOST * len(short)


def spelt_nearly(name: str, other: str) -> bool:
    """Tell whether two names of persons differ in the spelling of one word, or in words of which one has the initial.

    Closer than `may_be_one`, which is also true of short names: this is worth the eyes of somebody who merges sources.

    Example:
        >>> spelt_nearly("Whisnu Wardana", "Wishnu Wardana"), spelt_nearly("M Yohan", "Mohamad Yohan")
        (True, True)
        >>> spelt_nearly("Sri Yohan", "Siti Yohan"), spelt_nearly("Yohan", "Mohamad Yohan")
        (False, False)
    """
    one, two = (WORD.findall(text.casefold()) for text in (name, other))
    pairs = [(a, b) for a, b in zip(one, two, strict=False) if a != b]
    if len(one) != len(two) or not pairs:
        return False
    if len(pairs) == 1 and _slipped(*pairs[0]):
        return True
    return len(pairs) < len(one) and all(min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in pairs)


def _slipped(word: str, other: str) -> bool:
    """Tell whether two long words differ by one letter or its place."""
    long = min(len(word), len(other)) >= LONG_WORD and abs(len(word) - len(other)) <= 1
    return long and len(set(word) ^ set(other)) <= 2 and not _cut(word).isdisjoint(_cut(other))  # noqa: PLR2004


def _cut(word: str) -> set[str]:
    """Return a word and what is left of it without one letter: two that share one differ by a letter or its place."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether one word is made of the first letters of the other's words: ``BSN`` and *Bank Sinar Nusa*."""
    letters = "".join(word[0] for word in long)
    return len(short) == 1 and len(short[0]) >= SHORTEST and len(long) > 1 and short[0] in letters


def _nickname(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether a lone word is a part of one of the other's: ``Wira`` and *Darma Wirawan*."""
    return len(short) == 1 and len(short[0]) >= SHORTEST and any(short[0] in word for word in long)


def _abbreviated(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether both end alike and each word before is the other's, or how that begins; or each but for a tail.

    ``Rina Sarisetelah`` is *Rina Sari* and a word glued to it.
    """
    if short[-1] == long[-1]:
        return all(any(a.startswith(b) or b.startswith(a) for b in long[:-1]) for a in short[:-1])
    return len(short) > 1 and all(b.startswith(a) for a, b in zip(short, long, strict=False))


def _alike(name: str, other: str) -> bool:
    """Tell whether two names differ by a slip of the pen or a word stuck to one of them."""
    return SequenceMatcher(None, name.casefold(), other.casefold(), autojunk=False).ratio() >= ALIKE
