"""The parts of the store, each alone: names as ids, claims as they are compared, rows in bulk."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.store import open_database
from claimtrack.store.bulk import ROWS, insert
from claimtrack.store.ids import digest, normalise_claim, slug
from claimtrack.store.rows import COLUMNS
from claimtrack.store.writer import ON_CONFLICT


@pytest.mark.parametrize(
    ("name", "expected_slug"),
    [
        ("Harian Muara Biru", "harian-muara-biru"),
        ("  Élan--Vital! ", "elan-vital"),
        ("KIM JONG-UN", "kim-jong-un"),
        ("وزارة", digest("وزارة")[:8]),
        ("Koran 朝", "koran-" + digest("Koran 朝")[:8]),
    ],
)
def test_slug_is_readable_and_never_empty(name: str, expected_slug: str) -> None:
    assert expected_slug == slug(name)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_letters_are_normalised_as_they_are_beside_others(text: str) -> None:
    assert f"{normalise_claim(text)} é".strip() == normalise_claim(f"{text} é")


@given(st.text())
def test_claims_that_differ_in_case_or_marks_are_one(text: str) -> None:
    once = normalise_claim(text)
    assert once == normalise_claim(once) == normalise_claim(f"“{text}”. ")


@pytest.mark.parametrize("number", [0, 1, ROWS - 1, ROWS, 2 * ROWS + 1])
def test_any_number_of_rows_is_inserted_in_its_order(number: int) -> None:
    rows = [(str(each), f"claim {each}", f"claim {each}") for each in range(number)]
    with closing(open_database(":memory:")) as db:
        insert(db.conn, "claims", COLUMNS["claims"], [*rows, *rows], ON_CONFLICT["claims"])
        assert rows == [tuple(row) for row in db.execute("SELECT * FROM claims ORDER BY rowid")]
