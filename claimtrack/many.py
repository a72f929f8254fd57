"""Extract many: documents in, their extractions out in the same order, on as many processes as wanted."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal, overload

from claimtrack.crew import Crew, Failed
from claimtrack.errors import ExtractError
from claimtrack.model import Document, Extraction
from claimtrack.packs import load_pack
from claimtrack.pipeline import DEFAULT_LANGUAGE, extract


@overload
def extract_many(
    documents: Iterable[Document | str], *, lang: str = ..., workers: int = ..., strict: Literal[True]
) -> Iterator[Extraction]: ...


@overload
def extract_many(
    documents: Iterable[Document | str], *, lang: str = ..., workers: int = ..., strict: bool = ...
) -> Iterator[Extraction | Failed]: ...


def extract_many(
    documents: Iterable[Document | str], *, lang: str = DEFAULT_LANGUAGE, workers: int = 1, strict: bool = False
) -> Iterator[Extraction | Failed]:
    """Read the attributions and credits of many documents.

    Args:
        documents: texts or documents; read as they are needed, so they may be as many as you like.
        lang: code of the language pack.
        workers: how many processes to use. The results are the same with any number; with 1 nothing is started.
            Where processes are started afresh rather than forked (macOS, Windows, Python 3.14), a script that uses
            more than 1 must be guarded by ``if __name__ == "__main__"``.
        strict: raise where a document fails, instead of yielding a `Failed` in its place.

    Yields:
        For each document, in their order, what `claimtrack.extract` returns for it.

    Raises:
        ValueError: fewer than one worker.
        PackError: there is no such language pack.
        ExtractError: a process was ended from outside, or with ``strict`` a document failed.
        TypeError: ``documents`` is one text or document instead of several.

    Example:
        >>> texts = ["Air sudah surut, kata Rahmat.", "Menurut BPBD, 40 rumah rusak."]
        >>> [extraction.attributions[0].source.text for extraction in extract_many(texts, workers=2)]
        ['Rahmat', 'BPBD']
    """
    if isinstance(documents, str | bytes | Document):
        msg = f"expected texts or documents in a list, found one {type(documents).__name__}; for one use extract"
        raise TypeError(msg)
    load_pack(lang)
    return _extractions(documents, Crew(partial(extract, lang=lang), workers), strict=strict)


def _extractions(documents: Iterable[Document | str], crew: Crew, *, strict: bool) -> Iterator[Extraction | Failed]:
    """Yield what ``crew`` makes of ``documents``."""
    whole = (Document(text=each) if isinstance(each, str) else each for each in documents)
    with crew:
        for result in crew.each(whole):
            if strict and isinstance(result, Failed):
                raise ExtractError(str(result))
            yield result
