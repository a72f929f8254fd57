"""Headings: a text in, out where a sentence begins that a page has run into the heading or caption before it.

A word that cites is written with a capital inside a sentence only where one begins: ``Profil Bank Lembah Melansir laman
resminya, bank itu …``. In a heading it is, too: there no ordinary words follow.
"""

import re
from functools import cache, lru_cache

from claimtrack.packs import Pack

CITING = frozenset({"RELAY", "PREP"})  # types of cues that open a sentence
SHORTEST_CITING = 7  # letters; a shorter word is capitalised in headings, too
REACH = 120  # code points in which the comma behind who is cited stands, and in which ordinary words follow it
BREAKS = re.compile(r"[.!?:;\n\"“”]")
ORDINARY = re.compile(r"\b[a-z]{5,}\b")
FEWEST = 2  # ordinary words


@lru_cache(maxsize=4)  # asked for each stretch of a text
def run_in(text: str, pack: Pack) -> tuple[int, ...]:
    """Return where words that cite stand in a text behind words of a heading; mostly nowhere.

    Args:
        text: the text.
        pack: supplies the words that cite, and function words.
    """
    found = (match.start() for match in _citing(pack).finditer(text))
    return tuple([offset for offset in found if _opens(text, offset, pack)])


def _opens(text: str, offset: int, pack: Pack) -> bool:
    """Tell whether a comma follows who is cited, and ordinary words behind it."""
    comma = text.find(",", offset, offset + REACH)
    if comma < 0 or BREAKS.search(text, offset, comma):
        return False
    small = pack.words("claim_stopwords")
    words = [word for word in ORDINARY.findall(text, comma, comma + REACH) if word not in small]
    return len(words) >= FEWEST


@cache
def _citing(pack: Pack) -> re.Pattern[str]:
    """Compile the words that cite who follows them, with a capital, behind another word or a bracket."""
    forms = {form for form, lines in pack.cues.items() if any(line.type in CITING for line in lines)}
    words = sorted(form.capitalize() for form in forms if len(form) >= SHORTEST_CITING)
    first = "".join(sorted({word[0] for word in words}))  # for which the text is scanned
    return re.compile(rf"[{first}](?<=[\w)\]] .)(?:{'|'.join(word[1:] for word in words)})\b" if words else r"(?!)")
