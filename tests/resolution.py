"""Help for tests of resolution: attributions from marked text, resolved by the Indonesian pack."""

import re
from collections.abc import Sequence
from pathlib import Path

from claimtrack.model import Attribution, Document, Span, evolve_all
from claimtrack.packs import Pack, load_pack
from claimtrack.resolve import sources_of

MARK = re.compile(r"\[(.*?)\]<(.*?)>", re.DOTALL)


NAMES = Path(__file__).parent.parent / "fixtures" / "id" / "names.txt"


def cases() -> dict[str, str]:
    """Return title -> marked text of the records in ``fixtures/id/names.txt``."""
    records = NAMES.read_text(encoding="utf-8").split("\n\n")[1:]
    return {title.removeprefix("# "): text for title, text in (record.strip().split("\n", 1) for record in records)}


def pack() -> Pack:
    """Return the pack that the tests speak."""
    return load_pack("id")


def resolve(document: Document, attributions: Sequence[Attribution], pack: Pack) -> tuple[Attribution, ...]:
    """Return attributions with all that resolution says of them."""
    return evolve_all(attributions, sources_of(document, attributions, pack))


def read(marked: str) -> tuple[str, tuple[Attribution, ...]]:
    """Read a text in which ``[source]<name>`` marks a source with the name expected, ``-`` for none.

    ``{…}`` is the content of the nearest source outside it; a source without one has the mark's own first letter.
    """
    plain: list[str] = []
    sources: list[tuple[int, int]] = []
    contents: list[tuple[int, int]] = []
    opened: list[int] = []
    at = length = 0
    while at < len(marked):
        found = MARK.match(marked, at)
        if found:
            plain.append(found[1])
            sources.append((length, length + len(found[1])))
            length += len(found[1])
            at = found.end()
            continue
        if marked[at] == "{":
            opened.append(length)
        elif marked[at] == "}":
            contents.append((opened.pop(), length))
        else:
            plain.append(marked[at])
            length += 1
        at += 1
    text = "".join(plain)
    return text, tuple(_attribution(text, source, sources, contents) for source in sources)


def _attribution(
    text: str, source: tuple[int, int], sources: list[tuple[int, int]], contents: list[tuple[int, int]]
) -> Attribution:
    """Build the attribution of a source; the nearest content that does not hold it is its own."""
    outside = [content for content in contents if not content[0] <= source[0] < content[1]]
    nearest = min(
        outside, key=lambda content: min(abs(content[0] - source[1]), abs(content[1] - source[0])), default=None
    )
    del sources
    span = Span.of(text, *source)
    content = Span.of(text, *nearest) if nearest else Span.of(text, source[0], source[0] + 1)
    cue = Span.of(text, source[1] - 1, source[1])
    return Attribution(span, cue, (content,), "indirect", negated=False, rule="test")


def names(marked: str) -> list[tuple[str, str | None, str | None]]:
    """Return (source, name found, name expected) for each source marked in a text."""
    text, attributions = read(marked)
    expected = [found[2] for found in MARK.finditer(marked)]
    found = resolve(Document(text), attributions, pack())
    return [
        (one.source.text if one.source else "", one.source_name, None if want == "-" else want)
        for one, want in zip(found, expected, strict=True)
    ]
