"""Factuality: gold of invented sentences over all eight FactBank values, and what must hold for any text."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from attrs import evolve
from hypothesis import given, settings

import claimtrack
from claimtrack.assess import verdicts
from claimtrack.model import Attribution, Document, Extraction, Factuality, Span, Style, evolve_all
from claimtrack.packs import Pack, load_pack
from tests.strategies import ANY, extractions

GOLD = Path(__file__).parent.parent / "fixtures" / "id" / "factuality.gold"
CLOSING = {"]": "[", ">": "<", "}": "{"}
FLOOR = 0.95  # in-sample: whoever wrote the markers wrote the sentences; it only guards against a fall


def assess(document: Document, attributions: Sequence[Attribution], pack: Pack) -> tuple[Attribution, ...]:
    """Return attributions with all that assessment says of them."""
    return evolve_all(attributions, verdicts(document, attributions, pack))


def marked(sentence: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Return the plain sentence and the bounds of what stands in each kind of mark."""
    plain, starts = "", {"[": 0, "<": 0, "{": 0}
    bounds: dict[str, list[tuple[int, int]]] = {mark: [] for mark in starts}
    for letter in sentence:
        if letter in starts:
            starts[letter] = len(plain)
        elif letter in CLOSING:
            mark = CLOSING[letter]
            bounds[mark].append((starts[mark], len(plain)))
        else:
            plain += letter
    return plain, bounds


def attribution(text: str, bounds: dict[str, list[tuple[int, int]]]) -> Attribution:
    """Build the attribution of a marked sentence; class and negation come from the lexicon as in extraction."""
    pack = load_pack("id")
    cue = Span.of(text, *bounds["<"][0])
    known = pack.cues[cue.text.lower()][0]
    before = text[: cue.start].rstrip().lower()
    negated = known.denies or any(before.endswith(" " + " ".join(words)) for words in pack.phrases("negation"))
    contents = tuple(Span.of(text, *bound) for bound in bounds["{"])
    quoted = all(text[span.start - 1 : span.start] == '"' for span in contents)
    source = Span.of(text, *bounds["["][0]) if bounds["["] else None
    style: Style = "direct" if quoted else "indirect"
    return Attribution(source, cue, contents, style, negated, "gold", cue_lemma=known.lemma, cue_class=known.cls)


@cache
def judged() -> tuple[tuple[str, str, str], ...]:
    """Return (gold value, value found, sentence) for each line of the gold."""
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = []
    for line in lines:
        value, sentence = line.split(" | ", 1)
        text, bounds = marked(sentence)
        found = assess(Document(text), (attribution(text, bounds),), load_pack("id"))[0]
        rows.append((value, str(found.factuality), sentence))
    return tuple(rows)


def scores() -> dict[str, float]:
    """Return value -> F1 over the gold."""
    pairs = Counter((gold, found) for gold, found, _ in judged())
    right = {value: pairs[value, value] for value in get_args(Factuality)}
    both = Counter(gold for gold, _, _ in judged()) + Counter(found for _, found, _ in judged())
    return {value: 2 * right[value] / both[value] if both[value] else 0.0 for value in right}


def test_gold_has_all_values() -> None:
    """At least 200 attributions, at least ten of each value."""
    counts = Counter(gold for gold, _, _ in judged())
    assert sum(counts.values()) >= 200
    assert set(get_args(Factuality)) == set(counts)
    assert min(counts.values()) >= 10


def test_macro_f1(capsys: pytest.CaptureFixture[str]) -> None:
    """Macro-F1 stays above its floor; the figures per value are printed."""
    found, counts = scores(), Counter(gold for gold, _, _ in judged())
    macro = sum(found.values()) / len(found)
    with capsys.disabled():
        shown = ", ".join(f"{value} {score:.2f} (n={counts[value]})" for value, score in found.items())
        print(f"\nfactuality macro-F1 {macro:.3f}: {shown}")  # noqa: T201 - the figure is what this test reports
    wrong = [row for row in judged() if row[0] != row[1]]
    assert macro >= FLOOR, wrong


def inner_and_outer(inner_source: Span | None, text: str) -> tuple[Attribution, ...]:
    """Return an inner attribution and the one around it, of ``Rina mengatakan … mungkin …``."""
    cue, content = Span.of(text, 5, 15), Span.of(text, 16, len(text) - 1)
    outer = Attribution(Span.of(text, 0, 4), cue, (content,), "indirect", negated=False, rule="x")
    at = text.index("menduga")
    held = Span.of(text, at + 8, len(text) - 1)
    inner = Attribution(
        inner_source,
        Span.of(text, at, at + 7),
        (held,),
        "indirect",
        negated=False,
        rule="x",
        parent=outer,
        cue_class="estimating",
    )
    return outer, inner


def test_hedge_of_a_third_party_is_not_the_speakers() -> None:
    """What a named other holds inside the content does not weaken the one who reports it."""
    text = "Rina mengatakan Budi menduga air mungkin naik."
    found = assess(Document(text), inner_and_outer(Span.of(text, 16, 20), text), load_pack("id"))
    assert ["CT+", "PS+"] == [one.factuality for one in found]
    assert found[0] == found[1].parent


def test_hedge_of_the_speaker_himself_counts() -> None:
    """In the first person the hedge is the speaker's own."""
    text = "Rina mengatakan saya menduga air mungkin naik."
    found = assess(Document(text), inner_and_outer(Span.of(text, 16, 20), text), load_pack("id"))
    assert ["PS+", "PS+"] == [one.factuality for one in found]


def test_marker_is_the_word_that_decided() -> None:
    """The marker's span is the hedge in the content."""
    text = "Rina mengatakan air mungkin naik."
    said = Attribution(
        Span.of(text, 0, 4), Span.of(text, 5, 15), (Span.of(text, 16, 32),), "indirect", negated=False, rule="x"
    )
    found = assess(Document(text), (said,), load_pack("id"))[0]
    assert Span.of(text, 20, 27) == found.modality_marker


@settings(max_examples=60)
@given(extractions(ANY))
def test_everything_gets_a_value_and_a_reason(extraction: Extraction) -> None:
    """Any attributions get one of the eight values with a reason; nothing else changes; twice is once."""
    pack = load_pack("id")
    found = assess(extraction.document, extraction.attributions, pack)
    for before, after in zip(extraction.attributions, found, strict=True):
        assert after.factuality in get_args(Factuality)
        assert after.factuality_reason.endswith(".")
        kept = evolve(after, factuality=None, factuality_reason="", modality_marker=None, parent=None)
        assert kept == evolve(before, factuality=None, factuality_reason="", modality_marker=None, parent=None)
    assert found == assess(extraction.document, found, pack)


@pytest.mark.parametrize("joined", ["ataupun", "maupun", "atau"])
def test_who_neither_confirms_nor_denies_takes_no_stand(joined: str) -> None:
    text = f"Rina tidak membenarkan {joined} membantah bahwa waduk itu jebol."
    for attribution in claimtrack.extract(text).attributions:
        assert ("Uu", "tidak") == (attribution.factuality, getattr(attribution.modality_marker, "text", None))
    assert "CT-" in {
        a.factuality for a in claimtrack.extract("Rina hadir, tetapi membantah bahwa waduk itu jebol.").attributions
    }
