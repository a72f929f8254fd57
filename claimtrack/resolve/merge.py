"""Mentions that name one party become one `Party`: shorter names join fuller ones, long forms join their acronyms."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import accumulate, combinations, islice

from claimtrack.model import Span
from claimtrack.resolve.nicknames import Nickname
from claimtrack.resolve.roster import Key, Mention, Party, initials_of, key_of, name_text, part_of
from claimtrack.resolve.runs import Word, tokens
from claimtrack.resolve.words import Vocabulary

Found = tuple[Mention, tuple[Word, ...]]
PET_NAME = 5  # letters; what is shorter begins too many names
CLIPPED = 4  # letters of the first name of somebody with an office ("Pras" for "Prasetyo")
CROWD = 50  # of the people who share a word of their name, or its first letter, so many are compared with another
FREQUENT = 3  # mentions of an acronym of which another is a misprint
SENTENCE_ENDS = (".", "!", "?", '"', "”", "'", ")")
SHORTEST_SLIP, ONE_SLIP = 4, 0.85  # letters; "Arif" is "Arief", "Rusli" is not "Rusdi"
SAME_SPELLING = 0.8  # "Shohibul" and "Shihibul" are one name; "Kurniawan" and "Setiawan" are two


def merge_people(
    text: str, found: Sequence[Found], loose: Sequence[Found], nicknames: Sequence[Nickname], words: Vocabulary
) -> tuple[Party, ...]:
    """Join the mentions of each person.

    Args:
        text: the article.
        found: the mentions with the words of the name.
        loose: runs that may be a mention of somebody found, and found nobody themselves.
        nicknames: pairs of keys that the article equates, with the span that does.
        words: the vocabulary.

    Returns:
        The people, sorted by where their full name is told; a short name that fits two fuller ones joins neither.
    """
    keys = {mention.key for mention, _ in found}
    sure = {mention.key for mention, _ in found if mention.role}
    sure |= {key for key in keys if key[0] in words.given or words.openings.match(key)}  # ``I Nyoman Sukadana``
    fluent = _in_sentences(text, found)
    fulls, spelling = _full_names(dict.fromkeys(mention.key for mention, _ in found), sure, fluent)
    shorts: dict[Key, list[Key]] = {}
    for long, short, _ in nicknames:
        shorts.setdefault(long, []).append(short)
    longs = _by_word(shorts)
    aliases = {full: frozenset(_own_nicknames(full, longs, shorts)) for full in fulls}
    known_as = {alias: full for full, names in aliases.items() for alias in sorted(names)}
    known_as = {**_loose_names(text, fulls, found, words), **_parts(fulls, known_as), **known_as}
    fulls = [full for full in fulls if known_as.get(full, full) == full]
    spelling.update((alias, full) for alias, full in known_as.items() if known_as.get(full, full) == full)
    twins = _inverted(spelling)
    own: dict[Key, list[Found]] = {full: [] for full in fulls}
    parts: dict[Key, list[Mention]] = {full: [] for full in fulls}
    by_word = _by_word(fulls)
    for mention, name in (*found, *loose):
        full = spelling.get(mention.key, mention.key)
        if full in own:
            own[full].append((mention, name))
        else:
            near = min((by_word.get(word, []) for word in mention.key), key=len)
            wider = list(islice((other for other in near if part_of(mention.key, other)), 2))
            if len(wider) == 1:
                parts[wider[0]].append(mention)
    people = []
    for full in fulls:
        told = min((one for one in own[full] if one[0].key == full), key=lambda one: one[0].place)
        mentions = sorted((*(mention for mention, _ in own[full]), *parts[full]), key=lambda mention: mention.place)
        known = aliases[full] | twins.get(full, frozenset())
        people.append(Party(name_text(text, told[1]), full, _span(text, told[0]), tuple(mentions), known))
    return tuple(sorted(people, key=lambda party: party.told))


def _span(text: str, mention: Mention) -> Span:
    return Span.of(text, mention.start, mention.stop)


def _in_sentences(text: str, found: Sequence[Found]) -> frozenset[Key]:
    """Return the keys told in a line that ends as a sentence does; a headline, in capitals, is no such line."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    closed = [line.rstrip().endswith(SENTENCE_ENDS) for line in lines]
    return frozenset(mention.key for mention, _ in found if closed[bisect_right(starts, mention.start) - 1])


