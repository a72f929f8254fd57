"""Who an article talks about: its text in, one frozen `Roster` of people and organisations out.

A person's name is the fullest one that the article gives, without titles; an organisation's is the short one that the
article introduces in brackets, if it does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from difflib import SequenceMatcher

from attrs import evolve, field, frozen

from claimtrack.model import Span
from claimtrack.resolve.names import Evidence, belongs_elsewhere, capital_tail, is_certain, name_begins, read_phrase, segment
from claimtrack.resolve.runs import Run, Word, find_runs, lowered, tokens
from claimtrack.resolve.words import Vocabulary

Key = tuple[str, ...]
Found = tuple["Mention", tuple[Word, ...]]
SAME_SPELLING = 0.8  # "Shohibul" and "Shihibul" are one name; "Kurniawan" and "Setiawan" are two
ALIAS_REACH = 160  # code points between a name and the nickname that "akrab disapa" gives


@frozen
class Mention:
    """One place where a party is named.

    Args:
        key: the words of the name as `key_of` gives them.
        span: the name without titles.
        role: the title before it, lower case.
        subject: it opens its sentence or clause.
        joined: it is one of several joined by "and" or a slash.
    """

    key: Key
    span: Span
    role: Key = ()
    subject: bool = False
    joined: bool = False


@frozen
class Party:
    """A person or organisation of the article.

    Args:
        name: the canonical name.
        key: the words of the full name.
        told: the span that tells the full name.
        mentions: sorted by start.
        aliases: other keys that mean the same party.
    """

    name: str
    key: Key
    told: Span
    mentions: tuple[Mention, ...] = ()
    aliases: frozenset[Key] = frozenset()

    @property
    def roles(self) -> tuple[Key, ...]:
        """The titles it is given, in order, without repeats."""
        return tuple(dict.fromkeys(mention.role for mention in self.mentions if mention.role))

    def goes_by(self, key: Key) -> bool:
        """Tell whether a key is the name, a part of it, or an alias."""
        return key in self.aliases or part_of(key, self.key)


@frozen
class Roster:
    """The people and organisations of one article.

    Args:
        people: sorted by first mention.
        organisations: sorted by first mention; ``key`` is the long form, ``aliases`` hold the short ones.
        evidence: what the article tells about where names begin.
        runs: the runs of capitalised words, sorted by start.
    """

    people: tuple[Party, ...]
    organisations: tuple[Party, ...]
    evidence: Evidence
    runs: tuple[Run, ...] = field(default=(), repr=False)


def key_of(words: Iterable[Word] | Iterable[str]) -> Key:
    """Return the words of a name for comparison: lower case, hyphens as blanks, no apostrophes or full stops."""
    texts = (word if isinstance(word, str) else word.text for word in words)
    return tuple(part for text in texts for part in text.lower().translate(_FOLD).split())


_FOLD = str.maketrans({"-": " ", "'": None, "’": None, "`": None, ".": None})


def part_of(short: Key, full: Key) -> bool:
    """Tell whether one key is a part, in a row, of another."""
    return bool(short) and any(full[at : at + len(short)] == short for at in range(len(full) - len(short) + 1))


def name_text(text: str, words: Sequence[Word]) -> str:
    """Return the text of a name on one line, with single blanks."""
    return " ".join(text[words[0].start : words[-1].stop].split()).rstrip(".")


def build_roster(text: str, words: Vocabulary, *, skip: Sequence[Span] = (), sources: Sequence[Span] = ()) -> Roster:
    """Find the people and organisations of an article.

    Args:
        text: the article.
        words: the vocabulary.
        skip: extents that name nobody of the story (datelines, by-lines).
        sources: the source spans of the attributions: a name in one of them is a party even without a title.

    Returns:
        The roster, the same for the same input.
    """
    runs = trimmed(text, (run for run in find_runs(text, words) if not _inside(run, skip)), words)
    evidence = gather_evidence(runs)
    people: list[tuple[Mention, tuple[Word, ...]]] = []
    organisations: list[tuple[Mention, tuple[Word, ...]]] = []
    for source in sources:
        people.extend(_spoken(text, source, words, evidence))
    voices = {mention.key[0] for mention, _ in people if len(mention.key) == 1}
    for run in runs:
        person, organisation = read_run(text, run, words, evidence)
        heard = _inside(run, sources)
        if person and not heard and (person[0].role or _likely(person[1], words, voices)):
            people.append(person)
        if organisation:
            organisations.append(organisation)
    nicknames = tuple(_nicknames(text, runs, words))
    institutions = {long for long, short, _ in nicknames if _institution(long, short, words)}
    parties = _merge_organisations(text, organisations, nicknames, words)
    institutions.update(key for party in parties for key in (party.key, *party.aliases))
    people = [found for found in people if found[0].key not in institutions]
    return Roster(
        people=_merge_people(text, people, nicknames),
        organisations=parties,
        evidence=evidence,
        runs=runs,
    )


def _spoken(text: str, source: Span, words: Vocabulary, evidence: Evidence) -> Iterable[Found]:
    """Yield the person that a source span names, and another one named inside it (``Pengacara Iwan, Calvin``)."""
    phrase = read_phrase(text, source.start, source.stop, words, evidence)
    for name, role in ((phrase.name, phrase.role), (phrase.other, ())):
        if name and phrase.kind == "person":
            span = Span.of(text, name[0].start, name[-1].stop)
            yield Mention(key_of(name), span, tuple(dict.fromkeys(role)), subject=name is phrase.name), name


def _inside(run: Run, spans: Sequence[Span]) -> bool:
    return any(span.start <= run.start and run.stop <= span.stop for span in spans)


def _institution(long: Key, short: Key, words: Vocabulary) -> bool:
    """Tell whether a long and a bracketed short form are an institution's: three or more initials, no given name."""
    letters = "".join(short)
    initials = "".join(word[0] for word in long)
    return len(letters) > 2 and letters == initials and long[0] not in words.given  # noqa: PLR2004


