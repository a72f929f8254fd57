"""Two wordings of one claim in, whether one says that something is so and the other that it is not out.

A *not* turns a claim round without changing what it is about, so likeness alone does not see it. What counts is a word
that is denied in one wording and stands free in the other, which has no negation of its own: most denials are worded in
another way (*is not hurt*, *has no wounds*), and two of them are no opposites. Which words deny is data
(``polarity.txt``).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import field, frozen

from claimtrack.compare.normalise import Vocabulary, vocabulary, words_of
from claimtrack.packs import Pack

DENIES, BETWEEN, INSTEAD = "denies", "between", "instead"  # parts of ``polarity.txt``
FACT = "fact"  # of ``drift.txt``: the other parts say that it is planned, wished or possible
BEFORE = 2  # words before a verb that may make it less than a fact
LONGEST = 24  # words of a wording whose denial is taken to be about the claim
REMEMBERED = 1 << 13


@frozen
class Sides:
    """What one wording says is so, and what it says is not.

    Args:
        stated: roots that stand free, planned or wished ones left out -> the word as it is written, in lower case.
        denied: roots that a denial bears on -> the words from the denial on.
        negates: there is a negation of whatever, by whichever list.
    """

    stated: Mapping[str, str] = field(factory=dict, repr=False)
    denied: Mapping[str, str] = field(factory=dict, repr=False)
    negates: bool = False


@lru_cache(maxsize=REMEMBERED)
def sides_of(text: str, pack: Pack) -> Sides:
    """Return what ``text`` says is so and what not.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> sorted(sides_of("jembatan itu tidak ambruk", load_pack("id")).denied.values())
        ['tidak ambruk']
    """
    words, known = words_of(text), vocabulary(pack)
    if len(words) > LONGEST:
        return Sides()
    parts = [pack.notes("polarity").get((word,)) for word in words]
    denials = [at for at, part in enumerate(parts) if part == DENIES and INSTEAD not in parts[at:]]
    borne = {on: at for at in denials if (on := _borne_on(parts, at + 1)) is not None}
    less = frozenset(word for (word,), part in pack.notes("drift").items() if part != FACT)
    free = (at for at in range(len(words)) if at not in borne and less.isdisjoint(words[max(0, at - BEFORE) : at]))
    return Sides(
        stated=_roots({at: words[at] for at in free}, words, known),
        denied=_roots({on: " ".join(words[at : on + 1]) for on, at in borne.items()}, words, known),
        negates=known.negates(words) or DENIES in parts,
    )


def _borne_on(parts: Sequence[str | None], start: int) -> int | None:
    """Return the index of the word that a denial before ``start`` bears on; None where it is no denial after all."""
    on = next((at for at in range(start, len(parts)) if parts[at] != BETWEEN), None)
    return None if on is None or parts[on] else on  # ``tidak hanya``; two denials say that it is so


def _roots(places: Mapping[int, str], words: Sequence[str], known: Vocabulary) -> dict[str, str]:
    """Return the roots of the words at ``places`` that say something of their own, each with what is said of it."""
    found = ((words[at], known.lemma(words[at]), told) for at, told in places.items())
    return {root: told for word, root, told in found if known.stop.isdisjoint((word, root))}


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
    for root, words in denying.denied.items():
        if root in stating.stated and root not in denying.stated:
            pair = words, stating.stated[root]
            return pair if denying is one else pair[::-1]
    return None
