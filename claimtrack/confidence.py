"""Confidence: attributions in, the same with the calibrated probability that each was read wholly right.

The probability is the share of attributions that the same rule read right in the same style on gold, drawn towards the
rule's share and that towards the share of all rules where gold is thin (empirical Bayes; Efron & Morris 1975).
The counts are data: ``confidence.toml`` of the pack, written by ``python -m tests.calibration``.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from claimtrack.model import Attribution, Changes
from claimtrack.packs import Pack

DECIMALS = 3
STRENGTH = 8.0  # how many attributions of gold the wider share weighs


@frozen
class Count:
    """How many attributions were read on gold and how many of them wholly right: source, cue, content."""

    right: int
    read: int

    def share(self, prior: float) -> float:
        """Return the share that is right, drawn towards ``prior``; in [0, 1]."""
        return (self.right + STRENGTH * prior) / (self.read + STRENGTH)

    def __add__(self, other: "Count") -> "Count":
        """Return both counts together."""
        return Count(self.right + other.right, self.read + other.read)


NOTHING = Count(0, 0)
Counts = Mapping[str, Mapping[str, Count]]


@cache
def counts_of(pack: Pack) -> Counts:
    """Return the counts that a pack ships, rule -> style -> count; empty where it is not calibrated."""
    return {
        rule: {style: Count(**count) for style, count in styles.items()} for rule, styles in pack.calibration.items()
    }


def probability(rule: str, style: str, counts: Counts) -> float | None:
    """Return the probability that an attribution was read wholly right.

    Args:
        rule: the grammar rule that read it.
        style: direct, mixed or indirect.
        counts: what gold says of each rule and style.

    Returns:
        A probability in [0, 1]; None where there are no counts at all.
    """
    if not counts:
        return None
    everything = sum((count for styles in counts.values() for count in styles.values()), NOTHING)
    of_rule = sum(counts.get(rule, {}).values(), NOTHING)
    here = counts.get(rule, {}).get(style, NOTHING)
    return here.share(of_rule.share(everything.share(0.5)))


def confide(attributions: Sequence[Attribution], pack: Pack) -> list[Changes]:
    """Return ``extraction_confidence`` of each attribution with its reason; None where the pack is not calibrated."""
    return [_judged(attribution.rule, attribution.style, pack) for attribution in attributions]


@cache
def _judged(rule: str, style: str, pack: Pack) -> Changes:
    """Return the fields that say how probable it is that a rule read an attribution of a style right, and why."""
    counts = counts_of(pack)
    value = probability(rule, style, counts)
    if value is None:
        return {"extraction_confidence": None, "confidence_reason": "The language pack is not calibrated."}
    here = counts.get(rule, {}).get(style, NOTHING)
    reason = f"On gold the rule {rule} read {here.right} of {here.read} {style} attributions wholly right"
    thin = "." if here.read > STRENGTH else "; so few that the share of all rules weighs in."
    return {"extraction_confidence": round(value, DECIMALS), "confidence_reason": reason + thin}