def _likely(name: Sequence[Word], words: Vocabulary, voices: Set[str]) -> bool:
    """Tell whether a run without title is a person: it begins with a given name or holds one who speaks."""
    heads = any(words.orgs.match((word.lower,)) or word.acronym for word in name[1:])
    known = name[0].lower in words.given or not voices.isdisjoint(lowered(name))
    return known and len(name) > 1 and not heads


def trimmed(text: str, runs: Iterable[Run], words: Vocabulary) -> tuple[Run, ...]:
    """Take the function word off runs that open a sentence ("Menurut Bahlil"), unless it is a name elsewhere."""
    runs = tuple(run for run in runs if not words.times.issuperset(lowered(run.words)))
    inner = {word.lower for run in runs for at, word in enumerate(run.words) if at or not run.opens}
    small = {word.text for word in tokens(text) if word.text[0].islower()}
    kept: list[Run] = []
    for run in runs:
        first = run.words[0].lower
        common = first in words.function_words or (len(run.words) == 1 and first in small)
        if run.opens and common and first not in inner and run.words[0].text != run.words[0].text.upper():
            if len(run.words) > 1:
                kept.append(evolve(run, words=run.words[1:]))
        else:
            kept.append(run)
    return tuple(kept)


def gather_evidence(runs: Sequence[Run]) -> Evidence:
    """Count what stands alone and keep every run, in lower case."""
    alone = Counter(run.words[0].lower for run in runs if len(run.words) == 1 and not run.words[0].acronym)
    return Evidence(alone=dict(alone), runs=frozenset(lowered(run.words) for run in runs if len(run.words) > 1))


def read_run(text: str, run: Run, words: Vocabulary, evidence: Evidence) -> tuple[Found | None, Found | None]:
    """Return the person and the organisation that a run of capitalised words names, each None if it names none."""
    part = segment(run.words, words)
    role = _role_before(run, words) + part.role
    tail = capital_tail(part.words, words)
    if not tail:
        return None, None
    low = lowered(tail)
    organised = words.orgs.match(low) > 0 or tail[0].acronym
    cut = name_begins(tail, words, evidence) if role or belongs_elsewhere(tail, words) else 0
    if organised and not role and not (cut and is_certain(low[cut:], words, evidence)):
        cut = None
    person = organisation = None
    if cut is not None:
        person = _found(text, run, tail[cut:], role + low[:cut])
    start = _organisation_start(tail[: len(tail) if cut is None else cut], words)
    if start is not None:
        organisation = _found(text, run, tail[start : len(tail) if cut is None else cut], ())
    return person, organisation


