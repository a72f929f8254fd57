"""Ingest, compare and publish in processes that are killed at random moments, and what must hold of their databases.

``python -m tests.kills NUMBER`` kills that many times and says what it found; `make soak` does so.
"""

import json
import multiprocessing
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from attrs import frozen

import claimtrack.ingest
from claimtrack.compare.run import compare
from claimtrack.publish.public import publish
from claimtrack.read import Reader

LANG = "id"
BATCH = 20
SOONER = 0.7
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "id" / "articles.jsonl"
Rows = dict[str, list[dict[str, Any]]]


def rows(db: Path) -> Rows:
    """Return the sorted rows of every table of ``db`` without the clock.

    Raises:
        AssertionError: the database is damaged, a foreign key leads nowhere, or a full-text index misses something.
    """
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        assert [("ok",)] == [tuple(row) for row in connection.execute("PRAGMA integrity_check")]
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name.endswith("_fts"):
                connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        own = [name for name in names if "_fts" not in name and not name.startswith(("sqlite_", "_"))]
        return {name: sorted(map(_timeless, connection.execute(f"SELECT * FROM {name}")), key=repr) for name in own}  # noqa: S608


def _timeless(row: sqlite3.Row) -> dict[str, Any]:
    return {name: "" if name.endswith("_at") else row[name] for name in row.keys()}  # noqa: SIM118 - a row is no mapping


def documents(found: Rows) -> set[str]:
    """Return the ids of the articles in ``found``."""
    return {row["id"] for row in found.get("documents", [])}


def of_articles(found: Rows, ids: set[str]) -> Rows:
    """Return of ``found`` what belongs to the articles ``ids`` alone."""
    attributions = [row for row in found["attributions"] if row["document_id"] in ids]
    keys = {row["id"] for row in attributions}
    spans = [row for row in found["spans"] if row["attribution_id"] in keys]
    credit = [row for row in found["credits"] if row["document_id"] in ids]
    return {"attributions": attributions, "spans": spans, "credits": credit}


def write_articles(path: Path, copies: int) -> Path:
    """Write ``copies`` of each article of the fixtures, each copy with a sentence and an outlet of its own."""
    found = Reader().read([FIXTURES])
    made = [
        {"id": f"{item.id}-{n}", "outlet": f"{item.outlet} {n}", "title": item.title, "published": item.published}
        | {"text": f"{item.text}\n\nAir setinggi {n + 3} meter, kata Budi {n}."}
        for item in found
        if isinstance(item, claimtrack.Document)
        for n in range(copies)
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in made), encoding="utf-8")
    return path


@frozen
class Place:
    """A folder with articles and the databases made of them."""

    folder: Path
    articles: Path

    @property
    def db(self) -> Path:
        """The database."""
        return self.folder / "claims.db"

    @property
    def public(self) -> Path:
        """What of it is published."""
        return self.folder / "public.db"

    def ingest(self) -> None:
        """Ingest in small batches."""
        claimtrack.ingest.BATCH_DOCUMENTS = BATCH
        claimtrack.ingest.ingest([self.articles], self.db, lang=LANG)

    def compare(self) -> None:
        """Compare what is not compared."""
        compare(self.db, lang=LANG)

    def publish(self) -> None:
        """Publish."""
        publish(self.db, self.public)


STEPS: tuple[Callable[[Place], None], ...] = (Place.ingest, Place.compare, Place.publish)


def run(step: Callable[[Place], None], place: Place, moment: float | None = None) -> bool:
    """Run ``step`` in a process of its own, killed after ``moment`` seconds; tell whether it ended by itself."""
    process = multiprocessing.get_context("fork").Process(target=step, args=(place,))
    process.start()
    process.join(moment)
    alive = process.is_alive()
    process.kill()
    process.join()
    assert alive or process.exitcode in {0, -9}, f"{step.__name__} ended with status {process.exitcode}"
    return not alive


def kill_often(number: int, folder: Path, *, copies: int, seed: int = 5) -> Counter[str]:
    """Kill each step in turn, ``number`` times in all, check what is left, and complete it each time.

    Returns:
        How often each step was killed before its end.

    Raises:
        AssertionError: something was lost, half written, or not as in an undisturbed run.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret, but the same every time
    articles = write_articles(folder / "articles.jsonl", copies)
    calm = Place(folder / "calm", articles)
    calm.folder.mkdir()
    durations, states = [], [Rows()]
    for at, step in enumerate(STEPS):
        shutil.copytree(calm.folder, folder / f"before{at}")
        begun = time.monotonic()
        assert run(step, calm)
        durations.append(time.monotonic() - begun)
        states.append(rows(calm.public if step is Place.publish else calm.db))
    counts: Counter[str] = Counter()
    for turn in range(number):
        at = turn % len(STEPS)
        place = Place(folder / f"killed{turn}", articles)
        moment = chance.uniform(0, durations[at])
        shutil.copytree(folder / f"before{at}", place.folder)
        while run(STEPS[at], place, moment):  # quicker than the first time: once more from the start, killed earlier
            moment *= SOONER
            shutil.rmtree(place.folder)
            shutil.copytree(folder / f"before{at}", place.folder)
        counts[STEPS[at].__name__] += 1
        check(place, STEPS[at], states[at], states[at + 1])
        shutil.rmtree(place.folder)
    return counts


def check(place: Place, step: Callable[[Place], None], before: Rows, whole: Rows) -> None:
    """Check what a killed ``step`` has left, and that running it again gives the rows of an undisturbed run.

    Args:
        place: where it ran.
        step: what was killed.
        before: the rows before it.
        whole: the rows after an undisturbed run of it.
    """
    db = place.public if step is Place.publish else place.db
    if db.exists() and db.stat().st_size:
        found = rows(db)
        if step is Place.ingest and "documents" in found:
            ids = documents(found)
            assert of_articles(whole, ids) == of_articles(found, ids), "an article is not whole"
        elif step is not Place.ingest:
            assert found in (before, whole), f"{step.__name__} has left half of its work"
    assert run(step, place)
    assert whole == rows(db), f"{step.__name__}, run again, does not give what an undisturbed run gives"


def main(number: int) -> int:
    """Kill ``number`` times; return the exit status."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counts = kill_often(number, Path(folder), copies=2)
    told = ", ".join(f"{count} of {name}" for name, count in sorted(counts.items()))
    print(f"{number} kills in {time.monotonic() - begun:.0f} s ({told}): nothing lost, nothing half written")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
