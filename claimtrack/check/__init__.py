"""Check: the folder of a language pack in, all its faults out, each with path and line; no fault is ever raised.

Every check is one small function of `CHECKS`; the order of that list is the order in which a reader meets them here.
Those of the grammars stand in `claimtrack.check.grammars`, those of the word lists and TOML files in
`claimtrack.check.lists` and `claimtrack.check.tables`; `unread_examples` tries a pack that has no fault.
"""

import unicodedata
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from claimtrack.check.examples import unread_examples
from claimtrack.check.files import CUES, PARTICLES, Fault, Folder, folder_at, words_of
from claimtrack.check.grammars import declared, grammars, wordless
from claimtrack.check.lists import lists
from claimtrack.check.tables import settings_of, tables
from claimtrack.lex import LISTS
from claimtrack.packs import CUE_FIELDS
from claimtrack.sites import FITS
from claimtrack.tokens import CUE_TYPES

__all__ = ["Fault", "check", "unread_examples"]
SLOT = "_"
TYPES = frozenset(FITS)
CLASSES = frozenset(
    {"saying", "reporting", "explaining", "adding", "asserting", "admitting", "claiming", "denying", "believing"}
    | {"estimating", "hoping", "warning", "promising", "asking", "answering", "finding", "naming", "hearsay"}
    | {"quoting", "accusing", "announcing"}
)
VALUES = {
    "type": TYPES,
    "class": CLASSES,
    "stance": frozenset({"neutral", "distancing", "endorsing", "denying"}),
    "polarity": frozenset({"+", "-"}),
    "link": frozenset({"free", "clause", "marked", "quote"}),
}
ACTIVE = frozenset({"ACT", "FIND"})
# Types of words that stages know, besides those of the lists and the markers of the clause grammar.
WORD_TYPES = frozenset(
    {
        "N",
        "AFF",
        "AS",
        "AGED",
        "AGENT",
        "ASK",
        "BUT",
        "COMP",
        "CALLED",
        "CAUSE",
        "CONJ",
        "DET",
        "DI",
        "AGO",
        "FIRST",
        "IN",
        "INCL",
        "INTERIM",
        "MET",
        "WORN",
        "OCC",
        "PRED",
        "QUANT",
        "REL",
        "SKIP",
        "SUB",
        "THEN",
        "UNTIL",
        "VERB",
        "VIA",
        "WITH",
    }
)


def check(pack_dir: Path) -> tuple[Fault, ...]:
    """Return every fault of a language pack, sorted by path and line; empty if there is none.

    Args:
        pack_dir: the folder with ``pack.toml``, ``*.lark`` and ``lexicon/``.

    Example:
        >>> from claimtrack.packs import packs_folder
        >>> check(packs_folder() / "id")
        ()
    """
    folder = folder_at(Path(pack_dir))
    return tuple(sorted({fault for rule in CHECKS for fault in rule(folder)}))


def _texts(folder: Folder) -> Iterator[Fault]:
    """Every file is UTF-8, in composed form, without blanks at the end of a line."""
    for source in folder.sources:
        if source.unreadable:
            yield source.at(1, f"cannot be read as UTF-8: {source.unreadable}")
        for number, line in enumerate(source.lines, 1):
            if not unicodedata.is_normalized("NFC", line):
                yield source.at(number, "text is not in Unicode form NFC; write letters and accents as one character")
            if line != line.rstrip():
                yield source.at(number, "blanks or a carriage return at the end of the line")


def _cues(folder: Folder) -> Iterator[Fault]:
    """Every line of ``cues.txt`` is complete, its values are known, and no other line says the same."""
    source = folder.lists.get(CUES)
    if source is None:
        yield Fault(folder.path / "lexicon" / f"{CUES}.txt", 1, "not found; a pack needs reporting words")
        return
    seen: dict[tuple[str, str], int] = {}
    particles = folder.lists.get(PARTICLES)
    compounds = {fields[0] for _, fields in (particles.entries if particles else ())}
    for number, fields in source.entries:
        if len(fields) not in {len(CUE_FIELDS), len(CUE_FIELDS) + 1}:
            wanted = " | ".join(CUE_FIELDS)
            yield source.at(number, f"{len(fields)} fields, expected {len(CUE_FIELDS)}: {wanted} [| contexts]")
            continue
        for message in _cue_messages(dict(zip((*CUE_FIELDS, "contexts"), fields, strict=False)), compounds):
            yield source.at(number, message)
        slot = (fields[0], "active" if fields[1] in ACTIVE else fields[1])
        if slot in seen:
            yield source.at(number, f"{slot[0]!r} has a line of type {slot[1]} already: line {seen[slot]}")
        seen.setdefault(slot, number)


