"""What can be wrong in the grammars of a pack: words in them, types, comments, and rules that can never match."""

import re
from collections.abc import Iterator

from lark import Lark
from lark.exceptions import LarkError

from claimtrack.attribute.rules import RULES
from claimtrack.check.broken import RULE, broken, rule_line
from claimtrack.check.files import Fault, Folder, Source, noted, words_of
from claimtrack.grammar import compiled
from claimtrack.lex import LISTS
from claimtrack.tables import is_marker
from claimtrack.tokens import CUE_TYPES, PLAIN

GRAMMARS = ("clause", "source")
DECLARE = re.compile(r"%declare\s+(?P<names>.*)")
TERMINAL = re.compile(r"\b[A-Z][A-Z0-9_]*\b")
LITERAL = re.compile(r"\"(?:\\.|[^\"\\])*\"i?|(?<!/)/(?![/*])(?:\\.|[^/\\])+/[a-z]*")
INTERNAL = re.compile(r"^__\w+_(?:star|plus)_\d+$")
BETWEEN = {True: frozenset({"w", "W", "S", "REL"}), False: frozenset({"NYA"})}  # before a cue, and behind it
EXAMPLE_WORDS = 2
LISTING = "attribution"  # the rule that lists all constructions


def declared(folder: Folder) -> frozenset[str]:
    """Return the markers that the clause grammar declares."""
    lines = (line for source in folder.grammars if source.path.stem == "clause" for line in source.lines)
    names = (name for line in lines if (match := DECLARE.match(line)) for name in TERMINAL.findall(match["names"]))
    return frozenset(name for name in names if is_marker(name))


def grammars(folder: Folder) -> Iterator[Fault]:
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
        if not above.startswith("//") or len(words_of(above.lstrip("/ "))) < EXAMPLE_WORDS:
            yield source.at(number, f"rule {match['name']} has no comment above it with an example that it matches")


def _conflicts(source: Source) -> Iterator[Fault]:
    """Yield why a grammar does not compile; where it does, what in it can never be read."""
    if source.unreadable:
        return
    try:
        lark = compiled("\n".join(source.lines))
    except LarkError as error:
        yield from broken(source, error)
        return
    yield from _unnamed(source, lark)
    if source.path.stem == "clause":
        yield from _unread(source, lark)
        yield from _unreadable(source, lark)


def _unreadable(source: Source, lark: Lark) -> Iterator[Fault]:
    """Yield that there are types of which every text is full and which the grammar does not read where no cue is."""
    unread = [kind for kind in sorted(PLAIN) if not _reads(lark, kind)]
    if unread:
        message = f"start does not read {', '.join(unread)}, which stand before a cue in any number and order"
        yield source.at(rule_line(source, "start"), f"{message}, as in: start: filler* attribution*")


def _reads(lark: Lark, kind: str) -> bool:
    """Tell whether a grammar reads a row of one type."""
    try:
        lark.parse((kind, kind))
    except LarkError:
        return False
    return True


def _unnamed(source: Source, lark: Lark) -> Iterator[Fault]:
    """Yield rules that no other rule leads to; Lark leaves them out without a word."""
    reached = {str(rule.origin.name) for rule in lark.rules}
    found = [(number, match["name"]) for number, line in enumerate(source.lines, 1) if (match := RULE.match(line))]
    lists = f"the list ?{LISTING}" if LISTING in reached else "one that is read"
    for number, name in found:
        if name not in reached:
            yield source.at(number, f"rule {name} can never match, for no other rule names it; add it to {lists}")


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
            yield source.at(rule_line(source, name), f"rule {name} needs a function of that name in attribute/rules.py")
        for at, kind in enumerate(row):
            between = row[at + 1 : cue] if at < cue else row[cue + 1 : at]
            apart = [other for other in between if not is_marker(other) and other not in BETWEEN[at < cue]]
            if is_marker(kind) and apart and (name, kind) not in told:
                told.add((name, kind))
                what = INTERNAL.sub("a repeated part", apart[0])
                message = f"in rule {name}, {what} stands between {kind} and its cue, so {kind} is never read there"
                yield source.at(rule_line(source, name), message)


def wordless(folder: Folder) -> Iterator[Fault]:
    """Every marker of the clause grammar is the type of some word."""
    given = {kind for _, kind in LISTS} | {
        fields[1]
        for name, kind in LISTS
        if not kind and name in folder.lists
        for _, fields in noted(folder.lists[name])
    }
    for source in folder.grammars if "particles" in folder.lists else ():
        for number, line in enumerate(source.lines, 1):
            match = DECLARE.match(line) if source.path.stem == "clause" else None
            for name in TERMINAL.findall(match["names"]) if match else ():
                if is_marker(name) and name not in given:
                    yield source.at(number, f"no word has the type {name}; give it one in lexicon/particles.txt")
