"""`check` finds every fault that a language pack can have, with its path and line; the packs that ship have none."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claimtrack.check import Fault, check, unread_examples
from claimtrack.check.lists import READ
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.lex import LISTS
from claimtrack.packs import languages, packs_folder, read_pack
from tests.command import ROOT
from tests.pack_copies import copied, edited

SETTINGS = """\
name = "Bahasa Contoh"
language = "xx"
licence = "Apache-2.0"

[morphology]
verb_prefixes = []
passive_prefixes = []
object_clitic_prefixes = []
verb_minimum = 6
clitics = []
"""
GRAMMAR = """\
start: filler* active*

// Rahmat bilang air surut.
active: ACT W

%declare ACT W
?filler: W | S | QUOTE | COMMA | COLON | COMP | REL | OCC | TIME | SEMI | DASH | WITH | SUB | BUT | AS | END
%declare S QUOTE COMMA COLON COMP REL OCC TIME SEMI DASH WITH SUB BUT AS END
"""
CUE = "bilang | ACT | saying | neutral | + | free | bilang | Rahmat bilang air surut."
Write = Callable[[str, str], Path]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a tiny pack without a fault."""
    folder = tmp_path / "xx"
    (folder / "lexicon").mkdir(parents=True)
    for name in ("numbers", "dates"):
        shutil.copy(packs_folder() / "id" / "lexicon" / f"{name}.toml", folder / "lexicon")
    (folder / "pack.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("clause", "source"):
        (folder / f"{name}.lark").write_text(GRAMMAR, encoding="utf-8")
    (folder / "lexicon" / "cues.txt").write_text(f"# form | type | …\n\n{CUE}\n", encoding="utf-8")
    for name, _ in LISTS:
        note = {"particles": " | DET", "pronouns": " | 3"}.get(name, "")
        (folder / "lexicon" / f"{name}.txt").write_text(f"# words\nkata{name}{note}\n", encoding="utf-8")
    return folder


@pytest.fixture
def write(pack: Path) -> Write:
    """Return a function that writes one file of the pack and returns its path."""

    def written(name: str, text: str) -> Path:
        path = pack / name
        path.write_bytes(text.encode())
        return path

    return written


def only(pack: Path) -> Fault:
    (fault,) = check(pack)
    return fault


def place(fault: Fault) -> tuple[Path, int]:
    return fault.path, fault.line


def cue(**changes: str) -> str:
    names = ("form", "type", "class", "stance", "polarity", "link", "lemma", "example", "contexts")
    fields = dict(zip(names, CUE.split(" | "), strict=False)) | changes
    return " | ".join(fields[name] for name in names if name in fields) + "\n"


@pytest.mark.parametrize("lang", languages())
def test_the_packs_that_ship_have_no_fault(lang: str) -> None:
    assert [] == [str(fault) for fault in check(packs_folder() / lang)]


def test_a_pack_without_a_fault_has_none(pack: Path) -> None:
    assert () == check(pack)


def test_a_fault_reads_as_path_line_and_message() -> None:
    assert "cues.txt:7: no lemma" == str(Fault(Path("cues.txt"), 7, "no lemma"))


def test_all_faults_are_told_at_once_in_order(pack: Path, write: Write) -> None:
    cues = write("lexicon/cues.txt", cue(type="XYZ") + cue(form="Ujar", link="loose"))
    time = write("lexicon/time.txt", "Senin\n")
    faults = [(fault.path, fault.line) for fault in check(pack)]
    assert [(cues, 1), (cues, 2), (cues, 2), (cues, 2), (time, 1)] == faults


AMBIGUOUS = """start: (active | W)*

// Rahmat bilang air surut.
active: ACT W?

%declare ACT W
"""


def test_a_conflict_is_told_on_the_line_of_its_rule(write: Write, pack: Path) -> None:
    path = write("clause.lark", AMBIGUOUS)
    assert [(path, 4)] == [place(fault) for fault in check(pack) if "onflict" in fault.message]


def test_a_rule_without_a_function_is_a_fault(write: Write, pack: Path) -> None:
    path = write("clause.lark", GRAMMAR.replace("active", "shouted"))
    fault = only(pack)
    assert (path, "shouted") == (fault.path, fault.message.split()[1])


def test_a_marker_that_no_word_has_is_a_fault(write: Write, pack: Path) -> None:
    write("clause.lark", GRAMMAR.replace("ACT W", "ACT VIA W"))
    assert "no word has the type VIA" in only(pack).message


def test_a_marker_away_from_its_cue_is_a_fault(write: Write, pack: Path) -> None:
    write("lexicon/particles.txt", "lewat | VIA\n")
    write("clause.lark", GRAMMAR.replace("ACT W", "ACT W VIA"))
    assert "so VIA is never read there" in only(pack).message


def test_a_folder_that_is_no_pack_says_what_a_pack_needs(tmp_path: Path) -> None:
    paths = {fault.path.name for fault in check(tmp_path)}
    assert {"pack.toml", "cues.txt", "clause.lark", "source.lark"} <= paths


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bilang | ACT | saying\n", "3 fields"),
        (CUE + " | satu _ | dua\n", "10 fields"),
        (cue(type="VERB"), "type is 'VERB'"),
        (cue(**{"class": "shouting"}), "class is 'shouting'"),
        (cue(stance="angry"), "stance is 'angry'"),
        (cue(polarity="plus"), "polarity is 'plus'"),
        (cue(link="loose"), "link is 'loose'"),
        (cue(form="Bilang", example="Rahmat Bilang air surut."), "capital letters"),
        (cue(form="garis bawah", example="Ia garis bawah itu."), "expected one word"),
        (cue(lemma=""), "no lemma"),
        (cue(example=""), "no example"),
        (cue(example="Rahmat membilang air surut."), "does not contain the form"),
        (cue(contexts="satu dua"), "needs words and one _"),
        (cue(contexts="_ dan _"), "needs words and one _"),
        (cue(contexts="_"), ""),
        (cue(contexts="_ satu; _"), "needs words and one _"),
        (cue(contexts="_ Satu"), "capital letters"),
        (cue(contexts="_ satu; dua _; _ satu"), "stands twice"),
        (cue(contexts="_ air"), "rules out its own example"),
    ],
)
def test_a_line_of_cues_is_held_to_its_fields(pack: Path, write: Write, line: str, expected: str) -> None:
    path = write("lexicon/cues.txt", "# comment\n" + line)
    if not expected:
        assert () == check(pack)
        return
    fault = next(fault for fault in check(pack) if expected in fault.message)
    assert (path, 2) == place(fault)


