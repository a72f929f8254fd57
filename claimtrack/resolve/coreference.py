"""Whom each source of one article means: a `Scene` in, an `Answer` for each attribution out.

Where two parties fit and nothing decides, the source stays open.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from attrs import evolve

from claimtrack.attribute.written import WRITTEN
from claimtrack.model import Span
from claimtrack.resolve.clauses import acting
from claimtrack.resolve.described import called_so, is_of_body, is_own, of_place, other_name, tells_more
from claimtrack.resolve.documents import whose
from claimtrack.resolve.hearing import QUOTING, REACH, REPORTING, Hearing
from claimtrack.resolve.introduced import (
    bodies_of,
    introduced,
    introduced_body,
    is_another,
    last_named,
    last_outlet,
    only_body,
    presented,
    sentence_before,
)
from claimtrack.resolve.named import (
    by_acronym,
    coordinated,
    epithet,
    holders_of_more,
    known_body,
    named_organisation,
    named_person,
    of_kind,
    outlet,
    titled,
)
from claimtrack.resolve.relations import related
from claimtrack.resolve.roster import Key, key_of
from claimtrack.resolve.runs import lowered, tokens
from claimtrack.resolve.scene import Answer, Scene, short_form
from claimtrack.resolve.words import BODIES, COMPANIES, GENERIC, MEDIA, PEOPLE

NEARBY, PARAGRAPHS = 1200, 2  # code points and line breaks to a body that a plural means
BODY, CHILD, ANONYMOUS = "organisation", "child", "anonymous"  # kinds of descriptions
LOOP = Answer(None, "The reference points back at itself, so it is left open.")
NOBODY = Answer(None, "Nobody who fits was found before this, so it is left open.", person=True)


class Resolver:
    """Answers for one scene, each found once; a reference asks for the answers that it points to."""

    def __init__(self, scene: Scene) -> None:
        """Begin without answers."""
        self.scene = scene
        self.hearing = Hearing(scene, self.answer)
        self._answers: dict[int, Answer] = {}

    def answer(self, at: int) -> Answer:
        """Return who the source of the attribution at an index is."""
        if at not in self._answers:
            self._answers[at] = LOOP
            self._answers[at] = self._find(at)
        return self._answers[at]

    def _find(self, at: int) -> Answer:
        scene = self.scene
        if scene.attributions[at].source is None:
            return Answer(None, "No source was found in the text.")
        special = coordinated(scene, at) or epithet(scene, at) or outlet(scene, at)
        if special is not None:
            return special
        if scene.phrases[at].kind in {"role", "other"} and (body := known_body(scene, at)) is not None:
            return body
        finder = {
            "pronoun": self._pronoun,
            "person": lambda at: named_person(scene, at),
            "organisation": lambda at: named_organisation(scene, at),
            "role": lambda at: related(scene, at, self.answer) or titled(scene, at),
            "description": self._description,
            "document": self._document,
        }.get(scene.phrases[at].kind, self._unnamed)
        found = finder(at)
        called = other_name(scene, scene.source(at)) if found.name is None else ""
        party = scene.roster.who(key := key_of(called.split())) if called else None
        itself = Answer(called, "The source names itself.", person=True) if called else found
        return itself if party is None else short_form(key, party, called)  # ``pria yang akrab disapa Celo``

    def _unnamed(self, at: int) -> Answer:
        scene = self.scene
        source = scene.source(at)
        spoken = source.text
        if scene.registry.lookup(spoken) is not None:
            return Answer(spoken, "The source names itself.")
        phrase = scene.phrases[at]
        if is_own(scene, at):
            return self._salient(at)
        other, words = phrase.kind == "other", tokens(scene.text, source.start, source.stop)
        if other and (body := by_acronym(scene, at)) is not None:
            return body
        party = scene.begun_by(words, REACH) if other else None
        side = bool(words) and words[0].lower in scene.words.circle.sides  # ``pihak | kedutaan``
        name = party.name if party else scene.called.small(words[1:], source.start) if side else None
        if name is not None:
            reason = f"“{spoken}” is the article's short form of {name}."
            return Answer(name, reason, party.told if party else scene.first_mention(name))
        somebody = phrase.kind == "indefinite" and not scene.words.orgs.match(phrase.head)  # not ``pihak bank``
        return related(scene, at, self.answer) or Answer(None, f"No name was found in “{spoken}”.", person=somebody)

    # pronouns

    def _pronoun(self, at: int) -> Answer:
        scene = self.scene
        source, parent = scene.source(at), scene.parents[at]
        person, number = scene.words.pronouns[scene.phrases[at].head[0]]
        if person == "1":
            return self._speaker(at)
        in_clause = acting(scene, at)
        if in_clause is not None or number == "pl":
            return in_clause or self._several(at)
        if parent is not None and not scene.in_quotation(at) and not self.hearing.cites(parent):
            inner = self._salient(at, after=scene.attributions[parent].content[0].start)
            outer = self.answer(parent)
            if inner is NOBODY and outer.person:
                return evolve(outer, reason=f"“{source.text}” is who speaks: {outer.name}.", told=self._told(parent))
            if inner is not NOBODY:
                return inner
        fronted = None if scene.in_quotation(at) or scene.behind_content(at) else presented(scene, at, self.answer)
        if fronted is not None and fronted.name not in self.hearing.spoken_of(at):
            reason = f"“{source.text}” is {fronted.name}, of whom the sentence before tells."
            return Answer(fronted.name, reason, fronted.told, person=True)
        found = self._salient(at, anyone=source.text.lower() in scene.words.clitics)
        behind = parent is None and not scene.in_quotation(at) and scene.behind_content(at)
        if behind and (found is NOBODY or not found.person):
            return self._reporter(at, last=found is not NOBODY) or found
        if parent is not None and found.name is not None and found.name == self.answer(parent).name:
            return Answer(None, f"“{source.text}” is somebody of whom {found.name} speaks.", person=True)
        return found

    def _reporter(self, at: int, *, last: bool) -> Answer | None:
        """Return the outlet that last reported itself, where no person speaks: ``…, kata Xinhua. …, katanya``.

        Where a body spoke before, the outlet must be the ``last`` to speak.
        """
        for other in self.scene.before(at, 1 if last else REACH):
            reports = self.scene.attributions[other].cue_class == REPORTING
            if last and (reports or other in self.scene.parents):  # ``Kementerian mengatakan …, lapor TASS``
                return None
            cited = self.scene.attributions[other].cue_class == QUOTING or self.scene.in_quotation(other)
            known = None if cited else self.answer(other)
            if known is not None and known.name and self.scene.is_press(known.name):
                reason = f"“{self.scene.source(at).text}” is {known.name}, who alone reports."
                return Answer(known.name, reason, self._told(other))
        return None

    def _several(self, at: int) -> Answer:
        """Resolve a plural: the last source nearby that is several people or an organisation, never one person."""
        source = self.scene.source(at)
        spoken, near = source.text, source.start - NEARBY
        for start, answer, other in self.hearing.heard(at, near, anyone=True):
            if self.scene.text.count("\n", start, source.start) > PARAGRAPHS:
                break
            if answer.name and not answer.person:
                return Answer(answer.name, f"“{spoken}” points back to {answer.name}.", self._told(other))
        return Answer(None, f"“{spoken}” is several, and no group that spoke before was found.")

    def _speaker(self, at: int) -> Answer:
        """Resolve the first person: it is the speaker of the quotation around it."""
        parent, spoken = self.scene.parents[at], self.scene.source(at).text
        if parent is None:
            return Answer(None, f"“{spoken}” speaks in no quotation whose speaker is known.", person=True)
        outer = self.answer(parent)
        if outer.name is None:
            return Answer(
                None, f"“{spoken}” is the speaker of the quotation, whose name was not found.", person=outer.person
            )
        reason = f"“{spoken}” is the speaker of the quotation, {outer.name}."
        return Answer(outer.name, reason, self._told(parent), person=outer.person)

    def _told(self, at: int) -> Span | None:
        """Return the span that tells the name of a source, itself included."""
        return self.answer(at).told or self.scene.attributions[at].source

    def _salient(self, at: int, *, after: int = 0, anyone: bool = True) -> Answer:
        """Return whom a pronoun means: the last one before it who spoke or opened a sentence of the narrative."""
        source = self.scene.source(at)
        spoken = self.hearing.last_heard(at, after, anyone=anyone)
        if spoken is not None and not spoken[1].person and self.scene.behind_content(at):
            spoken = self.hearing.voice_of(spoken[1], at, after) or spoken
        known = spoken is not None and self.scene.behind_content(at)
        seen = next(self.hearing.seen(at, after, speakers=known), None)
        if seen is not None and (spoken is None or seen[0] > spoken[0]):
            answer = seen[1]
        elif spoken is not None:
            answer = evolve(spoken[1], told=self._told(spoken[2]))
        elif not after and not self.scene.in_quotation(at) and (named := last_named(self.scene, at)) is not None:
            answer = Answer(named.name, "", named.told, person=True)
        else:
            return NOBODY
        if answer.name is None:
            return Answer(
                None, f"“{source.text}” points back to a source whose name was not found.", person=answer.person
            )
        reason = f"“{source.text}” points back to {answer.name}, the last who spoke or was spoken of."
        return evolve(answer, reason=reason)

    # descriptions and documents

    def _description(self, at: int) -> Answer:
        scene = self.scene
        source, phrase = scene.source(at), scene.phrases[at]
        kind = scene.words.descriptions.get(phrase.head)
        if kind in WRITTEN:
            return self._document(at)
        if kind in BODIES:
            return self._that_organisation(at)
        body = scene.called.small(tokens(source.text)[: len(phrase.head)], source.start) if kind is None else None
        if body is not None:
            return Answer(body, f"“{source.text}” points back to {body}.", scene.first_mention(body))
        return (
            related(scene, at, self.answer)
            or self._that_person(at, kind)
            or Answer(None, f"No party was found that “{source.text}” describes.", person=kind in PEOPLE)
        )

    def _document(self, at: int) -> Answer:
        """Name whose document a source is: ``kajian yayasan itu`` is that of the body it points at."""
        words = self.scene.words
        low = lowered(tokens(self.scene.source(at).text))
        owner = low[-2:-1] if low[-1] in words.demonstratives else ()
        kin = low[-3:-2] if owner and words.descriptions.get(owner) not in BODIES else owner
        if kin != owner and words.descriptions.get(kin) in BODIES:  # ``penilaian badan intelijen tersebut``
            return self._of_kind(at, kin) or whose(self.scene, at, self.answer)
        if words.descriptions.get(owner) in BODIES and words.relatives.isdisjoint(low):
            return self._that_organisation(at, owner)
        return whose(self.scene, at, self.answer)

    def _that_person(self, at: int, kind: str | None) -> Answer | None:
        """Resolve ``Penyanyi asal NTT itu``: the only one of that title, else the last who spoke or was told of."""
        scene = self.scene
        source, phrase = scene.source(at), scene.phrases[at]
        called = called_so(scene, source)
        if called is not None:
            return Answer(called.name, f"“{source.text}” is {called.name}, whom it calls so.", called.told, person=True)
        if kind == ANONYMOUS or (kind in GENERIC and not tells_more(scene, at) and not self.hearing.goes_by(at, kind)):
            return Answer(None, f"“{source.text}” could be anyone of its kind.", person=True)
        if kind not in GENERIC | {"person", CHILD} and not phrase.role:
            return None
        if self._is_some_of(at):
            return Answer(None, f"“{source.text}” points back to one who has no name.", person=True)
        known = source.text.split(maxsplit=1)[0].lower() in scene.words.articles  # ``sang pelatih``
        new = None if known else introduced(scene, at, self.answer)
        untold = new is not None and not new.roles and tells_more(scene, at)  # who it is, is what the description adds
        found = (
            [] if untold else holders_of_more(scene, phrase.role, source) or ([] if new else of_place(scene, source))
        )
        if len(found) == 1:
            party = found[0]
            return Answer(party.name, f"{party.name} is the one the article calls so.", party.told, person=True)
        if is_of_body(scene, at):
            return None
        if new is not None:
            reason = f"“{source.text}” is {new.name}, of whom the sentence before tells."
            answer = Answer(new.name, reason, new.told, person=True)
        else:
            answer = self._salient(at, anyone=False)
        if kind == CHILD and self._has_role(answer.name):
            return Answer(None, f"“{source.text}” is a child; {answer.name} holds an office.", person=True)
        return answer

    def _has_role(self, name: str | None) -> bool:
        """Tell whether the article gives somebody of that name a title or office."""
        return any(party.name == name and party.roles for party in self.scene.roster.people)

    def _is_some_of(self, at: int) -> bool:
        """Tell whether the last of that kind who spoke has no name: ``Seorang juru bicara … Juru bicara itu …``."""
        scene, head = self.scene, self.scene.phrases[at].head
        plain = bool(head) and len(tokens(scene.source(at).text)) == len(head) + 1
        for other in scene.before(at, REACH):
            low = lowered(tokens(scene.source(other).text))
            if scene.phrases[other].kind == "person":  # who may have been told of before: ``Seorang pria … kata Budi``
                same = plain and head[0] in scene.phrases[other].role  # ``Seorang dokter … Dokter Rina … Dokter itu``
                if same or not self._has_role(self.answer(other).name):
                    return False
                continue
            some = low[0] in scene.words.indefinites
            if head and low[some : some + len(head)] == head:
                return some
        return False

    def _that_organisation(self, at: int, owner: Key = ()) -> Answer:
        """Resolve ``Badan itu``: the last organisation of that head, else the last that spoke."""
        scene = self.scene
        source, head = scene.source(at), owner or scene.phrases[at].head[:1]
        if (kin := self._of_kind(at, head)) is not None:
            return kin
        if (told := self._apposed(at, head)) is not None:
            return told
        another = not owner and is_another(scene, at, head)
        party = None if another else next(bodies_of(scene, head, source.start), None)
        party = party or introduced_body(scene, at, self.answer)
        if another and party is None:
            return Answer(None, f"“{source.text}” may be any of its kind; nothing decides between them.")
        if party is not None:
            name = scene.called.fuller(tokens(scene.text, party.told.start, party.told.stop)) or party.name
            return Answer(name, f"“{source.text}” points back to {name}.", party.told)
        if scene.words.descriptions.get(head) == BODY and len(tokens(source.text)) == 1:  # ``kementerian``
            return only_body(scene, at, head)
        company = scene.words.descriptions.get(head) in COMPANIES
        media = scene.words.descriptions.get(owner or scene.phrases[at].head) in MEDIA
        same = scene.phrases[at].head[:1] in {scene.phrases[other].head for other in scene.before(at, REACH)}
        if media and not same and (cited := last_outlet(scene, at, self.answer)) is not None:
            return evolve(cited, reason=f"“{source.text}” points back to {cited.name}.")
        since = sentence_before(scene.text, source.start)[0] if owner else 0
        heard = (one for one in self._bodies(at) if scene.source(one[1]).start >= since)
        spoken = next((one for one in heard if not company or not scene.is_another(one[0].name or "")), None)
        if spoken is not None:
            answer, other = spoken
            return Answer(answer.name, f"“{source.text}” points back to {answer.name}.", self._told(other))
        named = (
            party
            for party in scene.bodies_before(source.start, (), REACH)
            if len(party.key) > 1
            and (media or not self.scene.is_press(party.name))
            and not (company and (scene.is_state(party) or scene.is_another(party.name)))
        )
        party = None if owner else next(named, None)
        if party is not None:
            return Answer(party.name, f"“{source.text}” points back to {party.name}, the last one named.", party.told)
        return Answer(None, f"No organisation was found before this that “{source.text}” points to.")

    def _apposed(self, at: int, head: Key) -> Answer | None:
        """Return a body whose name a comma parts from what it is: ``media AS, | Suara Teluk. … Media itu …``."""
        told = self._set_off.get(head, [])
        place = bisect_left(told, at)
        known = self.answer(told[place - 1]) if place else None
        if known is None or not known.name:
            return None
        reason = f"“{self.scene.source(at).text}” points back to {known.name}."
        return Answer(known.name, reason, self._told(told[place - 1]))

    @cached_property
    def _set_off(self) -> dict[Key, list[int]]:
        """The sources that begin with what a body is, a comma and its name, by the head of that, in order."""
        found: dict[Key, list[int]] = {}
        for at in sorted(self.scene.voices):
            kind, comma, _ = self.scene.source(at).text.partition(",")
            low, phrase = lowered(tokens(kind)) if comma else (), self.scene.phrases[at]
            head = low[:1]
            media = self.scene.words.descriptions.get(head) in MEDIA and bool(self.scene.words.places.match(low[1:]))
            if low and not phrase.role and (media or phrase.head[:1] != head):
                found.setdefault(head, []).append(at)
        return found

    def _of_kind(self, at: int, head: Key) -> Answer | None:
        """Return the only body of the kind that a description tells without a country: ``badan mata-mata itu``."""
        spoken = tokens(self.scene.source(at).text)
        low = lowered(spoken)
        first = low.index(head[0]) if head and head[0] in low else len(low)
        plain = not any(word.capital for word in spoken[first + 1 :])
        return of_kind(self.scene, low[first:], self.scene.source(at).start) if plain and first + 1 < len(low) else None

    def _bodies(self, at: int) -> Iterator[tuple[Answer, int]]:
        """Yield the organisations that spoke before a source: those of its head (``harian Kabar Teluk``), then any."""
        scene, head = self.scene, self.scene.phrases[at].head[:1]
        for other in scene.before(at, REACH):
            phrase = scene.phrases[other]
            if phrase.kind == "organisation" and phrase.head == head:
                yield self.answer(other), other
        for _, answer, other in self.hearing.heard(at, 0, anyone=True):
            if answer.name and not answer.person:
                yield answer, other
