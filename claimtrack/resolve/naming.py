"""Which party each source is: the attributions of one article in, ``source_name`` of each and its reason out.

Spans are never changed. What a source means is found by `claimtrack.resolve.coreference`.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import evolve

from claimtrack.model import Attribution, Changes, Document, Span
from claimtrack.packs import Pack
from claimtrack.resolve.addressees import addressee
from claimtrack.resolve.antecedents import antecedents
from claimtrack.resolve.coreference import Resolver
from claimtrack.resolve.roster import Party
from claimtrack.resolve.scene import Answer, Scene
from claimtrack.resolve.words import BODIES

PASSIVE = "passive"
SAYING = frozenset({"saying", "asserting", "announcing", "reporting", "explaining"})


def sources_of(document: Document, attributions: Sequence[Attribution], pack: Pack) -> list[Changes]:
    """Name the source of each attribution.

    Args:
        document: the article; offsets of the attributions count its code points.
        attributions: as the grammar read them.
        pack: the language.

    Returns:
        For each of the attributions ``source_name``, ``source_roles``, ``resolved_from``, ``resolution``,
        ``antecedent``, and to whom it was told.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> text = "Menteri Pangan Rina Wulandari menyebut stok cukup."
        >>> source, cue, content = Span.of(text, 0, 29), Span.of(text, 30, 38), Span.of(text, 39, 49)
        >>> said = Attribution(source, cue, (content,), "indirect", False, "active")
        >>> sources_of(Document(text), (said,), load_pack("id"))[0]["source_name"]
        'Rina Wulandari'
    """
    if not attributions:
        return []
    scene = Scene.of(document, tuple(attributions), pack)
    resolver = Resolver(scene)
    for at in scene.voices:  # in order of the text, so that no chain of pronouns is followed deeply
        resolver.answer(at)
    named = [_without_seat(scene, resolver.answer(at), pack) for at in range(len(attributions))]
    answers = [_unless_nameless(scene, at, _without_country(scene, answer), pack) for at, answer in enumerate(named)]
    answers = [_abroad(scene, answer) for answer in answers]
    meant = antecedents(document.text, attributions, pack, [answer.name for answer in answers])
    answers = _owned(scene, answers, meant)
    roles = {party.name: _titles(party, scene) for party in scene.roster.people}
    return [
        {
            "source_name": answer.name,
            "source_roles": roles.get(answer.name or "", ()),
            "resolution": answer.reason,
            "resolved_from": answer.told,
            "antecedent": meant.get(at),
            **_told_to(document.text, scene.attributions[at], pack),
        }
        for at, answer in enumerate(answers)
    ]


def _without_seat(scene: Scene, answer: Answer, pack: Pack) -> Answer:
    """Leave out where an embassy is: ``Kedutaan Besar Norlandia | di Velgrad``."""
    parts = (answer.name or "").split()
    low = tuple(part.lower() for part in parts)
    sole = not answer.person and any(pack.notes("posts").get(low[:size]) == "sole" for size in (1, 2))
    for at in range(2, len(parts) - 1 if sole else 0):
        if parts[at] in scene.words.where and all(part[:1].isupper() for part in parts[at + 1 :]):
            return evolve(answer, name=" ".join(parts[:at]))
    return answer


def _without_country(scene: Scene, answer: Answer) -> Answer:
    """Leave out the country of a body of which there is one: ``Badan Intelijen Nasional | Korea Selatan``.

    That is one which the registry knows without it, too.
    """
    parts = (answer.name or "").split()
    for at in range(1, len(parts) if not answer.person else 0):
        low, body = tuple(part.lower() for part in parts[at:]), " ".join(parts[:at])
        known = scene.registry.lookup(answer.name or "") if scene.words.places.match(low) == len(low) else None
        if known is not None and known is scene.registry.lookup(body):
            return evolve(answer, name=body)
    return answer


def _abroad(scene: Scene, answer: Answer) -> Answer:
    """Tell a body from its namesake of another country, of which the article speaks more often: ``Partai Demokrat``."""
    entry = scene.registry.lookup(answer.name or "")
    if entry is None or entry.kind != "organisation" or not entry.country:
        return answer
    for other in scene.registry.namesakes(entry):
        if scene.registry.told_of(other.country, scene.text) > scene.registry.told_of(entry.country, scene.text):
            reason = f"“{answer.name}” is {other.name}, of whose country the article tells more often."
            return evolve(answer, name=other.name, reason=reason)
    return answer


def _unless_nameless(scene: Scene, at: int, answer: Answer, pack: Pack) -> Answer:
    """Leave a source open whose name is only the head of a body (``Militer``) or a country's (``media | Norlandia``).

    So where two are listed without a name of their own: ``otoritas Norlandia | dan Velgrad``; a party to something is
    the country: ``pihak Norlandia``.
    """
    low, source = tuple((answer.name or "").lower().split()), scene.attributions[at].source
    if source is None or not low or low[0] in scene.words.given:
        return answer
    alone = scene.words.institutions.match(low) or scene.words.descriptions.get(low) in BODIES
    head = len(low) == 1 and alone and scene.registry.lookup(answer.name or "") is None
    country = scene.words.places.match(low) == len(low)
    if country:
        before = source.text[: max(0, source.text.lower().find(" ".join(low)))].split()
        country = any(map(str.islower, before)) and pack.notes("indefinites").get(tuple(before[-1:])) != "body"
    if not (head or country or low[0] in scene.words.conjunctions):
        return answer
    return Answer(None, f"“{source.text}” is no name of its own.")


def _owned(scene: Scene, answers: Sequence[Answer], meant: Mapping[int, Span]) -> list[Answer]:
    """Name who says what an article first tells of nobody: ``Tarif disebut akan naik. Hal itu disampaikan Rina.``."""
    owned = list(answers)
    cues = [attribution.cue.start for attribution in scene.attributions]
    for at, sentence in meant.items():
        who, said = answers[at], scene.attributions[at]
        if who.name is None or said.rule != PASSIVE or said.cue_class not in SAYING:
            continue
        for other in range(bisect_left(cues, sentence.start), bisect_left(cues, sentence.stop)):
            attribution = scene.attributions[other]
            titled = scene.phrases[other].kind == "role" and set(scene.phrases[other].role) <= set(
                scene.phrases[at].role
            )
            if (
                (attribution.source is None or titled)
                and answers[other].name is None
                and sentence.contains(attribution.cue)
            ):
                reason = f"“{said.cue.text}” tells later that {who.name} says so."
                owned[other] = Answer(who.name, reason, scene.source(at), person=who.person)
    return owned


def _titles(party: Party, scene: Scene) -> tuple[str, ...]:
    """Return the titles that an article gives a party, each once."""
    offices = (" ".join(scene.words.office(role)) for role in party.roles)
    return tuple(dict.fromkeys(office for office in offices if office))


def _told_to(text: str, attribution: Attribution, pack: Pack) -> dict[str, Span | str]:
    """Return the fields that say to which of the press an attribution was told; none where to nobody."""
    found = addressee(text, attribution, pack)
    return {"addressee": found[0], "addressee_name": found[1]} if found else {}
