"""Check: the folder of a language pack in, all its faults out, each with path and line; no fault is ever raised.

Every check is one small function of `CHECKS`; the order of that list is the order in which a reader meets them here.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen
from lark import Lark
from lark.exceptions import LarkError

from claimtrack.attribute import attribute
from claimtrack.attribute.rules import RULES
from claimtrack.cues import FITS
from claimtrack.grammar import compiled
from claimtrack.lex import LISTS
from claimtrack.packs import CUE_FIELDS, SEPARATOR, read_pack
from claimtrack.tables import is_marker
from claimtrack.tokens import CUE_TYPES

CUES = "cues"
GRAMMARS = ("clause", "source")
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
ACTIVE = frozenset({"ACT", "NAMING", "FIND"})
AS_WRITTEN = frozenset({"abbreviations", "degrees", "furniture"})
SETTINGS = (
    ("name",),
    ("language",),
    ("licence",),
    ("quotes", "pairs"),
    ("quotes", "straight"),
    ("morphology", "verb_prefixes"),
    ("morphology", "verb_minimum"),
    ("morphology", "clitics"),
)
RULE = re.compile(r"[?!]*(?P<name>_?[a-z][a-z0-9_]*)(?:\.\d+)?\s*:(?!:)")
DECLARE = re.compile(r"%declare\s+(?P<names>.*)")
TERMINAL = re.compile(r"\b[A-Z][A-Z0-9_]*\b")
LITERAL = re.compile(r"\"(?:\\.|[^\"\\])*\"i?|(?<!/)/(?![/*])(?:\\.|[^/\\])+/[a-z]*")
CONFLICT = re.compile(r"(?:Reduce|collision).*?<(?P<rule>[a-z_][a-z0-9_]*) *:", re.DOTALL)
CLASHING = re.compile(r"[Tt]erminal(?: |\(')([$A-Z_]+)")
UNDEFINED = re.compile(r"Rule '(?P<name>\w+)' used but not defined \(in rule (?P<rule>\w+)\)")
INTERNAL = re.compile(r"^__\w+_(?:star|plus)_\d+$")
# Types of words that stages know, besides those of the lists and the markers of the clause grammar.
WORD_TYPES = frozenset(
    {"N", "AFF", "AS", "BUT", "COMP", "CALLED", "CONJ", "DET", "DI", "OCC", "PRED", "QUANT", "REL", "SUB", "WITH"}
)
BETWEEN = {True: frozenset({"w", "W", "S", "REL"}), False: frozenset({"NYA"})}  # before a cue, and behind it
EXAMPLE_WORDS = 2


@frozen(order=True)
class Fault:
    """One thing wrong with a pack.

    Args:
        path: the file it stands in.
        line: its line, from 1.
        message: what is wrong, what was found and what is allowed.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``path:line: message``, which editors can jump to."""
        return f"{self.path}:{self.line}: {self.message}"


@frozen
class Source:
    """A text file of a pack, read without failing: ``lines`` holds each line without its end."""

    path: Path
    lines: tuple[str, ...]
    unreadable: str = ""

    @property
    def entries(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return line number and fields of every line that is neither blank nor a comment."""
        return tuple(
            (number, tuple(part.strip() for part in line.split(SEPARATOR)))
            for number, line in enumerate(self.lines, 1)
            if line.strip() and not line.lstrip().startswith("#")
        )

    def at(self, line: int, message: str) -> Fault:
        """Return a fault of this file."""
        return Fault(self.path, line, message)


