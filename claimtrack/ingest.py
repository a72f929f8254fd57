"""Ingest: paths in, a filled database out, and a summary of what became of every article.

Everything is read once before anything is written, so that a broken line stops the run with nothing done. Then
articles that are new or changed are extracted and written in batches, each in one transaction: a run that is
killed leaves whole articles only, and running again completes it. Extracting may be the work of several processes;
reading and writing stay with one, so that the rows are the same and come in the same order.
"""

import logging
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from attrs import evolve, field, frozen

from claimtrack import __version__
from claimtrack.crew import Crew, Extract, Failed
from claimtrack.model import Document, Extraction
from claimtrack.packs import load_pack
from claimtrack.pipeline import extract as extract_document
from claimtrack.read import STANDARD_INPUT, Reader, Skipped, Warned, named
from claimtrack.store import ADDED, CHANGED, UNCHANGED, Run, Writer, open_database
from claimtrack.store.registry import describer

log = logging.getLogger("claimtrack.ingest")

BATCH_DOCUMENTS = 500
BATCH_CHARACTERS = 4_000_000
EXAMPLES = 3
IN_MEMORY = 1 << 20

READ, FAILED = "read", "failed"

Progress = Callable[[int, int], None]
Item = TypeVar("Item")


@frozen
class Summary:
    """What became of the articles of one ingest.

    Args:
        read: articles that were there to work on.
        added: articles the database did not have.
        changed: articles whose words, description or extraction differ from what it had, and were replaced.
        unchanged: articles it had already, just so.
        skipped: reason -> how many things were passed over for it.
        examples: the first three for each reason to skip or to warn.
        warned: reason -> how many articles have a part that is not understood; they count above as all others.
        failed: those of the skipped that are articles which a fault of claimtrack kept from being extracted.
    """

    read: int
    added: int
    changed: int
    unchanged: int
    skipped: Mapping[str, int] = field(factory=dict)
    examples: tuple[Skipped | Warned, ...] = ()
    warned: Mapping[str, int] = field(factory=dict)
    failed: int = 0

    def __str__(self) -> str:
        """Return the summary for people, one line and one more for each reason to skip or to warn."""
        counts = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"
        head = f"{self.read} articles read: {counts}, {sum(self.skipped.values())} skipped"
        reasons = (f"  skipped {count}: {reason}" for reason, count in sorted(self.skipped.items()))
        warnings = (f"  warning for {count}: {reason}" for reason, count in sorted(self.warned.items()))
        return "\n".join([head, *reasons, *warnings])