def test_a_form_stands_once_a_type(pack: Path, write: Write) -> None:
    path = write("lexicon/cues.txt", cue() + cue(type="INV") + cue(type="BARE") + cue())
    assert (path, 4) == place(only(pack))
    assert "line 1" in only(pack).message


def test_a_form_has_one_active_type(pack: Path, write: Write) -> None:
    path = write("lexicon/cues.txt", cue() + cue(type="FIND"))
    assert (path, 2) == place(only(pack))


def test_a_pack_has_cues(pack: Path) -> None:
    (pack / "lexicon" / "cues.txt").unlink()
    assert (pack / "lexicon" / "cues.txt", 1) == place(only(pack))


def test_an_entry_stands_once_in_a_list(pack: Path, write: Write) -> None:
    path = write("lexicon/time.txt", "senin\n# comment\nselasa\nsenin\n")
    assert (path, 4) == place(only(pack))


def test_an_entry_has_no_capital_letters(pack: Path, write: Write) -> None:
    path = write("lexicon/time.txt", "selasa\nSenin\n")
    assert (path, 2) == place(only(pack))


def test_lists_that_keep_case_may_have_capital_letters(pack: Path, write: Write) -> None:
    write("lexicon/abbreviations.txt", "Jl.\njl.\n")
    assert () == check(pack)