def _cue_messages(cue: dict[str, str], compounds: AbstractSet[str]) -> Iterator[str]:
    """Yield what is wrong with one complete line; ``compounds`` are read as one word each."""
    form, example = cue["form"], cue["example"]
    for name, allowed in VALUES.items():
        if cue[name] not in allowed:
            yield f"{name} is {cue[name]!r}, expected one of: {', '.join(sorted(allowed))}"
    if not form or (len(form.split()) > 1 and form not in compounds):
        yield f"form is {form!r}, expected one word, or several that {PARTICLES}.txt makes one"
    if form != form.lower():
        yield f"form {form!r} has capital letters; the lexer compares in lower case"
    if not cue["lemma"]:
        yield f"{form!r} has no lemma"
    if not example:
        yield f"{form!r} has no example"
    elif f" {form} " not in f" {' '.join(words_of(example))} ":
        yield f"the example {example!r} does not contain the form {form!r}"
    yield from _context_messages(form, words_of(example), cue.get("contexts", SLOT))


def _context_messages(form: str, example: list[str], contexts: str) -> Iterator[str]:
    """Yield what is wrong with the contexts of a cue; a lone slot stands for none."""
    if contexts == SLOT:
        return
    patterns = [tuple(part.split()) for part in contexts.split(";")]
    for index, pattern in enumerate(patterns):
        shown = " ".join(pattern)
        if pattern.count(SLOT) != 1 or len(pattern) == 1:
            yield f"context {shown!r} of {form!r} needs words and one {SLOT} where the form stands"
        elif shown != shown.lower():
            yield f"context {shown!r} of {form!r} has capital letters; contexts are compared in lower case"
        elif pattern in patterns[:index]:
            yield f"context {shown!r} of {form!r} stands twice"
        elif _holds(example, tuple(form if word == SLOT else word for word in pattern)):
            yield f"context {shown!r} of {form!r} rules out its own example"


def _holds(words: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words) - len(phrase) + 1))


def _types(folder: Folder) -> Iterator[Fault]:
    """A word has one token type: two lists that give it different types exclude each other, unless the pack says so."""
    allowed = frozenset(map(frozenset, settings_of(folder).section("lists").word_pairs("may_share")))
    known = WORD_TYPES | {kind for _, kind in LISTS if kind} | declared(folder)
    owners: dict[str, tuple[str, str, int]] = {}
    for name, kind in LISTS:
        source = folder.lists.get(name)
        if source is None:
            yield Fault(folder.path / "lexicon" / f"{name}.txt", 1, "not found; the lexer needs this list")
            continue
        for number, (entry, *notes) in source.entries:
            given = kind or (notes[0] if notes else "")
            if not given or given != given.upper():
                yield source.at(number, f"{entry!r} needs a token type behind |, in capital letters; found {given!r}")
            elif given in CUE_TYPES:
                yield source.at(number, f"{given} is a type of cues.txt; {entry!r} needs a line there")
            elif given not in known:
                yield source.at(
                    number, f"nothing knows the type {given} of {entry!r}; known: {', '.join(sorted(known))}"
                )
            owner = owners.setdefault(entry.lower(), (name, given, number))
            if owner[1] != given and frozenset({owner[0], name}) not in allowed:
                yield source.at(number, f"{entry!r} is {given} here and {owner[1]} in {owner[0]}.txt:{owner[2]}")


def _agents(folder: Folder) -> Iterator[Fault]:
    """A word that holds its agent ends with a clitic, which the lexer parts from it: ``oleh|nya``."""
    clitics = settings_of(folder).section("morphology").words("clitics")
    source = folder.lists.get(PARTICLES)
    if source is None:
        return
    for number, fields in source.entries:
        if fields[1:] == ("AGENT",) and clitics and not fields[0].endswith(clitics):
            yield source.at(
                number, f"{fields[0]!r} is AGENT, but ends with no clitic of pack.toml: {', '.join(clitics)}"
            )


CHECKS: tuple[Callable[[Folder], Iterator[Fault]], ...] = (
    _texts,
    tables,
    _cues,
    lists,
    _types,
    _agents,
    grammars,
    wordless,
)
