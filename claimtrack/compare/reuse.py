"""Two articles in, what one has from the other out: how much of it and which sentences, found by runs of five words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from claimtrack.compare.normalise import words_of
from claimtrack.compare.score import WORDS_OF_REUSE, Article, Run, runs_of
from claimtrack.packs import Pack
from claimtrack.segment import segment

FEWEST_RUNS = 4
SAME_PASSAGE = 0.6


@frozen
class Passage:
    """A sentence of an article that is long enough to tell where it is from.

    Args:
        start, stop: half-open place in the text.
        runs: every five words of it that follow each other.
    """

    start: int
    stop: int
    runs: frozenset[Run] = field(repr=False)


def reused(one: Article, other: Article) -> float:
    """Return the share of the shorter article's runs of five words that stand in the other, in [0, 1]."""
    shorter = min(len(one.runs), len(other.runs))
    return len(one.runs & other.runs) / shorter if shorter else 0.0


def may_share(one: Article, other: Article) -> bool:
    """Tell whether two articles have words enough in common to share a passage."""
    return len(one.runs & other.runs) >= FEWEST_RUNS


def passages_of(text: str, pack: Pack) -> tuple[Passage, ...]:
    """Return the sentences of ``text`` with eight words or more, in order, without what an outlet puts round them."""
    found = (Passage(s.start, s.stop, _runs(text[s.start : s.stop])) for s in segment(text, pack))
    return tuple(passage for passage in found if len(passage.runs) >= FEWEST_RUNS)


def shared_passages(one: Sequence[Passage], other: Sequence[Passage]) -> Iterator[tuple[Passage, Passage, float]]:
    """Yield the pairs of passages that are the same, with the share of the shorter one's runs that both have.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> words = "jembatan gantung di Desa Wanasari ambruk diterjang arus deras"
        >>> one, other = (passages_of(f"{start}, {words}.", load_pack("id")) for start in ("Senin", "Pada Selasa"))
        >>> [round(shared, 2) for _, _, shared in shared_passages(one, other)]
        [0.83]
    """
    places: dict[Run, list[int]] = {}
    for at, passage in enumerate(other):
        for run in passage.runs:
            places.setdefault(run, []).append(at)
    for passage in one:
        common = Counter(at for run in passage.runs for at in places.get(run, ()))
        for at, count in sorted(common.items()):
            shared = count / min(len(passage.runs), len(other[at].runs))
            if shared >= SAME_PASSAGE:
                yield passage, other[at], shared


def _runs(text: str) -> frozenset[Run]:
    return runs_of(words_of(text), WORDS_OF_REUSE)
