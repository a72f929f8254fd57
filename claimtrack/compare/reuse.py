"""Two articles in, how much of one is the other: wire copy and press releases, found by runs of five words."""

from claimtrack.compare.score import Article


def reused(one: Article, other: Article) -> float:
    """Return the share of the shorter article's runs of five words that stand in the other, in [0, 1]."""
    shorter = min(len(one.runs), len(other.runs))
    return len(one.runs & other.runs) / shorter if shorter else 0.0
