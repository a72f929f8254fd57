"""How attributions of one document hang together: which holds which, which only passes another on, whose a hedge is."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from attrs import evolve

from claimtrack.model import Attribution, Span

_WORD = re.compile(r"\w+")
SPARE_WORDS = 4
AGENTLESS = "opinion"  # the rule that reads ``Api diduga berasal dari gudang``
FINDING = "finding"  # the rule that reads ``Hal ini menunjukkan bahwa …``
HEDGES = frozenset({"believing", "estimating", "hoping"})
OPEN = frozenset({"CTu", "Uu"})


def parent_indexes(attributions: Sequence[Attribution]) -> list[int | None]:
    """Return for each of ``attributions`` the position of its parent, None at the top.

    A parent that a later stage has copied is found by its cue; one that is not among ``attributions`` is
    passed over for its own parent.
    """
    by_cue: dict[tuple[int, int], int] = {}
    for position, a in enumerate(attributions):
        by_cue.setdefault((a.cue.start, a.cue.stop), position)
    return [_parent(a, attributions, by_cue) for a in attributions]


def _parent(a: Attribution, attributions: Sequence[Attribution], by_cue: dict[tuple[int, int], int]) -> int | None:
    """Return the position of the nearest parent of ``a`` that is stored."""
    outer = a.parent
    while outer is not None:
        position = by_cue.get((outer.cue.start, outer.cue.stop))
        if position is not None and attributions[position].cue != a.cue:
            return position
        outer = outer.parent
    return None


def relay_indexes(attributions: Sequence[Attribution], parents: Sequence[int | None]) -> frozenset[int]:
    """Return the positions of those ``attributions`` that say nothing of their own, with ``parents`` as above."""
    children: dict[int, list[Attribution]] = {}
    for child, parent in enumerate(parents):
        if parent is not None:
            children.setdefault(parent, []).append(attributions[child])
    return frozenset(position for position, inner in children.items() if _relays(attributions[position], inner))


def denied_indexes(attributions: Sequence[Attribution], relays: Collection[int]) -> dict[int, int]:
    """Return position -> the position of what a denial that only points back (``Tuduhan itu dibantah``) denies.

    That is the last of the ``attributions`` in the sentence which it points to; of one in another the outer one, if it
    says anything of its own.
    """
    denied: dict[int, int] = {}
    cues = [a.cue.start for a in attributions]
    for at, a in enumerate(attributions):
        if not (a.anaphoric and a.antecedent and (a.factuality or "").endswith("-")):
            continue
        for other in range(bisect_left(cues, a.antecedent.start), bisect_left(cues, a.antecedent.stop)):
            b = attributions[other]
            inside = not b.anaphoric and other not in relays and a.antecedent.contains(b.cue)
            held = attributions[denied[at]].content if at in denied else ()
            if inside and not any(part.contains(b.cue) for part in held):
                denied[at] = other
    return denied


def spoken(attributions: Sequence[Attribution], parents: Sequence[int | None]) -> list[Attribution]:
    """Return ``attributions`` where a hedge inside somebody's words has the source of those words.

    ``"Kebakaran itu diduga disengaja," kata Rina``: nobody else is there who supposes so. Hearsay (``dikabarkan``) and
    a belief that a noun only mentions (``anggapan bahwa``) may be anybody's, and so may what the speaker denies or
    leaves open: those stay without a source. What some thing shows that names nobody (``"Hal ini menunjukkan bahwa …,"
    kata Rina``) is said by who speaks of it.
    """
    return [_spoken(a, _speaker(at, attributions, parents)) for at, a in enumerate(attributions)]


def repeated_indexes(attributions: Sequence[Attribution], parents: Sequence[int | None]) -> frozenset[int]:
    """Return the positions of those ``attributions`` that say again what their source says in the article.

    That is what stands there twice, word for word, and what stands inside other words of the same source, unless one of
    the two denies. What only points back (``Hal itu dibantah``) says something else each time.
    """
    told: set[tuple[str, bool, str]] = set()
    repeated = set()
    for position, (a, parent) in enumerate(zip(attributions, parents, strict=True)):
        words = (_name(a), _denies(a), " ".join(_WORD.findall(" ".join(part.text for part in a.content).casefold())))
        outer = None if parent is None else attributions[parent]
        inside = outer is not None and a.source_name is not None and _name(outer) == _name(a)
        if (words in told and not a.anaphoric) or (outer and inside and _denies(outer) == _denies(a)):
            repeated.add(position)
        told.add(words)
    return frozenset(repeated)


def _denies(attribution: Attribution) -> bool:
    """Tell whether the source denies what the content says."""
    return attribution.factuality.endswith("-") if attribution.factuality else attribution.negated


def _spoken(a: Attribution, speaker: Attribution | None) -> Attribution:
    """Return ``a`` with the source of ``speaker``, whose hedge it is; as it is where it is nobody's."""
    if speaker is None:
        return a
    if a.source is not None:
        reason = f"“{a.source.text}” names nobody: {speaker.source_name} says what it shows."
        return evolve(a, source_name=speaker.source_name, source_roles=speaker.source_roles, resolution=reason)
    reason = f"“{a.cue.text}” hedges what the speaker says: nobody else was found behind it."
    own = evolve(a, source=speaker.source, resolution=reason)
    return evolve(own, source_name=speaker.source_name, source_roles=speaker.source_roles)