def test_an_entry_has_a_word(pack: Path, write: Write) -> None:
    path = write("lexicon/time.txt", "senin\n | note\n")
    assert (path, 2) == place(only(pack))


def test_a_word_has_one_type(pack: Path, write: Write) -> None:
    write("lexicon/aux.txt", "sudah\n")
    path = write("lexicon/time.txt", "senin\nsudah\n")
    fault = only(pack)
    assert (path, 2) == place(fault)
    assert "AUX in aux.txt:1" in fault.message


def test_lists_of_the_same_type_may_share_a_word(pack: Path, write: Write) -> None:
    write("lexicon/roles.txt", "menkeu\n")
    write("lexicon/role_abbreviations.txt", "menkeu\n")
    assert () == check(pack)


def test_lists_that_the_pack_lets_share_words_may_do_so(pack: Path, write: Write) -> None:
    write("lexicon/aux.txt", "sudah\n")
    write("lexicon/time.txt", "sudah\n")
    write("pack.toml", SETTINGS + '[lists]\nmay_share = [["time", "aux"]]\n')
    assert () == check(pack)


def test_a_word_that_holds_its_agent_ends_with_a_clitic(pack: Path, write: Write) -> None:
    write("pack.toml", SETTINGS.replace("clitics = []", 'clitics = ["nya"]'))
    path = write("lexicon/particles.txt", "olehnya | AGENT\noleh dia | AGENT\n")
    assert (path, 2) == place(only(pack))
    assert "nya" in only(pack).message


def test_an_entry_with_another_note_is_another_entry(pack: Path, write: Write) -> None:
    write("lexicon/credits.txt", "sumber | wire\nsumber | photo\n")
    assert () == check(pack)


def test_a_particle_has_one_type(pack: Path, write: Write) -> None:
    path = write("lexicon/particles.txt", "dan | CONJ\ndan | DET\n")
    assert (path, 2) == place(only(pack))


@pytest.mark.parametrize(("kind", "way_out"), [("BYY", "nothing knows the type BYY"), ("INV", "is a type of cues.txt")])
def test_a_particle_has_a_type_that_something_knows(pack: Path, write: Write, kind: str, way_out: str) -> None:
    path = write("lexicon/particles.txt", f"dan | CONJ\noleh | {kind}\n")
    assert (path, 2) == place(only(pack))
    assert way_out in only(pack).message


def test_a_rule_that_is_not_there_is_told_on_the_line_that_names_it(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR.replace("active: ACT W", "active: ACT W from"))
    assert (path, 4) == place(only(pack))
    assert "there is no rule 'from'" in only(pack).message


