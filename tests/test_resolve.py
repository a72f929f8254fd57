"""Resolution: which person or organisation each source of an invented article is."""

import pytest

from claimtrack.model import Attribution, Document, Span
from claimtrack.packs import load_pack
from claimtrack.resolve import resolve
from tests.resolution import cases, names, read

CASES = cases()


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_source_gets_its_name(marked: str) -> None:
    """Every source of the text gets the name that stands in its mark."""
    found = names(marked)
    assert [want for _, _, want in found] == [name for _, name, _ in found], found


def test_every_answer_has_a_reason() -> None:
    """A reader is always told why, named or not."""
    for marked in CASES.values():
        text, attributions = read(marked)
        assert all(one.resolution.endswith(".") for one in resolve(Document(text), attributions, load_pack("id")))


def test_short_name_points_to_the_full_one() -> None:
    """``resolved_from`` is the span that tells the full name."""
    text, attributions = read(CASES["a short name is the full one"])
    second = resolve(Document(text), attributions, load_pack("id"))[1]
    assert second.resolved_from is not None
    assert "Rahmat Hidayat" == second.resolved_from.text


def test_parent_is_the_resolved_one() -> None:
    """A parent among the attributions is replaced by its resolved self."""
    text = "Menurut NIS pasukan pergi, kata Rina Wulandari."
    outer = Attribution(
        Span.of(text, 32, 46), Span.of(text, 27, 31), (Span.of(text, 0, 25),), "indirect", negated=False, rule="x"
    )
    inner = Attribution(
        Span.of(text, 8, 11),
        Span.of(text, 0, 7),
        (Span.of(text, 12, 25),),
        "indirect",
        negated=False,
        rule="x",
        parent=outer,
    )
    found = resolve(Document(text), (inner, outer), load_pack("id"))
    assert found[1] == found[0].parent
    assert ("NIS", "Rina Wulandari") == (found[0].source_name, found[1].source_name)


def test_no_attributions_no_work() -> None:
    """An article in which nobody speaks gives an empty tuple."""
    assert () == resolve(Document("Hujan turun."), (), load_pack("id"))
