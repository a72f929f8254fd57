"""Who was heard or seen before a source: a `Scene` and an index in, those who may be meant out, the last first."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise

from claimtrack.attribute.written import WRITTEN
from claimtrack.packs import TELLING
from claimtrack.resolve.described import only_described, passed_over
from claimtrack.resolve.roster import key_of, part_of
from claimtrack.resolve.runs import tokens
from claimtrack.resolve.scene import Answer, Scene
from claimtrack.resolve.words import BODIES, OFFICIAL

REACH = 200  # sources or names; whoever stands farther back is not meant any more
QUOTING, REPORTING, ASKING, ANSWERING = "quoting", "reporting", "asking", "answering"  # classes of cues
ENDED = re.compile(r"[.!?\n]")
NEAR = 24  # characters in which the word before a name stands
SOMEBODY = frozenset({"person", "pronoun", "indefinite", "role", "description"})  # kinds of phrases for people


class Hearing:
    """Who speaks and who is told of in one scene; ``answer`` tells who the source at an index is."""

    def __init__(self, scene: Scene, answer: Callable[[int], Answer]) -> None:
        """Begin with nothing asked."""
        self.scene = scene
        self.answer = answer

    def last_heard(self, at: int, after: int, *, anyone: bool) -> tuple[int, Answer, int] | None:
        """Return who spoke last; a body's document (``hasil pemantauan BMKG``) is it only where nobody else did."""
        heard = self.heard(at, after, anyone=anyone)
        heard = (one for one in heard if not self._is_many(one[2]) or self._says_i(at))
        first = next(heard, None)
        if first is None or first[1].person or not self._is_document(first[2]):
            return first
        return next((one for one in heard if not self._is_document(one[2])), first)

    def _says_i(self, at: int) -> bool:
        """Tell whether a quotation before a source is of one who speaks of himself: ``"Saya rugi," katanya``."""
        scene = self.scene
        spans = scene.attributions[at].content if scene.behind_content(at) else ()
        spoken = (word.lower for span in spans for word in tokens(scene.text, span.start, span.stop))
        return any(scene.words.pronouns.get(word) == ("1", "sg") for word in spoken)

    def _is_many(self, at: int) -> bool:
        """Tell whether a source is several without a name, of whom no singular pronoun tells: ``Para nelayan``."""
        words, spoken = self.scene.words, self.scene.source(at).text.lower().split()
        many = spoken[0] in words.indefinites and spoken[0] not in words.circle.sides | words.circle.single
        named = not words.circle.companions.isdisjoint(spoken)  # ``beberapa saksi, termasuk Rina``
        return many and not named and self.scene.phrases[at].kind == "indefinite" and self.answer(at).name is None

    def _is_document(self, at: int) -> bool:
        return self.scene.words.descriptions.get(self.scene.phrases[at].head) in WRITTEN

    def is_body(self, at: int) -> bool:
        """Tell whether a source is a body that is only pointed at, whoever it is: ``maskapai itu``."""
        phrase = self.scene.phrases[at]
        return phrase.kind == "description" and self.scene.words.descriptions.get(phrase.head) in BODIES

    def voice_of(self, body: Answer, at: int, after: int) -> tuple[int, Answer, int] | None:
        """Return the last person heard if he speaks for a body that goes on: ``Direktur Garuda, Rina``, ``Garuda``."""
        heard = next(self.heard(at, after, anyone=False), None)
        name = heard[1].name if heard and body.name else None
        party = self.scene.roster.who(key_of(name.split())) if name else None
        spoken_for = party and any(part_of(key_of((body.name or "").split()), role) for role in party.roles)
        return heard if spoken_for else None

    def heard(self, at: int, after: int, *, anyone: bool) -> Iterator[tuple[int, Answer, int]]:
        """Yield who spoke before a source, the last first, with the offset and the index."""
        scene, asker = self.scene, self._asker(at)
        asking = None if asker is None else self.answer(asker).name
        for other in scene.before(at, REACH):
            start = scene.source(other).start
            if start < after:
                return
            if (
                other != asker
                and not self._is_compared(other)
                and not only_described(scene, other)
                and self._audible(other, at)
                and (scene.attributions[other].cue_class != QUOTING or scene.phrases[other].role)
            ):
                answer = self.answer(other)
                judges = scene.attributions[other].rule == "opinion"  # ``Hujan diprediksi BMKG akan turun``: no speech
                somebody = self.is_body(other) if answer.name is None else not scene.is_press(answer.name)
                heard = answer.person or (anyone and somebody and not judges)
                silent = scene.is_sacred(answer.name or "") or (answer.name is not None and answer.name == asking)
                if heard and not silent:
                    yield start, answer, other

    def _is_compared(self, at: int) -> bool:
        """Tell whether a source is only compared with who speaks: ``Rina menyangkal itu, seperti dikatakan | Budi``."""
        scene = self.scene
        if scene.attributions[at].rule != "like" or scene.attributions[at].cue_class in {QUOTING, REPORTING}:
            return False
        before = next(scene.before(at, 1), None)
        between = scene.text[scene.source(before).stop : scene.source(at).start] if before is not None else "."
        return ENDED.search(between) is None and before is not None and scene.phrases[before].kind in SOMEBODY

    def spoken_of(self, at: int) -> frozenset[str]:
        """Return the people whom a quotation names, or what a pronoun says without one: none of them says it."""
        scene = self.scene
        behind = scene.behind_content(at)
        if scene.in_quotation(at) or (not behind and scene.phrases[at].kind != "pronoun"):
            return frozenset()
        found: set[str] = set()
        for span in scene.attributions[at].content:
            if scene.quoted.holds(span.start + 1, span.start + 2) is behind:
                ends = (bisect_left(scene.named, end, key=lambda pair: pair[0]) for end in (span.start, span.stop))
                named = scene.named[slice(*ends)]
                found.update(party.name for start, party in named if not self._is_own_name(start))
        return frozenset(found)

    def _is_own_name(self, start: int) -> bool:
        """Tell whether somebody tells his name: ``"Saya | Budi, petani."``."""
        before = self.scene.text[max(0, start - NEAR) : start].split()[-1:]
        return bool(before) and self.scene.words.pronouns.get(before[0].lower().strip('"“'), ("",))[0] == "1"

    def _asker(self, at: int) -> int | None:
        """Return who asked what the next one answers: ``“…?” tanya Rina. “…,” jawabnya``."""
        if self.scene.attributions[at].cue_class != ANSWERING:
            return None
        last = next(self.scene.before(at, 1), None)
        return last if last is not None and self.scene.attributions[last].cue_class == ASKING else None

    def cites(self, at: int) -> bool:
        """Tell whether a source is an outlet, as it has no title, that is cited for or reports what others say."""
        return self.scene.attributions[at].cue_class in {QUOTING, REPORTING} and not self.scene.phrases[at].role

    def seen(self, at: int, after: int, *, speakers: bool) -> Iterator[tuple[int, Answer]]:
        """Yield who opened a sentence of the narrative before a source, the last first, with the offset.

        With ``speakers`` only those whom the article quotes by name, who begin to speak, or who stand in the same
        paragraph and were not first told of by another: behind a quotation, who has spoken goes on.
        """
        scene, source = self.scene, self.scene.source(at)
        asker = None if (last := self._asker(at)) is None else self.answer(last).name
        inside = scene.parents[at] is not None and after > 0
        narrative, spoken_of = scene.quoted if inside else scene.told, self.spoken_of(at)
        for place in range(bisect_left(scene.subjects, source.start, key=lambda pair: pair[0]) - 1, -1, -1):
            start, party, tells = scene.subjects[place]
            if start < after:
                return
            silent = start in self.cited or party.name in spoken_of | {asker} or scene.is_sacred(party.name)
            if silent or narrative.holds(start, start + 1):
                continue
            near = "\n" not in scene.text[start : source.start]
            told = scene.told.holds(party.told.start, party.told.stop)  # by whoever speaks: ``korban adalah Rina``
            if tells or not speakers or party.name in self.speakers or (near and not told):
                yield start, Answer(party.name, "", party.told, person=True)

    @cached_property
    def cited(self) -> frozenset[int]:
        """Where those stand who are only cited or told of: ``…, dikutip dari Warta Seleb``, ``Budi yang menyebut``."""
        scene = self.scene
        silent = (at for at in scene.voices if self.cites(at) or passed_over(scene, at) or self._is_compared(at))
        return frozenset(scene.source(at).start for at in silent)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The names of the people whom the article quotes by name."""
        scene = self.scene
        named = [at for at in scene.voices if scene.phrases[at].kind == "person" and not scene.in_quotation(at)]
        return frozenset(name for at in named if (name := self.answer(at).name))

    def _audible(self, other: int, at: int) -> bool:
        """Tell whether the speaker of one attribution can be meant by a pronoun of another.

        Not so inside a quotation, and not so where the words are a person's who reports them: the reporter goes on,
        unless he is only cited.
        """
        scene = self.scene
        if other == at or scene.in_quotation(other) or scene.source(other) == scene.source(at):
            return False
        parent = scene.parents[other]
        while parent is not None:
            if parent == at:
                return False
            reporter = scene.phrases[parent].kind in SOMEBODY and not self.cites(parent)
            implied = scene.attributions[parent].source is None and scene.attributions[parent].cue_class in TELLING
            if (reporter or implied) and parent != scene.parents[at]:  # ``Dikatakan, alasan kadis itu …``
                return False
            parent = scene.parents[parent]
        return True

    def goes_by(self, at: int, kind: str | None) -> bool:
        """Tell whether who spoke last is called so (``Jaksa Rina``, ``jaksa itu``), as any official may be."""
        heard, head = next(self.heard(at, 0, anyone=False), None), self.scene.phrases[at].head
        between = self.scene.text[self.scene.source(heard[2]).stop : self.scene.source(at).start] if heard else ""
        told = [*re.findall(r"\w+", between.lower()), ""]
        if any(word == head[0] and after not in self.scene.words.demonstratives for word, after in pairwise(told)):
            return False  # another one was told of
        party = self.scene.roster.who(key_of(heard[1].name.split())) if heard and heard[1].name else None
        return party is not None and any(kind == OFFICIAL or head[0] in role for role in party.roles)
