"""The grammars: every sequence that they generate is read, and every sentence of any text is parsed."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from claimtrack.attribute import attribute, views
from claimtrack.attribute.rules import RULES
from claimtrack.check import check
from claimtrack.cues import may_hold_cue
from claimtrack.grammar import parser
from claimtrack.packs import read_pack
from claimtrack.parse import Frame, coarse, frames, source_phrases
from claimtrack.tokens import CUE_TYPES, Token
from tests.grammar_texts import clause_types, pack, sentences, terminals, words_of_type
from tests.pack_copies import copied

PHRASES = terminals("source")
ANY_TYPE = sorted(CUE_TYPES | {"W", "S", "QUOTE", "COMMA", "COMP", "OCC", "TIME", "END"})


def runs(types: tuple[str, ...]) -> tuple[Token, ...]:
    """Return coarse tokens of the given types; what they say does not matter to the grammar."""
    return tuple(Token(kind, i, i + 1, "x", None, i, i + 1) for i, kind in enumerate(types))


def test_every_token_type_of_the_grammar_has_words() -> None:
    missing = [name for name in terminals("clause") if not words_of_type(name)]
    assert [] == missing
    assert CUE_TYPES - {"ACT"} <= set(terminals("clause"))


def test_every_rule_of_the_grammar_has_its_function() -> None:
    with_cue = {
        str(rule.origin.name)
        for rule in parser(pack(), "clause").rules
        if any(symbol.name in CUE_TYPES for symbol in rule.expansion)
    }
    assert set(RULES) == {name for name in with_cue if not name.startswith("__")}


@given(clause_types())
def test_each_cue_of_a_generated_sentence_stands_in_a_frame(types: tuple[str, ...]) -> None:
    found = frames(runs(types), pack())
    cues = [i for i, kind in enumerate(types) if kind in CUE_TYPES]
    inner = {frame.cue for frame in found}
    assert inner <= set(cues)
    assert all(frame.rule in RULES for frame in found)
    assert all(_ordered(frame) for frame in found)


def _ordered(frame: Frame) -> bool:
    return frame.first <= frame.cue < frame.after


@given(sentences())
@settings(max_examples=150)
def test_sentences_of_grammar_and_lexicon_are_read_with_spans_that_slice_back(text: str) -> None:
    for found in attribute(text, pack()):
        spans = [found.cue, *found.content, *([found.source] if found.source else [])]
        assert all(text[span.start : span.stop] == span.text for span in spans)
        assert found.rule in RULES


@given(st.lists(st.sampled_from(ANY_TYPE), max_size=12))
def test_no_sequence_of_types_is_refused(types: list[str]) -> None:
    assert all(frame.rule in RULES for frame in frames(runs(tuple(types)), pack()))


@given(st.lists(st.sampled_from(PHRASES), max_size=8).map(tuple))
def test_the_source_grammar_reads_a_phrase_or_says_that_there_is_none(types: tuple[str, ...]) -> None:
    outcome = source_phrases(types, pack())
    if outcome is None:
        with pytest.raises(UnexpectedInput):
            parser(pack(), "source").parse(types)
        return
    rule, chosen = outcome
    assert rule in {"pronoun", "named", "ranked", "titled", "set_off", "apposed", "related", "placed", "pointed"}
    assert all(0 <= index < len(types) for index in chosen)


@given(st.text(max_size=200))
def test_runs_cover_the_words_of_any_text_in_order(text: str) -> None:
    for view in views(text, pack()):
        borders = [(run.first, run.last) for run in coarse(view.fine, view.pack)]
        assert [i for first, last in borders for i in range(first, last)] == sorted(
            {i for first, last in borders for i in range(first, last)}
        )
        assert all(first < last for first, last in borders)


@given(sentences())
def test_a_sentence_that_is_not_lexed_holds_no_cue(text: str) -> None:
    for view in views(text, pack()):
        sentence = text[view.sentence.start : view.sentence.stop]
        if not view.sentence.quotes and not may_hold_cue(sentence, pack()):
            assert () == view.frames


NEW = "PASSED"  # a type of markers that no grammar has yet
NEW_PLACES = {  # sentence -> rule, its cue, the markers that may stand behind it, and the only word of the new type
    '"Air surut," kata dari Rahmat.': ("inverted", "INV", "FROM", ""),
    "Hal itu dibenarkan lewat Rahmat.": ("passive", "PAS", f"BY | FROM | {NEW}", "lewat"),
}


def with_markers(grammar: str, rule: str, cue: str, kinds: str) -> str:
    """Return a grammar in which these markers, and no others, may stand behind the cue of a rule."""
    wider, count = re.subn(
        rf"(?m)^({rule}: {cue}(?: NYA\?)?)(?: (?:\([A-Z |]+\)|[A-Z]+)\?)* (?=\w)", rf"\1 ({kinds})? ", grammar
    )
    assert count == 1
    return wider


def changed_pack(tmp_path: Path, rule: str, cue: str, kinds: str, word: str) -> Path:
    """Return a copy of the pack with other markers in a rule, and with ``word`` as the only one of a new type."""
    folder = copied(tmp_path)
    clause, particles = folder / "clause.lark", folder / "lexicon" / "particles.txt"
    grammar = with_markers(clause.read_text(encoding="utf-8"), rule, cue, kinds)
    clause.write_text(grammar + (f"\n%declare {NEW}\n" if word else ""), encoding="utf-8")
    for path in sorted((folder / "lexicon").glob("*.txt")):  # a word stands in one list
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not word or line.split("|")[0].strip() != word]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    if word:
        particles.write_text(particles.read_text(encoding="utf-8") + f"{word} | {NEW}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("sentence", NEW_PLACES)
def test_a_marker_in_a_new_place_needs_the_grammar_and_a_word_alone(tmp_path: Path, sentence: str) -> None:
    folder = changed_pack(tmp_path, *NEW_PLACES[sentence])
    assert [] == [str(fault) for fault in check(folder)]
    assert ["Rahmat"] == [one.source.text for one in attribute(sentence, read_pack(folder)) if one.source]


PASSIVES = ["PAS rest", "PAS NYA? _told", "PAS NYA? BY? _told", "PAS NYA? (BY | FROM | VIA)? _told"]


@pytest.mark.parametrize("passive", PASSIVES)
def test_the_markers_of_a_rule_are_found_whatever_they_are_now(passive: str) -> None:
    wider = with_markers(f"// One.\npassive: {passive}\n", "passive", "PAS", "BY | VIA")
    assert wider.startswith("// One.\npassive: PAS ")
    assert wider.endswith((" (BY | VIA)? rest\n", " (BY | VIA)? _told\n"))
    assert 1 == wider.count("BY")


def opened_pack(tmp_path: Path, opening: str) -> Path:
    """Return a copy of the pack whose rule of opinion may begin with a marker; ``lewat lidah`` is of the new type."""
    folder = copied(tmp_path)
    clause, particles = folder / "clause.lark", folder / "lexicon" / "particles.txt"
    grammar = re.sub(r"(?m)^opinion: ", f"opinion: ({opening} w)? ", clause.read_text(encoding="utf-8"))
    clause.write_text(grammar + (f"\n%declare {NEW}\n" if opening == NEW else ""), encoding="utf-8")
    if opening == NEW:
        particles.write_text(particles.read_text(encoding="utf-8") + f"lewat lidah | {NEW}\n", encoding="utf-8")
    return folder


def test_a_marker_that_may_stand_behind_a_cue_cannot_begin_a_rule(tmp_path: Path) -> None:
    (fault,) = check(opened_pack(tmp_path, "BY"))
    assert fault.message.startswith("conflict in rule opinion: with one token ahead it is open whether BY")


def test_a_marker_before_a_cue_moves_no_source(tmp_path: Path) -> None:
    folder = opened_pack(tmp_path, NEW)
    assert () == check(folder)
    (one,) = attribute("Lewat lidah Rahmat dikatakan bahwa air surut.", read_pack(folder))
    assert (None, ["air surut"]) == (one.source, [span.text for span in one.content])


def test_a_marker_that_a_rule_does_not_name_becomes_part_of_the_source(tmp_path: Path) -> None:
    folder = changed_pack(tmp_path, *NEW_PLACES["Hal itu dibenarkan lewat Rahmat."])
    (one,) = attribute("Seperti dilaporkan lewat Rahmat, air surut.", read_pack(folder))
    assert one.source is not None
    assert ("like", "lewat Rahmat") == (one.rule, one.source.text)
