"""Speed of extraction and of ingest, side by side with a plain regular expression over the same text.

usage: speed.py [ARTICLES...]      (default: the fixtures)

Each figure is the best of several rounds on one core. The regular expression is what one would write in five minutes: a
quotation or a stretch of words, a comma, one of the reporting words of the pack, a capitalised name. It is no rival in
accuracy (`claimtrack evaluate` measures that); it tells what reading with a grammar costs over a plain scan.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import claimtrack
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.read import Reader
from claimtrack.store import open_database

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "id" / "articles.jsonl"
ROUNDS = 5
LANG = "id"


def main(paths: Sequence[str]) -> None:
    """Print a line for each measurement."""
    documents = [item for item in Reader().read(paths) if isinstance(item, claimtrack.Document)]
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} articles, {words:,} words, best of {ROUNDS} rounds, Python {sys.version.split()[0]}")

    pattern = plain_pattern()
    scan = best(lambda: [pattern.findall(document.text) for document in documents])
    report("regular expression", scan, words, "words")

    cold = once(lambda: claimtrack.extract(documents[0]))
    print(f"{'first article, with grammars and lexicon':42} {1000 * cold:10,.0f} ms")
    reading = best(lambda: [claimtrack.extract(document) for document in documents])
    report("extract", reading, words, "words")
    found = [claimtrack.extract(document) for document in documents]
    assert sum(len(extraction.attributions) for extraction in found) > len(documents), "next to nothing was found"

    with tempfile.TemporaryDirectory() as folder:
        files = iter(range(ROUNDS))
        writing = best(lambda: ingest(paths, Path(folder, f"{next(files)}.db"), lang=LANG))
        database = Path(folder, "0.db")
        report("ingest, with full-text search", writing, rows_of(database), "rows")
        report("ingest again, nothing changed", best(lambda: ingest(paths, database, lang=LANG)), words, "words")


def plain_pattern() -> re.Pattern[str]:
    """Return content, comma, reporting word, name: with the words of the pack."""
    forms = "|".join(sorted(map(re.escape, load_pack(LANG).cues), key=len, reverse=True))
    return re.compile(rf"([^.\n]+),[\"”]? (?:{forms}) ((?:[A-Z][\w-]+ ?)+)")


def best(work: Callable[[], object]) -> float:
    """Return the shortest of several runs of ``work``, in seconds."""
    return min(once(work) for _ in range(ROUNDS))


def once(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rows_of(path: Path) -> int:
    """Return how many rows the tables of claimtrack hold."""
    database = open_database(path)
    try:
        return sum(database[name].count for name in database.table_names() if "fts" not in name)
    finally:
        database.close()


def report(name: str, seconds: float, amount: int, unit: str) -> None:
    """Print one measurement."""
    print(f"{name:42} {1000 * seconds:10,.0f} ms {amount / seconds:12,.0f} {unit}/s")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(FIXTURES)])