def _full_names(
    keys: Iterable[Key], sure: AbstractSet[Key], fluent: AbstractSet[Key]
) -> tuple[list[Key], dict[Key, Key]]:
    """Return the keys that are no part of another, and misspelt key -> the one it misspells.

    What only puts other words before a sure name (``Bertabur Bintang Rina Wulandari``) is no fuller name but a mention.
    So is what a headline alone puts behind one that is ``fluent``, told in a sentence, or round it: ``Rina Wulandari
    Buka Suara``, ``Untung Rina Wulandari Ditemani Budi``.
    """
    fulls: list[Key] = []
    spelling: dict[Key, Key] = {}
    by_word: dict[str, list[Key]] = {}
    for key in sorted(keys, key=lambda key: -len(key)):
        if key not in sure and any(key[at:] in sure for at in range(1, len(key) - 1)):
            spelling[key] = next(key[at:] for at in range(1, len(key) - 1) if key[at:] in sure)
            continue
        inner = (key[at:stop] for at in range(len(key) - 2) for stop in range(len(key) - 1, at + 1, -1))
        begun = None if key in fluent else next((part for part in inner if part in fluent), None)
        if begun is not None:
            spelling[key] = begun
            continue
        near = [full for word in key for full in by_word.get(word, [])[:CROWD]]
        twin = next((full for full in near if _same_name(key, full)), None)
        if twin is not None:
            spelling[key] = twin
        elif not any(part_of(key, full) for full in near):
            fulls.append(key)
            for word in key:
                by_word.setdefault(word, []).append(key)
    return fulls, spelling


def _parts(fulls: Iterable[Key], known_as: Mapping[Key, Key]) -> dict[Key, Key]:
    """Return the names that are a part of an alias -> whose alias it is: ``Donni`` of ``alias Donni Toka``."""
    own = frozenset(fulls)
    parts = ((alias[first:stop], alias, full) for alias, full in known_as.items() for first, stop in _within(alias))
    return {part: full for part, alias, full in parts if part in own and part not in {alias, full}}


def _within(key: Key) -> Iterator[tuple[int, int]]:
    """Yield the extents of the words in a row that a key of several words is made of."""
    return combinations(range(len(key) + 1), 2) if len(key) > 1 else iter(())


def _loose_names(text: str, fulls: Sequence[Key], found: Sequence[Found], words: Vocabulary) -> dict[Key, Key]:
    """Return the names of one word, with no other title, that mean somebody who is told of before.

    They begin a word of one fuller name (``Wulan``, ``Sri Wulandari``) or are a slip of the pen for it (``Wulandri``).
    The first name of somebody with a title may be clipped to four letters (``Pras`` for ``Prasetyo``).
    """
    told: dict[Key, int] = {}
    for mention, _ in sorted(found, key=lambda one: one[0].start):
        told.setdefault(mention.key, mention.start)
    titled: dict[Key, set[Key]] = {}
    for mention, _ in found:
        if not words.honorifics.issuperset(mention.role):
            titled.setdefault(mention.key, set()).add(mention.role)
    named: dict[str, list[Key]] = {}  # first letter of a word -> who may be meant by another that begins so
    begin: dict[str, list[Key]] = {}
    for full in fulls:
        begin.setdefault(full[0][:CLIPPED], []).append(full)
        for letter in dict.fromkeys(word[:1] for word in full) if len(full) > 1 or full in titled else ():
            named.setdefault(letter, []).append(full)
    loose = {}
    for short in fulls:
        if len(short) > 1:
            continue
        owners = [
            full
            for full in named.get(short[0][:1], ())[:CROWD]
            if full != short
            and any(_means(short[0], word) for word in full)
            and _same_office(titled.get(short, ()), titled.get(full, ()))
        ]
        if not owners and len(short[0]) == CLIPPED and short not in titled and not _is_described(text, short[0]):
            begun = [full for full in begin[short[0]] if full != short]
            owners = begun if titled.keys() >= set(begun) else []
        if len(owners) == 1 and told[owners[0]] < told[short]:
            loose[short] = owners[0]
    return loose