def ingest(  # noqa: PLR0913 - each of these is a choice of the caller's
    paths: Iterable[str | Path],
    db: str | Path,
    *,
    lang: str,
    reader: Reader | None = None,
    jobs: int = 1,
    extract: Extract | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read the articles in ``paths`` and make the database at ``db`` hold what was extracted from them.

    Args:
        paths: text files, folders, JSONL, CSV, or ``-`` for standard input.
        db: the database; made if there is none.
        lang: code of the language pack.
        reader: how to read; see `Reader`.
        jobs: how many processes extract; with 1 none is started. The rows are the same with any number.
        extract: document to extraction; the pipeline of claimtrack if None.
        progress: called with the articles done and the articles in all, now and then and at the end.

    Returns:
        What became of every article.

    Raises:
        ReadError: something in ``paths`` cannot be read; nothing was written.
        StoreError: the database cannot be opened or written; whole batches written before are kept.
        ExtractError: one of several processes was ended from outside; whole batches written before are kept.
        PackError: there is no such language pack.
        TypeError: ``paths`` is one path instead of a list of them.
    """
    names, pack = named(paths), load_pack(lang)
    run = Run(lang=lang, pack_version=pack.version, tool_version=__version__)
    with _again(reader or Reader(), names) as read:
        total = sum(isinstance(item, Document) for item in read())
        with (
            Crew(extract or partial(extract_document, lang=lang), jobs) as crew,
            closing(open_database(db)) as database,
        ):
            writer = Writer(database, run, describer(pack))
            return _Ingest(writer, crew, progress or (lambda _done, _total: None), total).run(read())


@contextmanager
def _again(reader: Reader, paths: Sequence[str]) -> Iterator[Callable[[], Iterator[Document | Skipped | Warned]]]:
    """Yield a function that reads ``paths`` from the start, each time: standard input is kept until the end."""
    if STANDARD_INPUT not in paths or reader.stdin is None:
        yield lambda: reader.read(paths)
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        shutil.copyfileobj(reader.stdin, kept)

        def read() -> Iterator[Document | Skipped | Warned]:
            kept.seek(0)
            return evolve(reader, stdin=cast("BinaryIO", kept)).read(paths)

        yield read


@frozen
class _Ingest:
    """One ingest under way: what it works with, and what it has counted so far."""

    writer: Writer
    crew: Crew
    progress: Progress
    total: int
    counts: Counter[str] = field(factory=Counter)
    skipped: Counter[str] = field(factory=Counter)
    warned: Counter[str] = field(factory=Counter)
    examples: list[Skipped | Warned] = field(factory=list)

    def run(self, items: Iterable[Document | Skipped | Warned]) -> Summary:
        """Work through ``items``; return what became of them."""
        for batch in batches(self._extracted(items), lambda extraction: len(extraction.document.text)):
            self.counts.update(self.writer.write(batch))
            self._count(len(batch))
        counts = {name: self.counts[name] for name in (ADDED, CHANGED, UNCHANGED)}
        return Summary(
            read=self.counts[READ],
            **counts,
            skipped=dict(self.skipped),
            examples=tuple(self.examples),
            warned=dict(self.warned),
            failed=self.counts[FAILED],
        )

    def _extracted(self, items: Iterable[Document | Skipped | Warned]) -> Iterator[Extraction]:
        """Yield the extractions of those of ``items`` that are new or changed, and count the rest."""
        for made in self.crew.each(self._fresh(items)):
            if isinstance(made, Extraction):
                yield made
            else:
                self._fail(made)

    def _fresh(self, items: Iterable[Document | Skipped | Warned]) -> Iterator[Document]:
        """Yield the documents of ``items`` that are new or changed, and count the rest."""
        for batch in batches(self._documents(items), lambda document: len(document.text)):
            news = self.writer.compare(batch)
            if UNCHANGED in news:
                self.counts[UNCHANGED] += news.count(UNCHANGED)
                self._count(news.count(UNCHANGED))
            yield from (document for document, new in zip(batch, news, strict=True) if new != UNCHANGED)

    def _documents(self, items: Iterable[Document | Skipped | Warned]) -> Iterator[Document]:
        """Yield the documents of ``items`` and count the rest."""
        for item in items:
            if isinstance(item, Document):
                yield item
            else:
                self._remark(item)

    def _count(self, documents: int) -> None:
        """Count ``documents`` that are done."""
        self.counts[READ] += documents
        self.progress(self.counts[READ], self.total)

    def _remark(self, item: Skipped | Warned) -> None:
        """Count ``item`` under its reason."""
        counts = self.skipped if isinstance(item, Skipped) else self.warned
        counts[item.kind] += 1
        if counts[item.kind] <= EXAMPLES:
            self.examples.append(item)

    def _fail(self, failed: Failed) -> None:
        """Count a document that cannot be extracted, and log where in the code it failed, at level INFO."""
        document = failed.document
        log.info("cannot extract %r\n%s", document.id, failed.trace)
        reason = f"a fault of claimtrack in extracting ({failed.error}): please report it"
        self._remark(Skipped(reason, document.id or document.url, fault=True))
        self.counts[FAILED] += 1
        self._count(1)


def batches(items: Iterable[Item], size_of: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield ``items`` in lists that are small enough to hold in memory, in their order.

    Args:
        items: documents, or what holds one.
        size_of: item to the code points of its text.
    """
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if len(batch) >= BATCH_DOCUMENTS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
