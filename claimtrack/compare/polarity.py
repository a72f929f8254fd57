"""Two wordings of one claim in, whether one says that something is so and the other that it is not out.

A *not* turns a claim round without changing what it is about, so likeness alone does not see it. What counts is a word
that is denied in one wording and stands free in the other, which has no negation of its own, before the same word in
both: *was not built with*, *was built with*. Most denials are worded in another way (*is not hurt*, *has no wounds*),
and two of them are no opposites; *not badly hurt* and *slightly hurt* are none either. In a wording of many clauses it
cannot be told which of them the claim is. Which words deny is data (``polarity.txt``).
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from attrs import frozen

from claimtrack.compare.normalise import words_of
from claimtrack.packs import Pack

DENIES, LACKS, BETWEEN, INSTEAD = "denies", "lacks", "between", "instead"  # parts of ``polarity.txt``
FACT = "fact"  # of ``drift.txt``: the other parts say that it is planned, wished or possible
BEFORE = 2  # words before a word that may make it less than a fact
LONGEST = 24  # words of a wording whose denial is taken to be about the claim
REMEMBERED = 1 << 13


@frozen
class Saying:
    """One word of a wording.

    Args:
        word: in lower case.
        behind: the word behind it; empty at the end.
        told: the words that say it, from the denial on.
    """

    word: str
    behind: str
    told: str


@frozen
class Sides:
    """What one wording says is so, and what it says is not; what is only planned or wished is in neither.

    Args:
        stated: the words that no denial bears on.
        denied: those that one bears on.
        negates: there is a negation of whatever, by whichever list.
    """

    stated: tuple[Saying, ...] = ()
    denied: tuple[Saying, ...] = ()
    negates: bool = False


@lru_cache(maxsize=REMEMBERED)
def sides_of(text: str, pack: Pack) -> Sides:
    """Return what ``text`` says is so and what not.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> [one.told for one in sides_of("jembatan itu tidak ambruk", load_pack("id")).denied]
        ['tidak ambruk']
    """
    words = words_of(text)
    if len(words) > LONGEST:
        return Sides()
    parts = [pack.notes("polarity").get((word,)) for word in words]
    denials = [at for at, part in enumerate(parts) if part == DENIES and INSTEAD not in parts[at:]]
    borne = {on: at for at in denials if (on := _borne_on(parts, at + 1)) is not None}
    starts = [borne.get(at, at) for at in range(len(words))]  # where what is said of each begins
    said = [
        (at, Saying(word, "".join(words[at + 1 : at + 2]), " ".join(words[start : at + 1])))
        for at, (word, start) in enumerate(zip(words, starts, strict=True))
        if _less(pack).isdisjoint(words[max(0, start - BEFORE) : start])
    ]
    return Sides(
        stated=tuple(one for at, one in said if at not in borne),
        denied=tuple(one for at, one in said if at in borne),
        negates=not pack.words("negation").isdisjoint(words) or not {DENIES, LACKS}.isdisjoint(parts),
    )


@cache
def _less(pack: Pack) -> frozenset[str]:
    """Return the words that make what stands behind them less than a fact."""
    return frozenset(" ".join(entry) for entry, part in pack.notes("drift").items() if part != FACT)


def _borne_on(parts: Sequence[str | None], start: int) -> int | None:
    """Return the index of the word that a denial before ``start`` bears on; None where it is no denial after all."""
    on = next((at for at in range(start, len(parts)) if parts[at] != BETWEEN), None)
    return None if on is None or parts[on] else on  # ``tidak hanya``; two denials say that it is so


def opposed(one: Sides, other: Sides) -> tuple[str, str] | None:
    """Return the words in which two wordings say the opposite of each other; None if they do not.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> pack = load_pack("id")
        >>> opposed(sides_of("jembatan itu tidak ambruk", pack), sides_of("jembatan ambruk", pack))
        ('tidak ambruk', 'ambruk')
    """
    if one.negates == other.negates:
        return None
    denying, stating = (one, other) if one.negates else (other, one)
    for denied in denying.denied:
        stated = next((free for free in stating.stated if _is_same(denied, free)), None)
        if stated is not None and not any(_is_same(denied, free) for free in denying.stated):
            pair = denied.told, stated.told
            return pair if denying is one else pair[::-1]
    return None


def _is_same(one: Saying, other: Saying) -> bool:
    """Tell whether two words are one, before the same word or at the end."""
    return one.word == other.word and (one.behind == other.behind or not one.behind or not other.behind)
