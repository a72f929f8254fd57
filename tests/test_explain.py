"""Explaining: what a linguist sees of a sentence."""

from claimtrack.attribute.rules import RULES
from claimtrack.explain import explain


def test_a_word_in_a_forbidden_context_is_refused_with_that_context() -> None:
    (one,) = explain("Ini kata kunci yang dicari.", lang="id").sentences
    refusals = {tried.token.low: tried.refusal for tried in one.candidates}
    assert "_ kunci" in refusals["kata"]
    assert () == one.readings


def test_the_rule_that_fired_is_shown_with_what_it_read() -> None:
    shown = str(explain("Air sudah surut, kata Rahmat.", lang="id"))
    assert "inverted" in shown
    assert "Rahmat <kata> Air sudah surut" in shown


def test_a_weak_verb_says_what_it_lacks() -> None:
    (one,) = explain("Panitia mengumumkan juara lomba lari.", lang="id").sentences
    reasons = [reading.reason for reading in one.readings if reading.attribution is None]
    assert all(reasons)
    assert reasons or any(tried.refusal for tried in one.candidates)


def test_every_rule_is_named_fired_or_silent() -> None:
    (one,) = explain("Menurut Rahmat, air surut.", lang="id").sentences
    assert set(RULES) == {reading.rule for reading in one.readings} | set(one.silent)


def test_a_text_without_a_sentence_is_said_to_have_none() -> None:
    assert "no sentence" in str(explain("  ", lang="id"))
