"""Ingest: paths in, a filled database out, and a summary of what became of every article.

Everything is read once before anything is written, so that a broken line stops the run with nothing done. Then
articles that are new or changed are extracted and written in batches, each in one transaction: a run that is
killed leaves whole articles only, and running again completes it.
"""

import logging
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from attrs import evolve, field, frozen

from claimtrack import __version__
from claimtrack.model import Document, Extraction
from claimtrack.packs import load_pack
from claimtrack.pipeline import extract as extract_document
from claimtrack.read import STANDARD_INPUT, Reader, Skipped
from claimtrack.store import ADDED, CHANGED, UNCHANGED, Run, Writer, open_database
from claimtrack.store.registry import describer
from claimtrack.store.sentences import SentenceFinder

log = logging.getLogger("claimtrack.ingest")

BATCH_DOCUMENTS = 500
BATCH_CHARACTERS = 4_000_000
EXAMPLES = 3
IN_MEMORY = 1 << 20

Extract = Callable[[Document], Extraction]
Progress = Callable[[int, int], None]


@frozen
class Summary:
    """What became of the articles of one ingest.

    Args:
        read: articles that were there to work on.
        added: articles the database did not have.
        changed: articles whose words, description or extraction differ from what it had, and were replaced.
        unchanged: articles it had already, just so.
        skipped: reason -> how many things were passed over for it.
        examples: the first three for each reason.
    """

    read: int
    added: int
    changed: int
    unchanged: int
    skipped: Mapping[str, int] = field(factory=dict)
    examples: tuple[Skipped, ...] = ()

    def __str__(self) -> str:
        """Return the summary for people, one line and one more for each reason to skip."""
        counts = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"
        head = f"{self.read} articles read: {counts}, {sum(self.skipped.values())} skipped"
        reasons = (f"  skipped {count}: {reason}" for reason, count in sorted(self.skipped.items()))
        return "\n".join([head, *reasons])


def ingest(  # noqa: PLR0913 - each of these is a choice of the caller's
    paths: Iterable[str | Path],
    db: str | Path,
    *,
    lang: str,
    reader: Reader | None = None,
    extract: Extract | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read the articles in ``paths`` and make the database at ``db`` hold what was extracted from them.

    Args:
        paths: text files, folders, JSONL, CSV, or ``-`` for standard input.
        db: the database; made if there is none.
        lang: code of the language pack.
        reader: how to read; see `Reader`.
        extract: document to extraction; the pipeline of claimtrack if None.
        progress: called with the articles done and the articles in all, now and then and at the end.

    Returns:
        What became of every article.

    Raises:
        ReadError: something in ``paths`` cannot be read; nothing was written.
        StoreError: the database cannot be opened or written; whole batches written before are kept.
        PackError: there is no such language pack.
    """
    pack = load_pack(lang)
    maker = extract or (lambda document: extract_document(document, lang=lang))
    run = Run(lang=lang, pack_version=pack.version, tool_version=__version__)
    with _again(reader or Reader(), list(paths)) as read:
        total = sum(isinstance(item, Document) for item in read())
        with closing(open_database(db)) as database:
            writer = Writer(database, run, describer(pack), SentenceFinder(pack))
            return _Ingest(writer, maker, progress or (lambda _done, _total: None), total).run(read())


@contextmanager
def _again(reader: Reader, paths: Sequence[str | Path]) -> Iterator[Callable[[], Iterator[Document | Skipped]]]:
    """Yield a function that reads ``paths`` from the start, each time: standard input is kept until the end."""
    if STANDARD_INPUT not in map(str, paths):
        yield lambda: reader.read(paths)
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        shutil.copyfileobj(reader.stdin or sys.stdin.buffer, kept)

        def read() -> Iterator[Document | Skipped]:
            kept.seek(0)
            return evolve(reader, stdin=cast("BinaryIO", kept)).read(paths)

        yield read


@frozen
class _Ingest:
    """One ingest under way: what it works with, and what it has counted so far."""

    writer: Writer
    extract: Extract
    progress: Progress
    total: int
    counts: Counter[str] = field(factory=Counter)
    skipped: Counter[str] = field(factory=Counter)
    examples: list[Skipped] = field(factory=list)

    def run(self, items: Iterable[Document | Skipped]) -> Summary:
        """Work through ``items``; return what became of them."""
        done = 0
        for batch in batches(self._documents(items)):
            self._write(batch)
            done += len(batch)
            self.progress(done, self.total)
        counts = {name: self.counts[name] for name in (ADDED, CHANGED, UNCHANGED)}
        return Summary(read=done, **counts, skipped=dict(self.skipped), examples=tuple(self.examples))

    def _documents(self, items: Iterable[Document | Skipped]) -> Iterator[Document]:
        """Yield the documents of ``items`` and count the rest."""
        for item in items:
            if isinstance(item, Document):
                yield item
            else:
                self._skip(item)

    def _skip(self, item: Skipped) -> None:
        """Count ``item`` under its reason."""
        self.skipped[item.kind] += 1
        if self.skipped[item.kind] <= EXAMPLES:
            self.examples.append(item)

    def _write(self, batch: Sequence[Document]) -> None:
        """Extract and write those of ``batch`` that are new or changed."""
        news = self.writer.compare(batch)
        self.counts[UNCHANGED] += news.count(UNCHANGED)
        fresh = [document for document, new in zip(batch, news, strict=True) if new != UNCHANGED]
        extractions = [made for document in fresh if (made := self._extract(document)) is not None]
        self.counts.update(self.writer.write(extractions))

    def _extract(self, document: Document) -> Extraction | None:
        """Return the extraction of ``document``; None where it fails, which is counted and logged at level INFO."""
        try:
            return self.extract(document)
        except Exception as error:  # one article must not stop ten years of a newspaper
            log.info("cannot extract %r", document.id, exc_info=True)
            reason = f"a fault of claimtrack in extracting ({type(error).__name__}): please report it"
            self._skip(Skipped(reason, document.id or document.url, fault=True))
            return None


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield ``documents`` in lists that are small enough to hold in memory, in their order."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if len(batch) >= BATCH_DOCUMENTS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
