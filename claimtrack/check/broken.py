"""Why a grammar does not compile, in plain words, on the line that is to blame."""

import re
from collections.abc import Iterator

from lark.exceptions import LarkError

from claimtrack.check.files import Fault, Source
from claimtrack.grammar import compiled

RULE = re.compile(r"[?!]*(?P<name>_?[a-z][a-z0-9_]*)(?:\.\d+)?\s*:(?!:)")
CONFLICT = re.compile(r"(?:Reduce|collision).*?<(?P<rule>[a-z_][a-z0-9_]*) *:", re.DOTALL)
CLASHING = re.compile(r"[Tt]erminal(?: |\(')([$A-Z_]+)")
UNDEFINED = re.compile(r"Rule '(?P<name>\w+)' used but not defined \(in rule (?P<rule>\w+)\)")


def broken(source: Source, error: LarkError) -> Iterator[Fault]:
    """Yield why a grammar does not compile, on the line of the rule that is to blame."""
    message, place = " ".join(str(error).split()), getattr(error, "line", None)
    unknown, conflict = UNDEFINED.search(message), CONFLICT.search(message)
    if unknown:
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


def rule_line(source: Source, rule: str) -> int:
    """Return the line on which a rule begins, 1 where it is not found."""
    found = ((number, RULE.match(line)) for number, line in enumerate(source.lines, 1))
    return next((number for number, match in found if match and match["name"] == rule), 1)
