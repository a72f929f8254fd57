"""The words for a source in, the known bodies that it speaks for out, each with those above it.

*Dirjen Haji Kemenag, Rina Wulandari* speaks for Kementerian Agama, and *Menteri Agama Budi Santoso* does; both are of
Pemerintah Indonesia. Which bodies are known, and what stands above them, is data (``sources.toml``).
"""

import re
from collections.abc import Iterator

from claimtrack.packs import Pack
from claimtrack.resolve import Registry, RegistryEntry, load_registry
from claimtrack.resolve.vocabulary import vocabulary
from claimtrack.resolve.words import Vocabulary

LONGEST = 6  # words of the name of a body
WORD = re.compile(r"[\w’'&-]+(?:/[\w’'&-]+)*")
BRACKET = re.compile(r"\([^()]*\)")
PERSON = "person"


def bodies_in(phrase: str, pack: Pack) -> Iterator[str]:
    """Yield the names, in lower case, of the known bodies that the words ``phrase`` speak for.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> sorted(bodies_in("Dirjen Penyelenggaraan Haji Kemenag, Rina Wulandari", load_pack("id")))
        ['kementerian agama', 'pemerintah indonesia']
    """
    registry, words = load_registry(pack), vocabulary(pack)
    plain = WORD.findall(BRACKET.sub(" ", phrase))
    for at in range(len(plain)):
        for stop in range(min(len(plain), at + LONGEST), at, -1):
            name = tuple(word.lower() for word in plain[at:stop])
            entry = None if name in words.places.every else registry.lookup(" ".join(plain[at:stop]))
            if entry is not None and entry.kind != PERSON and plain[at][0].isupper():
                yield from _upwards(entry, registry)
    office = _body_of_office(plain, pack, words, registry)
    if office is not None:
        yield from _upwards(office, registry)


def _body_of_office(plain: list[str], pack: Pack, words: Vocabulary, registry: Registry) -> RegistryEntry | None:
    """Return the body of the office that a phrase begins with: ``Menteri Agama``, not that of another country."""
    title = words.written_out(tuple(word.lower() for word in plain))
    for office, head in pack.notes("offices").items():
        for length in range(len(office) + LONGEST, len(office), -1) if title[: len(office)] == office else ():
            entry = registry.lookup(" ".join((head, *title[len(office) : length])))
            if entry is not None:
                return None if words.places.match(title, length) else entry
    return None


def _upwards(entry: RegistryEntry, registry: Registry) -> Iterator[str]:
    """Yield the name of a body and of those above it."""
    above: RegistryEntry | None = entry
    while above is not None:
        yield above.name.casefold()
        above = registry.lookup(above.affiliation) if above.affiliation else None
