"""How long the server takes for each kind of page, with several readers at once, on a database of invented news.

Usage: python benchmarks/pages.py [CLAIMS [PROCESSES [FOLDER]]]   (default: 100000 claims, 2 processes, a new folder)

A FOLDER keeps the databases for the next run. Prints a line for each kind of page: how long a process computes for one
that nobody asked for yet, and for one that it remembers; then median, 95th percentile and longest time in milliseconds
as eight clients on loopback see them, waiting included, of pages that nobody asked for yet (as far as there are so many
of that kind: how many is told), and the 95th percentile of the same pages asked for again. The clients share the cores.
Exit status 1 if a 95th percentile is over `ALLOWED` or an answer is not 200.
"""

import http.client
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles

from invented import News

from claimtrack import __version__
from claimtrack.compare.chains import corroborate
from claimtrack.publish.public import Choice, publish
from claimtrack.store import Run, Writer, open_database
from claimtrack.store.ids import digest

CLAIMS, PROCESSES, READERS, ALLOWED = 100_000, 2, 8, 150.0
BATCH, OF_EACH = 2_000, 100
OK = 200
WORDS = ("tirabasa", "kamo", "danpur", "we", "linti")
# What a reader may ask of each kind: the things with most to show, and any others.
KEYS = {
    "article": "SELECT document_id FROM attributions GROUP BY 1 ORDER BY count(*) DESC LIMIT 20",
    "claim": "SELECT claim_id FROM attributions WHERE claim_id > '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 20",
    "source": "SELECT source_id FROM attributions WHERE source_id > '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 20",
    "outlet": "SELECT outlet_id FROM documents WHERE outlet_id > '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 20",
    "story": "SELECT cluster_id FROM corroborations ORDER BY n_outlets DESC, cluster_id LIMIT 20",
}
OTHERS = {
    "article": "SELECT id FROM documents ORDER BY text_sha256 LIMIT 80",
    "claim": "SELECT id FROM claims ORDER BY id LIMIT 80",
    "source": "SELECT id FROM sources ORDER BY id LIMIT 80",
    "outlet": "SELECT id FROM outlets ORDER BY id LIMIT 80",
    "story": "SELECT id FROM clusters ORDER BY id LIMIT 80",
}


def build(path: Path, claims: int) -> None:
    """Write invented news with at least ``claims`` claims to a database at ``path``, compared."""
    news, db = News(), open_database(path)
    writer = Writer(db, Run("id", "0" * 16, __version__))
    batch = []
    for extraction in news.articles(claims):
        batch.append(extraction)
        if len(batch) == BATCH:
            writer.write(batch)
            batch = []
    writer.write(batch)
    with closing(db.conn):
        compare(db.conn, news)


def compare(connection: sqlite3.Connection, news: News) -> None:
    """Write what a comparison that makes no mistake would find."""
    with connection:
        connection.execute("""INSERT INTO propositions SELECT a.id, a.id, a.document_id, a.position, s.text,
            json_array(json_array(s.start, s.stop)) FROM attributions a
            JOIN spans s ON s.attribution_id = a.id AND s.role = 'content' AND s.ordinal = 0""")
        connection.create_function("meant", 1, lambda text: digest("bench", news.meant.get(text, text)))
        connection.execute("CREATE TEMP TABLE told AS SELECT id, text, meant(text) AS cluster FROM propositions")
        connection.execute("INSERT INTO clusters SELECT cluster, min(text) FROM told GROUP BY cluster")
        connection.execute("INSERT INTO cluster_members SELECT cluster, id, 1 FROM told")
        pairs = [
            (*sorted((first, other)), 0.5, 1.0)
            for first, rest in news.events.items()
            for other in rest
            if other != first
        ]
        connection.executemany("INSERT INTO related_documents VALUES (?, ?, ?, ?)", pairs)
        corroborate(connection, [row[0] for row in connection.execute("SELECT id FROM clusters").fetchall()])


def paths(public: Path) -> dict[str, list[str]]:
    """Return addresses of each kind of page: of the things with most to show, and as many of others."""
    with closing(sqlite3.connect(public)) as connection:
        found = {kind: [row[0] for row in connection.execute(query)] for kind, query in KEYS.items()}
        for kind, query in OTHERS.items():
            found[kind] += [row[0] for row in connection.execute(query)]
        words = [row[0].split()[0] for row in connection.execute("SELECT text FROM claims ORDER BY id LIMIT 100")]
        said = [row[0] for row in connection.execute("SELECT id FROM attributions ORDER BY id LIMIT 20")]
    words += WORDS
    pages, outlets, tables = range(1, 35), found["outlet"], f"/{public.stem}"
    return {
        "home": ["/", "/?_lang=en"],
        **{kind: [f"/{kind}/{key}" for key in keys] for kind, keys in found.items()},
        "source, denials": [f"/source/{key}?only=denials" for key in found["source"]],
        "search": [f"/search?q={word}" for word in words],
        "search, narrowed": [f"/search?q={word}&style=direct" for word in words],
        "search in articles": [f"/search?q={word}&in=articles" for word in words],
        "lists": [f"/{name}?page={page}" for page in pages for name in ("sources", "outlets", "articles")],
        "matrix": [f"/matrix?page={page}" for page in pages] + [f"/matrix?outlet={outlet}" for outlet in outlets],
        "method": ["/method", "/method?_lang=en"],
        "tables": [f"{tables}/{name}" for name in ("attributions", "documents", "claims", "sources")],
        "tables, narrowed": [
            *(f"{tables}/attributions?source_id={key}" for key in found["source"][10:60]),
            *(f"{tables}/documents?outlet_id={key}" for key in outlets[:50]),
        ],
        "rows": [f"{tables}/attributions/{key}" for key in said]
        + [f"{tables}/sources/{key}" for key in found["source"]],
    }