def _is_described(text: str, name: str) -> bool:
    """Tell whether a name of one word is introduced as somebody new: ``Budi, seorang petani``, after ``Budiman``."""
    first = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    return first is not None and text.startswith(",", first.end())


def _same_office(given: Collection[Key], titles: Collection[Key]) -> bool:
    """Tell whether each title of a short name begins one of a fuller one: ``Gubernur Wulan``, ``Gubernur Samaraya``."""
    return all(any(title[: len(role)] == role for title in titles) for role in given)


def _means(short: str, word: str) -> bool:
    """Tell whether a name of one word is a pet name for another word or a slip of the pen."""
    if word == short or word[0] != short[0] or len(short) < SHORTEST_SLIP:
        return False
    pet = len(short) >= PET_NAME and word.startswith(short)
    return pet or SequenceMatcher(None, short, word).ratio() >= ONE_SLIP


def _by_word(keys: Iterable[Key]) -> dict[str, list[Key]]:
    index: dict[str, list[Key]] = {}
    for key in keys:
        for word in dict.fromkeys(key):
            index.setdefault(word, []).append(key)
    return index


def _same_name(key: Key, full: Key) -> bool:
    """Tell whether two names differ by a slip of the pen in one word only."""
    if len(key) != len(full) or len(key) < 2:  # noqa: PLR2004 - a single word may be anyone's
        return False
    other = [(left, right) for left, right in zip(key, full, strict=True) if left != right]
    return len(other) == 1 and SequenceMatcher(None, *other[0]).ratio() >= SAME_SPELLING


def _inverted(spelling: Mapping[Key, Key]) -> dict[Key, frozenset[Key]]:
    """Return each key of ``spelling`` under what it stands for."""
    found: dict[Key, set[Key]] = {}
    for key, full in spelling.items():
        found.setdefault(full, set()).add(key)
    return {full: frozenset(keys) for full, keys in found.items()}


def _own_nicknames(full: Key, longs: Mapping[str, Sequence[Key]], shorts: Mapping[Key, Sequence[Key]]) -> Iterable[Key]:
    """Yield what a person is called: the short forms of the long ones that share a word with the name."""
    for long in dict.fromkeys(long for word in full for long in longs.get(word, ())):
        named = long[-len(full) :] == full or (len(long) > 1 and part_of(long, full)) or long == full[:1]
        for short in shorts[long] if named else ():
            if not part_of(short, full) and _personal(short, full):
                yield short


def _personal(short: Key, full: Key) -> bool:
    """Tell whether a short form can be a person's: a nickname, or an acronym of the initials."""
    letters = "".join(short)
    pronounceable = bool(set(letters) & set("aeiou"))
    return len(short) > 1 or pronounceable or letters == initials_of(full)


