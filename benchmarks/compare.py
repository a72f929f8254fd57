"""What adding one article to a compared database costs, as the database grows: the cost must not grow with it.

Usage: python benchmarks/compare.py [CLAIMS...]   (default: 1000 10000 100000)
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random

from claimtrack.compare.run import compare
from claimtrack.ingest import ingest

SIZES = (1_000, 10_000, 100_000)
CLAIMS_OF_ARTICLE = 10
DAYS = 3650
SECONDS = 1.0
SYLLABLES = ("ba", "ti", "ka", "ru", "mo", "sel", "dan", "pur", "we", "lin", "gar", "sa", "tu", "ni")


def word(random: Random, syllables: int = 3) -> str:
    """Return an invented word."""
    return "".join(random.choices(SYLLABLES, k=syllables))


def article(number: int) -> dict[str, str]:
    """Return an invented article of ten claims about an event of its own."""
    random = Random(number)  # noqa: S311 - the same articles in every run
    names = [word(random).title() for _ in range(8)]
    lines = []
    for _ in range(CLAIMS_OF_ARTICLE):
        said = " ".join([*random.sample(names, 3), *(word(random, 2) for _ in range(7))])
        lines.append(f"{names[0]} mengatakan bahwa {said}.")
    day = f"{2020 + number % DAYS // 365}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return {"id": str(number), "outlet": f"Media {number % 40}", "published": day, "text": "\n".join(lines)}


def write(path: Path, numbers: Iterable[int]) -> Path:
    """Write the articles with those ``numbers`` to ``path``."""
    path.write_text("".join(json.dumps(article(number)) + "\n" for number in numbers), encoding="utf-8")
    return path


def main() -> None:
    """Print a line for each size: seconds to compare one article more."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        db, source, start = Path(folder) / "claims.db", Path(folder) / "articles.jsonl", 0
        for size in sizes:
            stop = size // CLAIMS_OF_ARTICLE
            ingest([write(source, range(start, stop))], db, lang="id")
            began = time.perf_counter()
            compare(db, lang="id")
            built = time.perf_counter() - began
            ingest([write(source, range(stop, stop + 1))], db, lang="id")
            began = time.perf_counter()
            done = compare(db, lang="id")
            took = time.perf_counter() - began
            print(
                f"{done.propositions:>9} propositions: {took:.3f} s for one article more ({built:.1f} s for the rest)"
            )
            assert done.documents == 1
            assert took < SECONDS
            start = stop + 1


if __name__ == "__main__":
    main()
