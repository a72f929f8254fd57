"""Marked text: an `Extraction` in, its text with source, cue and content marked out, and a line for each attribution.

Two ways of marking, one walk over the text: colours for a terminal, ``[source 1: …]`` for anything else. The number is
that of the attribution in the list below the text.
"""

import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

import click
from attrs import frozen

from claimtrack.cli.options import LANG, readable
from claimtrack.model import Attribution, Document, Extraction, Span

COLOURS: dict[str, dict[str, Any]] = {
    "source": {"fg": "bright_blue", "bold": True},
    "cue": {"fg": "magenta", "bold": True},
    "content": {"fg": "green"},
    "credit": {"fg": "yellow"},
}


@frozen
class Mark:
    """A stretch of the text to be marked.

    Args:
        role: a key of `COLOURS`.
        label: what stands before the words where there are no colours.
        start: offset of its first code point.
        stop: offset behind its last.
    """

    role: str
    label: str
    start: int
    stop: int


def legend(*, colour: bool) -> str:
    """Return one line that names the marks, in English and as the pages in the language of most readers call them."""
    text = files("claimtrack").joinpath("publish", "i18n", f"{LANG}.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)["role"]
    names = (f"{role} ({words[role]})" for role in COLOURS)
    styled = (click.style(name, **look) if colour else name for name, look in zip(names, COLOURS.values(), strict=True))
    return "  ".join(styled)


def marked(extraction: Extraction, *, colour: bool) -> str:
    """Return the text of the document with its marks, and below it a line for each attribution.

    Args:
        extraction: what was read.
        colour: mark with colours of a terminal instead of brackets.
    """
    text = extraction.document.text.rstrip()
    pieces = "".join(_pieces(text, _marks(extraction), colour=colour))
    rows = list(_rows(extraction.attributions))
    return "\n".join([*_head(extraction.document, colour=colour), pieces, *(["", *rows] if rows else [])])


def _head(document: Document, *, colour: bool) -> list[str]:
    """Return title, outlet and date, as far as they are known, and an empty line."""
    place = readable(", ".join(filter(None, (document.outlet, document.published))))
    title = readable(document.title)
    title = click.style(title, bold=True) if colour and title else title
    lines = [line for line in (title, place) if line]
    return [*lines, ""] if lines else []


def _marks(extraction: Extraction) -> list[Mark]:
    """Return the marks, outer before inner."""
    found = [_mark("credit", credit.role, credit.span) for credit in extraction.credits]
    for number, attribution in enumerate(extraction.attributions, 1):
        spans = [("source", attribution.source), ("cue", attribution.cue)]
        spans += [("content", span) for span in attribution.content]
        found += [_mark(role, f"{role} {number}", span) for role, span in spans if span]
    return sorted(found, key=lambda mark: (mark.start, -mark.stop))


def _mark(role: str, label: str, span: Span) -> Mark:
    return Mark(role, label, span.start, span.stop)


def _pieces(text: str, marks: Sequence[Mark], *, colour: bool) -> Iterator[str]:
    """Cut the text at every edge of a mark and yield the pieces, each as its open marks want it."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.stop))})
    upcoming, opened = list(reversed(marks)), list[Mark]()
    for start, stop in zip(edges, [*edges[1:], len(text)], strict=True):
        words = readable(text[start:stop])
        still = [mark for mark in opened if mark.stop > start]
        new = list[Mark]()
        while upcoming and upcoming[-1].start == start:
            new.append(upcoming.pop())
        if colour:
            inner = min([*still, *new], key=lambda mark: mark.stop - mark.start, default=None)
            yield click.style(words, **COLOURS[inner.role]) if inner else words
        else:
            yield from _brackets(opened, still, new)
            yield words
        opened = still + new


def _brackets(opened: Sequence[Mark], still: Sequence[Mark], new: Sequence[Mark]) -> Iterator[str]:
    """Close what ends here and open what begins; a mark that crosses one that ends is closed and opened again."""
    ended = [index for index, mark in enumerate(opened) if mark not in still]
    first = ended[0] if ended else len(opened)
    yield "]" * (len(opened) - first)
    for mark in [*(mark for mark in opened[first:] if mark in still), *new]:
        yield f"[{mark.label}: "


def _rows(attributions: Sequence[Attribution]) -> Iterator[str]:
    """Yield a line for each attribution: its number, who, the cue, and how it was read."""
    numbers = {attribution: number for number, attribution in enumerate(attributions, 1)}
    for number, attribution in enumerate(attributions, 1):
        source = attribution.source.text if attribution.source else "(nobody named)"
        name = attribution.source_name
        parts = [
            source if name in {None, source} else f"{source} = {name}",
            f"{attribution.cue.text} ({attribution.cue_class}{', negated' if attribution.negated else ''})",
            attribution.style,
            *([attribution.factuality] if attribution.factuality else []),
            f"rule {attribution.rule}",
            *([f"inside {numbers[attribution.parent]}"] if attribution.parent in numbers else []),
        ]
        yield readable(f"{number:>3}  {' · '.join(parts)}")