def merge_organisations(
    text: str, found: Sequence[Found], nicknames: Sequence[Nickname], words: Vocabulary
) -> tuple[Party, ...]:
    """Join the long and the short form of each organisation; its name is the short one where the article gives one.

    Args:
        text: the article.
        found: the mentions with the words of the name.
        nicknames: pairs of keys that the article equates, with the span that does.
        words: the vocabulary.

    Returns:
        The organisations, sorted by where they are told.
    """
    short_of = _short_forms(nicknames, words)
    misprints = _misprints(found)
    groups: dict[Key, list[Found]] = {}
    for mention, name in found:
        group = short_of[mention.key][0] if mention.key in short_of else misprints.get(mention.key, mention.key)
        groups.setdefault(group, []).append((mention, name))
    for long, (short, span) in short_of.items():
        known = groups.setdefault(short, [])
        if not any(mention.key in {long, short} for mention, _ in known):
            shown = tuple(word for word in tokens(text, span.start, span.stop) if key_of([word]) == short)[-1:]
            if shown:
                known.append((Mention(short, shown[0].start, shown[0].stop), shown))
    spelt: dict[Key, set[Key]] = {}
    for key, right in misprints.items():
        spelt.setdefault(right, set()).add(key)
    longs: dict[Key, dict[Key, Span]] = {}
    for long, (short, span) in short_of.items():
        longs.setdefault(short, {})[long] = span
    parties = [
        _organisation(text, key, group, longs.get(key, {}), spelt.get(key, set()))
        for key, group in groups.items()
        if group
    ]
    return tuple(sorted(parties, key=lambda party: party.told))


def _misprints(found: Sequence[Found]) -> dict[Key, Key]:
    """Return acronyms that stand once, each with the frequent one of the same letters: ``KKPU``, ``KPPU``."""
    counts = Counter(mention.key for mention, name in found if len(mention.key) == 1 and name[0].acronym)
    often: dict[tuple[int, str, frozenset[str]], list[Key]] = {}
    for key, count in counts.items():
        if count >= FREQUENT and len(key[0]) >= SHORTEST_SLIP:
            often.setdefault(_letters(key), []).append(key)
    alike = ((key, often.get(_letters(key), [])) for key, count in counts.items() if count == 1)
    return {key: right[0] for key, right in alike if len(right) == 1}


def _letters(key: Key) -> tuple[int, str, frozenset[str]]:
    """Return how many letters a word has, the first one, and all of them."""
    return len(key[0]), key[0][0], frozenset(key[0])


def _short_forms(nicknames: Sequence[Nickname], words: Vocabulary) -> dict[Key, tuple[Key, Span]]:
    """Return long form -> the short form with the span that equates them, for organisations."""
    short_of: dict[Key, tuple[Key, Span]] = {}
    for long, short, span in nicknames:
        headed = (long[at:] for at in range(len(long) - 1) if words.orgs.match(long[at:]))
        organisation = next(headed, long if _spelt_by(long, short, words) else None)
        if organisation is not None and len(short) == 1:
            short_of.setdefault(organisation, (short, span))
        elif len(long) == 1 and len(short) > 1 and words.orgs.match(short):
            short_of.setdefault(short, (long, span))
    return short_of


def _spelt_by(long: Key, short: Key, words: Vocabulary) -> bool:
    """Tell whether a short form is made of the initials of a long one that is no person's name."""
    initials = initials_of(long)
    letters = "".join(short)
    fits = len(letters) > 1 and letters[0] == initials[0] and len(letters) <= len(initials) + 1
    fits = fits and letters[-1] in initials  # not ``Yon``, Yoyon Hermansyah
    return len(long) > 1 and long[0] not in words.given and fits


def _organisation(
    text: str, key: Key, group: Sequence[Found], longs: Mapping[Key, Span], misprints: AbstractSet[Key]
) -> Party:
    told = next(iter(longs.values()), None) or _span(text, group[0][0])
    shown = next((name_text(text, name) for mention, name in group if mention.key == key), None)
    if shown is None:
        inside = [word for word in tokens(text, told.start, told.stop) if key_of([word]) == key]
        shown = inside[-1].text if inside else told.text
    mentions = tuple(sorted((mention for mention, _ in group), key=lambda mention: mention.place))
    return Party(shown, next(iter(longs), key), told, mentions, frozenset({key, *longs, *misprints}))
