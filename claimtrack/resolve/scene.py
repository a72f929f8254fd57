"""One article as resolution sees it: document and attributions in, a frozen `Scene` out, read once, then asked."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from claimtrack.model import Attribution, Document, Span
from claimtrack.packs import Pack
from claimtrack.resolve.called import Called
from claimtrack.resolve.credits import credit_extents, find_credits, headlines
from claimtrack.resolve.extents import Extents, enclosing
from claimtrack.resolve.gather import build_roster
from claimtrack.resolve.marks import PRESS
from claimtrack.resolve.phrase import Phrase
from claimtrack.resolve.registry import Registry, load_registry
from claimtrack.resolve.roster import Key, Mention, Party, Roster, key_of
from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.vocabulary import vocabulary
from claimtrack.resolve.words import Vocabulary

QUOTED = re.compile(r"[\"“”„«][^\"“”„«»\n]+[\"“”»]")
TELLS = re.compile(r"(?:,| \([^()]*\))?,?((?: [a-z-]+){1,3})((?: [a-z-]+)?)")
BRANCH = re.compile(r"\(([A-Z]\w{2,9})\) ([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4})$")  # a short form and a place behind it
Subject = tuple[int, Party, bool]
Title = tuple[Party, Key, Mention]
FEWEST = 2  # words in lower case that a name may begin with
PLACES = 2  # where a title is given somebody: one of them is outside the source that is asked about
UNSPOKEN = Phrase("other")  # of an attribution without a source


@frozen
class Answer:
    """Who a source is.

    Args:
        name: canonical name; None where it is open or anonymous.
        reason: why, in words.
        told: the span that told it, None where the source span itself did.
        person: whether it is a person, as far as is known.
    """

    name: str | None
    reason: str
    told: Span | None = None
    person: bool = False


@frozen
class Scene:
    """What is known of an article before any source is resolved.

    Args:
        text: the article.
        attributions: as the grammar read them.
        words: the vocabulary.
        registry: the known sources.
        roster: the people and organisations of the article.
        phrases: the noun phrase of each source, in the order of the attributions.
        parents: index of the enclosing attribution of each, None at the top.
        quoted: what stands between quotation marks.
        told: what the narrative leaves to others: quotations, and contents that somebody states.
        voices: indices of the attributions with a source, by its start.
        subjects: (start, party, whether it speaks next) of all who open a sentence or clause, by start: a reporting
            word follows somebody with an office, or words by which anybody begins to speak.
        titles: title or beginning of one -> who is given it, with the whole title and where; titles are written out,
            and each is given somebody in two places at most.
        plain: plain word for a title -> (start, party) of all who are given such a title, by start.
    """

    text: str
    attributions: tuple[Attribution, ...] = field(repr=False)
    words: Vocabulary = field(repr=False)
    registry: Registry = field(repr=False)
    roster: Roster = field(repr=False)
    phrases: tuple[Phrase, ...] = field(repr=False)
    parents: tuple[int | None, ...] = ()
    quoted: Extents = field(default=Extents(), repr=False)
    told: Extents = field(default=Extents(), repr=False)
    voices: tuple[int, ...] = field(default=(), repr=False)
    subjects: tuple[Subject, ...] = field(default=(), repr=False)
    titles: Mapping[Key, Sequence[Title]] = field(factory=dict, repr=False, eq=False)
    plain: Mapping[Key, Sequence[tuple[int, Party]]] = field(factory=dict, repr=False, eq=False)

    @classmethod
    def of(cls, document: Document, attributions: tuple[Attribution, ...], pack: Pack) -> "Scene":
        """Read an article once."""
        text, words, registry = document.text, vocabulary(pack), load_registry(pack)
        sources = [attribution.source for attribution in attributions if attribution.source]
        places = [credit.name for credit in find_credits(document, pack) if credit.role == "place"]
        beside = [*credit_extents(document, pack), *headlines(document, pack)]
        roster = build_roster(text, words, skip=beside, sources=sources, places=places)
        quotations = [Span.of(text, found.start() + 1, found.end() - 1) for found in QUOTED.finditer(text)]
        contents = [span for attribution in attributions if attribution.source for span in attribution.content]
        titles = _titles(roster, words)
        with_source = [at for at, attribution in enumerate(attributions) if attribution.source]
        return cls(
            text=text,
            attributions=attributions,
            words=words,
            registry=registry,
            roster=roster,
            phrases=tuple(roster.spoken[a.source.start, a.source.stop] if a.source else UNSPOKEN for a in attributions),
            parents=enclosing(attributions),
            quoted=Extents.of(quotations),
            told=Extents.of([*quotations, *contents]),
            voices=tuple(sorted(with_source, key=lambda at: (_start(attributions[at]), at))),
            subjects=_subjects(text, roster, titles, words, registry),
            titles=titles,
            plain=_plain(roster, words),
        )

    def is_press(self, name: str) -> bool:
        """Tell whether a name is that of an agency or outlet: who is cited is not who goes on speaking."""
        entry = self.registry.lookup(name)
        return entry is not None and entry.kind in PRESS

    def is_sacred(self, name: str) -> bool:
        """Tell whether a name is one of whom nothing goes on to speak, though scripture has him speak."""
        return name.split(" ", 1)[0].lower() in self.words.sacred

    def is_state(self, party: Party) -> bool:
        """Tell whether a body is a country or one of its offices, so that no company is meant by it."""
        entry = self.registry.lookup(party.name)
        official = entry is not None and entry.kind == "government_body"
        return official or self.words.places.match(party.key) == len(party.key)

    def is_another(self, name: str) -> bool:
        """Tell whether a body is by its own name something else than a company: ``Yayasan Akar Bakau``."""
        return self.words.descriptions.get((name.split(" ", 1)[0].lower(),)) == "organisation"

    def in_quotation(self, at: int) -> bool:
        """Tell whether an attribution stands inside quotation marks."""
        cue = self.attributions[at].cue
        return self.quoted.holds(cue.start, cue.stop)

    def source(self, at: int) -> Span:
        """Return the source of an attribution that has one."""
        source = self.attributions[at].source
        return self.attributions[at].cue if source is None else source

    def behind_content(self, at: int) -> bool:
        """Tell whether a source stands behind what it said: ``"…," jelas dia`` goes on with who spoke before."""
        return self.attributions[at].content[0].start < self.source(at).start

    def before(self, at: int, most: int) -> Iterator[int]:
        """Yield which of ``voices`` have a source that begins before that of an attribution, the last first."""
        place = bisect_left(self.voices, self.source(at).start, key=lambda at: _start(self.attributions[at]))
        return (self.voices[near] for near in range(place - 1, max(-1, place - 1 - most), -1))

    def bodies_before(self, offset: int, head: Key, most: int) -> Iterator[Party]:
        """Yield the organisations that are named before an offset, the last first.

        Args:
            offset: in the text.
            head: the word that their names begin with; any where empty.
            most: how many mentions are looked at.
        """
        mentions = self._bodies.get(head, ())
        place = bisect_left(mentions, offset, key=lambda pair: pair[0].start)
        for mention, party in mentions[max(0, place - most) : place][::-1]:
            if mention.stop <= offset:
                yield party

    def body_at(self, offset: int) -> Party | None:
        """Return the organisation whose name begins at an offset."""
        mentions = self._bodies.get((), [])
        place = bisect_left(mentions, offset, key=lambda pair: pair[0].start)
        return mentions[place][1] if place < len(mentions) and mentions[place][0].start == offset else None

    def capitals_at(self, offset: int) -> tuple[Word, ...]:
        """Return the capitalised words from an offset on, as far as their run goes; none if no word begins there."""
        runs = self.roster.runs
        place = bisect_right(runs, offset, key=lambda run: run.start) - 1
        words = tuple(word for word in runs[place].words if word.start >= offset) if place >= 0 else ()
        return words if words and words[0].start == offset else ()

    def bodies_in(self, start: int, stop: int) -> list[Party]:
        """Return the organisations that the narrative names in a stretch of the text, in order."""
        mentions = self._bodies.get((), [])
        first = bisect_left(mentions, start, key=lambda pair: pair[0].start)
        last = bisect_left(mentions, stop, key=lambda pair: pair[0].start)
        return [party for mention, party in mentions[first:last] if not self.told.holds(mention.start, mention.stop)]

    @cached_property
    def _bodies(self) -> dict[Key, list[tuple[Mention, Party]]]:
        """Word that names begin with -> the mentions of those organisations, by start; those of all under nothing."""
        found: dict[Key, list[tuple[Mention, Party]]] = {}
        for party in self.roster.organisations:
            for head in {(), *(key[:1] for key in (party.key, *party.aliases))}:
                found.setdefault(head, []).extend((mention, party) for mention in party.mentions)
        for mentions in found.values():
            mentions.sort(key=lambda pair: pair[0].place)
        return found

    @cached_property
    def representing(self) -> tuple[int, ...]:
        """The sources that tell for whom somebody stands, by start."""
        return tuple(at for at in self.voices if self.phrases[at].other)

    @cached_property
    def named(self) -> tuple[tuple[int, Party], ...]:
        """Where each person is named, by start."""
        found = ((mention.start, party) for party in self.roster.people for mention in party.mentions)
        return tuple(sorted(found, key=lambda pair: pair[0]))

    @cached_property
    def called(self) -> Called:
        """What the organisations are called for short."""
        spoken = [phrase.name for phrase in self.phrases if phrase.kind == "organisation" and len(phrase.name) > 1]
        return Called(self.text, self.words, self.registry, self.roster.organisations, tuple(spoken))

    @cached_property
    def branches(self) -> Mapping[str, str]:
        """Short form of a body -> that and its place, where a source tells it: ``Dinas Laut (Dinlaut) Kota Lembah``."""
        found: dict[str, set[str]] = {}
        for at in self.voices:
            told = BRANCH.search(self.source(at).text) if self.phrases[at].kind == "organisation" else None
            low = tuple(told[2].lower().split()) if told else ()
            if told is None or self.registry.is_body(told[1]):  # ``NIS``, of which a country has one
                continue
            if low[0] in self.words.place_heads or self.words.places.match(low) == len(low):
                found.setdefault(told[1], set()).add(f"{told[1]} {told[2]}")
        return {short: names.pop() for short, names in found.items() if len(names) == 1}

    def begun_by(self, words: Sequence[Word], most: int) -> Party | None:
        """Return the only one of the last organisations whose name begins with words in lower case, two or more.

        Example: ``Dinas Keamanan Negara Samaraya (DKNS)`` for ``dinas keamanan``.
        """
        key = key_of(words)
        if len(key) < FEWEST or any(word.capital for word in words[1:]):
            return None
        before = self.bodies_before(words[0].start, key[:1], most)
        found = [
            party
            for party in dict.fromkeys(before)
            if any(own[: len(key)] == key and len(own) > len(key) for own in (party.key, *party.aliases))
        ]
        return found[0] if len(found) == 1 else None

    def first_mention(self, name: str) -> Span | None:
        """Return the first run of capitalised words that holds a name."""
        key = key_of(name.split())
        for words, run in self.roster.holding.get(key[0], ()) if key else ():
            if any(words[at : at + len(key)] == key for at in range(len(words))):
                return Span.of(self.text, run.start, run.stop)
        return None


def _start(attribution: Attribution) -> int:
    return attribution.source.start if attribution.source else attribution.cue.start


def _subjects(
    text: str, roster: Roster, titles: Mapping[Key, Sequence[Title]], words: Vocabulary, registry: Registry
) -> tuple[Subject, ...]:
    found: list[tuple[Mention, Party]] = [
        (mention, party)
        for party in roster.people
        for mention in party.mentions
        if mention.subject and not mention.joined and not registry.is_body(party.name)
    ]
    found += _by_title(roster, titles, words)
    found.sort(key=lambda pair: pair[0].place)
    return tuple((mention.start, party, _tells(text, mention.stop, party, words)) for mention, party in found)


def _by_title(
    roster: Roster, titles: Mapping[Key, Sequence[Title]], words: Vocabulary
) -> Iterator[tuple[Mention, Party]]:
    """Yield who opens a sentence with nothing but the title of one person: ``Menteri Dagang Karsavia menolak``."""
    opening = [
        (title, run)
        for run in roster.runs
        if run.opens and not run.titles and len(title := words.written_out(lowered(run.words))) > 1 and title in titles
    ]
    asked = {title for title, _ in opening}
    holders = {title: {party for party, whole, _ in titles[title] if whole == title} for title in asked}
    for title, run in opening:
        for party in holders[title] if len(holders[title]) == 1 else ():
            yield Mention(title, run.start, run.stop, title, subject=True), party


def _tells(text: str, stop: int, party: Party, words: Vocabulary) -> bool:
    """Tell whether somebody speaks behind a name: ``Bupati Rina, menyatakan dukungan``, ``Rina angkat bicara``."""
    behind = TELLS.match(text, stop)
    if behind is None:
        return False
    said = words.verbs.intersection(behind[1].split()) if party.roles else ()
    if any(not word.startswith(words.affixes.passive) for word in said):
        return True
    return bool(words.turns.found(tuple(behind[0].split())))


def _titles(roster: Roster, words: Vocabulary) -> Mapping[Key, Sequence[Title]]:
    index: dict[Key, list[Title]] = {}
    for party in roster.people:
        given: Counter[Key] = Counter()
        for mention in party.mentions:
            title = words.written_out(mention.role)
            given[title] += 1
            plain = tuple(word for word in title if word not in words.legal)  # ``Dirut (PT) Bank Lestari``
            for whole in dict.fromkeys((title, plain)) if given[title] <= PLACES else ():
                for length in range(1, len(whole) + 1):
                    index.setdefault(whole[:length], []).append((party, whole, mention))
    return index


def _plain(roster: Roster, words: Vocabulary) -> Mapping[Key, Sequence[tuple[int, Party]]]:
    index: dict[Key, list[tuple[int, Party]]] = {}
    for party in roster.people:
        for mention in party.mentions:
            lengths = range(len(mention.role), 0, -1)
            plain = next(
                (words.plain_titles[own] for n in lengths if (own := mention.role[:n]) in words.plain_titles), ()
            )
            if plain:
                index.setdefault(plain, []).append((mention.start, party))
    return {word: sorted(given, key=lambda pair: pair[0]) for word, given in index.items()}


def short_form(key: tuple[str, ...], party: Party, spoken: str) -> Answer:
    """Return the answer that a name, perhaps a short one, means a person of the article."""
    if party.key == key:
        return Answer(party.name, "The source names itself.", person=True)
    return Answer(party.name, f"“{spoken}” is the article's short form of {party.name}.", party.told, person=True)
