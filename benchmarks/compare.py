"""What adding one article to a compared database costs, as the database grows: the cost must not grow with it.

Usage: python benchmarks/compare.py [--folder FOLDER] [CLAIMS...]   (default: 1000 10000 100000 1000000)

Events have the names, places and words of the language pack, each as often as words are (Zipf), and some ten claims
that five outlets word differently or copy. The news of 20 days, 2,000 articles, is ingested and compared as usual;
beyond that the same news comes again with later dates, copied row by row, since comparing 100,000 articles takes an
hour. Seconds are those of the clock and, since other programs may be running, those of the processor.
"""

import argparse
import json
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from claimtrack.compare.normalise import concepts
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.store.ids import digest

LANG = "id"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
CLAIMS_OF_ARTICLE, ARTICLES_OF_EVENT = 10, 5
BLOCK_DAYS, BLOCK_ARTICLES = 20, 2_000
START = date(2000, 1, 1)
OUTLETS = 40
NEW_ARTICLES = 5
SECONDS = 1.0
SPARE = 5  # claims of an event that one article leaves out
HEAD = 100
COPIED_WHOLE, KEPT = 0.3, 0.9
# Columns that point to what a block brings along; sources, outlets and runs are shared.
OWN = {
    *("document_id", "attribution_id", "parent_id", "claim_id", "proposition_id", "cluster_id", "one_id", "other_id"),
    *("first_id", "from_id", "group_id", "softer_id", "harder_id", "first_document_id"),
}
PROPOSITIONS = {"proposition_id", "first_id", "from_id", "softer_id", "harder_id"}
RENAMED = {"propositions": "id", "passages": "id", "likenesses": "one_id", "passage_likenesses": "one_id"}
PAIRS = {"likenesses", "passage_likenesses"}
OWN_IDS = {"documents", "claims", "attributions", "propositions", "clusters", "passages", "reuse_groups"}
COPIED = (
    *("documents", "claims", "attributions", "spans", "compared_documents", "document_keys", "related_documents"),
    *("propositions", "likenesses", "clusters", "cluster_members", "claim_relations", "corroborations", "figures"),
    *("claim_origins", "claim_mentions", "claim_outlets", "stories", "passages", "passage_likenesses"),
    *("reuse_groups", "reuse_members", "inferred_links", "drifts"),
)


