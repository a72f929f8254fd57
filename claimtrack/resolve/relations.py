"""Whom a lawyer or relative calls the other: a `Scene` and an index in, an `Answer` out."""

from collections.abc import Callable, Iterator

from claimtrack.resolve.roster import key_of
from claimtrack.resolve.runs import Word, lowered, tokens
from claimtrack.resolve.scene import Answer, Scene


def related(scene: Scene, at: int, answer: Callable[[int], Answer]) -> Answer | None:
    """Resolve ``klien saya`` said by ``Pengacara Iwan, Calvin``; None if the source is no such one.

    Args:
        scene: the article.
        at: index of the attribution.
        answer: who the source at an index is.
    """
    parent = scene.parents[at]
    speaker = answer(parent).name if parent is not None else None
    if speaker is None:
        return None
    called = lowered(tokens(scene.source(at).text))
    for owner, noun in _owners(scene, speaker, answer):
        forms = {noun, *((*noun[:-1], noun[-1] + clitic) for clitic in scene.words.clitics)}
        party = scene.roster.who(key_of(owner)) if called[: len(noun)] in forms else None
        if party is not None:
            return Answer(party.name, f"{speaker} speaks for {party.name}.", party.told, person=True)
    return None


def _owners(
    scene: Scene, speaker: str, answer: Callable[[int], Answer]
) -> Iterator[tuple[tuple[Word, ...], tuple[str, ...]]]:
    """Yield for whom a speaker stands by an introduction of the article, and what he calls them."""
    for at in scene.representing:
        phrase = scene.phrases[at]
        owned = (noun for role, noun in scene.words.relations.items() if phrase.role[: len(role)] == role)
        if answer(at).name == speaker:
            yield from ((phrase.other, noun) for noun in owned)
