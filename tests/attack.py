"""Hostile requests against a real `claimtrack serve` on this machine, and what is wrong with its answers.

`python -m tests.attack SECONDS [PUBLIC]` sends them over and over with a few clients, to a server on a small database
or on the public one that is named; `make soak` runs it for a minute.
"""

import re
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path

from attrs import frozen
from datasette.utils import tilde_encode

from claimtrack.model import Document, Extraction
from claimtrack.publish.public import publish
from tests.command import ROOT, environment
from tests.hostile import Kind, kinds
from tests.pages_data import build, gold_extractions, odd_extractions, quote
from tests.servers import served

CLIENTS, SECONDS, MOST_ROUNDS = 4, 60, 200
# Nothing takes longer than this; a test that shares its cores waits longer before it speaks of a hang.
LONGEST, HANG = 2.0, 30.0
PORT = re.compile(r":(\d+)$")
SECRETS = ("rahasiasatu", "rahasiadua", "rahasiatiga", "rahasiaempat")


@frozen
class Answer:
    """What came back.

    Args:
        kind: what was sent.
        raw: every byte of the answer.
        seconds: how long it took to its end; `HANG` where the end never came.
    """

    kind: Kind
    raw: bytes
    seconds: float

    @property
    def status(self) -> int:
        """Return the status; 0 where there was no answer."""
        found = re.match(rb"HTTP/1\.1 (\d{3})", self.raw)
        return int(found[1]) if found else 0

    @property
    def head(self) -> bytes:
        """Return the lines before the body, in small letters."""
        return self.raw.partition(b"\r\n\r\n")[0].lower()

    def faults(self, forbidden: Sequence[str], longest: float) -> Iterator[str]:
        """Yield what is wrong with it.

        Args:
            forbidden: words that no answer may hold.
            longest: seconds after which it is late.
        """
        if self.status >= 500 or (not self.status and not self.kind.raw):
            yield f"status {self.status}"
        if self.seconds > longest:
            yield f"{self.seconds:.1f} s"
        text = self.raw.decode("utf-8", "replace")
        yield from (f"holds {word!r}" for word in (*forbidden, *SECRETS, "Traceback (most") if word in text)
        if b"\r\nset-cookie: x=" in self.head:
            yield "a header of the visitor"
        location = re.search(rb"\r\nlocation: (\S*)", self.head)
        if location and not re.match(rb"/(?![/\\])|\?|http://127\.0\.0\.1[:/]", location[1]):
            yield f"leads to {location[1]!r}"
        if b"\r\ncontent-type: text/html" in self.head:
            yield from self._faults_of_page(text)

    def _faults_of_page(self, text: str) -> Iterator[str]:
        """Yield what is wrong with a page."""
        if b"\r\ncontent-security-policy: default-src 'none'" not in self.head:
            yield "no policy"
        if "<script" in text.lower():
            yield "a script"


def send(port: int, kind: Kind, names: Mapping[str, str]) -> Answer:
    """Send one request to this machine and return the answer, at most a hang later."""
    started, received = time.monotonic(), bytearray()
    with closing(socket.create_connection(("127.0.0.1", port), timeout=HANG)) as connection:
        try:
            connection.sendall(kind.request(names))
            connection.shutdown(socket.SHUT_WR) if kind.raw else None
            while piece := connection.recv(1 << 16):
                received += piece
        except ConnectionError:
            pass  # a request that is none may be cut off
        except TimeoutError:
            return Answer(kind, bytes(received), HANG)
    return Answer(kind, bytes(received), time.monotonic() - started)


