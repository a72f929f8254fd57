"""Try a pack without a fault: every reporting word must be read in its own example."""

from collections.abc import Iterator
from pathlib import Path

from claimtrack.attribute import attribute
from claimtrack.check.files import CUES, Fault
from claimtrack.packs import read_pack


def unread_examples(folder: Path) -> Iterator[Fault]:
    """Yield the cues of a pack that are not read in their own examples.

    Args:
        folder: a pack in which `check` finds no fault.
    """
    pack = read_pack(folder)
    for cue in (cue for cues in pack.cues.values() for cue in cues):
        if all(found.cue.text.lower() != cue.form for found in attribute(cue.example, pack)):
            message = f"{cue.form!r} as {cue.type} ({cue.link}) is not read in its example"
            yield Fault(
                folder / "lexicon" / f"{CUES}.txt", cue.line, f"{message}; see: claimtrack explain {cue.example!r}"
            )