def test_a_cue_that_its_example_does_not_show_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    cues = folder / "lexicon" / "cues.txt"
    wrong = 'racau | ACT | saying | neutral | + | quote | meracau | "Aman," racau Rahmat.\n'
    cues.write_text(cues.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    assert () == check(folder)
    assert [len(cues.read_text(encoding="utf-8").splitlines())] == [fault.line for fault in unread_examples(folder)]


def test_a_rule_that_reads_none_of_its_words_is_one_fault(tmp_path: Path) -> None:
    folder = edited(tmp_path, "clause.lark", "\nfinding: FIND ", "\nfinding: FIND FIND ")
    clause = folder / "clause.lark"
    text = clause.read_text(encoding="utf-8")
    assert () == check(folder)
    (fault,) = unread_examples(folder)
    cues = (folder / "lexicon" / "cues.txt").read_text(encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("finding:"))
    assert (clause, line) == place(fault)
    assert fault.message.startswith(f"rule finding reads none of its {cues.count('| FIND |')} words; ")


def test_a_particle_names_its_type(pack: Path, write: Write) -> None:
    path = write("lexicon/particles.txt", "dan | CONJ\ndari\n")
    assert (path, 2) == place(only(pack))


def test_a_list_that_the_lexer_needs_is_there(pack: Path) -> None:
    (pack / "lexicon" / "time.txt").unlink()
    assert (pack / "lexicon" / "time.txt", 1) == place(only(pack))


@pytest.mark.parametrize("name", ["lexicon/time.txt", "clause.lark", "pack.toml"])
def test_a_line_has_no_blanks_at_its_end(pack: Path, name: str) -> None:
    path = pack / name
    text = path.read_text(encoding="utf-8").replace("\n", " \n", 1)
    path.write_text(text, encoding="utf-8")
    assert (path, 1) == place(only(pack))


def test_a_carriage_return_is_found(pack: Path, write: Write) -> None:
    path = write("lexicon/time.txt", "senin\r\nselasa\n")
    assert (path, 1) == place(only(pack))


def test_text_is_composed(pack: Path, write: Write) -> None:
    path = write("lexicon/time.txt", "senin\nkafe\u0301\n")
    assert (path, 2) == place(only(pack))


def test_a_file_is_utf_8(pack: Path) -> None:
    path = pack / "lexicon" / "credits.txt"
    path.write_bytes(b"caf\xe9\n")
    assert (path, 1) == place(only(pack))


@pytest.mark.parametrize("key", re.findall(r"(?m)^(\w+) =", SETTINGS))
def test_every_setting_is_there(pack: Path, write: Write, key: str) -> None:
    lines = [line for line in SETTINGS.splitlines() if not line.startswith(f"{key} =")]
    path = write("pack.toml", "\n".join(lines) + "\n")
    fault = only(pack)
    assert path == fault.path
    assert f"'{key}' is missing" in fault.message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('verb_minimum = "four"', "a whole number from 0, found 'four'"),
        ("verb_minimum = -1", "a whole number from 0, found -1"),
        ('clitics = "nya"', "a list of words, found 'nya'"),
        ('clitics = [""]', "a list of words, found ['']"),
        ('licence = ""', "text, found ''"),
    ],
)
def test_a_setting_of_another_shape_is_told_on_its_line(pack: Path, write: Write, line: str, expected: str) -> None:
    key = line.split(maxsplit=1)[0]
    text = re.sub(rf"(?m)^{key} = .*$", line, SETTINGS)
    path = write("pack.toml", text)
    fault = only(pack)
    assert (path, text.splitlines().index(line) + 1) == place(fault)
    assert fault.message.endswith(f"'{key}' should be {expected}")


@pytest.mark.parametrize(
    "more",
    [
        'particles = "pun"',
        "suffixes = [1]",
        'nominal_circumfixes = ["ke"]',
        "[morphology.prefixes]\nme = 1",
        '[lists]\nmay_share = [["aux"]]',
        '[lists]\nmay_share = [["aux", "tyme"]]',
    ],
)
def test_a_setting_that_a_pack_may_have_is_held_to_its_shape(pack: Path, write: Write, more: str) -> None:
    path = write("pack.toml", f"{SETTINGS}{more}\n")
    wrong = {fault.path: fault.line for fault in check(pack)}
    assert {path} == set(wrong)
    assert wrong[path] > SETTINGS.count("\n")


@pytest.mark.parametrize("kind", ["W", "TIME"])
def test_a_type_that_may_stand_anywhere_is_read_where_no_cue_is(pack: Path, write: Write, kind: str) -> None:
    path = write("clause.lark", GRAMMAR.replace(f" {kind} |", "").replace("ACT W\n\n", f"ACT {kind}\n\n"))
    fault = next(fault for fault in check(pack) if "start does not read" in fault.message)
    assert (path, 1) == place(fault)
    assert f"read {kind}, " in fault.message


