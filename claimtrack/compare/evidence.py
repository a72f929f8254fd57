"""What two propositions have in common in, how probable it is that they say one thing out.

The features are few and can be read: how much of the shorter one stands in the longer, how much that is, how much of it
word for word, and a negation in one of the two. They are weighed by logistic regression (Cox 1958, "The regression
analysis of binary sequences", JRSS B 20(2)); the numbers are data, ``likeness.toml``, counted by
``benchmarks/fit_likeness.py``.
"""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import asdict, field, frozen

ENOUGH_WEIGHT, SPARSE_EXPONENT = 10.0, 0.75


@frozen
class Evidence:
    """What speaks for and against that two propositions say one thing.

    Args:
        share: how much of what the shorter one says stands in the longer, in [0, 1].
        weight: logarithm of how much that is.
        told: ``share`` again, less where what is shared is little.
        verbatim: share of the shorter one's runs of words that stand in the longer, in [0, 1].
        length: logarithm of how many terms the shorter one has.
        negated: 1 where one of the two has a negation and the other has none.
    """

    share: float
    weight: float
    told: float
    verbatim: float
    length: float
    negated: float

    @classmethod
    def of(cls, common: float, whole: float, verbatim: float, terms: int, *, negated: bool) -> "Evidence":
        """Return what was measured: ``common`` is the weight of what is shared, ``whole`` that of the shorter one."""
        share = common / whole if whole else 0.0
        enough = min(1.0, common / ENOUGH_WEIGHT) ** SPARSE_EXPONENT
        return cls(share, math.log1p(common), share * enough, verbatim, math.log(max(1, terms)), float(negated))


@frozen
class Weights:
    """How much each kind of evidence counts.

    Args:
        bias: the logit where there is no evidence.
        features: feature of `Evidence` -> what it adds to the logit for each 1 of it.
    """

    bias: float
    features: Mapping[str, float] = field(repr=False)

    def probability(self, evidence: Evidence) -> float:
        """Return how probable it is that two propositions say one thing, in [0, 1].

        Example:
            >>> nothing = Evidence.of(0.0, 9.0, 0.0, 4, negated=False)
            >>> weights().probability(nothing) < 0.1
            True
        """
        logit = self.bias + sum(self.features[name] * value for name, value in asdict(evidence).items())
        return 1 / (1 + math.exp(-logit))


@cache
def weights() -> Weights:
    """Return the weights that were counted on annotated events."""
    source = files("claimtrack.compare").joinpath("likeness.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    return Weights(data["bias"], data["features"])
