"""What can be wrong in the TOML files of a pack: its settings, and the words that numbers and dates are made of."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from claimtrack.check.files import Fault, Folder, Source
from claimtrack.figures.date_tables import dates_of
from claimtrack.figures.unit_tables import units_of
from claimtrack.lex import LISTS
from claimtrack.packs import check_settings
from claimtrack.sections import Complaint, Section, parsed

PACK, NUMBERS, DATES = "pack.toml", "lexicon/numbers.toml", "lexicon/dates.toml"
NEEDED = {
    PACK: "a pack is a folder with pack.toml, *.lark and lexicon/",
    NUMBERS: "a pack needs the words that numbers are made of",
    DATES: "a pack needs the words that dates are made of",
}


def tables(folder: Folder) -> Iterator[Fault]:
    """Every table can be read, those that a pack needs are there, and no key of theirs is missing or misshapen."""
    sources = {source.path.relative_to(folder.path).as_posix(): source for source in folder.tables}
    for name in NEEDED.keys() - sources.keys():
        yield Fault(folder.path / name, 1, f"not found; {NEEDED[name]}")
    read: dict[str, dict[str, Any]] = {}
    for name, source in sources.items():
        try:
            read[name] = parsed("\n".join(source.lines))
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            yield source.at(int(place[1]) if place else max(1, len(source.lines)), f"not TOML: {error}")
    found: dict[str, list[Complaint]] = {name: [] for name in NEEDED}
    sections = {name: Section(read.get(name, {}), found[name].append) for name in NEEDED}
    check_settings(sections[PACK])
    units_of(sections[NUMBERS])
    dates_of(sections[DATES], sections[NUMBERS])
    for name, source in sources.items():
        if name in read and not source.unreadable:
            yield from (_fault(source, complaint) for complaint in found.get(name, ()))
            yield from _contradictions(folder, source) if name == PACK else ()


def _fault(source: Source, wrong: Complaint) -> Fault:
    """Return what is wrong on the line of its key, else on that of its table."""
    heading = source.lines.index(wrong.where) + 1 if wrong.where and wrong.where in source.lines else 1
    place = f"{wrong.where}: " if wrong.where else ""
    return source.at(_line_of(source, f"{wrong.key} =", heading), f"{place}{wrong.message}")


def _contradictions(folder: Folder, source: Source) -> Iterator[Fault]:
    """Yield settings that do not agree with what else is there."""
    settings = settings_of(folder)
    language, expected = settings.text("language"), folder.path.resolve().name
    if language not in {"", expected}:
        yield source.at(_line_of(source, "language"), f"language is {language!r}, but the folder is {expected!r}")
    lists = {name for name, _ in LISTS}
    for name in (name for pair in settings.section("lists").word_pairs("may_share") for name in pair):
        if name not in lists:
            message = f"may_share names {name!r}, which is no list whose words have types"
            yield source.at(_line_of(source, "may_share"), f"{message}; there are: {', '.join(sorted(lists))}")


def settings_of(folder: Folder) -> Section:
    """Return what ``pack.toml`` says; an empty value for what is wrong in it, which `tables` tells."""
    found = next((source for source in folder.tables if source.path == folder.path / PACK), None)
    try:
        settings = parsed("\n".join(found.lines)) if found else {}
    except tomllib.TOMLDecodeError:
        settings = {}
    return Section(settings, lambda _: None)


def _line_of(source: Source, start: str, heading: int = 1) -> int:
    """Return the first line from ``heading`` on that opens with ``start``, else ``heading``."""
    lines = enumerate(source.lines[heading - 1 :], heading)
    return next((number for number, line in lines if line.startswith(start)), heading)
