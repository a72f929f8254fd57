"""Which party each source is: the attributions of one article in, the same with ``source_name`` and its reason out.

Spans are never changed. Where two parties fit and nothing decides, the source stays open.
"""

from collections.abc import Sequence
from functools import cached_property

from attrs import evolve, frozen

from claimtrack.model import Attribution, Document, Span
from claimtrack.packs import Pack
from claimtrack.resolve.credits import credit_extents
from claimtrack.resolve.names import Phrase, read_phrase
from claimtrack.resolve.registry import Registry, load_registry
from claimtrack.resolve.roster import Key, Mention, Party, Roster, build_roster, key_of, name_text
from claimtrack.resolve.runs import Word, lowered, tokens
from claimtrack.resolve.words import Vocabulary, vocabulary

QUOTES = {'"': '"', "“": "”", "”": "”", "«": "»", "„": "“"}


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


def resolve(document: Document, attributions: Sequence[Attribution], pack: Pack) -> tuple[Attribution, ...]:
    """Name the source of each attribution.

    Args:
        document: the article; offsets of the attributions count its code points.
        attributions: as the grammar read them.
        pack: the language.

    Returns:
        The attributions in the same order with ``source_name``, ``resolved_from`` and ``resolution`` filled and
        ``parent`` pointing into the result; spans are unchanged.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> text = "Menteri Pangan Rina Wulandari menyebut stok cukup."
        >>> said = Attribution(Span.of(text, 0, 29), Span.of(text, 30, 38), (Span.of(text, 39, 49),), "indirect", False, "x")
        >>> resolve(Document(text), (said,), load_pack("id"))[0].source_name
        'Rina Wulandari'
    """
    if not attributions:
        return ()
    resolver = Resolver(document, tuple(attributions), pack)
    answers = [resolver.answer(at) for at in range(len(attributions))]
    return _rebuild(tuple(attributions), answers, resolver.parents)


def _rebuild(
    attributions: tuple[Attribution, ...], answers: Sequence[Answer], parents: Sequence[int | None]
) -> tuple[Attribution, ...]:
    """Return the attributions with their answers; a parent that is one of them is replaced by its new self."""
    index = {id(attribution): at for at, attribution in enumerate(attributions)}
    done: dict[int, Attribution] = {}

    def build(at: int) -> Attribution:
        if at not in done:
            old = attributions[at]
            given = None if old.parent is None else index.get(id(old.parent), parents[at])
            parent = old.parent if given is None else build(given)
            answer = answers[at]
            done[at] = evolve(
                old, source_name=answer.name, resolution=answer.reason, resolved_from=answer.told, parent=parent
            )
        return done[at]

    return tuple(build(at) for at in range(len(attributions)))


