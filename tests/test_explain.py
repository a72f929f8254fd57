"""Explaining: what a linguist sees of a sentence."""

from pathlib import Path

from claimtrack.attribute import views
from claimtrack.attribute.rules import RULES
from claimtrack.explain import explain, silent
from claimtrack.packs import packs_folder, read_pack
from tests.pack_copies import edited


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


def test_a_refusal_is_a_plain_sentence() -> None:
    (one,) = explain("Ini kata Rahmat itu.", lang="id").sentences
    refusals = [tried.refusal for tried in one.candidates]
    assert any(
        refusal.startswith("what stands beside it does not fit: …, kata X: behind a border") for refusal in refusals
    )
    assert "``" not in str(one)


def test_a_marker_that_no_rule_puts_behind_a_cue_is_named_in_its_refusal() -> None:
    (one,) = explain('"Air surut," kata demikian Rahmat.', lang="id").sentences
    (refusal,) = [tried.refusal for tried in one.candidates if (tried.cue.form, tried.cue.type) == ("kata", "INV")]
    assert refusal.endswith("; THUS stands behind it, which no rule of clause.lark puts behind INV")


def test_a_cue_that_no_rule_took_is_no_part_of_another_construction(tmp_path: Path) -> None:
    pack = read_pack(edited(tmp_path, "clause.lark", "\nfinding: FIND ", "\nfinding: FIND FIND "))
    (view,) = views("Survei itu menunjukkan bahwa warga puas.", pack)
    assert "what stands round FIND does not fit it" == silent(view)["finding"]
    (view,) = views("Seperti dilaporkan Radio Lembah, air surut.", read_pack(packs_folder() / "id"))
    assert "PAS is part of another construction here" == silent(view)["passive"]
