"""Parse: typed tokens in, frames out; the ``.lark`` files are the only source of constructions.

A frame is a cue with what the clause grammar found around it. Sentences whose coarse types are the same share one
parse, which a memo keeps.
"""

import logging
from functools import lru_cache
from typing import NamedTuple

from claimtrack.packs import Pack
from claimtrack.tables import Markers, NoConstructionError, Node, leaves, markers, table
from claimtrack.tokens import ACTIVE_CUES, COARSE, CUE_TYPES, PLAIN, PREDICATES, Token, make, retyped

logger = logging.getLogger("claimtrack.parse")

MEMO_SIZE = 16_384  # shapes of sentences whose parse is kept: 30 MiB at most
SOURCE_RULES = frozenset({"pronoun", "named", "ranked", "titled", "set_off", "apposed", "related", "placed", "pointed"})
HEADED = frozenset({"related", "placed", "pointed"})  # of these only the first phrase is the source
ADVERBS = 2
LEAD = 8  # words that may stand between a marker and the cue behind it
NO_PLACE = (COARSE - {"QUOTE"}) | {"OCC", "DI"}  # behind these types of words no circumstance follows
NAMING_TYPES = frozenset({"NAME", "ORG", "ROLE", "BRACKET", "PLACE", "CAP", "DET", "N"})


class Frame(NamedTuple):
    """A cue in its construction; all indices count coarse tokens.

    Args:
        rule: name of the grammar rule.
        first: index of the construction's first token.
        cue: index of the cue.
        clitic: index of the clitic behind the cue, or None.
        marker: index of the agent or source marker behind the cue, or None.
        circumstances: ``(first, behind)`` of each circumstance between cue and content.
        link: index of the complementiser, comma or colon that opens the content, or None.
        after: index behind the cue, its clitic and its marker.
    """

    rule: str
    first: int
    cue: int
    clitic: int | None
    marker: int | None
    circumstances: tuple[tuple[int, int], ...]
    link: int | None
    after: int

    def moved(self, by: int) -> "Frame":
        """Return the same behind so many more tokens."""
        return Frame(
            self.rule,
            self.first + by,
            self.cue + by,
            None if self.clitic is None else self.clitic + by,
            None if self.marker is None else self.marker + by,
            tuple([(first + by, last + by) for first, last in self.circumstances]),
            None if self.link is None else self.link + by,
            self.after + by,
        )


def coarse(fine: tuple[Token, ...], pack: Pack) -> tuple[Token, ...]:
    """Merge runs of plain words into one token each: W, or S where the run holds a predicate of its own."""
    known = markers(pack)
    fine = _with_adverbs(fine, known)
    types, seen = [token.type for token in fine], known.kept
    kept = [
        (index, kind)
        for index, plain in enumerate(types)
        if plain in seen and (kind := _coarse_kind(fine, index, known)) != "W"  # most words are plain
    ]
    found: list[Token] = []
    behind = 0
    for index, kind in (*kept, (len(fine), "")):
        if behind < index:
            found.append(_run("S" if _is_clause(types[behind:index]) else "W", fine, behind, index))
        behind = index + 1
        if kind in {"ADVERB", "DATE"}:
            found[-1] = Token(*found[-1][:-1], behind)
        elif kind == "COMP" and found and found[-1].type == "COMMA":
            found.append(_run(kind, fine, found.pop().first, behind))
        elif kind:
            found.append(_run(kind, fine, index, behind))
    return tuple(found)


def _run(kind: str, fine: tuple[Token, ...], first: int, last: int) -> Token:
    """Return the fine tokens ``[first, last)`` as one token."""
    head = fine[first]
    return make((kind, head.start, fine[last - 1].stop, head.low, head.cue, first, last))


def _with_adverbs(fine: tuple[Token, ...], known: Markers) -> tuple[Token, ...]:
    """Mark the adverbs between a cue and its link or agent: ``mengatakan pula,``, ``dibantah keras oleh``."""
    marked = list(fine)
    for index in [index for index, token in enumerate(fine) if token.type in CUE_TYPES]:
        token = fine[index]
        last = index + 1
        while last < len(fine) and last - index <= ADVERBS and fine[last].type in {"AUX", "N"}:
            last += 1
        behind = fine[last].type if last < len(fine) else "END"
        agent = behind == "BY" and token.type in known.behind.get(behind, ())
        linked = behind in {"COMMA", "COMP", "COLON"} and last == index + 2 and fine[index + 1].type == "AUX"
        if agent or linked:
            marked[index + 1 : last] = [retyped(t, "ADVERB") for t in fine[index + 1 : last]]
    return tuple(marked)


