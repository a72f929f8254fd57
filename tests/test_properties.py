"""What holds of every extraction, whatever the text: spans slice back, order, nesting, paragraphs read apart."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import claimtrack
from claimtrack.evaluate import gold_files
from claimtrack.gold import read
from claimtrack.model import Attribution, Extraction, Span
from tests.command import claimtrack as command
from tests.floors import FIXTURES
from tests.strategies import messy

RECORDS = [record for path in gold_files([FIXTURES / "gold"]) for record in read(path)]
SENTENCES = [record.text for record in RECORDS]
AT_HEAD = {"furniture", "web_text"}  # a dateline is one at the head of a document only
ANYWHERE = [record.text for record in RECORDS if record.construction not in AT_HEAD]
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


def spans_of(attribution: Attribution) -> list[Span]:
    others = (attribution.source, attribution.resolved_from, attribution.modality_marker)
    return [attribution.cue, *attribution.content, *(span for span in others if span)]


def holds(parent: Attribution, child: Attribution) -> bool:
    """Tell whether a parent holds its child: its cue, or of a citation between cue and content, its content."""
    around = parent.content
    return any(span.contains(child.cue) for span in around) or all(
        any(span.contains(part) for span in around) for part in child.content
    )


def core(attributions: tuple[Attribution, ...], shift: int = 0) -> list[tuple[object, ...]]:
    """Return what is read of each attribution, without what the document around it decides (names, parents)."""
    return [
        (
            a.cue.start - shift,
            a.cue.text,
            a.source and (a.source.start - shift, a.source.text),
            [(span.start - shift, span.text) for span in a.content],
            a.style,
            a.negated,
            a.rule,
        )
        for a in attributions
    ]


@QUIET
@given(messy(SENTENCES))
@example("")
@example("“" * 50 + "kata")
@example("kata " * 200)
def test_no_text_crashes_and_every_span_slices_back(text: str) -> None:
    extraction = claimtrack.extract(text)
    spans = [span for attribution in extraction.attributions for span in spans_of(attribution)]
    for span in [*spans, *(credit.span for credit in extraction.credits)]:
        assert span.text == text[span.start : span.stop]


@QUIET
@given(messy(SENTENCES))
def test_attributions_are_sorted_and_no_cue_is_read_twice(text: str) -> None:
    starts = [attribution.cue.start for attribution in claimtrack.extract(text).attributions]
    assert sorted(set(starts)) == starts


@QUIET
@given(messy(SENTENCES))
def test_content_stands_in_order_of_the_text(text: str) -> None:
    for attribution in claimtrack.extract(text).attributions:
        assert sorted(attribution.content) == list(attribution.content)


@QUIET
@given(messy(SENTENCES))
def test_content_holds_neither_its_cue_nor_its_source_nor_itself(text: str) -> None:
    for attribution in claimtrack.extract(text).attributions:
        own = [attribution.cue, *attribution.content, *([attribution.source] if attribution.source else [])]
        ordered = sorted(own)
        assert all(one.stop <= other.start for one, other in pairwise(ordered)), attribution


@QUIET
@given(messy(SENTENCES))
def test_a_parent_holds_its_child(text: str) -> None:
    for attribution in claimtrack.extract(text).attributions:
        if attribution.parent:
            assert holds(attribution.parent, attribution)


def test_two_processes_read_the_same_whatever_the_order_of_their_sets(tmp_path: Path) -> None:
    """Another seed of hashing is another order of every set; each process builds its tables of the grammar anew."""
    texts = "".join(json.dumps({"text": text}) + "\n" for text in SENTENCES)
    whole = texts + (FIXTURES / "articles.jsonl").read_text(encoding="utf-8")
    seeds = ({"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)} for seed in ("1", "2"))
    one, other = (command("extract", "-", "--format", "jsonl", given=whole, extra=extra) for extra in seeds)
    assert one == other
    assert whole.count("\n") == one.out.count("\n")


@QUIET
@given(st.sampled_from(SENTENCES), st.integers(1, 5))
@example("mediateluk - Sembilan orang hilang, radio pemerintah melaporkan Senin.", 1)
def test_blank_lines_before_a_text_only_shift_it(text: str, lines: int) -> None:
    moved: Extraction = claimtrack.extract("\n" * lines + text)
    assert core(claimtrack.extract(text).attributions) == core(moved.attributions, lines)


@QUIET
@given(st.sampled_from(ANYWHERE), st.sampled_from(ANYWHERE))
def test_a_paragraph_is_read_the_same_beside_another(first: str, second: str) -> None:
    both = claimtrack.extract(f"{first}\n\n{second}").attributions
    border = len(first)
    assert core(claimtrack.extract(first).attributions) == core(tuple(a for a in both if a.cue.start < border))
    after = tuple(a for a in both if a.cue.start > border)
    assert core(claimtrack.extract(second).attributions) == core(after, border + 2)


@pytest.mark.parametrize("mark", ['"', "“", "(", "'"])
def test_a_quotation_that_never_ends_is_read(mark: str) -> None:
    text = f"{mark}air surut kata Budi " * 2_000
    extraction = claimtrack.extract(text)
    assert all(a.cue.text == text[a.cue.start : a.cue.stop] for a in extraction.attributions)


@pytest.mark.parametrize(
    "sentence",
    [
        "Air surut, kata Budi. Hari ini cerah sekali di kota. ",
        "Air surut, kata Budi. Hari ini cerah sekali di kota.\n",
        "Air surut, kata Budi. Hari ini cerah sekali di kota. dan ",
        "Air surut, kata Budi Santoso. Pria yang akrab disapa Ara itu pulang ke Badan Sungai Kota (BSK). ",
    ],
)
def test_time_grows_with_the_text_and_not_faster(sentence: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be quadratic."""
    seconds_of(sentence * 10)
    assert seconds_of(sentence * 4_000) < 9 * seconds_of(sentence * 1_000)


def seconds_of(text: str) -> float:
    """Return the processor time that reading ``text`` takes at best, in seconds; each time it ends in another word."""
    return min(_seconds(f"{text}\n\n{number}") for number in range(3))


def _seconds(text: str) -> float:
    start = time.process_time()
    claimtrack.extract(text)
    return time.process_time() - start
