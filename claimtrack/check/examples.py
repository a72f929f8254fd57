"""Try a pack without a fault: every reporting word must be read in its own example."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimtrack.attribute import attribute
from claimtrack.check.broken import rule_line
from claimtrack.check.files import CUES, Fault, source_at
from claimtrack.cues import cue_type
from claimtrack.packs import Cue, Pack, read_pack
from claimtrack.tables import table


def unread_examples(folder: Path) -> Iterator[Fault]:
    """Yield the cues of a pack that are not read in their own examples.

    Where a rule of the clause grammar reads none of its words, that is one fault of the rule.

    Args:
        folder: a pack in which `check` finds no fault.
    """
    pack = read_pack(folder)
    words: dict[str, list[Cue]] = defaultdict(list)
    for cue in (cue for cues in pack.cues.values() for cue in cues):
        words[cue_type(cue)].append(cue)
    for kind, cues in words.items():
        readers = [_readers(cue, pack) for cue in cues]
        unread = [cue for cue, rules in zip(cues, readers, strict=True) if not rules]
        rule = _rule_of(kind, pack)
        if len(cues) > 1 and unread and all(rule not in rules for rules in readers):
            yield _of_rule(folder, rule, cues)
        else:
            yield from (_of_word(folder, cue) for cue in unread)


def _readers(cue: Cue, pack: Pack) -> set[str]:
    """Return the rules that read a cue in its example."""
    return {found.rule for found in attribute(cue.example, pack) if found.cue.text.lower() == cue.form}


def _rule_of(kind: str, pack: Pack) -> str:
    """Return the rule that begins with a type of cues; the type where none does."""
    return next((rule.name for rule in table(pack, "clause").rules if rule.row[:1] == (kind,)), kind)


def _of_rule(folder: Path, rule: str, cues: Sequence[Cue]) -> Fault:
    grammar = source_at(folder / "clause.lark")
    message = f"rule {rule} reads none of its {len(cues)} words; what it names beside them stands in no example"
    return grammar.at(rule_line(grammar, rule), f"{message}; see: claimtrack explain {cues[0].example!r}")


def _of_word(folder: Path, cue: Cue) -> Fault:
    message = f"{cue.form!r} as {cue.type} ({cue.link}) is not read in its example"
    path = folder / "lexicon" / f"{CUES}.txt"
    return Fault(path, cue.line, f"{message}; see: claimtrack explain {cue.example!r}")
