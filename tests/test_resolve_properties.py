"""Properties of resolution that hold for any text and any attributions."""

from functools import partial
from time import process_time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import claimtrack
from claimtrack.model import Attribution, Document, Extraction, Span
from claimtrack.packs import load_pack
from claimtrack.resolve import credit_extents, find_credits, named, phrase, roster
from claimtrack.resolve.extents import Extents, enclosing
from tests.effort import lines
from tests.hostile_texts import SHAPES
from tests.resolution import resolve
from tests.strategies import ANY, extractions, spans, texts


def bare(attribution: Attribution) -> Attribution:
    """Return an attribution without anything that resolution may fill."""
    unnamed = evolve(attribution, source_name=None, source_roles=(), resolution="", resolved_from=None)
    return evolve(unnamed, antecedent=None, parent=None)


@settings(max_examples=60)
@given(extractions(ANY))
def test_only_names_are_filled(extraction: Extraction) -> None:
    """Resolution keeps number, order and every span; what it fills are name, reason and origin."""
    found = resolve(extraction.document, extraction.attributions, load_pack("id"))
    assert [bare(one) for one in extraction.attributions] == [bare(one) for one in found]
    assert all(one.resolution for one in found)


@settings(max_examples=40)
@given(extractions(ANY))
def test_same_input_same_names(extraction: Extraction) -> None:
    """Resolution is deterministic, and resolving again changes nothing."""
    first = resolve(extraction.document, extraction.attributions, load_pack("id"))
    assert first == resolve(extraction.document, extraction.attributions, load_pack("id"))
    assert first == resolve(extraction.document, first, load_pack("id"))


@settings(max_examples=60)
@given(extractions(ANY))
def test_origin_lies_in_the_text(extraction: Extraction) -> None:
    """The span that told a name is a stretch of the article."""
    for one in resolve(extraction.document, extraction.attributions, load_pack("id")):
        told = one.resolved_from
        assert told is None or extraction.document.text[told.start : told.stop] == told.text


@settings(max_examples=100)
@given(texts(ANY))
def test_credits_slice_back(text: str) -> None:
    """Every credit stands where it says, inside one of the extents that are furniture, sorted by start."""
    document = Document(text)
    found = find_credits(document, load_pack("id"))
    extents = Extents.of(credit_extents(document, load_pack("id")))
    assert list(found) == sorted(found, key=lambda credit: credit.span)
    for credit in found:
        assert credit.name == text[credit.span.start : credit.span.stop]
        assert extents.holds(credit.span.start, credit.span.stop)


@given(st.data())
def test_extents_answer_like_a_search(data: st.DataObject) -> None:
    """The index of spans gives the answer that looking at each span gives."""
    text = "x" * 30
    all_spans = data.draw(st.lists(spans(text), max_size=6))
    asked = data.draw(spans(text))
    extents = Extents.of(all_spans)
    assert any(span.contains(asked) for span in all_spans) == extents.holds(asked.start, asked.stop)
    met = any(span.start < asked.stop and asked.start < span.stop for span in all_spans)
    assert met == extents.meets(asked.start, asked.stop)


@given(extractions())
def test_enclosing_is_never_circular(extraction: Extraction) -> None:
    """Following the enclosing attribution outwards ends at the top."""
    parents = enclosing(extraction.attributions)
    for start in range(len(parents)):
        seen, at = {start}, parents[start]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


def test_a_text_without_a_full_stop_is_read_in_time() -> None:
    """A megabyte of names without punctuation is read without falling into quadratic time."""
    text = "Rina Wulandari menyebut air surut dan Budi Santoso percaya " * 4000
    attributions = tuple(
        Attribution(
            Span.of(text, start, start + 14),
            Span.of(text, start + 15, start + 23),
            (Span.of(text, start + 24, start + 33),),
            "indirect",
            negated=False,
            rule="x",
        )
        for start in range(0, len(text), 59)
    )
    found = resolve(Document(text), attributions, load_pack("id"))
    assert {"Rina Wulandari"} == {one.source_name for one in found}


@pytest.mark.parametrize(
    "piece", ["A ", "(", '"', "Sumber: ", "Sumber: Rina\n", "Rina (RW) alias Rw, ", "REUTERS\n", "- "]
)
def test_repetition_is_read_in_time(piece: str) -> None:
    """Nothing that is repeated without end takes time that grows with its square."""
    text = (piece * 100_000)[:100_000]
    before = process_time()
    find_credits(Document(text), load_pack("id"))
    said = Attribution(
        Span.of(text, 0, 4), Span.of(text, 4, 5), (Span.of(text, 5, 9),), "indirect", negated=False, rule="x"
    )
    resolve(Document(text), (said,), load_pack("id"))
    assert process_time() - before < 10


@pytest.mark.parametrize(
    "shape",
    [
        "people of one first name who go by it",
        "people of one first name who go home",
        "lawyers of people of one first name",
    ],
)
def test_people_who_share_a_word_of_their_name_are_looked_through_once(shape: str) -> None:
    """Whom *Budi* may mean is found once, not again for each of those who are called so alone."""
    once, twice = (
        lines(partial(claimtrack.extract, SHAPES[shape](size)), named, roster, phrase) for size in (8_000, 16_000)
    )
    assert twice < 2.5 * once