@pytest.mark.parametrize("name", ["pronouns", "clitics"])
def test_a_pronoun_has_its_person(pack: Path, write: Write, name: str) -> None:
    path = write(f"lexicon/{name}.txt", "aku | 1 | singular\ndia | singular\nia\n")
    assert [(path, 2), (path, 3)] == [place(fault) for fault in check(pack)]


def test_a_list_that_nothing_reads_is_a_fault(pack: Path, write: Write) -> None:
    path = write("lexicon/tyme.txt", "senin\n")
    assert (path, 1) == place(only(pack))
    assert "nothing reads this list" in only(pack).message


def test_every_list_that_check_knows_is_asked_for_somewhere() -> None:
    modules = [path for path in (ROOT / "claimtrack").rglob("*.py") if path.parent.name != "check"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    assert set() == {name for name in READ if f'"{name}"' not in code}


@pytest.mark.parametrize("name", ["numbers", "dates"])
def test_words_of_numbers_and_dates_are_there(pack: Path, name: str) -> None:
    path = pack / "lexicon" / f"{name}.toml"
    path.unlink()
    assert (path, 1) == place(only(pack))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("numbers", {"[words]: 'eleven' should be", "[nouns]: 'persons' is missing", "[context]: 'age' is missing"}),
        ("dates", {"[weekdays]: 'names' is missing", "[relative]: 'ago' is missing", "[years]: 'pivot' is missing"}),
    ],
)
def test_every_key_of_numbers_and_dates_that_is_missing_is_told_at_once(
    pack: Path, write: Write, name: str, expected: set[str]
) -> None:
    path = write(f"lexicon/{name}.toml", "[words]\neleven = true\n")
    faults = check(pack)
    assert {path} == {fault.path for fault in faults}
    for words in expected:
        assert any(words in fault.message for fault in faults), words