def _speaker(at: int, attributions: Sequence[Attribution], parents: Sequence[int | None]) -> Attribution | None:
    """Return who says a hedge or a finding at a position themselves; None where it is none or nobody speaks."""
    outer = at
    for _ in attributions:
        inner, above = attributions[outer], parents[outer]
        if above is None or not _hedges(inner, attributions[above]):
            return None
        outer = above
        if _has_source(attributions[outer]):
            return attributions[outer] if attributions[outer].source_name or not attributions[at].source else None
    return None


def _hedges(inner: Attribution, outer: Attribution) -> bool:
    """Tell whether ``inner`` names no source and is a hedge or a finding of what ``outer`` upholds."""
    hedges = inner.rule == AGENTLESS and inner.cue_class in HEDGES and not _has_source(inner)
    if not hedges and (inner.rule != FINDING or inner.source_name is not None):
        return False
    stand = outer.factuality or ("CT-" if outer.negated else "CT+")
    return stand.endswith("+") or (stand in OPEN and inner.factuality in OPEN)


def _has_source(attribution: Attribution) -> bool:
    """Tell whether somebody is known to say it, by name or in words."""
    return attribution.source is not None or attribution.source_name is not None


def _relays(outer: Attribution, children: Sequence[Attribution]) -> bool:
    """Tell whether the content of ``outer`` is its ``children`` and a few words between them.

    Words of the content that are no part of a child are counted (time, place, a complementiser); up to four
    may stand there, as long as they are fewer than the words of the children. A child without a source, or with
    the same one, is no other voice: what it hedges, ``outer`` says itself. Who denies what another says passes
    nothing on.
    """
    if (outer.factuality or "").endswith("-"):
        return False
    children = [child for child in children if child.source and _name(child) != _name(outer)]
    own = covered = 0
    for content in outer.content:
        inside = bytearray(content.stop - content.start)
        for span in (part for child in children for part in _parts(child)):
            left = max(span.start - content.start, 0)
            right = max(min(span.stop, content.stop) - content.start, left)
            inside[left:right] = b"1" * (right - left)
        for word in _WORD.finditer(content.text):
            if inside[word.start()]:
                covered += 1
            else:
                own += 1
    return own <= SPARE_WORDS and own < covered


def _parts(attribution: Attribution) -> tuple[Span, ...]:
    """Return all that ``attribution`` is made of."""
    source = (attribution.source,) if attribution.source else ()
    return (*source, attribution.cue, *attribution.content)


def _name(attribution: Attribution) -> str:
    """Return who speaks in ``attribution``, as far as is known."""
    return (attribution.source_name or (attribution.source.text if attribution.source else "")).casefold()