def _organisation_start(tail: Sequence[Word], words: Vocabulary) -> int | None:
    low = lowered(tail)
    heads = (at for at in range(len(tail)) if words.orgs.match(low, at) or tail[at].acronym)
    return next(heads, None)


def _found(text: str, run: Run, name: tuple[Word, ...], role: Key) -> Found:
    span = Span.of(text, name[0].start, name[-1].stop)
    mention = Mention(key_of(name), span, tuple(dict.fromkeys(role)), subject=run.opens, joined=run.joined)
    return mention, name


def _role_before(run: Run, words: Vocabulary) -> Key:
    """Return the lower-case title directly before a run, as in ``pengacara Iwan``."""
    for length in range(len(run.before), 0, -1):
        if words.roles.match(run.before[-length:]) == length:
            return run.before[-length:]
    return ()


def _nicknames(text: str, runs: Sequence[Run], words: Vocabulary) -> Iterable[tuple[Key, Key, Span]]:
    """Yield pairs of keys that the article equates by brackets or by a word such as ``alias``, with the telling span."""
    for at, run in enumerate(runs):
        bracket = [word for word in run.bracket if word.text[0].isalnum()]
        if bracket and len(bracket) == len(run.bracket) and bracket[0].capital and not bracket[0].numeral:
            start, long = _long_form(text, run, bracket, words)
            yield long, key_of(bracket), Span.of(text, start, bracket[-1].stop)
        if at + 1 < len(runs) and runs[at + 1].before:
            between = runs[at + 1].before
            close = 0 < runs[at + 1].start - run.stop <= ALIAS_REACH
            direct = not text[run.stop : runs[at + 1].start].lower().split() or between
            marked = any(words.alias_markers.match(between, start) == len(between) - start for start in range(len(between)))
            if close and direct and marked and len(" ".join(between)) + 2 >= len(text[run.stop : runs[at + 1].start].strip()):
                yield key_of(run.words), key_of(runs[at + 1].words), Span.of(text, run.start, runs[at + 1].stop)


def _long_form(text: str, run: Run, bracket: Sequence[Word], words: Vocabulary) -> tuple[int, Key]:
    """Return where the long form of a bracketed acronym begins, and its key.

    A list inside it (``Badan Meteorologi, Klimatologi, dan Geofisika (BMKG)``) is followed back to the head word whose
    initials make the acronym; otherwise it is the run.
    """
    letters = "".join(key_of(bracket))
    if len(bracket) == 1 and bracket[0].acronym:
        back = [word for word in tokens(text, max(0, run.start - ALIAS_REACH), run.stop) if word.text[0].isalnum()]
        for at in range(len(back) - 1, -1, -1):
            tail = back[at:]
            initials = "".join(word.lower[0] for word in tail if word.capital)
            if initials == letters and words.orgs.match(lowered(tail)):
                return tail[0].start, key_of(tail)
    return run.start, key_of(run.words)


def _personal(short: Key, full: Key) -> bool:
    """Tell whether a short form can be a person's: a nickname, or an acronym of initials."""
    letters = "".join(short)
    return len(short) > 1 or letters == "".join(word[0] for word in full) or not _vowelless(letters)


def _vowelless(letters: str) -> bool:
    return not set(letters) & set("aeiou")