def test_a_pack_in_which_check_finds_nothing_can_be_read_and_compared(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = pack.rename(pack.with_name("en"))
    (english / "pack.toml").write_text(SETTINGS.replace('"xx"', '"en"'), encoding="utf-8")
    (english / "clause.lark").write_text(GRAMMAR.replace("ACT W\n\n", "ACT filler*\n\n"), encoding="utf-8")
    assert () == check(english)
    assert [] == list(unread_examples(english))
    monkeypatch.setattr("claimtrack.packs.packs_folder", lambda: tmp_path)
    rows = [{"id": day, "outlet": day, "text": f"Rahmat bilang air surut {day} meter."} for day in ("1", "2")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    claims = tmp_path / "claims.db"
    assert 2 == ingest([tmp_path / "a.jsonl"], claims, lang="en").added
    assert 2 == compare(claims, lang="en").documents


def test_the_language_is_the_name_of_the_folder(pack: Path, write: Write) -> None:
    path = write("pack.toml", SETTINGS.replace('"xx"', '"yy"'))
    assert (path, 2) == place(only(pack))


def test_the_folder_may_be_named_by_a_dot(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack)
    assert () == check(Path())
    assert "xx" == read_pack(Path()).lang


def test_a_table_that_is_not_toml_is_told_with_its_line(pack: Path, write: Write) -> None:
    path = write("lexicon/numbers.toml", "one = 1\ntwo = \n".replace("= \n", "=\n"))
    assert (path, 2) == place(only(pack))


def test_both_grammars_are_there(pack: Path) -> None:
    (pack / "source.lark").unlink()
    assert (pack / "source.lark", 1) == place(only(pack))


def test_a_grammar_holds_no_words(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR.replace("ACT W\n\n", 'ACT W "bahwa"\n\n'))
    fault = next(fault for fault in check(pack) if "stands in a grammar" in fault.message)
    assert (path, 4) == place(fault)
    assert '"bahwa"' in fault.message


def test_a_grammar_holds_no_pattern(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR + "X: /kata/\n")
    fault = next(fault for fault in check(pack) if "/kata/" in fault.message)
    assert (path, 9) == place(fault)


def test_words_in_the_comments_of_a_grammar_are_no_fault(pack: Path, write: Write) -> None:
    write("clause.lark", GRAMMAR.replace("%declare", '// "Air surut," kata Rahmat.\n%declare'))
    assert () == check(pack)


def test_a_declared_terminal_is_used(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR.replace("%declare ACT W", "%declare ACT W INV"))
    fault = only(pack)
    assert (path, 6) == place(fault)
    assert "INV" in fault.message


def test_a_used_terminal_is_declared(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR.replace("%declare ACT W", "%declare ACT"))
    fault = next(fault for fault in check(pack) if "not declared" in fault.message)
    assert (path, 4) == place(fault)


@pytest.mark.parametrize("comment", ["", "// active\n", "\n"])
def test_a_rule_shows_what_it_matches(pack: Path, write: Write, comment: str) -> None:
    text = GRAMMAR.replace("// Rahmat bilang air surut.\n", comment)
    path = write("clause.lark", text)
    line = text.splitlines().index("active: ACT W") + 1
    fault = only(pack)
    assert (path, line) == place(fault)
    assert "active" in fault.message


def test_a_grammar_has_no_conflict(pack: Path, write: Write) -> None:
    text = GRAMMAR.replace("active*\n", "(active | other)*\n").replace(
        "%declare ACT", "// Ia bilang air.\nother: ACT W\n\n%declare ACT"
    )
    path = write("clause.lark", text)
    fault = only(pack)
    assert path == fault.path
    assert fault.message.startswith("conflict in rule active: with one token ahead it is open whether ")


def test_a_rule_that_no_other_names_is_a_fault(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR + "\n// Ia bilang air.\nadmission: ACT W\n")
    fault = only(pack)
    assert (path, 11) == place(fault)
    assert "rule admission can never match" in fault.message


LISTED = GRAMMAR.replace("active*\n", "attribution*\n\n?attribution: active | active W\n")


def test_a_rule_that_is_missing_in_the_list_of_constructions_is_told_to_be_added_there(
    pack: Path, write: Write
) -> None:
    write("clause.lark", LISTED + "\n// Ia bilang air.\nadmission: ACT W\n")
    assert "add it to the list ?attribution" in only(pack).message


MISWRITTEN = {
    "active ACT W": (4, "a colon is missing after the rule's name"),
    "act ive: ACT W": (4, "a colon is missing after the rule's name, which is one word"),
    "active: ACT (W": (4, "a bracket of the rule that begins on line 4 is not closed"),
    "active: ACT [W": (4, "a bracket of the rule that begins on line 4 is not closed"),
    "active: ACT W)": (4, "')' closes a bracket that was not opened"),
    "active: ACT, W": (4, "',' cannot stand there"),
    "active = ACT W": (4, "'=' cannot stand there"),
    "active: ACT W\n/ Ia bilang.": (5, "a comment begins with //"),
    "active: ACT W\n\n// Ia bilang air.\nactive: ACT W W": (7, "rule active is there already: line 4"),
    "active: ACT W\n\n%declare: ACT W": (6, "%declare is followed by the names of types"),
    "active: ACT Wo": (4, "Wo has capital and small letters"),
}


@pytest.mark.parametrize("wrong", MISWRITTEN)
def test_how_a_grammar_is_miswritten_is_told_in_a_sentence_with_its_line(pack: Path, write: Write, wrong: str) -> None:
    path = write("clause.lark", GRAMMAR.replace("active: ACT W", wrong))
    line, expected = MISWRITTEN[wrong]
    fault = next(fault for fault in check(pack) if expected in fault.message)
    assert (path, line) == place(fault)
    assert fault.message.startswith(expected)
    assert "(Lark: " in fault.message or "capital" in expected


def test_a_grammar_that_is_no_grammar_is_told(pack: Path, write: Write) -> None:
    path = write("clause.lark", GRAMMAR.replace("active*\n", "active* )\n"))
    assert (path, 1) == place(only(pack))
