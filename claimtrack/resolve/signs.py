"""What tells that a run of capitalised words without a title is a person: a text in, its `Signs` out."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from string import ascii_lowercase
from typing import NamedTuple

from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.words import Vocabulary

SMALL = re.compile(r"(?<![\w-])[a-z][\w-]*")
ASCII_SMALL = frozenset(ascii_lowercase)
ALONE, TURN_REACH = re.compile(r"(?:^|[^\w\s] ?|\n|\b[a-z]+ )([A-Z][a-z]+)((?: [a-z-]+){0,2})$"), 60  # code points
SENTENCE_ENDS, TAGS_REACH = '.!?)"”', 400  # code points


class Signs(NamedTuple):
    """What tells that a run without title is a person.

    Args:
        voices: single names that are a source, lower case.
        begin: single names behind which somebody begins to speak, lower case.
        small: the words that the article writes small.
        tags: what a page adds behind the last sentence.
    """

    voices: AbstractSet[str]
    begin: AbstractSet[str]
    small: AbstractSet[str]
    tags: str


def small_words(text: str) -> frozenset[str]:
    """Return the words that a text writes small."""
    parts = frozenset(text.split())  # what stands between blanks is searched once
    odd = " ".join([part for part in parts if not part.isalpha()])
    return frozenset([part for part in parts if part.isalpha() and part[0] in ASCII_SMALL] + SMALL.findall(odd))


def tags_of(text: str) -> str:
    """Return what a page adds behind the last sentence, in small letters: ``(rim/bay) rina wulandari samaraya``."""
    end = text[-TAGS_REACH:]
    tail = end[max([end.rfind(mark) for mark in SENTENCE_ENDS]) + 1 :]
    return tail if tail.islower() else ""


def beginners(text: str, words: Vocabulary) -> frozenset[str]:
    """Return the single names, in lower case, of those who begin to speak: ``Rina juga angkat bicara``."""
    found = (ALONE.search(text, max(0, turn.start() - TURN_REACH), turn.start()) for turn in words.turn.finditer(text))
    says = (name for name in found if name and words.negation.isdisjoint(name[2].split()))
    return frozenset(low for name in says if (low := name[1].lower()) not in words.function_words)


def is_likely(name: Sequence[Word], words: Vocabulary, signs: Signs) -> bool:
    """Tell whether a run without title is a person: it begins with a given name or holds one who speaks.

    It is none with the head of an organisation in it, nor with a word that is also written small outside the tags.
    """
    low = lowered(name)
    heads = any(words.orgs.match((word.lower,)) or word.acronym for word in name[1:])
    speaks = low[-1] in signs.begin or not signs.voices.isdisjoint(low)
    named = low[0] in words.given or words.openings.match(low)  # ``La Ode Marhum``
    known = named or (speaks and (signs.small.isdisjoint(low) or " ".join(low) in signs.tags))
    return bool(known) and len(name) > 1 and not heads
