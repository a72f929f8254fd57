"""Examples of a search: headlines and what is told under them in, words that stand in both out."""

import re
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
SHORTEST = 5  # shorter ones are seldom more than words of grammar


def examples(told: Iterable[tuple[str, str]]) -> list[str]:
    """Return what to search for: a name of two words, and a word of another article; fewer where there is none.

    What stands in a headline and in what is told under it finds something. The longest such word says most.

    Args:
        told: headline and text of articles or claims, the best known first.

    Example:
        >>> examples([("Warga Kali Wadas Resah", "tanggul Kali Wadas retak"), ("Beras Mahal", "harga beras naik")])
        ['"Kali Wadas"', 'beras']
    """
    name, words = "", [""]
    for headline, text in told:
        pair = "" if name else _name(headline, text)
        if pair:
            name = f'"{pair}"'
        else:
            known = {word.casefold() for word in _WORD.findall(headline)}
            words += [word.casefold() for word in _WORD.findall(text) if word.casefold() in known]
    longest = max(words, key=len)
    return [found for found in (name, longest if len(longest) >= SHORTEST else "") if found]


def _name(headline: str, text: str) -> str:
    """Return two words with capitals that follow one another in both; empty where there are none."""
    known = set(pairwise(headline.split()))
    pairs = pairwise(text.split()[1:])  # the first word has a capital in any case
    return next((f"{one} {other}" for one, other in pairs if (one, other) in known and _is_name(one, other)), "")


def _is_name(*words: str) -> bool:
    """Tell whether each word is of letters alone and begins with a capital."""
    return all(_WORD.fullmatch(word) and word[0].isupper() for word in words)