@contextmanager
def served(public: Path, processes: int) -> Iterator[tuple[int, int]]:
    """Serve ``public`` as docs/deployment.md does; yield port and process id."""
    command = [sys.executable, "-m", "claimtrack", "serve", str(public), "--immutable", "--no-sql", "--port", "0"]
    more = ["--processes", str(processes)] if processes > 1 else []
    with subprocess.Popen([*command, *more], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found
        try:
            yield int(found[1]), process.pid
        finally:
            process.terminate()


def ask(port: int, addresses: Sequence[tuple[str, str]]) -> list[tuple[str, str, int, float]]:
    """Ask for ``addresses`` one after the other on one connection.

    Returns:
        Kind, path, status and milliseconds of each.
    """
    found = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for kind, path in addresses:
            began = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            found.append((kind, path, answer.status, 1000 * (time.perf_counter() - began)))
    return found


def measure(port: int, pages: Mapping[str, Sequence[str]], readers: int) -> list[tuple[str, str, int, float]]:
    """Let ``readers`` ask at once for `OF_EACH` pages of every kind, in an order by chance."""
    random = Random(1)  # noqa: S311 - the same order in every run
    wanted = [(kind, found[number % len(found)]) for kind, found in pages.items() for number in range(OF_EACH)]
    random.shuffle(wanted)
    with ThreadPoolExecutor(readers) as pool:
        parts = pool.map(lambda part: ask(port, wanted[part::readers]), range(readers))
        return [each for part in parts for each in part]


def computing(port: int, pid: int, found: Sequence[str]) -> float:
    """Return how long the server computes for a page, in milliseconds, on average of at most `OF_EACH`."""
    before = cpu_seconds(pid)
    asked = ask(port, [("", path) for path in found[:OF_EACH]])
    return 1000 * (cpu_seconds(pid) - before) / len(asked)


def report(
    pages: Mapping[str, Sequence[str]],
    computed: Mapping[str, tuple[float, float]],
    first: list[tuple[str, str, int, float]],
    again: list[tuple[str, str, int, float]],
) -> bool:
    """Print a line for each kind; return whether all is as it should be."""
    good = True
    print(
        f"{'page':<20}{'different':>10}{'computing: new':>16}{'known':>7}"
        f"{f'{READERS} readers, new: p50':>22}{'p95':>6}{'max':>6}{'again: p95':>12}"
    )
    for kind, found in pages.items():
        if all(status != OK for name, _, status, _ in first if name == kind):
            print(f"{kind:<20}  there is no such page")
            continue
        new, known = (percentiles([took for name, _, _, took in run if name == kind]) for run in (first, again))
        print(
            f"{kind:<20}{min(len(found), OF_EACH):>10}{computed[kind][0]:>16.1f}{computed[kind][1]:>7.1f}"
            f"{new[0]:>22.0f}{new[1]:>6.0f}{new[2]:>6.0f}{known[1]:>12.0f}"
        )
        good = good and new[1] <= ALLOWED
        if new[1] > ALLOWED:
            slow = max((each for each in first if each[0] == kind), key=lambda each: each[3])
            print(f"{'':<20}  over {ALLOWED:.0f} ms; slowest: {slow[1]}")
    return good


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    """Return median, 95th percentile and maximum."""
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18], max(times)


def cpu_seconds(pid: int) -> float:
    """Return how long the process and its children have computed (Linux)."""
    family = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    tasks = [task for each in family for task in Path(f"/proc/{each}/task").iterdir()]
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def main(claims: int, processes: int, folder: Path) -> int:
    """Build what is missing, measure, print; return the exit status."""
    private, public = folder / f"private-{claims}.db", folder / f"public-{claims}.db"
    if not private.is_file():
        began = time.perf_counter()
        build(private, claims)
        print(f"built in {time.perf_counter() - began:.0f} s")
    if not public.is_file():
        began = time.perf_counter()
        print(publish(private, public, Choice(texts="full")))
        print(f"published in {time.perf_counter() - began:.0f} s, {public.stat().st_size / 1e6:.0f} MB")
    pages = paths(public)
    computed, warm = {}, {kind: found[-1:] for kind, found in pages.items()}
    with served(public, 1) as (port, pid):
        ask(port, [(kind, found[0]) for kind, found in warm.items()])
        for kind, found in pages.items():
            computed[kind] = computing(port, pid, found), computing(port, pid, found)
    with served(public, processes) as (port, pid):
        ask(port, [(kind, found[0]) for _ in range(2 * processes) for kind, found in warm.items()])
        before, began = cpu_seconds(pid), time.perf_counter()
        first = measure(port, pages, READERS)
        took, used = time.perf_counter() - began, cpu_seconds(pid) - before
        again = measure(port, pages, READERS)
    good = report(pages, computed, first, again)
    load = os.getloadavg()[0]
    print(
        f"{len(first)} pages in {took:.0f} s by {processes} processes: {1000 * used / len(first):.0f} ms of "
        f"computing a page; load of the machine {load:.1f} on {os.cpu_count()} cores"
    )
    return 0 if good and all(status == OK for _, _, status, _ in first + again) else 1


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3]]
    chosen = {"claims": CLAIMS, "processes": PROCESSES, **dict(zip(("claims", "processes"), numbers, strict=False))}
    with tempfile.TemporaryDirectory() as temporary:
        where = Path((*sys.argv[3:], temporary)[0])
        where.mkdir(parents=True, exist_ok=True)
        raise SystemExit(main(**chosen, folder=where))