def _coarse_kind(fine: tuple[Token, ...], index: int, known: Markers) -> str:
    """Return the coarse type of a word; a marker that marks nothing here is a plain word."""
    kind = fine[index].type
    if kind in {"DI", "OCC"}:
        following = fine[index + 1].type if index + 1 < len(fine) else "END"
        whole = following in {"COMMA", "DI"} and " " in fine[index].low  # ``saat jumpa pers | di kantornya,``
        return "TIME" if whole else "W" if following in NO_PLACE else "OCC"
    if kind == "BRACKET":  # ``mengatakan pada Rabu (12/3), "…"``
        return "DATE" if index and fine[index - 1].type == "TIME" else "W"
    if kind == "WITH":
        return kind if index + 1 < len(fine) and fine[index + 1].type in ACTIVE_CUES else "W"
    if kind in known.types:
        return kind if _marks(fine, index, known) or _leads(fine, index, known) else "W"
    return kind if kind != "AS" else "W"


def _marks(fine: tuple[Token, ...], index: int, known: Markers) -> bool:
    """Tell whether a marker stands behind a cue that it belongs to, with a clitic and an adverb between at most."""
    before = index - 1
    while before >= 0 and fine[before].type in {"NYA", "ADVERB"}:
        before -= 1
    return before >= 0 and fine[before].type in known.behind.get(fine[index].type, ())


def _leads(fine: tuple[Token, ...], index: int, known: Markers) -> bool:
    """Tell whether a marker leads to a cue that it belongs to, over a short run of plain words at most."""
    allowed = known.before.get(fine[index].type, frozenset())
    for offset, token in enumerate(fine[index + 1 : index + LEAD] if allowed else ()):
        if (
            token.type in ACTIVE_CUES
            and offset
            and any(t.type not in NAMING_TYPES for t in fine[index + 1 : index + 1 + offset])
        ):
            return False
        if token.type in CUE_TYPES:
            return token.type in allowed
        if token.type == "REL" and (offset or fine[index].type not in known.relative):
            return False
        if token.type in COARSE - {"REL"} or token.type in {"OCC", "DI", "TIME"}:
            return False
    return False


def _is_clause(run: list[str]) -> bool:
    return not PREDICATES.isdisjoint(run[1:]) and run[0] not in PREDICATES


def frames(tokens: tuple[Token, ...], pack: Pack) -> tuple[Frame, ...]:
    """Return the frames of a sentence, in order of their cues; plain words before the first are in none."""
    types = tuple([token.type for token in tokens])
    lead = next((at for at, kind in enumerate(types) if kind not in PLAIN), len(types))
    return tuple([frame.moved(lead) for frame in frames_of(types[lead:], pack)])


@lru_cache(maxsize=MEMO_SIZE)
def frames_of(types: tuple[str, ...], pack: Pack) -> tuple[Frame, ...]:
    """Return the frames of a sentence of which only the types are known; each shape is parsed once."""
    types, (_, children) = parsed(types, pack)
    return tuple(_frame(child, types) for child in children if isinstance(child, tuple))


def parsed(types: tuple[str, ...], pack: Pack) -> tuple[tuple[str, ...], Node]:
    """Parse a sentence; a cue that fits no construction is read as a plain word, so that nothing else is lost.

    Returns:
        The types as they were read, and the tree.
    """
    while True:
        try:
            return types, table(pack, "clause").read(types)
        except NoConstructionError as error:
            culprit = next((i for i in range(error.at, -1, -1) if types[i] not in PLAIN), None)
            if culprit is None:
                raise
            logger.debug("no construction for %s at %d in %s", types[culprit], culprit, " ".join(types))
            types = (*types[:culprit], "W", *types[culprit + 1 :])


def _frame(tree: Node, types: tuple[str, ...]) -> Frame:
    """Read a frame off the subtree of its rule."""
    rule, children = tree
    cue = clitic = marker = link = None
    circumstances: list[tuple[int, int]] = []
    first = leaves(tree)[0]
    after = first + 1
    for child in children:
        if isinstance(child, tuple):
            if child[0] == "circumstance":
                inside = leaves(child)
                circumstances.append((inside[0], inside[-1] + 1))
            elif child[0] == "link":
                link = leaves(child)[0]
        elif cue is None:
            if types[child] in CUE_TYPES:
                cue, after = child, child + 1
        elif child == after and types[child] == "NYA":
            clitic, after = child, child + 1
        elif child == after and types[child] not in PLAIN:
            marker, after = child, child + 1
    if cue is None:  # every rule of the grammar holds a cue; `check` and the tests see to it
        msg = f"grammar rule {rule} has no cue"
        raise ValueError(msg)
    return Frame(rule, first, cue, clitic, marker, tuple(circumstances), link, after)


@lru_cache(maxsize=MEMO_SIZE)
def source_phrases(types: tuple[str, ...], pack: Pack) -> tuple[str, tuple[int, ...]] | None:
    """Read the phrases beside a cue, nearest first.

    Args:
        types: types of the phrases, as ``source.lark`` names them.
        pack: the language pack.

    Returns:
        The rule and the indices of the phrases that are the source; None if there is none.
    """
    if not types:
        return None
    try:
        _, children = table(pack, "source").read(types)
    except NoConstructionError:
        return None
    for child in children:
        if isinstance(child, tuple) and child[0] in SOURCE_RULES:
            found = tuple(leaves(child))
            return child[0], found[:1] if child[0] in HEADED else found
    return None