@cache
def vocabulary(name: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return words of a list in a fixed order, with the sums of their weights: the n-th weighs 1 / (n + 100)."""
    pack = load_pack(LANG)
    if name == "concepts":
        words = [" ".join(forms[0]) for forms in concepts(pack).values()]
    else:
        words = [" ".join(entry).title() for entry in pack.phrases(name)]
    Random(name).shuffle(words)  # noqa: S311 - the same order in every run
    return tuple(words), tuple(accumulate(1 / (rank + HEAD) for rank in range(len(words))))


def pick(random: Random, name: str, count: int) -> list[str]:
    """Return ``count`` words of a list, frequent ones often."""
    words, weights = vocabulary(name)
    return random.choices(words, cum_weights=weights, k=count)


def event(number: int) -> tuple[list[str], list[list[str]]]:
    """Return the people and the claims of an invented event, each claim as words."""
    random = Random(number)  # noqa: S311 - the same events in every run
    people = [f"{' '.join(pick(random, 'given_names', 2))}" for _ in range(3)]
    topic = [*pick(random, "concepts", 12), *pick(random, "places", 2), *pick(random, "orgs", 1)]
    wanted = CLAIMS_OF_ARTICLE + SPARE
    return people, [
        [*random.sample(topic, 5), *pick(random, "concepts", 5), random.choice(people)] for _ in range(wanted)
    ]


def article(number: int, key: str, day: date) -> dict[str, str]:
    """Return an invented article on the event that its number falls to; others have some sentences word for word."""
    people, claims = event(number // ARTICLES_OF_EVENT)
    random = Random(-1 - number)  # noqa: S311 - the same articles in every run
    lines = []
    for words in random.sample(claims, CLAIMS_OF_ARTICLE):
        said = words if random.random() < COPIED_WHOLE else [word for word in words if random.random() < KEPT]
        lines.append(f"{random.choice(people)} mengatakan bahwa {' '.join(said)} {random.randrange(2, 90)} orang.")
    return {"id": key, "outlet": f"Media {number % OUTLETS}", "published": day.isoformat(), "text": "\n".join(lines)}


def day_of(number: int) -> int:
    """Return the day within a block on which an article appears."""
    return number * BLOCK_DAYS // BLOCK_ARTICLES


def write(path: Path, articles: Iterable[dict[str, str]]) -> Path:
    """Write ``articles`` to ``path``."""
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


def articles(start: int, stop: int) -> Iterator[dict[str, str]]:
    """Yield the articles of the first block with those numbers."""
    return (article(n, f"a00-{n:06}", START + timedelta(days=day_of(n))) for n in range(start, stop))


def repeat(connection: sqlite3.Connection, blocks: Iterable[int]) -> None:
    """Copy the first block once for each of ``blocks``, that many times its days later."""
    connection.executescript("PRAGMA foreign_keys = off; PRAGMA synchronous = off; PRAGMA cache_size = -1000000")
    for block in blocks:
        connection.execute("BEGIN")
        _rename(connection, block)
        for table in COPIED:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(_shifted(table, column, block) for column in columns)
            first = _first(table, columns)
            connection.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {first}")  # noqa: S608
        connection.execute("COMMIT")
    connection.execute("ANALYZE")


def _rename(connection: sqlite3.Connection, block: int) -> None:
    """Make the table of new ids of propositions and passages, which are made from where they stand."""
    connection.execute("DROP TABLE IF EXISTS temp.renamed")
    connection.execute("CREATE TEMP TABLE renamed (old PRIMARY KEY, new)")
    named = (
        "SELECT id, 'proposition', attribution_id, places FROM propositions",
        "SELECT id, 'passage', document_id, start FROM passages",
    )
    for query in named:
        for key, kind, holder, place in connection.execute(query).fetchall():
            if not holder.startswith("z"):
                where = str(tuple(map(tuple, json.loads(place)))) if kind == "proposition" else str(place)
                new = digest(kind, f"z{block:02}{holder}", where)
                connection.execute("INSERT INTO renamed VALUES (?, ?)", (key, new))


def _first(table: str, columns: Sequence[str]) -> str:
    """Return the condition under which a row of ``table`` belongs to the first block."""
    if RENAMED.get(table) or (columns[0] in PROPOSITIONS):
        return f"{columns[0]} IN (SELECT old FROM renamed)"  # noqa: S608 - our own names
    own = "id" if table in OWN_IDS else next(column for column in columns if column in OWN)
    return f"substr({own}, 1, 1) <> 'z'"


def _shifted(table: str, column: str, block: int) -> str:
    """Return the expression that makes ``column`` of a copy: ids get a name of their own, days come later."""
    days = block * BLOCK_DAYS
    if table in PAIRS and column in {"one_id", "other_id"}:
        return f"{'min' if column == 'one_id' else 'max'}({_new('one_id')}, {_new('other_id')})"
    if column in PROPOSITIONS or RENAMED.get(table) == column:
        return _new(column)
    if column in OWN or (column == "id" and table in OWN_IDS):
        return f"'z{block:02}' || {column}"
    if column == "day":
        return f"day + {days}"
    return f"date({column}, '+{days} days')" if "published" in column else column


def _new(column: str) -> str:
    """Return the expression for the new id of a proposition or passage."""
    return f"(SELECT new FROM renamed WHERE old = {column})"  # noqa: S608 - our own names


def measure(db: Path, source: Path, block: int, done: int) -> tuple[int, list[tuple[float, float]]]:
    """Add a few articles one by one on the newest events; return the propositions then, and clock and CPU seconds."""
    took = []
    for at in range(NEW_ARTICLES):
        number = done - (at + 1) * ARTICLES_OF_EVENT
        day = START + timedelta(days=block * BLOCK_DAYS + day_of(number))
        ingest([write(source, [article(number, f"new-{block}-{done}-{at}", day)])], db, lang=LANG)
        began, worked = time.perf_counter(), time.process_time()
        found = compare(db, lang=LANG)
        took.append((time.perf_counter() - began, time.process_time() - worked))
        assert found.documents == 1
    return found.propositions, took


def main() -> None:
    """Print a line for each size: seconds to compare one article more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the database is made; a temporary one by default")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="CLAIMS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        db, source = Path(folder) / "claims.db", Path(folder) / "articles.jsonl"
        done = blocks = 0
        for size in sorted(options.sizes):
            wanted = size // CLAIMS_OF_ARTICLE
            began = time.perf_counter()
            if done < min(wanted, BLOCK_ARTICLES):
                stop = min(wanted, BLOCK_ARTICLES)
                ingest([write(source, articles(done, stop))], db, lang=LANG)
                compare(db, lang=LANG)
                done = stop
            with closing(sqlite3.connect(db, isolation_level=None)) as connection:
                needed = -(-wanted // BLOCK_ARTICLES)
                repeat(connection, range(blocks + 1, needed))
                blocks = max(blocks, needed - 1)
            built = time.perf_counter() - began
            tried = Path(shutil.copy(db, Path(folder) / "tried.db"))
            count, took = measure(tried, source, blocks, done)
            clock, worked = (statistics.median(column) for column in zip(*took, strict=True))
            print(
                f"{count:>9} propositions, {tried.stat().st_size / 1e6:6.0f} MB: one article more in {clock:.3f} s"
                f" ({worked:.3f} s of the processor, slowest {max(took)[0]:.3f} s); built in {built:.0f} s",
                flush=True,
            )
            assert worked < SECONDS


if __name__ == "__main__":
    main()
