"""Quantities: the table in fixtures, and what holds for any text."""

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import PackError
from claimtrack.figures.tables import load_toml, numerals
from claimtrack.figures.tokens import Tokens
from claimtrack.packs import packs_folder, read_pack
from claimtrack.quantities import Quantity, find_quantities
from claimtrack.sections import Section

TABLE = Path(__file__).parent.parent / "fixtures" / "id" / "quantities.tsv"
Row = tuple[str, float | None, float | None, str, str | None, tuple[str, ...]]


def read_table() -> dict[str, list[Row]]:
    """Return text -> its quantities, in the order of the file."""
    table: dict[str, list[Row]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, span, *rest = line.split("\t")
        rows = table.setdefault(text, [])
        if span != "-":
            low, high, comparator, unit, flags = rest
            rows.append((span, _number(low), _number(high), comparator, unit or None, tuple(flags.split())))
    return table


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def as_row(found: Quantity) -> Row:
    return found.span.text, found.low, found.high, found.comparator, found.unit, found.flags


TEXTS = read_table()


@pytest.mark.parametrize("text", TEXTS)
def test_table(text: str) -> None:
    assert TEXTS[text] == [as_row(found) for found in find_quantities(text)]


def test_table_is_large_and_holds_traps() -> None:
    assert len(TEXTS) >= 180
    assert sum(not rows for rows in TEXTS.values()) >= 40


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Pemerintah menargetkan 500 rumah.", "plan"),
        ("Stadion berkapasitas 30.000 penonton.", "capacity"),
        ("Harga solar Rp 6.800 per liter.", "rate"),
        ("Ada 500 rumah di sana.", None),
    ],
)
def test_measure(text: str, measure: str | None) -> None:
    assert [measure] == [found.measure for found in find_quantities(text)]


def test_offsets_count_code_points_of_the_whole_text() -> None:
    text = "🚢🚢 Kapal itu memuat sekitar 40 peti, kata “Damar”."
    [found] = find_quantities(text)
    assert "sekitar 40 peti" == text[found.span.start : found.span.stop]


@pytest.mark.parametrize(
    "tables", [("comparators",), ("currencies", "units"), ("currency_signs",), ("scales", "vague", "words")]
)
def test_no_form_of_the_pack_means_two_things(tables: tuple[str, ...]) -> None:
    data = load_toml("id", "numbers")
    forms = [
        form for table in tables for name in data.section(table).data for form in _forms(data.section(table), name)
    ]
    assert [] == [form for form, count in Counter(forms).items() if count > 1]


def _forms(section: Section, name: str) -> list[str]:
    value = section.data[name]
    words = value if isinstance(value, list) and isinstance(value[0], str) else [name]
    return [" ".join(Tokens.of(str(word)).low) for word in words]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("", "'figures' is missing"),
        ("[figures]\ndecimal = 5", "'decimal' should be text"),
        ("[figures", "numbers.toml"),
    ],
)
def test_broken_table_is_an_error_that_names_file_and_key(
    broken: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(packs_folder() / "id", tmp_path / "xx"))
    (folder / "lexicon" / "numbers.toml").write_text(NEEDED + broken, encoding="utf-8")
    monkeypatch.setattr("claimtrack.figures.tables.load_pack", lambda _: read_pack(folder))
    with pytest.raises(PackError, match=message):
        numerals.__wrapped__("xx")


NEEDED = "[number_signs]\n[words]\n[teens]\n[multipliers]\n"


def test_unknown_language_is_an_error_that_names_the_packs() -> None:
    with pytest.raises(PackError, match="no language pack 'xx'"):
        find_quantities("12 kapal", lang="xx")


def indonesian(value: int, decimals: str) -> str:
    """Format a number the Indonesian way."""
    return f"{value:,}".replace(",", ".") + (f",{decimals}" if decimals else "")


@settings(deadline=None)
@given(st.integers(0, 10**15 - 1), st.from_regex(r"[0-9]{1,2}|[0-9]{4}", fullmatch=True) | st.just(""))
def test_formatted_number_reads_back_as_itself(value: int, decimals: str) -> None:
    figure = indonesian(value, decimals)
    [found] = find_quantities(f"Beratnya {figure} ton.")
    assert (f"{figure} ton", "ton", ()) == (found.span.text, found.unit, found.flags)
    assert float(f"{value}.{decimals or 0}") == found.low == found.high


WORDS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def spelled(value: int) -> str:
    """Spell a positive number below a thousand million in Indonesian words: an oracle apart from the code."""
    for size, name in ((10**6, "juta"), (1000, "ribu")):
        if value >= size:
            head = "seribu" if value // size == 1 and name == "ribu" else f"{spelled(value // size)} {name}"
            return f"{head} {spelled(value % size)}" if value % size else head
    if value >= 100:
        head = "seratus" if value // 100 == 1 else f"{WORDS[value // 100]} ratus"
        return f"{head} {spelled(value % 100)}" if value % 100 else head
    if value >= 20:
        return f"{WORDS[value // 10]} puluh" + (f" {WORDS[value % 10]}" if value % 10 else "")
    if value in {10, 11}:
        return "sepuluh" if value == 10 else "sebelas"
    return f"{WORDS[value % 10]} belas" if value > 11 else WORDS[value]


@settings(deadline=None)
@given(st.integers(1, 10**9 - 1))
def test_spelled_number_reads_as_its_value(value: int) -> None:
    [found] = find_quantities(f"Ada {spelled(value)} kapal.")
    assert (float(value), float(value), "kapal") == (found.low, found.high, found.unit)


PIECES = st.sampled_from(
    [
        "sekitar",
        "Rp",
        "US$",
        "1.500",
        "1,5",
        "juta",
        "12",
        "-",
        "hingga",
        "Oktober",
        "2024",
        "Senin",
        "(",
        ")",
        "/",
        ".",
        ",",
        "ke",
        "orang",
        "%",
        "\n",
        "setengah",
        "puluhan",
        "ribu",
        "antara",
        "dan",
        "per",
        "lalu",
        "awal",
        "tahun",
        "lebih",
        "'",
        "°",
        "﷽",
        "١٢",
        "½",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_ordered_spans_that_slice_back(text: str) -> None:
    stop = 0
    for found in find_quantities(text):
        assert found.span.text == text[found.span.start : found.span.stop]
        assert stop <= found.span.start
        assert found.low is None or found.high is None or found.low <= found.high
        stop = found.span.stop


@settings(deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.sampled_from(["\n\n", "Kata dia. \n", "Air sudah surut.\n"]))
def test_unrelated_lines_before_shift_nothing_else(text: str, before: str) -> None:
    assert TEXTS[text] == [as_row(found) for found in find_quantities(before + text)]


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "12 ",
        "1.",
        "1-",
        "juta ",
        "ribuan juta ",
        "Rp ",
        "sekitar ",
        "antara 1 dan ",
        "1/2/",
        "(",
        "dua ",
        "Senin, ",
        "8, ",
        "awal ",
        "1 x ",
        " -1",
        "minus ",
        "1 (",
        "seribuan ",
    ],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    """Twenty times the text may not take more than about twenty times as long, however odd it is."""
    short, long = unit * (1_000 // len(unit)), unit * (20_000 // len(unit))
    seconds = [min(_seconds(text) for _ in range(2)) for text in (short, long)]
    assert seconds[1] < 60 * max(seconds[0], 0.01)


def _seconds(text: str) -> float:
    start = time.process_time()
    find_quantities(text)
    return time.process_time() - start
