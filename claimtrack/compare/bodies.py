"""The words for a source in, the known bodies that it speaks for out, each with those above it.

*Dirjen Haji Kemenag, Rina Wulandari* speaks for Kementerian Agama, and *Menteri Agama Budi Santoso* does; both are of
Pemerintah Indonesia. Which bodies are known, and what stands above them, is data (``sources.toml``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from claimtrack.packs import Pack
from claimtrack.resolve import Registry, RegistryEntry, load_registry
from claimtrack.resolve.registry import folded
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
            entry = _body(plain[at:stop], words, registry) if plain[at][0].isupper() else None
            if entry is not None:
                yield from _upwards(entry, registry)
    office = _body_of_office(plain, pack, words, registry)
    if office is not None:
        yield from _upwards(office, registry)


def body_of_role(role: str, known: Mapping[str, str], pack: Pack) -> str | None:
    """Return the name of the body whose the holder of ``role`` is: what the title ends with, or an office's own.

    Args:
        role: a title in lower case.
        known: folded name -> name of further bodies that may be meant.
        pack: the language.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> body_of_role("juru bicara bps", {}, load_pack("id")), body_of_role("menteri agama", {}, load_pack("id"))
        ('BPS', 'Kementerian Agama')
    """
    registry, words, plain = load_registry(pack), vocabulary(pack), role.split()
    office = _body_of_office(plain, pack, words, registry)
    if office is not None:
        return office.name
    for tail in (plain[at:] for at in range(max(0, len(plain) - LONGEST), len(plain))):
        entry = _body(tail, words, registry)
        name = entry.name if entry else known.get(folded(" ".join(tail)))
        if name and tuple(tail) not in words.places.every and words.place_heads.union(words.given).isdisjoint(tail[:1]):
            return name
    return None


def _body(plain: Sequence[str], words: Vocabulary, registry: Registry) -> RegistryEntry | None:
    """Return the known body that words name; a place names none."""
    name = tuple(word.lower() for word in plain)
    entry = None if name in words.places.every else registry.lookup(" ".join(plain))
    return None if entry is None or entry.kind == PERSON else entry


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
