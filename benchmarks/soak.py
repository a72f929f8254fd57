"""Soak: everything that should not break, for as long as you like; nothing may fail and memory must stay flat.

usage: soak.py [SECONDS]      (default: 3600; `make soak SECONDS=900`)

* rounds: articles change, hostile texts are read, all is ingested again; after a warm-up resident memory may grow by
  no more than `ALLOWED` MiB;
* a line of ten million characters without a full stop (from half an hour on);
* coverage-guided fuzzing of the reader, the segmenter and the extractor (tests/fuzz.py; needs atheris);
* ingest, compare and publish killed at random moments, a hundred from half an hour on (tests/kills.py);
* ingest, rating and comparing in any order (tests/test_stateful.py);
* hostile requests to a server (tests/attack.py), from ten minutes on.

Every part prints a line. What cannot run here is said and counted. Exit status 1 if anything fails.
"""

import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import claimtrack
from claimtrack.ingest import ingest
from claimtrack.read import Reader

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures" / "id" / "articles.jsonl"
LANG = "id"
SECONDS, WARM_UP, ALLOWED = 3600, 0.3, 24
LONG = 1800  # seconds from which the long parts are whole
SHORT = 600  # seconds from which hostile requests are sent too, for a minute; the tests send some themselves
LINE = 10_000_000
TARGETS = ("reader", "segmenter", "extractor")
SIGNS = "\"“”'‘’.,:;()-–…?! \n\t\u200b\u0301\u202e"
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


def main(seconds: float) -> int:
    """Work for about ``seconds``; return the exit status."""
    begun, outcomes = time.monotonic(), []
    for name, part in parts(seconds):
        started = time.monotonic()
        outcome, told = part()
        outcomes.append(outcome)
        print(f"{outcome:8}{time.monotonic() - started:6.0f} s  {name}: {told}", flush=True)
    counts = ", ".join(f"{outcomes.count(each)} {each}" for each in (PASSED, FAILED, SKIPPED))
    print(f"{counts} in {time.monotonic() - begun:.0f} s")
    return int(FAILED in outcomes)


def parts(seconds: float) -> Iterator[tuple[str, Callable[[], tuple[str, str]]]]:
    """Yield name and work of each part, with its share of ``seconds``."""
    yield "rounds", lambda: rounds(0.25 * seconds)
    if seconds >= LONG:
        yield "long line", long_line
    for target in TARGETS:
        yield f"fuzzing the {target}", lambda target=target: fuzz(target, round(0.16 * seconds))
    kills = 100 if seconds >= LONG else max(3, round(seconds / 18))
    yield f"{kills} kills", lambda: last_line(*in_a_process("-m", "tests.kills", str(kills)))
    examples = str(max(2, round(seconds / 25)))
    stateful = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "tests/test_stateful.py")
    yield f"{examples} histories", lambda: last_line(*in_a_process(*stateful, CLAIMTRACK_EXAMPLES=examples))
    if seconds >= SHORT:
        yield "hostile requests", lambda: last_line(*in_a_process("-m", "tests.attack", "60"))


def in_a_process(*arguments: str, **variables: str) -> tuple[str, str]:
    """Run Python with ``arguments``; return whether it passed and all that it printed."""
    command = [sys.executable, *arguments]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)  # noqa: S603
    said = (done.stdout + done.stderr).strip()
    return (PASSED, said) if done.returncode == 0 else (FAILED, f"status {done.returncode}\n{said}")


def last_line(outcome: str, said: str) -> tuple[str, str]:
    """Return ``outcome`` with the last line of what was said, or all of it where something failed."""
    return outcome, said.splitlines()[-1] if outcome == PASSED else said


def fuzz(target: str, seconds: int) -> tuple[str, str]:
    """Fuzz ``target``; return whether it passed and how many inputs it read."""
    if importlib.util.find_spec("atheris") is None:
        return SKIPPED, "atheris is not installed (it has no package for this Python); pip install '.[fuzz]'"
    with tempfile.TemporaryDirectory() as folder:
        outcome, said = in_a_process("-m", "tests.fuzz", target, str(max(1, seconds)), TMPDIR=folder)
    figures = dict(re.findall(r"stat::(\w+): +(\d+)", said))
    if outcome == FAILED or not figures:
        return FAILED, said
    inputs, kept = int(figures["number_of_executed_units"]), figures["new_units_added"]
    return PASSED, f"{inputs:,} inputs, {kept} of them new paths, the slowest took {figures['slowest_unit_time_sec']} s"


def long_line() -> tuple[str, str]:
    """Read a line of ten million characters without a full stop."""
    words = "air surut, kata Budi, lalu "
    started = time.monotonic()
    found = claimtrack.extract((words * (LINE // len(words) + 1))[:LINE])
    return PASSED, f"{LINE:,} characters, {len(found.attributions):,} attributions, {time.monotonic() - started:.0f} s"


def rounds(seconds: float) -> tuple[str, str]:
    """Change, read and ingest articles for ``seconds``; return whether memory stayed flat, and how flat."""
    chance = random.Random(20)  # noqa: S311 - no secret, but the same every time
    articles = [item for item in Reader().read([FIXTURES]) if isinstance(item, claimtrack.Document)]
    start, count, base, memory = time.monotonic(), 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - start < seconds:
            one_round(articles, Path(folder), chance)
            count, memory = count + 1, resident()
            if time.monotonic() - start < WARM_UP * seconds or count == 1:
                base = max(base, memory)
    told = f"{count} rounds; memory {base:.0f} MiB when warm, {memory:.0f} at the end"
    return (PASSED, told) if memory <= base + ALLOWED else (FAILED, f"{told}, allowed are {ALLOWED} more")


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
