"""Soak: extraction and ingest over and over, on articles and on hostile text; memory must stay flat, nothing may fail.

usage: soak.py [SECONDS]      (default: 60)

Every round changes some articles and reads hostile text (any Unicode, unbalanced quotation marks, no full stop), then
ingests. After a warm-up the resident memory may grow by no more than `ALLOWED` MiB. Exit status 1 if anything fails.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import claimtrack
from claimtrack.ingest import ingest
from claimtrack.read import Reader

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "id" / "articles.jsonl"
LANG = "id"
SECONDS, WARM_UP, ALLOWED = 60, 0.3, 24
SIGNS = "\"“”'‘’.,:;()-–…?! \n\t\u200b\u0301\u202e"


def main(seconds: float) -> int:
    """Work for ``seconds``; return the exit status."""
    chance = random.Random(20)  # noqa: S311 - no secret, but the same every time
    articles = [item for item in Reader().read([FIXTURES]) if isinstance(item, claimtrack.Document)]
    start, rounds, base, memory = time.monotonic(), 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - start < seconds:
            one_round(articles, Path(folder), chance)
            rounds, memory = rounds + 1, resident()
            if time.monotonic() - start < WARM_UP * seconds or rounds == 1:
                base = max(base, memory)
    print(
        f"{rounds} rounds in {time.monotonic() - start:.0f} s; memory {base:.0f} MiB when warm, {memory:.0f} at the end"
    )
    if memory > base + ALLOWED:
        print(f"memory grew by {memory - base:.0f} MiB, allowed are {ALLOWED}")
        return 1
    return 0


def one_round(articles: list[claimtrack.Document], folder: Path, chance: random.Random) -> None:
    """Extract hostile texts, change some articles, ingest them all, and check that none is lost."""
    for text in hostile(articles, chance):
        for attribution in claimtrack.extract(text).attributions:
            cue = attribution.cue
            assert text[cue.start : cue.stop] == cue.text, f"offsets of {cue} do not fit {text!r}"
    path = folder / "articles.jsonl"
    rows = [{"id": each.id, "outlet": each.outlet, "text": changed(each.text, chance)} for each in articles]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    summary = ingest([path], folder / "claims.db", lang=LANG)
    assert (summary.read, dict(summary.skipped)) == (len(articles), {}), str(summary)


def changed(text: str, chance: random.Random) -> str:
    """Return ``text`` as it is, or without one of its paragraphs."""
    paragraphs = text.split("\n")
    if len(paragraphs) > 1 and chance.random() < 0.5:  # noqa: PLR2004 - half of them
        del paragraphs[chance.randrange(len(paragraphs))]
    return "\n".join(paragraphs)


def hostile(articles: list[claimtrack.Document], chance: random.Random) -> Iterator[str]:
    """Yield texts that no newspaper prints."""
    text = chance.choice(articles).text
    words = text.split()
    yield " ".join(chance.sample(words, len(words)))
    yield "".join(chance.choice(SIGNS) if chance.random() < 0.1 else sign for sign in text)  # noqa: PLR2004 - one in ten
    yield "".join(
        chr(chance.choice((chance.randrange(32, 0xD800), chance.randrange(0xE000, 0x110000)))) for _ in range(500)
    )
    yield text.replace(".", "").replace("\n", " ")


def resident() -> float:
    """Return the resident memory of this process in MiB (Linux)."""
    kibibytes = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS:"))
    return int(kibibytes.split()[1]) / 1024


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
