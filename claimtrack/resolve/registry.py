"""The registry of known sources: ``sources.toml`` of a pack in, `RegistryEntry` by any of its names out.

It says of what kind a source is, to whom it belongs and what else it is called; a name that it lacks gets a guess with
its reason (`guess_kind`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, cast, get_args

from attrs import field, frozen

from claimtrack.attribute.written import WRITTEN
from claimtrack.errors import PackError
from claimtrack.packs import Pack, any_of
from claimtrack.resolve.phrases import Row
from claimtrack.resolve.vocabulary import vocabulary
from claimtrack.resolve.words import Vocabulary

SourceKind = Literal[
    "person", "government_body", "state_media", "news_agency", "outlet", "organisation", "document", "unnamed"
]
ACRONYM_LIMIT = 6
LONGEST_STATE = 3  # words of the name of a state
PART = "part"  # the note of a head whose kind is that of the body behind it
FIELDS = frozenset({"kind", "affiliation", "country"})
SITE = re.compile(r"\w[\w-]{2,}(?:\.[\w-]+)*\.[a-z]{2,4}")
_DROPPED = str.maketrans(dict.fromkeys("-‐‑–—_/.", " ") | dict.fromkeys("'’`\"“”(),"))


@frozen
class Alias:
    """Another name of a source.

    Args:
        text: the name as written.
        lang: language code, ``und`` for acronyms, domains and the like.
    """

    text: str
    lang: str


@frozen
class RegistryEntry:
    """A known source.

    Args:
        name: canonical name.
        kind: what it is.
        affiliation: canonical name of the party it belongs to, None if it stands alone.
        country: ISO 3166-1 alpha-2 code, None if it has none.
        aliases: other names, in file order.
    """

    name: str
    kind: SourceKind
    affiliation: str | None = None
    country: str | None = None
    aliases: tuple[Alias, ...] = ()


@lru_cache(maxsize=4)  # each answer about one article asks the same
def _often(names: tuple[str, ...], text: str) -> int:
    """Return how often one of some names stands in a text."""
    return len(re.findall(rf"\b(?:{any_of(names)})\b", text))


@frozen
class Registry:
    """All known sources of a pack.

    Args:
        entries: in file order.
        by_name: folded name or alias -> entry.
        placed: all but the last word of a name -> the entries; follows from ``entries``.
    """

    entries: tuple[RegistryEntry, ...] = ()
    by_name: Mapping[str, RegistryEntry] = field(factory=dict, repr=False, eq=False)
    placed: Mapping[str, list[RegistryEntry]] = field(init=False, repr=False, eq=False)

    @placed.default
    def _placed(self) -> Mapping[str, list[RegistryEntry]]:
        found: dict[str, list[RegistryEntry]] = {}
        for entry in self.entries:
            found.setdefault(entry.name.rpartition(" ")[0], []).append(entry)
        return found

    def is_body(self, name: str) -> bool:
        """Tell whether a name is known, and not as a person's."""
        entry = self.lookup(name)
        return entry is not None and entry.kind != "person"

    def lookup(self, name: str) -> RegistryEntry | None:
        """Return the entry that goes by a name, or None; case, hyphens, blanks, dots and apostrophes do not count.

        A short acronym is found in capitals only: Ani is a woman, ANI an agency.
        """
        entry = self.by_name.get(folded(name))
        if entry is None or not name.istitle():
            return entry
        spellings = [
            text for text in (entry.name, *(alias.text for alias in entry.aliases)) if folded(text) == folded(name)
        ]
        short = spellings and all(len(text) < ACRONYM_LIMIT and text.isupper() for text in spellings)
        return None if short else entry

    def namesakes(self, entry: RegistryEntry) -> list[RegistryEntry]:
        """Return the entries of other countries that are called like one, with a word for the country behind it."""
        return [one for one in self.placed.get(entry.name, ()) if one.country not in {entry.country, None}]

    def told_of(self, country: str | None, text: str) -> int:
        """Return how often a text names a state."""
        states = (one for one in self.entries if one.country == country and one.kind == "government_body")
        names = [alias.text for one in states if not one.affiliation for alias in one.aliases]
        return _often(tuple(names), text) if names else 0

    def state_of(self, name: str) -> RegistryEntry | None:
        """Return the state that the name of a body ends with, or None: ``Kementerian Perdagangan | AS``."""
        words = name.split()
        ends = (self.lookup(" ".join(words[at:])) for at in range(max(1, len(words) - LONGEST_STATE), len(words)))
        states = (end for end in ends if end and end.kind == "government_body" and end.country and not end.affiliation)
        return next(states, None)


@frozen
class Guess:
    """What an unknown name probably is.

    Args:
        kind: the kind.
        reason: why, in words.
    """

    kind: SourceKind
    reason: str


def folded(name: str) -> str:
    """Return a name for comparison.

    Example:
        >>> folded("Kim Jong-un") == folded("KIM JONG UN")
        True
    """
    return "".join(name.casefold().translate(_DROPPED).split())


@cache
def load_registry(pack: Pack) -> Registry:
    """Read ``sources.toml`` of a pack, once; a pack without one has an empty registry.

    Raises:
        PackError: the file is no TOML, an entry has an unknown kind or affiliation, or two entries share a name.
    """
    path = pack.path / "sources.toml"
    if not path.is_file():
        return Registry()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path}: {error}"
        raise PackError(msg) from error
    entries = tuple(_entry(str(path), name, row) for name, row in data.items())
    by_name: dict[str, RegistryEntry] = {}
    for entry in entries:
        for text in (entry.name, *(alias.text for alias in entry.aliases)):
            other = by_name.setdefault(folded(text), entry)
            if other is not entry:
                msg = f"{path}: {text!r} names both {other.name!r} and {entry.name!r}; an alias must mean one source"
                raise PackError(msg)
    _check_affiliations(str(path), entries)
    for text, entry in _forms(entries):
        by_name.setdefault(folded(text), entry)
    return Registry(entries, by_name)