@frozen
class Folder:
    """The files of a pack, by the part that they play."""

    path: Path
    lists: dict[str, Source] = field(eq=False)
    grammars: tuple[Source, ...]
    tables: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return every file."""
        return (*self.tables, *self.lists.values(), *self.grammars)


def check(pack_dir: Path) -> tuple[Fault, ...]:
    """Return every fault of a language pack, sorted by path and line; empty if there is none.

    Args:
        pack_dir: the folder with ``pack.toml``, ``*.lark`` and ``lexicon/``.

    Example:
        >>> from claimtrack.packs import CUE_FIELDS, SEPARATOR, read_pack
        >>> check(packs_folder() / "id")
        ()
    """
    folder = _folder(Path(pack_dir))
    return tuple(sorted({fault for rule in CHECKS for fault in rule(folder)}))


def _folder(path: Path) -> Folder:
    lists = {file.stem: _source(file) for file in sorted((path / "lexicon").glob("*.txt"))}
    grammars = tuple(_source(file) for file in sorted(path.rglob("*.lark")))
    tables = tuple(_source(file) for file in sorted(path.rglob("*.toml")))
    return Folder(path, lists, grammars, tables)


def _source(path: Path) -> Source:
    try:
        return Source(path, tuple(path.read_bytes().decode("utf-8").split("\n")))
    except (OSError, UnicodeDecodeError) as error:
        return Source(path, (), str(error))


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


def _settings(folder: Folder) -> Iterator[Fault]:
    """``pack.toml`` is there, every table can be read, and no setting is missing."""
    main = folder.path / "pack.toml"
    if main not in {table.path for table in folder.tables}:
        yield Fault(main, 1, "not found; a pack is a folder with pack.toml, *.lark and lexicon/")
    for table in folder.tables:
        try:
            settings = tomllib.loads("\n".join(table.lines))
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            yield table.at(int(place[1]) if place else max(1, len(table.lines)), f"not TOML: {error}")
            continue
        if table.path == main and not table.unreadable:
            yield from _setting_faults(table, settings)


def _setting_faults(table: Source, settings: dict[str, Any]) -> Iterator[Fault]:
    for keys in SETTINGS:
        value: Any = settings
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value in (None, ""):
            yield table.at(1, f"setting {'.'.join(keys)} is missing or empty")
    language, expected = settings.get("language"), table.path.parent.name
    if language and language != expected:
        yield table.at(_line_of(table, "language"), f"language is {language!r}, but the folder is {expected!r}")


def _line_of(source: Source, start: str) -> int:
    return next((number for number, line in enumerate(source.lines, 1) if line.startswith(start)), 1)


def _cues(folder: Folder) -> Iterator[Fault]:
    """Every line of ``cues.txt`` is complete, its values are known, and no other line says the same."""
    source = folder.lists.get(CUES)
    if source is None:
        yield Fault(folder.path / "lexicon" / f"{CUES}.txt", 1, "not found; a pack needs reporting words")
        return
    seen: dict[tuple[str, str], int] = {}
    for number, fields in source.entries:
        if len(fields) not in {len(CUE_FIELDS), len(CUE_FIELDS) + 1}:
            wanted = " | ".join(CUE_FIELDS)
            yield source.at(number, f"{len(fields)} fields, expected {len(CUE_FIELDS)}: {wanted} [| contexts]")
            continue
        for message in _cue_messages(dict(zip((*CUE_FIELDS, "contexts"), fields, strict=False))):
            yield source.at(number, message)
        slot = (fields[0], "active" if fields[1] in ACTIVE else fields[1])
        if slot in seen:
            yield source.at(number, f"{slot[0]!r} has a line of type {slot[1]} already: line {seen[slot]}")
        seen.setdefault(slot, number)


def _cue_messages(cue: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with one complete line."""
    form, example = cue["form"], cue["example"]
    for name, allowed in VALUES.items():
        if cue[name] not in allowed:
            yield f"{name} is {cue[name]!r}, expected one of: {', '.join(sorted(allowed))}"
    if not form or len(form.split()) > 1:
        yield f"form is {form!r}, expected one word"
    if form != form.lower():
        yield f"form {form!r} has capital letters; the lexer compares in lower case"
    if not cue["lemma"]:
        yield f"{form!r} has no lemma"
    if not example:
        yield f"{form!r} has no example"
    elif form not in _words(example):
        yield f"the example {example!r} does not contain the form {form!r}"
    yield from _context_messages(form, _words(example), cue.get("contexts", SLOT))


def _words(text: str) -> list[str]:
    """Return words and punctuation in lower case; a hyphenated word is one word."""
    return re.findall(r"\w+(?:[-'’]\w+)*|[^\w\s]", text.lower())


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


