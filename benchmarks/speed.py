"""Speed of claimtrack beside named alternatives, on the same articles, in one run.

usage: speed.py [--write] [ARTICLES]      (default: the fixtures)

Each contender runs in a process of its own, one after the other, on one core; `rivals.py` says what each does. With
``--write`` the table replaces the one in docs/benchmarks.md, with the day and the machine.
"""

import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rivals import CONTENDERS, LANG
from sqlite_utils import Database

from claimtrack import __version__, extract
from claimtrack.packs import load_pack
from claimtrack.read import Document, Reader
from claimtrack.store import Run, Writer, open_database
from claimtrack.store.registry import describer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FIXTURES = ROOT / "fixtures" / "id" / "articles.jsonl"
PAGE = ROOT / "docs" / "benchmarks.md"
BASE = "claimtrack"
SECONDS = 300
BATCH = 200  # articles in one transaction


def main(arguments: list[str]) -> None:
    """Measure every contender and print the table, or write it into its page."""
    lines = list(report(path_of(arguments)))
    print("\n".join(lines))
    if "--write" in arguments:
        write_into_page("speed", lines)


def path_of(arguments: list[str]) -> str:
    """Return the file of articles that the command line names; the fixtures if it names none."""
    [path] = [argument for argument in arguments if not argument.startswith("--")] or [str(FIXTURES)]
    return path


def articles_of(arguments: list[str]) -> list[Document]:
    """Return the articles that the command line names."""
    return [item for item in Reader().read([path_of(arguments)]) if isinstance(item, Document)]


def write_into_page(name: str, lines: list[str]) -> None:
    """Replace what was measured before under a name in docs/benchmarks.md."""
    head, rest = PAGE.read_text(encoding="utf-8").split(f"<!-- measured: {name} -->\n", 1)
    tail = rest.split("<!-- end -->\n", 1)[1]
    PAGE.write_text("\n".join([f"{head}<!-- measured: {name} -->", *lines, f"<!-- end -->\n{tail}"]), encoding="utf-8")


def report(path: str) -> Iterator[str]:
    """Yield the lines of the report on the articles of a file."""
    documents = articles_of([path])
    words = sum(len(document.text.split()) for document in documents)
    extract("Air surut, kata Rahmat.", lang=LANG)  # the parser's tables are kept from here on, as after any first start
    yield f"{len(documents)} articles, {words:,} words. {machine()}"
    yield ""
    yield "| contender | words/s, each once | ratio | words/s, over and over | found | MiB | first result, CPU ms |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    results = {name: run(name, path) for name in CONTENDERS}
    for name, result in results.items():
        yield row(name, result, results[BASE])
    yield ""
    yield stored(documents)


def machine() -> str:
    """Return the day, the version and the machine in words."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    day = datetime.now(UTC).date().isoformat()
    return f"claimtrack {__version__}, Python {platform.python_version()}, one core of {model}, {day}."


def run(name: str, path: str) -> dict[str, float]:
    """Measure one contender in a process of its own; empty with the missing package where it is not installed."""
    command = [sys.executable, str(HERE / "rivals.py"), name, path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS)  # noqa: S603 - ourselves
    result: dict[str, float] = json.loads(done.stdout)
    return result


def row(name: str, result: dict[str, float], base: dict[str, float]) -> str:
    """Return one line of the table; the ratio is that of claimtrack reading each article once."""
    if "absent" in result:
        return f"| {name} | not installed: `pip install 'claimtrack[bench]'` brings {result['absent']} | | | | | |"
    cells = [f"{result['once']:,.0f}", f"{result['once'] / base['once']:.2f}", f"{result['repeated']:,.0f}"]
    cells += [f"{result['found']:,.0f}", f"{result['memory']:.0f}", f"{1000 * result['first']:.0f}"]
    return f"| {name} | {' | '.join(cells)} |"


def stored(documents: list[Document]) -> str:
    """Return in words how many claims a second of CPU go into SQLite, with full-text search and every index."""
    extractions = [extract(document, lang=LANG) for document in documents]
    claims = sum(len(extraction.attributions) for extraction in extractions)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "claims.db")
        writer = writer_of(database)
        began = time.process_time()
        for start in range(0, len(extractions), BATCH):
            writer.write(extractions[start : start + BATCH])
        spent = time.process_time() - began
        database.close()
    rate = f"{claims / spent:,.0f} claims a second of CPU"
    return f"Into SQLite, as `ingest` writes, with full-text search and every index: {rate} ({claims:,} claims)."


def writer_of(database: Database) -> Writer:
    """Return what `ingest` writes with: sources as the registry has them."""
    pack = load_pack(LANG)
    return Writer(database, Run(LANG, pack.version, __version__), describer(pack))


if __name__ == "__main__":
    main(sys.argv[1:])