def _merge_people(text: str, found: Sequence[Found], nicknames: Sequence[tuple[Key, Key, Span]]) -> tuple[Party, ...]:
    """Join the mentions of each person: a shorter name joins the only fuller one that holds it."""
    keys = list(dict.fromkeys(mention.key for mention, _ in found))
    fulls: list[Key] = []
    spelling: dict[Key, Key] = {}
    for key in sorted(keys, key=lambda key: -len(key)):
        twin = next((full for full in fulls if _same_name(key, full)), None)
        if twin is not None:
            spelling[key] = twin
        elif not any(len(full) > len(key) and part_of(key, full) for full in fulls):
            fulls.append(key)
    people = []
    for full in fulls:
        own = sorted(((m, w) for m, w in found if spelling.get(m.key, m.key) == full), key=lambda one: one[0].span)
        part = [m for m, _ in found if len(m.key) < len(full) and part_of(m.key, full) and _only(m.key, full, fulls)]
        mentions = sorted([m for m, _ in own] + part, key=lambda m: m.span)
        aliases = frozenset(
            short
            for long, short, _ in nicknames
            if _ends_with(long, full) and not part_of(short, full) and _personal(short, full)
        )
        twins = frozenset(key for key, twin in spelling.items() if twin == full)
        people.append(Party(name_text(text, own[0][1]), full, own[0][0].span, tuple(mentions), aliases | twins))
    return tuple(sorted(people, key=lambda party: party.told))


def _ends_with(long: Key, full: Key) -> bool:
    return long[-len(full) :] == full or (part_of(long, full) and len(long) > 1)


def _only(key: Key, full: Key, fulls: Sequence[Key]) -> bool:
    return all(other == full or not part_of(key, other) for other in fulls)


def _same_name(key: Key, full: Key) -> bool:
    """Tell whether two names differ by a slip of the pen in one word only."""
    if len(key) != len(full) or len(key) < 2:  # noqa: PLR2004 - a single word may be anyone's
        return False
    other = [(left, right) for left, right in zip(key, full, strict=True) if left != right]
    return len(other) == 1 and SequenceMatcher(None, *other[0]).ratio() >= SAME_SPELLING


def _merge_organisations(
    text: str, found: Sequence[Found], nicknames: Sequence[tuple[Key, Key, Span]], words: Vocabulary
) -> tuple[Party, ...]:
    """Join the long and the short form of each organisation; its name is the short form where the article gives one."""
    short_of: dict[Key, tuple[Key, Span]] = {}
    for long, short, span in nicknames:
        organisation = next((key for key in _suffixes(long) if words.orgs.match(key) and len(key) > 1), None)
        if organisation is None and len(long) > 1 and long[0] not in words.given and _initials(long, short):
            organisation = long
        if organisation is not None and len(short) == 1:
            short_of.setdefault(organisation, (short, span))
        elif len(long) == 1 and len(short) > 1 and words.orgs.match(short):
            short_of.setdefault(short, (long, span))
    groups: dict[Key, list[Found]] = {}
    for mention, name in found:
        short = short_of.get(mention.key)
        groups.setdefault(short[0] if short else mention.key, []).append((mention, name))
    for long, (short, span) in short_of.items():
        groups.setdefault(short, [])
        if not any(mention.key in {long, short} for mention, _ in groups[short]):
            shown = tuple(word for word in tokens(text, span.start, span.stop) if key_of([word]) == short)
            groups[short].append((Mention(short, Span.of(text, shown[-1].start, shown[-1].stop)), shown[-1:]))
    parties = [_organisation(text, key, group, short_of) for key, group in groups.items()]
    return tuple(sorted(parties, key=lambda party: party.told))


def _organisation(text: str, key: Key, group: Sequence[Found], short_of: Mapping[Key, tuple[Key, Span]]) -> Party:
    longs = {long: span for long, (short, span) in short_of.items() if short == key}
    telling = next(iter(longs.values()), group[0][0].span)
    shown = next((name_text(text, name) for mention, name in group if mention.key == key), None)
    if shown is None:
        inside = [word for word in tokens(text, telling.start, telling.stop) if key_of([word]) == key]
        shown = inside[-1].text if inside else telling.text
    mentions = tuple(sorted((mention for mention, _ in group), key=lambda mention: mention.span))
    return Party(shown, next(iter(longs), key), telling, mentions, frozenset({key, *longs}))


def _suffixes(key: Key) -> Iterable[Key]:
    return (key[at:] for at in range(len(key)))


def _initials(long: Key, short: Key) -> bool:
    """Tell whether the letters of a short form follow the beginnings of the words of the long one."""
    initials = "".join(word[0] for word in long)
    letters = "".join(short)
    return len(letters) > 1 and letters[0] == initials[0] and len(letters) <= len(initials) + 1
