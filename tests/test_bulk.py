"""Bulk: however many rows go in by one statement, each comes out, in order."""

from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.store import open_database
from claimtrack.store.bulk import ROWS, insert
from claimtrack.store.rows import COLUMNS
from claimtrack.store.writer import ON_CONFLICT


@pytest.mark.parametrize("number", [0, 1, ROWS - 1, ROWS, 2 * ROWS + 1])
def test_any_number_of_rows_is_inserted_in_its_order(tmp_path: Path, number: int) -> None:
    rows = [(str(each), f"claim {each}", f"claim {each}") for each in range(number)]
    with closing(open_database(tmp_path / "c.db").conn) as connection:
        insert(connection, "claims", COLUMNS["claims"], [*rows, *rows], ON_CONFLICT["claims"])
        assert rows == [tuple(row) for row in connection.execute("SELECT * FROM claims ORDER BY rowid")]
