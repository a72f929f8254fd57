"""Any text is read without a fault and in time linear in its length, whatever stands in it."""

import gc
import math
import time
from itertools import count
from pathlib import Path

import pytest

import claimtrack
from claimtrack.gold import read
from tests.hostile_texts import SHAPES, Shape

GOLD = Path(__file__).parent.parent / "fixtures" / "id" / "gold"
LEAST, MOST = 2_000, 32_000
SECONDS = 0.02
SLACK = 1.7
TRIES = 12  # a busy machine makes some of them slow
NUMBER = count()  # a text that was read is remembered; each is measured as a new one


def seconds(text: str) -> float:
    """Return the processor time that reading ``text`` takes, with another word behind it each time it is asked.

    What other tests left behind is frozen: a collection of it fell into the same of three measurements again and again.
    """
    text += f"\n\n{next(NUMBER)}"
    gc.freeze()
    begun = time.process_time()
    claimtrack.extract(text)
    taken = time.process_time() - begun
    gc.unfreeze()
    return taken


def length_for(shape: Shape) -> int:
    """Return a length that takes long enough to be measured, or the longest that is tried."""
    length = LEAST
    while length < MOST and seconds(shape(length)) < SECONDS:
        length *= 2
    return length


@pytest.mark.parametrize("name", SHAPES)
def test_time_is_linear_in_the_length(name: str) -> None:
    """Twice the text takes twice the time and four times the text four times, with slack; a quadratic part fails."""
    shape = SHAPES[name]
    length = length_for(shape)
    texts = [shape(length * factor) for factor in (1, 2, 4)]
    times = [math.inf] * len(texts)
    for _ in range(TRIES):
        times = [min(before, seconds(text)) for before, text in zip(times, texts, strict=True)]
        once, twice, fourfold = times
        if fourfold < 4 * SLACK * once and twice < 2 * SLACK * once:
            return
    pytest.fail(f"{name}: {length} code points and twice and four times as many take {times} seconds")


def all_slice_back(text: str) -> bool:
    """Tell whether every span that is read in a text holds the words that stand there."""
    extraction = claimtrack.extract(text)
    spans = [span for a in extraction.attributions for span in (a.cue, *a.content, *([a.source] if a.source else []))]
    spans += [credit.span for credit in extraction.credits]
    return all(span.text == text[span.start : span.stop] for span in spans)


@pytest.mark.parametrize("name", SHAPES)
def test_every_span_slices_back(name: str) -> None:
    assert all_slice_back(SHAPES[name](3_000))


@pytest.mark.parametrize("name", [path.name for path in sorted(GOLD.glob("*.gold"))])
def test_what_is_left_of_a_cut_sentence_is_read(name: str) -> None:
    for record in read(GOLD / name):
        words = record.text.split(" ")
        for at in range(1, len(words)):
            assert all_slice_back(" ".join(words[:at]))
            assert all_slice_back(" ".join(words[at:]))


def test_megabytes_without_a_full_stop_are_read() -> None:
    text = SHAPES["a line without a full stop"](2_000_000) + " kata Budi. Air surut, kata Ani."
    assert "Ani" == claimtrack.extract(text).attributions[-1].source_name