def _forms(entries: tuple[RegistryEntry, ...]) -> Iterator[tuple[str, RegistryEntry]]:
    """Yield further names of bodies of a country by the country's other names: ``Pemerintah AS``, ``Kemlu Moskow``.

    A country is a body that goes by the end of its own name as well: *Pemerintah Rusia*, *Rusia*.
    """
    calls = {
        entry.name: tuple(alias.text for alias in entry.aliases)
        for entry in entries
        if any(entry.name.endswith(f" {alias.text}") for alias in entry.aliases)
    }
    for entry in entries:
        names = calls.get(entry.name) or calls.get(entry.affiliation or "", ())
        for text in (entry.name, *(alias.text for alias in entry.aliases)):
            head = next((text.removesuffix(name) for name in names if text.endswith(f" {name}")), "")
            yield from ((head + name, entry) for name in names if head)


def _entry(path: str, name: str, row: Any) -> RegistryEntry:  # noqa: ANN401 - any TOML value may stand there
    if not isinstance(row, dict) or row.get("kind") not in get_args(SourceKind):
        msg = f"{path}: {name!r}: needs kind, one of {', '.join(get_args(SourceKind))}; found {row!r}"
        raise PackError(msg)
    aliases = tuple(Alias(text, lang) for lang, texts in row.items() if lang not in FIELDS for text in texts)
    return RegistryEntry(name, cast("SourceKind", row["kind"]), row.get("affiliation"), row.get("country"), aliases)


def _check_affiliations(path: str, entries: tuple[RegistryEntry, ...]) -> None:
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.affiliation is not None and entry.affiliation not in names:
            msg = f"{path}: {entry.name!r}: affiliation {entry.affiliation!r} is no entry of this file"
            raise PackError(msg)


def guess_kind(name: str, pack: Pack) -> Guess:
    """Guess what a name that the registry lacks is.

    Args:
        name: a canonical name as `sources_of` gives it; empty for a source without a name.
        pack: the language.

    Returns:
        The kind with its reason; a name without any sign is a person's.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> guess_kind("Rina Wulandari", load_pack("id")).kind
        'person'
    """
    low = tuple(name.lower().split())
    if not low:
        return Guess("unnamed", "It has no name.")
    person = Guess("person", "Nothing in it says that it is anything but a person's name.")
    return next((guess for guess in _guesses(name, low, vocabulary(pack), pack)), person)


def _guesses(name: str, low: Row, words: Vocabulary, pack: Pack) -> Iterator[Guess]:
    """Yield what the words of a name say, the surest first."""
    for length in (3, 2, 1):
        if words.descriptions.get(low[:length]) in WRITTEN:
            yield Guess("document", f"It begins with “{' '.join(low[:length])}”, which is a kind of document.")
    yield from _of_its_end(name, low, words, pack)
    if words.institutions.match(low):
        yield Guess("government_body", f"It begins with “{low[0]}”, of which a country has one.")
    if pack.notes("place_heads").get(low[:1]) == "government_body":
        yield Guess("government_body", f"It is a “{low[0]}”, which stands for its government.")
    yield from _of_its_heads(low, words, pack)
    if len(low) > 1 and low[-1] in words.closing and low[0] not in words.given:
        yield Guess("organisation", f"“{low[-1]}” ends names of organisations.")
    if words.places.match(low) == len(low):
        yield Guess("government_body", "It is the name of a place, which stands for its government.")
    yield from _of_its_form(name, words)


def _of_its_end(name: str, low: Row, words: Vocabulary, pack: Pack) -> Iterator[Guess]:
    """Yield what the end of a name says: ``Kabar Lembah | Post``, ``lembah | .go.id``."""
    kinds = pack.notes("source_kinds")
    ends = [low[-1]] if len(low) > 1 and low[0] not in words.given else []
    if SITE.fullmatch(name):
        parts = low[0].split(".")
        ends += ["." + ".".join(parts[at:]) for at in range(1, len(parts))]
    for end in ends:
        if (kind := kinds.get((end,))) is not None:
            yield Guess(cast("SourceKind", kind), f"It ends with “{end}”.")


def _of_its_heads(low: Row, words: Vocabulary, pack: Pack) -> Iterator[Guess]:
    """Yield what the first head of a body in a name says; a part of a body is what the body behind it is."""
    kinds = pack.notes("orgs")
    part = ""
    for at, length in words.orgs.found(low):
        kind = next((kinds[low[at : at + n]] for n in range(length, 0, -1) if low[at : at + n] in kinds), "")
        if kind == PART:
            part = part or low[at]
        elif kind in get_args(SourceKind):
            yield Guess(cast("SourceKind", kind), f"“{low[at]}” heads names of this kind.")
        else:
            yield Guess("organisation", f"“{low[at]}” heads names of organisations.")
    if part:
        yield Guess("organisation", f"“{part}” is a part of an organisation.")


def _of_its_form(name: str, words: Vocabulary) -> Iterator[Guess]:
    """Yield what the form of a name says."""
    if not words.conjunctions.isdisjoint(name.split()[1:-1]):
        yield Guess("organisation", "It names several parties.")
    if SITE.fullmatch(name):
        yield Guess("organisation", "It is the address of a site.")
    if name.isupper() and len(name.split()) == 1:
        yield Guess("organisation", "It is written as an acronym.")
