"""What grammars/README.md tells those who add a verb or a construction to do does what it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.attribute import attribute
from claimtrack.check import check, unread_examples
from claimtrack.packs import read_pack
from tests.command import ROOT
from tests.pack_copies import copied

GUIDE = (ROOT / "grammars" / "README.md").read_text(encoding="utf-8")
SPANS = re.findall(r"`([^`]+)`", re.sub(r"(?ms)^```.*?^```$", "", GUIDE))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copied(tmp_path)


def add(path: Path, *lines: str) -> None:
    """Add to a file those of ``lines`` that it does not have: who followed the page has them."""
    text = path.read_text(encoding="utf-8")
    new = [line for line in lines if line not in text.splitlines()]
    path.write_text("\n".join([text.rstrip("\n"), *new, ""]), encoding="utf-8")


def shown(pattern: str) -> str:
    """Return the one code span of the page that fits ``pattern``."""
    (found,) = {span for span in SPANS if re.fullmatch(pattern, span)}
    return str(found)


def replace(path: Path, pattern: str, new: str) -> None:
    text, times = re.subn(pattern, new, path.read_text(encoding="utf-8"))
    assert times
    path.write_text(text, encoding="utf-8")


def sources(pack: Path, sentence: str) -> list[tuple[str, str]]:
    found = attribute(sentence, read_pack(pack))
    return [(each.rule, each.source.text) for each in found if each.source]


def lines_of_the_verb() -> Iterator[str]:
    return (line for line in GUIDE.splitlines() if re.match(r"\w+ \| [A-Z]+ \| saying \| ", line))


def test_the_lines_of_a_verb_are_without_a_fault_and_read(pack: Path) -> None:
    lines = tuple(lines_of_the_verb())
    assert 2 == len(lines)
    add(pack / "lexicon" / "cues.txt", *lines)
    assert () == check(pack)
    assert [] == list(unread_examples(pack))
    assert [("inverted", "sopir itu")] == sources(pack, '"Terlambat lagi," dengus sopir itu.')


def test_a_variant_is_a_change_of_one_line(pack: Path) -> None:
    replace(pack / "clause.lark", r"(?m)^inverted: .*$", shown("inverted: .*"))
    assert () == check(pack)
    assert [("inverted", "Rahmat")] == sources(pack, '"Air sudah surut," kata dari Rahmat.')


def test_a_new_marker_has_a_type_of_its_own_and_counts_in_the_rules_that_name_it(pack: Path) -> None:
    sentence, other = "Hal itu dibenarkan lewat mulut Rahmat.", "Seperti dilaporkan lewat mulut Rahmat, air surut."
    before, rule = sources(pack, sentence), shown("passive: .*")
    entry = shown(r"lewat mulut \| [A-Z]+")
    kind = entry.split()[-1]
    assert [] == before
    add(pack / "lexicon" / "particles.txt", entry)
    replace(pack / "clause.lark", "(?m)^%declare W ", f"%declare {kind} W ")
    replace(pack / "clause.lark", "(?m)^passive: .*$", rule)
    assert () == check(pack)
    assert [("passive", "Rahmat")] == sources(pack, sentence)
    assert [("like", "lewat mulut Rahmat")] == sources(pack, other)
    replace(pack / "clause.lark", r"(?m)(^like: .*PAS NYA\? \(BY \| FROM)\)", rf"\1 | {kind})")
    assert [("like", "Rahmat")] == sources(pack, other)
    assert [("active", "Rahmat")] == sources(pack, "Rahmat mengatakan lewat telepon bahwa air surut.")
