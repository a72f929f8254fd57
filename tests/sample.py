"""Sample databases for tests and for trying pages: gold rows in, a filled database out.

    python -m tests.sample GOLD.jsonl claims.db

A gold row has id, outlet, title, published, text, ars (offsets of cue, source, content) and perhaps credits.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from claimtrack.model import Attribution, Credit, Document, Extraction, Span
from claimtrack.store import Run, Writer, open_database

FIELDS = ("text", "id", "outlet", "title", "published", "url", "author")
RUN = Run(lang="id", pack_version="gold", tool_version="gold")


def attribution(text: str, ar: Mapping[str, Any]) -> Attribution:
    """Return the attribution that the gold row ``ar`` of ``text`` describes."""
    return Attribution(
        source=Span.of(text, *ar["source"]) if ar.get("source") else None,
        cue=Span.of(text, *ar["cue"]),
        content=tuple(Span.of(text, *pair) for pair in ar["content"]),
        style=ar.get("style", "indirect"),
        negated=bool(ar.get("negated")),
        rule="gold",
        cue_lemma=text[slice(*ar["cue"])].lower(),
        source_name=ar.get("source_name"),
    )


def with_parents(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Return ``attributions`` sorted by cue, each with the smallest one whose content holds it as its parent."""
    done: list[Attribution] = []
    for a in sorted(attributions, key=lambda a: -sum(s.stop - s.start for s in a.content)):
        outer = [o for o in done if o.cue != a.cue and any(s.contains(a.cue) for s in o.content)]
        done.append(evolve(a, parent=outer[-1] if outer else None))
    return tuple(sorted(done, key=lambda a: a.cue))


def extraction(row: Mapping[str, Any]) -> Extraction:
    """Return the gold row as an extraction."""
    text = row["text"]
    spans = [(c, Span.of(text, c["start"], c["stop"])) for c in row.get("credits", []) if "start" in c]
    return Extraction(
        document=Document(**{key: row[key] for key in FIELDS if key in row}),
        attributions=with_parents(attribution(text, ar) for ar in row["ars"]),
        credits=tuple(Credit(c["role"], c.get("name", span.text), span) for c, span in spans),
        lang=RUN.lang,
        pack_version=RUN.pack_version,
    )


def build(gold: Path, path: Path | str) -> dict[str, int]:
    """Write the gold file ``gold`` into the database at ``path``; return the counts of the writer."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return Writer(open_database(path), RUN).write(map(extraction, rows))


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), sys.argv[2]))  # noqa: T201 - the answer of a command
