"""Why a grammar does not compile, in plain words, on the line that is to blame."""

import re
from collections.abc import Iterator

from lark.exceptions import LarkError, UnexpectedToken

from claimtrack.check.files import Fault, Source
from claimtrack.grammar import compiled

RULE = re.compile(r"[?!]*(?P<name>_?[a-z][a-z0-9_]*)(?:\.\d+)?\s*:(?!:)")
CONFLICT = re.compile(r"(?:Reduce|collision).*?<(?P<rule>[a-z_][a-z0-9_]*) *:", re.DOTALL)
CLASHING = re.compile(r"[Tt]erminal(?: |\(')([$A-Z_]+)")
TWICE = re.compile(r"Rule '(?P<rule>\w+)' defined more than once")
PLACE = re.compile(r"line (?P<line>\d+),? column (?P<column>\d+)")
MIXED = re.compile(r"^[^/\"]*?\b(?P<name>[A-Z]+[a-z]\w*)")
DECLARING = re.compile(r"%?declare\b")
CLOSING = frozenset({"_RPAR", "_RBRA", "_RBRACE"})
UNDEFINED = re.compile(r"Rule '(?P<name>\w+)' used but not defined \(in rule (?P<rule>\w+)\)")


def broken(source: Source, error: LarkError) -> Iterator[Fault]:
    """Yield why a grammar does not compile, on the line of the rule that is to blame."""
    message = " ".join(str(error).split()).partition(" Expected one of")[0]
    unknown, conflict = UNDEFINED.search(message), CONFLICT.search(message)
    mixed = [(number, found["name"]) for number, line in enumerate(source.lines, 1) if (found := MIXED.match(line))]
    if mixed:
        for line, name in mixed:
            yield source.at(line, f"{name} has capital and small letters; types are upper case, rules lower case")
    elif unknown:
        if not unknown["name"].isupper():  # a type that is not declared is told already
            line = rule_line(source, unknown["rule"])
            yield source.at(line, f"there is no rule {unknown['name']!r}; types are written in upper case")
    elif conflict:
        terminals = ", ".join(sorted(set(CLASHING.findall(message))))
        rule = _culprit(source) or conflict["rule"]
        way_out = "drop an optional part, or give a word a type of its own (grammars/README.md, Add a construction)"
        clash = f"with one token ahead it is open whether {terminals} goes on with it or begins what follows"
        yield source.at(rule_line(source, rule), f"conflict in rule {rule}: {clash}; {way_out}")
    else:
        line, reason = _syntax(source, error, message)
        yield source.at(line, f"{reason} (Lark: {message})" if reason else message)


def _syntax(source: Source, error: LarkError, message: str) -> tuple[int, str]:
    """Return the line of a mistake in how a grammar is written, and what it is; empty where only Lark can say."""
    twice, place = TWICE.search(message), PLACE.search(message)
    if twice:
        first, *others = _rule_lines(source, twice["rule"])
        return (others or [first])[-1], f"rule {twice['rule']} is there already: line {first}"
    if place is None:
        return 1, ""
    line = int(place["line"])
    sign = source.lines[line - 1][int(place["column"]) - 1 :][:1]
    if sign == "/":
        return line, "a comment begins with //"
    if isinstance(error, UnexpectedToken):
        return _unexpected(source, error, line)
    return line, f"{sign!r} cannot stand there; a rule is its name, a colon, then types and rules with ( ) | ? * +"


def _unexpected(source: Source, error: UnexpectedToken, line: int) -> tuple[int, str]:
    """Return line and reason where one thing stands in a grammar and another is expected."""
    expected, kind = set(error.expected), error.token.type
    if expected & CLOSING:
        begins = max((n for n in range(1, line + 1) if RULE.match(source.lines[n - 1])), default=line)
        return begins, f"a bracket of the rule that begins on line {begins} is not closed"
    if kind in CLOSING:
        return line, f"{error.token.value!r} closes a bracket that was not opened"
    if DECLARING.match(source.lines[line - 1]):
        return line, "%declare is followed by the names of types and nothing else"
    if "_COLON" in expected:
        return line, "a colon is missing after the rule's name, which is one word in lower case"
    return line, ""


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


def rule_line(source: Source, rule: str) -> int:
    """Return the line on which a rule begins, 1 where it is not found."""
    return _rule_lines(source, rule)[0]


def _rule_lines(source: Source, rule: str) -> list[int]:
    """Return the lines on which a rule begins, 1 where there is none."""
    found = ((number, RULE.match(line)) for number, line in enumerate(source.lines, 1))
    return [number for number, match in found if match and match["name"] == rule] or [1]
