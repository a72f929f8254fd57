"""Confidence: calibrated on gold, and honest about what gold does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimtrack
from claimtrack.confidence import Count, counts_of, probability
from claimtrack.packs import load_pack
from tests.calibration import calibration_error, judged, predictions, reliability

COUNTS = {"inverted": {"direct": Count(90, 100), "indirect": Count(1, 2)}, "noun": {"indirect": Count(3, 10)}}


def test_the_calibration_error_on_gold_that_did_not_fit_it_is_small() -> None:
    assert calibration_error(reliability(predictions(judged()))) <= 0.05


def test_the_counts_that_ship_fit_what_the_rules_do_now() -> None:
    counts = counts_of(load_pack("id"))
    pairs = [(probability(row.rule, row.style, counts) or 0.0, row.right) for row in judged()]
    assert calibration_error(reliability(pairs)) <= 0.05


def test_every_attribution_has_a_confidence_and_its_parent_too() -> None:
    found = claimtrack.extract("Rahmat mengatakan bahwa air surut, menurut Radio Lembah.").attributions
    assert all(one.extraction_confidence is not None for one in found)
    assert all(one.parent is None or one.parent in found for one in found)


def test_without_counts_nothing_is_claimed() -> None:
    assert probability("inverted", "direct", {}) is None


def test_a_rule_that_gold_does_not_know_gets_the_share_of_all() -> None:
    everything = Count(94, 112).share(0.5)
    assert everything == pytest.approx(probability("relay", "direct", COUNTS))


@given(st.sampled_from(("inverted", "noun", "relay")), st.sampled_from(("direct", "indirect", "mixed")))
def test_a_probability_lies_between_0_and_1(rule: str, style: str) -> None:
    value = probability(rule, style, COUNTS)
    assert value is not None
    assert 0 < value < 1
