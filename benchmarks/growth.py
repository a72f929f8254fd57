"""How cost grows with the length of an article, the number of articles and the size of the database; with a picture.

usage: growth.py [--write] [ARTICLES]      (default: the fixtures)

Each curve shows what one unit more costs: where cost is linear, it is level. With ``--write`` the picture goes to
docs/growth.svg and the figures into docs/benchmarks.md.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from compare import articles
from speed import LANG, ROOT, articles_of, machine, write_into_page, writer_of

from claimtrack import Document, Extraction, extract
from claimtrack.store import open_database

PICTURE = ROOT / "docs" / "growth.svg"
LENGTHS = (500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000)  # words of one article
NUMBERS = (100, 200, 400, 800, 1_600, 3_200)  # articles
BATCH = 100  # articles in one transaction; every number is a multiple of it
WIDTH, HEIGHT, MARGIN, GAP = 230, 190, 40, 30
Points = list[tuple[float, float]]
Panel = tuple[str, str, str, Points]


def main(arguments: list[str]) -> None:
    """Measure the curves, print them, and write the picture if asked to."""
    panels = list(measured(" ".join(document.text for document in articles_of(arguments))))
    lines = [machine(), ""]
    for title, across, upwards, points in panels:
        lines.append(f"* {title}, {upwards}: {', '.join(f'{y:.1f} at {x:,.0f} {across}' for x, y in points)}.")
    print("\n".join(lines))
    if "--write" in arguments:
        PICTURE.write_text(picture(panels), encoding="utf-8")
        write_into_page("growth", lines)


def measured(text: str) -> Iterator[Panel]:
    """Yield the curves: title, what is counted across, what upwards, the points."""
    claims: Points = []
    words: Points = []
    memory: Points = []
    with tempfile.TemporaryDirectory() as folder:
        for number, word, peak, claim in by_number(Path(folder) / "claims.db"):
            words.append((number, word))
            memory.append((number, peak))
            claims.append((number * 10, claim))
    yield "One article", "words", "µs of CPU a word", by_length(text.split(" "))
    yield "Many articles", "articles", "µs of CPU a word", words
    yield "Many articles", "articles", "MiB at the peak", memory
    yield "Adding to a database", "claims", "µs of CPU a claim", claims


def by_length(words: Sequence[str]) -> Points:
    """Return what a word of one article costs, in microseconds of CPU, by its length in words."""
    extract(" ".join(words[-LENGTHS[0] :]), lang=LANG)
    found: Points = []
    for length in LENGTHS:
        text = " ".join((words * (1 + length // len(words)))[:length])
        seconds, _ = timed(Document(text))
        found.append((length, 1e6 * seconds / length))
    return found


def timed(document: Document) -> tuple[float, Extraction]:
    """Return the CPU seconds that reading a document takes, and what was read."""
    began = time.process_time()
    extraction = extract(document, lang=LANG)
    return time.process_time() - began, extraction


def by_number(path: Path) -> Iterator[tuple[int, float, float, float]]:
    """Yield how many invented articles are in a database, the cost of a word, the memory and the cost of a claim.

    No two of the articles are the same, nor any sentence of theirs. The costs are those of the articles since the
    last number, in microseconds of CPU; the memory is what the process held at its peak, in MiB.
    """
    database = open_database(path)
    writer = writer_of(database)
    for before, number in pairwise((0, *NUMBERS)):
        reading = writing = 0.0
        words = claims = 0
        for first in range(before, number, BATCH):
            made = [timed(Document(**row)) for row in articles(first, first + BATCH)]
            reading += sum(seconds for seconds, _ in made)
            words += sum(len(extraction.document.text.split()) for _, extraction in made)
            claims += sum(len(extraction.attributions) for _, extraction in made)
            began = time.process_time()
            writer.write([extraction for _, extraction in made])
            writing += time.process_time() - began
        peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        yield number, 1e6 * reading / words, peak, 1e6 * writing / claims
    database.close()


def picture(panels: Sequence[Panel]) -> str:
    """Return the curves side by side as SVG: doubling across, from zero upwards."""
    width = len(panels) * (WIDTH + GAP)
    drawn = "".join(f'<g transform="translate({at * (WIDTH + GAP)} 0)">{curve(*p)}</g>' for at, p in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + 40}" font-family="sans-serif" '
        f'font-size="11"><title>How cost grows: a level line means that twice the work costs twice the time</title>'
        f'<rect width="{width}" height="{HEIGHT + 40}" fill="#fff"/>{drawn}'
        f'<text x="{MARGIN}" y="{HEIGHT + 32}" fill="#666">{machine()}</text></svg>\n'
    )


def curve(title: str, across: str, upwards: str, points: Points) -> str:
    """Return one panel."""
    top = 1.25 * max(y for _, y in points)
    right, bottom = WIDTH - 10, HEIGHT - 34

    def place(at: int, y: float) -> tuple[float, float]:
        x = MARGIN + 12 + at * (right - MARGIN - 24) / (len(points) - 1)
        return x, bottom - y / top * (bottom - 34)

    spots = [place(at, y) for at, (_, y) in enumerate(points)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#0b5563"><title>{amount:,.0f} {across}: {cost:.1f}</title>'
        f"</circle>"
        for (x, y), (amount, cost) in zip(spots, points, strict=True)
    )
    ends = "".join(
        f'<text x="{spots[at][0]:.0f}" y="{bottom + 14}" text-anchor="middle">{points[at][0]:,.0f}</text>'
        for at in (0, len(points) // 2, len(points) - 1)
    )
    return (
        f'<text x="{MARGIN}" y="14" font-weight="bold">{title}</text><text x="{MARGIN}" y="28">{upwards}</text>'
        f'<path d="M{MARGIN} 34V{bottom}H{right}" fill="none" stroke="#333"/>'
        f'<text x="{MARGIN - 4}" y="{spots[-1][1] + 4:.0f}" text-anchor="end">{points[-1][1]:.0f}</text>'
        f'<text x="{MARGIN - 4}" y="{bottom}" text-anchor="end">0</text>'
        f'<polyline points="{line}" fill="none" stroke="#0b5563"/>{dots}{ends}'
        f'<text x="{right}" y="{bottom + 28}" text-anchor="end">{across}</text>'
    )


if __name__ == "__main__":
    main(sys.argv[1:])
