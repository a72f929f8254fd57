"""Crew: a function of one document and many documents in, its results out in their order, made by several processes.

Each process has a pipe of its own and holds nothing that is not made again by running again, so that it may be killed
at any moment: by the system when memory runs out, or by the crew when the caller has enough. Only a few documents for
each process are under way, however many there are and however slowly the results are taken.
"""

import multiprocessing
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import TracebackType
from typing import Self, Union

from attrs import define, field, frozen
from attrs.validators import ge

from claimtrack.errors import ExtractError, PackError
from claimtrack.model import Document, Extraction

CHUNK_DOCUMENTS = 32
CHUNK_CHARACTERS = 100_000
AHEAD = 3

Extract = Callable[[Document], Extraction]
Chunk = tuple[Document, ...]
Result = Union[Extraction, "_Fault", PackError]


@frozen
class Failed:
    """A document of which no extraction could be made.

    Args:
        document: that document.
        position: its place among the documents, from 0.
        error: name of the class of the error.
        trace: where in the code it happened, for people.
    """

    document: Document
    position: int
    error: str
    trace: str = field(repr=False, eq=False)

    def __str__(self) -> str:
        """Return place and error in one line."""
        return f"document {self.position + 1}{named(self.document)}: a fault in extracting it ({self.error})"


@frozen
class _Fault:
    """What a process says of a document that it cannot extract."""

    error: str
    trace: str


@frozen
class _Worker:
    """A process and this end of its pipe."""

    process: BaseProcess
    connection: Connection

    def extract(self, chunk: Chunk) -> list[Result]:
        """Return what the process makes of ``chunk``.

        Raises:
            ExtractError: the process was ended before it answered.
        """
        try:
            self.connection.send(chunk)
            answer: list[Result] = self.connection.recv()
        except (EOFError, OSError) as error:
            self.process.join(timeout=1)
            msg = (
                f"a process that extracts was ended from outside ({_ending(self.process.exitcode)}) while it read "
                f"{_between(chunk)}; what is written stays; run again, with fewer jobs if memory is short"
            )
            raise ExtractError(msg) from error
        return answer


@define
class Crew:
    """Some processes that run one function; a context manager, which starts them and leaves none behind.

    Args:
        extract: the function. More than one process needs one that can be pickled.
        workers: how many processes, at least 1; with 1 there is none and the function runs here.

    Raises:
        ValueError: fewer than one worker.
    """

    extract: Extract
    workers: int = field(default=1, validator=ge(1))
    _crew: list[_Worker] = field(factory=list, init=False, repr=False)

    def __enter__(self) -> Self:
        """Start the processes."""
        if self.workers > 1:
            try:
                for _ in range(self.workers):
                    self._crew.append(_start(self.extract))
            except BaseException:
                self._stop()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the processes, wherever they are."""
        self._stop()

    def each(self, documents: Iterable[Document]) -> Iterator[Extraction | Failed]:
        """Yield the extraction of each of ``documents``, in their order, or that it failed.

        Raises:
            ExtractError: a process was ended from outside.
            PackError: the language pack is malformed, which is no fault of a document.
        """
        made = (
            zip(chunk, answer, strict=True)
            for chunk, answer in (self._in_processes(documents) if self._crew else self._here(documents))
        )
        pairs = (pair for chunk in made for pair in chunk)
        for position, (document, result) in enumerate(pairs):
            if isinstance(result, PackError):
                raise result
            if isinstance(result, _Fault):
                yield Failed(document, position, result.error, result.trace)
            else:
                yield result

    def _here(self, documents: Iterable[Document]) -> Iterator[tuple[Chunk, list[Result]]]:
        """Yield ``documents`` one by one with what the function makes of them."""
        for document in documents:
            yield (document,), [_extract(self.extract, document)]

    def _in_processes(self, documents: Iterable[Document]) -> Iterator[tuple[Chunk, list[Result]]]:
        """Yield ``documents`` in small chunks with what the processes make of them."""
        idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._crew:
            idle.put(worker)

        def answer(chunk: Chunk) -> list[Result]:
            worker = idle.get()
            try:
                return worker.extract(chunk)
            finally:
                idle.put(worker)

        waiting: deque[tuple[Chunk, Future[list[Result]]]] = deque()
        threads = ThreadPoolExecutor(len(self._crew))
        try:
            for chunk in chunks(documents):
                waiting.append((chunk, threads.submit(answer, chunk)))
                while waiting and (len(waiting) >= AHEAD * len(self._crew) or waiting[0][1].done()):
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def _stop(self) -> None:
        """End the processes; threads that wait for them get the end of their pipe."""
        for worker in self._crew:
            worker.process.kill()
        for worker in self._crew:
            worker.process.join()
        self._crew.clear()


def chunks(documents: Iterable[Document]) -> Iterator[Chunk]:
    """Yield ``documents`` in their order in tuples that are small enough to keep every process at work."""
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text) if isinstance(document, Document) else 0
        if len(chunk) >= CHUNK_DOCUMENTS or size >= CHUNK_CHARACTERS:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def named(document: object) -> str:
    """Return how to add the name of ``document`` to a message, empty if it has none; of no document, what it is."""
    if not isinstance(document, Document):
        return f" ({type(document).__name__} instead of a document)"
    name = document.id or document.url
    return f" {name!r}" if name else ""


def _start(extract: Extract) -> _Worker:
    """Start a process that extracts until its pipe is closed."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context().Process(target=_serve, args=(theirs, ours, extract), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(connection: Connection, other_end: Connection, extract: Extract) -> None:
    """Answer each chunk that comes through ``connection``; ``other_end`` is closed, so that the end is noticed."""
    other_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts all; who started this one will end it
    try:
        while True:
            chunk: Chunk = connection.recv()
            connection.send_bytes(_pickled([_extract(extract, document) for document in chunk]))
    except (EOFError, OSError):
        return


def _extract(extract: Extract, document: Document) -> Result:
    """Return the extraction of ``document``, or what went wrong: one article must not stop ten years of a newspaper."""
    try:
        return extract(document)
    except PackError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with its document
        return _Fault(type(error).__name__, traceback.format_exc())


def _pickled(answer: Sequence[Result]) -> bytes:
    """Return ``answer`` as bytes; what cannot be sent through a pipe is a fault of its document alone."""
    try:
        return pickle.dumps(answer)
    except Exception:  # noqa: BLE001 - found out below, document by document
        return pickle.dumps([_sendable(result) for result in answer])


def _sendable(result: Result) -> Result:
    try:
        pickle.dumps(result)
    except Exception as error:  # noqa: BLE001 - such as a nesting too deep
        return _Fault(type(error).__name__, traceback.format_exc())
    return result


def _ending(code: int | None) -> str:
    """Return how a process ended."""
    if code is None:
        return "nobody knows how"
    if code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _between(chunk: Chunk) -> str:
    """Return which documents are in ``chunk``."""
    first, last = (named(document) for document in (chunk[0], chunk[-1]))
    if len(chunk) == 1:
        return f"document{first}" if first else "a document"
    return f"{len(chunk)} documents" + (f", from{first} to{last}" if first and last else "")