def _lists(folder: Folder) -> Iterator[Fault]:
    """Every entry of a word list is in lower case where the lexer compares so, and no line stands twice."""
    for name, source in folder.lists.items():
        if name == CUES:
            continue
        seen: dict[tuple[str, ...], int] = {}
        for number, fields in source.entries:
            entry = fields[0]
            if not entry:
                yield source.at(number, "no word before the first |")
            elif name not in AS_WRITTEN and entry != entry.lower():
                yield source.at(number, f"{entry!r} has capital letters; write it in lower case")
            elif fields in seen:
                yield source.at(number, f"{entry!r} stands twice: line {seen[fields]} has it already")
            seen.setdefault(fields, number)


def _types(folder: Folder) -> Iterator[Fault]:
    """A word has one token type: two lists that give it different types exclude each other, unless the pack says so."""
    allowed = _shared(folder)
    known = WORD_TYPES | {kind for _, kind in LISTS if kind} | _declared(folder)
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


def _declared(folder: Folder) -> frozenset[str]:
    """Return the markers that the clause grammar declares."""
    lines = (line for source in folder.grammars if source.path.stem == "clause" for line in source.lines)
    names = (name for line in lines if (match := DECLARE.match(line)) for name in TERMINAL.findall(match["names"]))
    return frozenset(name for name in names if is_marker(name))


