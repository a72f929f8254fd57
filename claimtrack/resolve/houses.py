"""Houses: a title and what stands behind the head of a place or house in, where the name of a person begins there out.

``Manajer Hotel Grand Melati Rina Wulandari``: no list knows the hotel, and its name may be made of people's names.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from claimtrack.resolve.words import Vocabulary

PLAIN = 2  # words of a name that nothing knows
LONGEST = 3  # words of a house and of a name behind it between which nothing needs to tell


def is_headed(role: tuple[str, ...], low: tuple[str, ...], words: Vocabulary) -> bool:
    """Tell whether a title ends with the head of a house and its name and one's own follow: ``Kepala Desa | …``."""
    return len(low) > LONGEST and role[-1:] in words.sites


def behind_head(low: tuple[str, ...], words: Vocabulary) -> int:
    """Return the index behind the last head of a house in a row of words and the first word of its own name.

    It is 0 where no head stands, or nothing behind that word. What is a field of an office or stands inside a body is
    none: ``Menteri Perumahan``, ``Penjaga Pantai``.
    """
    if words.sites.by_first.keys().isdisjoint(low):  # as it mostly is
        return 0
    inside = {place for at, length in words.orgs.found(low) for place in range(at + 1, at + length)}
    fields = words.inner - words.closing - words.locatives
    found = [(at, length) for at, length in words.sites.found(low) if at not in inside and low[at] not in fields]
    at, length = found[-1] if found else (0, -1)
    return at + length + 1 if at + length + 1 < len(low) else 0


def behind_house(
    first: int, low: tuple[str, ...], covered: Sequence[bool], voices: AbstractSet[str], words: Vocabulary
) -> int | None:
    """Return where the name of a person begins behind that of a house, None where that cannot be told.

    A known first name tells it if there is one only, or who speaks alone; else one word of the house goes before two.

    Args:
        first: the earliest index at which it may begin.
        low: the words behind the title, in lower case.
        covered: which of them the lists of places and bodies hold.
        voices: single words that speak, in lower case.
        words: the vocabulary.
    """
    spoken = next((at for at in range(first, len(low)) if low[at] in voices), None)
    if spoken is not None:
        return spoken
    last = len(low) - 1
    given = [at for at in range(first, len(low)) if low[at] in words.given and (at < last or at == first)]
    short = len(low) - first <= PLAIN
    if given[:1] == [first] and (short or covered[first - 1]):  # ``Universitas Indonesia | Siti Rina Wulandari``
        return first
    if len(given) == 1 and given != [first]:
        return given[0]
    return first if short and last > first and not given else None
