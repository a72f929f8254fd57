"""Who acts in the sentence of a pronoun that a relative clause holds: a `Scene` and an index in, an `Answer` out."""

import re
from bisect import bisect_left

from claimtrack.resolve.roster import key_of, name_text
from claimtrack.resolve.runs import Run, lowered
from claimtrack.resolve.scene import Answer, Scene

SENTENCE_REACH = 400  # code points of a sentence that are looked at
FEW = 12  # names of it
ENDS = re.compile(r"[.!?][”\"]?\s|\n")
RELATIVE = re.compile(r"([a-z]+) \Z")
BEHIND = re.compile(r"(?: \([^()]*\))?((?: [a-z-]+){1,3})")
SHORTEST_VERB = 6  # letters


def acting(scene: Scene, at: int) -> Answer | None:
    """Return who acts in the sentence whose relative clause a pronoun stands in, None if it stands in none.

    Examples: ``Norwegia memulai latihan yang menurut mereka …``, ``Wim mengecam apa yang disebutnya …``.
    """
    source, cue = scene.source(at), scene.attributions[at].cue
    place = min(source.start, cue.start)
    before = RELATIVE.search(scene.text[max(0, place - 10) : place])
    if before is None or before[1] not in scene.words.relatives:
        return None
    near = max(0, place - SENTENCE_REACH)
    opening = max((found.end() for found in ENDS.finditer(scene.text, near, place)), default=near)
    runs = scene.roster.runs
    last = bisect_left(runs, place, key=lambda run: run.start)
    body: Answer | None = None  # which ``ia`` means only where nobody else acts
    for run in runs[max(0, last - FEW) : last][::-1]:
        if run.start < opening:
            break
        found = _named(scene, run, source.text) if _acts(scene, run, opening) else None
        if found is not None and (found.person or _is_plural(scene, source.text)):
            return found
        body = body or found
    return body


def _is_plural(scene: Scene, spoken: str) -> bool:
    return scene.words.pronouns.get(spoken.lower(), ("", ""))[1] == "pl"


def _acts(scene: Scene, run: Run, opening: int) -> bool:
    """Tell whether a name is a subject: it opens the sentence, or an active verb follows."""
    if not scene.text[opening : run.start].strip():
        return True
    behind = BEHIND.match(scene.text, run.stop)
    active = scene.words.affixes.active
    return behind is not None and any(
        len(word) >= SHORTEST_VERB and word.startswith(active) for word in behind[1].split()
    )


def _named(scene: Scene, run: Run, spoken: str) -> Answer | None:
    """Return whom the words of a run name: a person, a body or a country."""
    plural = _is_plural(scene, spoken)
    keys = [key_of(run.words[at:]) for at in range(len(run.words))]
    person = next((party for key in keys if (party := scene.roster.who(key))), None)
    if person is not None and plural:
        return None
    body = scene.roster.organisation(keys[0])
    place = scene.words.places.match(lowered(run.words)) == len(run.words)
    name = name_text(scene.text, run.words) if place else ""
    name = person.name if person else body.name if body else name
    reason = f"“{spoken}” is who acts in its sentence, {name}."
    return Answer(name, reason, person.told if person else None, person=person is not None) if name else None