def _shared(folder: Folder) -> frozenset[frozenset[str]]:
    """Return the pairs of lists that ``pack.toml`` lets share words; none where it cannot be read."""
    try:
        settings = tomllib.loads((folder.path / "pack.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(frozenset(pair) for pair in settings.get("lists", {}).get("may_share", ()))


def _grammars(folder: Folder) -> Iterator[Fault]:
    """Both grammars are there, compile without a conflict, name no words, and show what each rule matches."""
    for name in GRAMMARS:
        if name not in {source.path.stem for source in folder.grammars}:
            yield Fault(folder.path / f"{name}.lark", 1, "not found; a pack needs this grammar")
    for source in folder.grammars:
        code = tuple(_without_comment(line) for line in source.lines)
        yield from _literals(source, code)
        yield from _terminals(source, code)
        yield from _comments(source, code)
        yield from _conflicts(source)


def _without_comment(line: str) -> str:
    """Return a grammar line without its comment; a literal may hold what looks like one."""
    bare = LITERAL.sub(lambda match: "\0" * len(match[0]), line)
    cut = bare.find("//")
    return line if cut < 0 else line[:cut]


def _literals(source: Source, code: tuple[str, ...]) -> Iterator[Fault]:
    for number, line in enumerate(code, 1):
        for match in LITERAL.finditer(line):
            yield source.at(number, f"{match[0]} stands in a grammar; words belong into lexicon/, types into %declare")


def _terminals(source: Source, code: tuple[str, ...]) -> Iterator[Fault]:
    """Yield terminals that are declared and unused, or used and not declared."""
    declared: dict[str, int] = {}
    used: dict[str, int] = {}
    for number, line in enumerate(code, 1):
        match = DECLARE.match(line)
        for name in TERMINAL.findall(match["names"] if match else LITERAL.sub("", line)):
            (declared if match else used).setdefault(name, number)
    for name in declared.keys() - used.keys():
        yield source.at(declared[name], f"terminal {name} is declared but no rule uses it")
    for name in used.keys() - declared.keys():
        yield source.at(used[name], f"terminal {name} is not declared; add it to %declare or correct it")


def _comments(source: Source, code: tuple[str, ...]) -> Iterator[Fault]:
    """Yield rules that no comment explains; helpers that leave no node (``?`` or ``_``) and the start need none."""
    for number, line in enumerate(code, 1):
        match = RULE.match(line)
        if not match or line.startswith(("?", "_")) or match["name"] == "start":
            continue
        above = source.lines[number - 2] if number > 1 else ""
        if not above.startswith("//") or len(_words(above.lstrip("/ "))) < EXAMPLE_WORDS:
            yield source.at(number, f"rule {match['name']} has no comment above it with an example that it matches")


def _conflicts(source: Source) -> Iterator[Fault]:
    """Yield why a grammar does not compile; where it does, what in it can never be read."""
    if source.unreadable:
        return
    try:
        lark = compiled("\n".join(source.lines))
    except LarkError as error:
        yield from _broken(source, error)
        return
    if source.path.stem == "clause":
        yield from _unread(source, lark)


def _broken(source: Source, error: LarkError) -> Iterator[Fault]:
    """Yield why a grammar does not compile, on the line of the rule that is to blame."""
    message, place = " ".join(str(error).split()), getattr(error, "line", None)
    unknown, conflict = UNDEFINED.search(message), CONFLICT.search(message)
    if unknown:
        if not unknown["name"].isupper():  # a type that is not declared is told already
            line = _rule_line(source, unknown["rule"])
            yield source.at(line, f"there is no rule {unknown['name']!r}; types are written in upper case")
    elif conflict:
        terminals = ", ".join(sorted(set(CLASHING.findall(message))))
        rule = _culprit(source) or conflict["rule"]
        way_out = "drop an optional part, or give a word a type of its own (grammars/README.md, Add a construction)"
        clash = f"with one token ahead it is open whether {terminals} goes on with it or begins what follows"
        yield source.at(_rule_line(source, rule), f"conflict in rule {rule}: {clash}; {way_out}")
    else:
        yield source.at(place if isinstance(place, int) and place > 0 else 1, message)


def _culprit(source: Source) -> str | None:
    """Return the rule without which a grammar with a conflict has none; None where there is no single one."""
    text = "\n".join(source.lines)
    for line in source.lines:
        match = RULE.match(line)
        if match is None or line.startswith(("?", "_")) or match["name"] == "start":
            continue
        name = match["name"]
        without = re.sub(rf"(?m)^{name}(?:\.\d+)?\s*:.*\n(?:[ \t]+\|.*\n)*", "", text)
        without = re.sub(rf"\|\s*{name}\b|\b{name}\s*\|", "", without)
        try:
            compiled(without)
        except LarkError:
            continue
        return name
    return None


def _rule_line(source: Source, rule: str) -> int:
    """Return the line on which a rule begins, 1 where it is not found."""
    found = ((number, RULE.match(line)) for number, line in enumerate(source.lines, 1))
    return next((number for number, match in found if match and match["name"] == rule), 1)


def _unread(source: Source, lark: Lark) -> Iterator[Fault]:
    """Yield rules that nothing turns into an attribution, and markers that stand beside no cue."""
    told: set[tuple[str, str]] = set()
    for rule in lark.rules:
        name, row = str(rule.origin.name), [str(symbol.name) for symbol in rule.expansion]
        cue = next((at for at, kind in enumerate(row) if kind in CUE_TYPES), None)
        if cue is None:
            continue
        if name not in RULES and (name, "") not in told:
            told.add((name, ""))
            yield source.at(
                _rule_line(source, name), f"rule {name} needs a function of that name in attribute/rules.py"
            )
        for at, kind in enumerate(row):
            between = row[at + 1 : cue] if at < cue else row[cue + 1 : at]
            apart = [other for other in between if not is_marker(other) and other not in BETWEEN[at < cue]]
            if is_marker(kind) and apart and (name, kind) not in told:
                told.add((name, kind))
                what = INTERNAL.sub("a repeated part", apart[0])
                message = f"in rule {name}, {what} stands between {kind} and its cue, so {kind} is never read there"
                yield source.at(_rule_line(source, name), message)


def _wordless(folder: Folder) -> Iterator[Fault]:
    """Every marker of the clause grammar is the type of some word."""
    given = {kind for _, kind in LISTS} | {
        fields[1]
        for name, kind in LISTS
        if not kind and name in folder.lists
        for _, fields in _noted(folder.lists[name])
    }
    for source in folder.grammars if "particles" in folder.lists else ():
        for number, line in enumerate(source.lines, 1):
            match = DECLARE.match(line) if source.path.stem == "clause" else None
            for name in TERMINAL.findall(match["names"]) if match else ():
                if is_marker(name) and name not in given:
                    yield source.at(number, f"no word has the type {name}; give it one in lexicon/particles.txt")


def _noted(source: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
    return ((number, fields) for number, fields in source.entries if len(fields) > 1)


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


CHECKS: tuple[Callable[[Folder], Iterator[Fault]], ...] = (
    _texts,
    _settings,
    _cues,
    _lists,
    _types,
    _grammars,
    _wordless,
)
