"""Sources, contents and frames of the gold, put together by chance: few may be read otherwise than they stand there."""

from tests import recombined

FLOOR = 0.95  # share read right; 0.96 when this was set


def test_what_is_put_together_by_chance_is_read_as_it_stands() -> None:
    found = list(recombined.readings())
    wrong = [one.text for one in found if not one.right]
    right = 1 - len(wrong) / len(found)
    assert right >= FLOOR, f"{right:.3f} of {len(found)} read right; `python -m tests.recombined` lists the others"


def test_the_same_seed_gives_the_same_sentences() -> None:
    first, again, other = (
        [one.text for one in recombined.readings(seed, sentences=20)] for seed in (recombined.SEED, recombined.SEED, 8)
    )
    assert first == again
    assert first != other


def test_a_content_that_is_not_read_counts_as_wrong() -> None:
    """The measure can fail: nothing is read in a sentence without a report."""
    assert not recombined.is_right("Rina pulang naik angkot.", "Rina", "pulang naik angkot")
    assert recombined.is_right("Rina mengatakan bahwa air surut.", "Rina", "air surut")