def private_and_public(folder: Path) -> Path:
    """Write a database that holds secrets, and return one published from it."""
    text = f"Judul {SECRETS[0]}.\nAni mengatakan air surut.\nLalu {SECRETS[1]}."
    own = Extraction(
        Document(text, id="own", outlet="Media"), (quote(text, "Ani", "mengatakan", "air surut"),), (), "id"
    )
    private = build(folder / "private.db", [own, *gold_extractions(), *odd_extractions()])
    with closing(sqlite3.connect(private)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES (?)", [SECRETS[2]])
        connection.execute("UPDATE runs SET parameters = json_object('path', ?)", [f"/home/{SECRETS[3]}"])
    return publish(private, folder / "public.db").path


def names_in(public: Path) -> dict[str, str]:
    """Return what stands for the places in the paths."""
    queries = {
        "article": "SELECT document_id FROM attributions GROUP BY 1 ORDER BY count(*) DESC",
        "claim": "SELECT claim_id FROM attributions WHERE claim_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC",
        "source": "SELECT source_id FROM attributions WHERE source_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC",
        "outlet": "SELECT outlet_id FROM documents WHERE outlet_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC",
    }
    with closing(sqlite3.connect(public)) as connection:
        found = {name: tilde_encode(connection.execute(query).fetchone()[0]) for name, query in queries.items()}
    return {**found, "claims": public.stem}


@contextmanager
def target(public: Path, *options: str, variables: Mapping[str, str] | None = None) -> Iterator[int]:
    """Serve ``public`` in a process of its own; yield its port."""
    with served(["serve", str(public), *options], variables or environment()) as address:
        found = PORT.search(address)
        if not found:
            msg = f"expected an address with a port, got {address!r}"
            raise RuntimeError(msg)
        yield int(found[1])


def forbidden_for(public: Path) -> list[str]:
    """Return words that would tell where things lie on this machine."""
    return [str(public.parent), str(ROOT), sys.prefix, str(Path.home()) + "/", "site-packages"]


def attack(public: Path, port: int, chosen: Sequence[Kind], *, longest: float) -> Iterator[tuple[Answer, list[str]]]:
    """Send ``chosen`` with a few clients at once; yield each answer with its faults."""
    names, forbidden = names_in(public), forbidden_for(public)
    with ThreadPoolExecutor(CLIENTS) as clients:
        for answer in clients.map(lambda kind: send(port, kind, names), chosen):
            yield answer, list(answer.faults(forbidden, longest))


def main(seconds: float, named: Path | None = None) -> int:
    """Attack for ``seconds``, half of them with readers' own queries allowed; return the exit status."""
    faults: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        public = named or private_and_public(Path(name))
        for options in (["--immutable", "--no-sql"], ["--sql"]):
            with target(public, *options) as port:
                faults += one_target(public, port, seconds / 2, " ".join(options))
    for fault, times in faults.most_common():
        print(f"{times:>6} x {fault}")  # noqa: T201 - a script that prints its figures
    return 1 if faults else 0


def one_target(public: Path, port: int, seconds: float, label: str) -> Counter[str]:
    """Attack one server for ``seconds``, print what came of it and return the faults."""
    declared = kinds()
    statuses: Counter[int] = Counter()
    faults: Counter[str] = Counter()
    slowest, deadline = Answer(declared[0], b"", 0.0), time.monotonic() + seconds
    endless = islice(cycle(declared), MOST_ROUNDS * len(declared))
    while time.monotonic() < deadline and (chosen := list(islice(endless, 40))):
        for answer, found in attack(public, port, chosen, longest=LONGEST):
            statuses[answer.status] += 1
            faults.update(f"{label}: {answer.kind.name}: {fault}" for fault in found)
            slowest = max(slowest, answer, key=lambda each: each.seconds)
    total = sum(statuses.values())
    print(  # noqa: T201
        f"{label}: {total} requests of {len(declared)} kinds in {seconds:.0f} s, {sum(faults.values())} faults; "
        f"slowest {slowest.seconds:.2f} s ({slowest.kind.name}); statuses {dict(sorted(statuses.items()))}"
    )
    if total < len(declared):
        faults[f"{label}: only {total} of {len(declared)} kinds were sent"] += 1
    return faults


if __name__ == "__main__":
    given = sys.argv[1:]
    raise SystemExit(main(float(given[0]) if given else SECONDS, Path(given[1]) if len(given) > 1 else None))