class Resolver:
    """One article under resolution: what is known of it, and the answers found so far."""

    def __init__(self, document: Document, attributions: tuple[Attribution, ...], pack: Pack) -> None:
        """Read the article once; `answer` then works from what was read."""
        self.text = document.text
        self.attributions = attributions
        self.words: Vocabulary = vocabulary(pack)
        self.registry: Registry = load_registry(pack)
        sources = [a.source for a in attributions if a.source]
        extents = credit_extents(document, pack)
        self.roster: Roster = build_roster(self.text, self.words, skip=extents, sources=sources)
        self.parents = tuple(enclosing(at, attributions) for at in range(len(attributions)))
        self.phrases = tuple(self._phrase(a.source) for a in attributions)
        self.quoted = quotations(self.text)
        self._answers: dict[int, Answer] = {}
        self._bound: dict[Key, Party | None] = {}

    def _phrase(self, source: Span | None) -> Phrase:
        if source is None:
            return Phrase("other")
        return read_phrase(self.text, source.start, source.stop, self.words, self.roster.evidence)

    def answer(self, at: int) -> Answer:
        """Return who the source of the attribution at an index is."""
        if at not in self._answers:
            self._answers[at] = Answer(None, "The reference points back at itself, so it is left open.")
            self._answers[at] = self._find(at)
        return self._answers[at]

    def _find(self, at: int) -> Answer:
        source = self.attributions[at].source
        if source is None:
            return Answer(None, "The text names no source.")
        phrase = self.phrases[at]
        pair = self._coordinated(source)
        if pair is not None:
            return pair
        epithet = self.words.epithets.get(lowered(tokens(source.text)))
        if epithet is not None:
            return Answer(epithet, f"“{source.text}” is an epithet of {epithet}.", self._first_mention(epithet))
        finders = {
            "pronoun": self._pronoun,
            "person": self._person,
            "organisation": self._organisation,
            "role": self._role,
            "description": self._description,
            "document": self._document,
            "indefinite": self._indefinite,
        }
        finder = finders.get(phrase.kind)
        if finder is None:
            return self._related(at) or Answer(None, f"“{source.text}” names nobody.")
        return finder(at, source, phrase)

    # names

    def _person(self, at: int, source: Span, phrase: Phrase) -> Answer:
        key = key_of(phrase.name)
        if self._is_relation(phrase):
            return Answer(None, f"“{source.text}” tells whose role it is, not who holds it.")
        known = self._organisation_of(key)
        if known is not None and not phrase.role:
            return self._organisation(at, source, phrase)
        fitting = [party for party in self.roster.people if party.goes_by(key)]
        spoken = name_text(self.text, phrase.name)
        if not fitting:
            return Answer(spoken, "The source names itself.", person=True)
        party = fitting[0] if len(fitting) == 1 else self._bind(key, fitting, source.start)
        if party is None:
            names = " and ".join(party.name for party in fitting)
            return Answer(None, f"“{spoken}” fits {names}; nothing decides between them.", person=True)
        if party.key == key:
            return Answer(party.name, "The source names itself.", person=True)
        return Answer(party.name, f"“{spoken}” is the article's short form of {party.name}.", party.told, person=True)

    def _bind(self, key: Key, fitting: Sequence[Party], at: int) -> Party | None:
        """Decide once per article whom an ambiguous short name means."""
        exact = [party for party in fitting if party.key == key]
        if exact:
            return exact[0]
        if key not in self._bound:
            first = next((run.start for run in self.roster.runs if key_of(run.words)[-len(key) :] == key), at)
            before = [party for party in fitting if party.told.start < first]
            self._bound[key] = before[0] if len(before) == 1 else _main_party(fitting)
        return self._bound[key]

    def _is_relation(self, phrase: Phrase) -> bool:
        """Tell whether a name stands only as the owner of a role: ``pengacara Iwan`` where Iwan is known otherwise.

        Who has the role towards somebody (``Pengacara Iwan, Calvin Wijaya``) is meant by it when the name is his own.
        """
        role, key = phrase.role, key_of(phrase.name)
        if not phrase.direct or role not in self.words.relations:
            return False
        owners = [party for party in self.roster.people if party.goes_by(key)]
        holders = [party for party in owners if any(own[: len(role)] == role and own != role for own in party.roles)]
        return not holders and any(len(party.key) > len(key) or _known_without(party, role) for party in owners)

    def _organisation_of(self, key: Key) -> Party | None:
        return next((party for party in self.roster.organisations if key == party.key or key in party.aliases), None)

    def _organisation(self, at: int, source: Span, phrase: Phrase) -> Answer:
        key = key_of(phrase.name)
        spoken = name_text(self.text, phrase.name)
        party = self._organisation_of(key)
        if party is not None and key_of(party.name.split()) != key:
            return Answer(party.name, f"The article introduces {party.name} for “{spoken}”.", party.told)
        person = self._nickname(key) if party is None else None
        if person is not None:
            return Answer(person.name, f"“{spoken}” is the article's short form of {person.name}.", person.told, person=True)
        entry = self.registry.lookup(spoken)
        if entry is not None and entry.name.casefold() != spoken.casefold() and len(entry.name) < len(spoken):
            told = self._first_mention(entry.name)
            if told is not None:
                return Answer(entry.name, f"{entry.name} is the short name of “{spoken}” and stands in the article.", told)
        return Answer(_as_name(phrase.name, spoken), "The source names itself.")

    def _nickname(self, key: Key) -> Party | None:
        """Return the only person who goes by a key: by a nickname in capitals (``AHY``), or in ``pernyataan Fadli``."""
        fitting = [party for party in self.roster.people if party.goes_by(key)]
        return fitting[0] if len(fitting) == 1 else None

    def _first_mention(self, name: str) -> Span | None:
        key = key_of(name.split())
        found = (run for run in self.roster.runs if part_of_run(key, run.words))
        run = next(found, None)
        return None if run is None else Span.of(self.text, run.start, run.stop)

    def _coordinated(self, source: Span) -> Answer | None:
        """Name several people in one source: ``Fajar/Fikri``, ``Rina dan Budi``."""
        for link in ("/", *sorted(f" {word} " for word in self.words.org_links)):
            parts = source.text.split(link)
            if len(parts) != 2 or not all(part.strip() for part in parts):  # noqa: PLR2004
                continue
            names = [self._one_of(part) for part in parts]
            if all(names):
                joined = link.join(name for name in names if name)
                return Answer(joined, "The source names several people.", person=False)
        return None

    def _one_of(self, part: str) -> str | None:
        words = [word for word in tokens(part) if word.text[0].isalnum()]
        if not words or not all(word.capital for word in words) or self.words.orgs.match(lowered(words)):
            return None
        key = key_of(words)
        fitting = [party for party in self.roster.people if party.goes_by(key)]
        party = fitting[0] if len(fitting) == 1 else (self._bind(key, fitting, 0) if fitting else None)
        return party.name if party else None

    # titles

    def _role(self, at: int, source: Span, phrase: Phrase) -> Answer:
        holders = self._holders(phrase.role, source.start)
        if len(holders) == 1:
            party = holders[0]
            reason = f"{party.name} is the only one the article calls “{source.text}”."
            return Answer(party.name, reason, party.told, person=True)
        if holders:
            names = " and ".join(party.name for party in holders)
            return Answer(None, f"“{source.text}” fits {names}; nothing decides between them.", person=True)
        return Answer(None, f"“{source.text}” is a role; the article names nobody who holds it.", person=True)

    def _holders(self, role: Key, at: int) -> list[Party]:
        """Return the people who hold a title: those with exactly it, else those whose title begins with it."""
        wanted = self._expanded(role)
        titled = [(party, [self._expanded(own) for own in party.roles]) for party in self.roster.people]
        exact = [party for party, own in titled if wanted in own]
        return exact or [party for party, own in titled if any(title[: len(wanted)] == wanted for title in own)]

    def _expanded(self, role: Key) -> Key:
        """Return a title with its abbreviations written out, without ranks and links."""
        words: list[str] = []
        at = 0
        while at < len(role):
            length = next((n for n in (2, 1) if role[at : at + n] in self.words.abbreviations), 0)
            words.extend(self.words.abbreviations[role[at : at + length]] if length else role[at : at + 1])
            at += length or 1
        return tuple(word for word in words if word not in self.words.honorifics)

    # references

    def _pronoun(self, at: int, source: Span, phrase: Phrase) -> Answer:
        person, number = self.words.pronouns[phrase.head[0]]
        parent = self.parents[at]
        if person == "1":
            return self._speaker(at, source)
        if parent is not None and not self._in_quotation(at):
            outer = self.answer(parent)
            inner = self._salient(source.start, at, after=self._content_start(parent))
            if inner.name is None and (outer.person or number == "pl"):
                return evolve(outer, reason=f"“{source.text}” is who speaks: {outer.name}.", told=self._told(parent, outer))
        return self._salient(source.start, at, anyone=number == "pl" or source.text.lower() not in self.words.function_words)

    def _content_start(self, at: int) -> int:
        return self.attributions[at].content[0].start

    def _told(self, at: int, answer: Answer) -> Span | None:
        return answer.told or self.attributions[at].source

    def _speaker(self, at: int, source: Span) -> Answer:
        parent = self.parents[at]
        if parent is None:
            return Answer(None, f"“{source.text}” speaks in no quotation whose speaker is known.")
        outer = self.answer(parent)
        if outer.name is None:
            return Answer(None, f"“{source.text}” is the speaker of the quotation, who is not named.", person=outer.person)
        reason = f"“{source.text}” is the speaker of the quotation, {outer.name}."
        return Answer(outer.name, reason, self._told(parent, outer), person=outer.person)

    def _in_quotation(self, at: int) -> bool:
        cue = self.attributions[at].cue
        return any(span.contains(cue) for span in self.quoted)

    def _salient(self, at: int, index: int, *, after: int = 0, anyone: bool = True) -> Answer:
        """Return the party that a pronoun before offset ``at`` means: the last one who spoke or opened a sentence."""
        spoken = [
            (source.start, self.answer(other))
            for other, attribution in enumerate(self.attributions)
            if (source := attribution.source) and after <= source.start < at and self._audible(other, index)
        ]
        told = [
            (mention.span.start, Answer(party.name, "", party.told, person=True))
            for party, mention in self._subjects(after, at, index)
            if party.name in self.speakers or not (spoken and self._behind_content(index))
        ]
        named = [(start, answer) for start, answer in spoken if answer.person or anyone]
        events = sorted(named + told, key=lambda event: event[0])
        if not events:
            return Answer(None, "Nobody before this fits, so it is left open.", person=True)
        answer = events[-1][1]
        source = self.attributions[index].source
        word = source.text if source else ""
        if answer.name is None:
            return Answer(None, f"“{word}” points back to a source that is not named.", person=answer.person)
        reason = f"“{word}” points back to {answer.name}, the last who spoke or was spoken of."
        return Answer(answer.name, reason, answer.told or self._last_source(events[-1][0]), person=answer.person)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The names of the people whom the article quotes by name."""
        named = [at for at, phrase in enumerate(self.phrases) if phrase.kind == "person" and not self._in_quotation(at)]
        return frozenset(name for at in named if (name := self.answer(at).name))

    def _behind_content(self, index: int) -> bool:
        """Tell whether a source stands behind what it said: ``"…," jelas dia`` goes on with who spoke before."""
        attribution = self.attributions[index]
        return attribution.source is not None and attribution.content[0].start < attribution.source.start

    def _last_source(self, start: int) -> Span | None:
        return next((a.source for a in self.attributions if a.source and a.source.start == start), None)

    def _audible(self, other: int, index: int) -> bool:
        """Tell whether the speaker of one attribution can be meant by a pronoun of another.

        Not so inside a quotation, and not so where the words are a person's who reports them: the reporter goes on.
        """
        if other == index or self._in_quotation(other) or self.parents[other] == index:
            return False
        same_source = self.attributions[other].source == self.attributions[index].source
        parent = self.parents[other]
        while parent is not None:
            if parent == index:
                return False
            if self.phrases[parent].kind in {"person", "pronoun"} and parent != self.parents[index]:
                return False
            parent = self.parents[parent]
        return not same_source

    def _subjects(self, after: int, before: int, index: int) -> list[tuple[Party, Mention]]:
        """Return the people who open a sentence of the narrative between two offsets, with the place."""
        contents = [span for other, a in enumerate(self.attributions) if other != self.parents[index] for span in a.content]
        closed = [*contents, *self.quoted]
        return [
            (party, mention)
            for party in self.roster.people
            for mention in party.mentions
            if after <= mention.span.start < before
            and mention.subject
            and not mention.joined
            and not any(span.contains(mention.span) for span in closed)
        ]

    def _description(self, at: int, source: Span, phrase: Phrase) -> Answer:
        kind = self.words.descriptions.get(phrase.head)
        if kind == "generic":
            return Answer(None, f"“{source.text}” could be anyone of its kind.", person=True)
        if kind == "document":
            return self._document(at, source, phrase)
        if kind in {"organisation", "company", "agency"}:
            return self._that_organisation(at, source, phrase)
        if kind == "country":
            return Answer(None, f"“{source.text}” names no party.")
        related = self._related(at)
        if related is not None:
            return related
        holders = self._holders(phrase.role, source.start) if phrase.role else []
        if len(holders) == 1:
            party = holders[0]
            return Answer(party.name, f"{party.name} is the one the article calls so.", party.told, person=True)
        if kind is None and not phrase.role:
            return Answer(None, f"“{source.text}” describes no party.")
        return self._salient(source.start, at, anyone=False)

    def _related(self, at: int) -> Answer | None:
        """Resolve what a lawyer or relative calls the other: ``klien saya`` said by ``Pengacara Iwan, Calvin``."""
        source, parent = self.attributions[at].source, self.parents[at]
        if source is None or parent is None:
            return None
        called = lowered(tokens(source.text))
        outer = self.phrases[parent]
        owns = any(called[: len(noun)] == noun for role, noun in self.words.relations.items() if outer.role[: len(role)] == role)
        speaker = self.answer(parent)
        owner = outer.other or self._owner(speaker.name)
        if not owner or not (owns or any(called[: len(noun)] == noun for noun in self.words.relations.values())):
            return None
        fitting = [party for party in self.roster.people if party.goes_by(key_of(owner))]
        party = fitting[0] if len(fitting) == 1 else (self._bind(key_of(owner), fitting, source.start) if fitting else None)
        if party is None:
            return None
        return Answer(party.name, f"{speaker.name} speaks for {party.name}.", party.told, person=True)

    def _owner(self, name: str | None) -> tuple[Word, ...]:
        """Return the name inside the fullest introduction of a speaker (``kuasa hukum Iwan, Calvin Wijaya``)."""
        for at, phrase in enumerate(self.phrases):
            source = self.attributions[at].source
            if phrase.other and source and name and name_text(self.text, phrase.name) == name:
                return phrase.other
        return ()

    def _that_organisation(self, at: int, source: Span, phrase: Phrase) -> Answer:
        heads = [
            (mention.span.start, party)
            for party in self.roster.organisations
            for mention in party.mentions
            if mention.span.stop <= source.start and any(key[:1] == phrase.head[:1] for key in (party.key, *party.aliases))
        ]
        spoken = [
            (other.source.start, self.answer(index))
            for index, other in enumerate(self.attributions)
            if other.source and other.source.stop <= source.start and not self._in_quotation(index)
        ]
        heard = [(start, answer) for start, answer in spoken if answer.name and not answer.person]
        if heads:
            party = max(heads, key=lambda pair: pair[0])[1]
            return Answer(party.name, f"“{source.text}” points back to {party.name}.", party.told)
        if heard:
            start, answer = heard[-1]
            return Answer(answer.name, f"“{source.text}” points back to {answer.name}.", answer.told or self._last_source(start))
        return Answer(None, f"“{source.text}” points to no organisation named before.")

    # documents and unnamed sources

    def _document(self, at: int, source: Span, phrase: Phrase) -> Answer:
        """Name the organisation whose document it is; ``laporan itu`` is the last document of that head."""
        words = [word for word in tokens(source.text) if word.text[0].isalnum()]
        last = words[-1]
        if last.capital and (last.acronym or self.registry.lookup(last.text)):
            return Answer(last.text, f"The document is one of {last.text}.")
        for other in range(at - 1, -1, -1):
            if last.lower in self.words.demonstratives and self.phrases[other].head == phrase.head:
                earlier = self.answer(other)
                if earlier.name:
                    told = self.attributions[other].source
                    return Answer(earlier.name, f"“{source.text}” points back to the document of {earlier.name}.", told)
        return Answer(None, f"“{source.text}” is a document of nobody who is named.")

    def _indefinite(self, at: int, source: Span, phrase: Phrase) -> Answer:
        return Answer(None, f"“{source.text}” is not named.", person=True)


def part_of_run(key: Key, words: Sequence[Word]) -> bool:
    """Tell whether a key is a part of the words of a run."""
    keys = key_of(words)
    return bool(key) and any(keys[at : at + len(key)] == key for at in range(len(keys)))


def _as_name(words: Sequence[Word], spoken: str) -> str:
    """Write an institution in lower case as a name: ``kementerian pertahanan Rusia`` with capitals."""
    if words[0].capital:
        return spoken
    return " ".join(word if word[0].isupper() else word.capitalize() for word in spoken.split())


def _known_without(party: Party, role: Key) -> bool:
    """Tell whether an article names a party at least once without, and before, a role."""
    plain = [mention for mention in party.mentions if mention.role[: len(role)] != role]
    return bool(plain)


def _main_party(fitting: Sequence[Party]) -> Party | None:
    """Return the one of several parties that the article is about, or None if they weigh the same."""
    weights = sorted(((_weight(party), -at) for at, party in enumerate(fitting)), reverse=True)
    if len(weights) > 1 and weights[0][0] == weights[1][0]:
        return None
    return fitting[-weights[0][1]]


def _weight(party: Party) -> tuple[int, int]:
    return sum(mention.subject for mention in party.mentions), len(party.mentions)


def enclosing(at: int, attributions: Sequence[Attribution]) -> int | None:
    """Return the index of the attribution whose content most closely holds the cue of another; None if none does."""
    cue = attributions[at].cue
    holders = [
        (sum(span.stop - span.start for span in other.content), index)
        for index, other in enumerate(attributions)
        if index != at and other.cue != cue and any(span.contains(cue) for span in other.content)
        and not any(span.contains(other.cue) for span in attributions[at].content)
    ]
    return min(holders)[1] if holders else None


def quotations(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, marks outside; a quotation never passes a line end."""
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for at, mark in enumerate(text):
        if mark == "\n":
            opened = None
        elif opened and mark in {opened[1], '"'}:
            if at > opened[0] + 1:
                found.append(Span.of(text, opened[0] + 1, at))
            opened = None
        elif not opened and mark in QUOTES:
            opened = (at, QUOTES[mark])
    return tuple(found)
