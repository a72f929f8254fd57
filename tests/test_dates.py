"""Dates: the table in fixtures, and what holds for any text."""

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.dates import DateSpan, find_dates
from claimtrack.errors import PackError

TABLE = Path(__file__).parent.parent / "fixtures" / "id" / "dates.tsv"
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
Row = tuple[str, str, str, str, tuple[str, ...]]
Case = tuple[str, str]


def read_table() -> dict[Case, list[Row]]:
    """Return (text, published) -> its dates, in the order of the file."""
    table: dict[Case, list[Row]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, published, span, *rest = line.split("\t")
        rows = table.setdefault((text, published), [])
        if span != "-":
            start, end, precision, flags = rest
            rows.append((span, start, end, precision, tuple(flags.split())))
    return table


def as_row(found: DateSpan) -> Row:
    return found.span.text, found.start.isoformat(), found.end.isoformat(), found.precision, found.flags


def day_or_none(published: str) -> date | None:
    return date.fromisoformat(published) if published else None


CASES = read_table()


@pytest.mark.parametrize("case", CASES, ids=" | ".join)
def test_table(case: Case) -> None:
    text, published = case
    assert CASES[case] == [as_row(found) for found in find_dates(text, published=day_or_none(published))]


def test_table_is_large_and_holds_traps() -> None:
    assert len(CASES) >= 140
    assert sum(not rows for rows in CASES.values()) >= 15


def test_a_datetime_counts_as_its_day() -> None:
    [found] = find_dates("Terjadi kemarin.", published=datetime(2024, 10, 24, 23, 59))  # noqa: DTZ001 - local
    assert date(2024, 10, 23) == found.start


def test_unknown_language_is_an_error_that_names_the_packs() -> None:
    with pytest.raises(PackError, match="no language pack 'xx'"):
        find_dates("kemarin", lang="xx")


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@settings(deadline=None)
@given(DAYS, st.sampled_from(["long", "slash", "iso", "weekday", "bracket"]))
def test_written_date_reads_back_as_itself(day: date, style: str) -> None:
    name, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    words = {
        "long": f"{day.day} {month} {day.year}",
        "slash": f"{day.day}/{day.month}/{day.year}",
        "iso": day.isoformat(),
        "weekday": f"{name}, {day.day} {month} {day.year}",
        "bracket": f"{name} ({day.day:02}/{day.month:02}/{day.year})",
    }[style]
    [found] = find_dates(f"Kapal itu tiba pada {words} di teluk.")
    assert (words, day, day, ()) == (found.span.text, found.start, found.end, found.flags)


@settings(deadline=None)
@given(DAYS, st.integers(0, 6))
def test_bare_weekday_is_the_latest_one_up_to_publication(published: date, weekday: int) -> None:
    [found] = find_dates(f"Kata dia pada {WEEKDAYS[weekday]}.", published=published)
    assert weekday == found.start.weekday()
    assert timedelta(0) <= published - found.start < timedelta(7)


@settings(deadline=None)
@given(DAYS, st.sampled_from(["pekan lalu", "pekan ini", "pekan depan", "dua pekan lalu"]))
def test_weeks_run_from_monday_to_sunday(published: date, words: str) -> None:
    [found] = find_dates(f"Terjadi {words}.", published=published)
    assert (0, 6, timedelta(6)) == (found.start.weekday(), found.end.weekday(), found.end - found.start)


@settings(deadline=None)
@given(DAYS)
def test_parts_of_a_month_follow_each_other_and_fill_it(published: date) -> None:
    parts = [find_dates(f"Pada {part} bulan ini.", published=published)[0] for part in ("awal", "pertengahan", "akhir")]
    [month] = find_dates("Pada bulan ini.", published=published)
    assert (month.start, month.end) == (parts[0].start, parts[2].end)
    assert [parts[1].start, parts[2].start] == [part.end + timedelta(1) for part in parts[:2]]


PIECES = st.sampled_from(
    [
        "8",
        "13",
        "31",
        "Oktober",
        "Mei",
        "2024",
        "1999",
        "-",
        "hingga",
        "/",
        "10",
        "(",
        ")",
        ",",
        ".",
        "Senin",
        "Minggu",
        "lalu",
        "pekan",
        "minggu",
        "awal",
        "akhir",
        "tahun",
        "bulan",
        "dua",
        "terakhir",
        "ke depan",
        "kemarin",
        "antara",
        "dan",
        "kuartal",
        "III",
        "an",
        "\n",
        "akan",
        "tanggal",
        "hari",
        "9999",
        "1700",
        "dekade",
        "seribu",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.text() | st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join),
    st.none() | st.dates(),
)
def test_any_text_gives_ordered_spans_that_slice_back(text: str, published: date | None) -> None:
    stop = 0
    for found in find_dates(text, published=published):
        assert found.span.text == text[found.span.start : found.span.stop]
        assert stop <= found.span.start
        assert found.start <= found.end
        stop = found.span.stop


@pytest.mark.parametrize(
    "unit", ["8, ", "Senin-", "1/2/", "2024-", "Mei hingga ", "akan ", "antara 1 dan ", "awal ", "dua tahun "]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    """Twenty times the text may not take more than about twenty times as long, however odd it is."""
    short, long = unit * (1_000 // len(unit)), unit * (20_000 // len(unit))
    seconds = [min(_seconds(text) for _ in range(2)) for text in (short, long)]
    assert seconds[1] < 60 * max(seconds[0], 0.01)


def _seconds(text: str) -> float:
    start = time.process_time()
    find_dates(text, published=date(2024, 10, 24))
    return time.process_time() - start
