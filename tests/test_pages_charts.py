"""What the pages draw and write, without a server: grids, axes, time lines, columns, feeds and tables."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.publish.charts import (
    MOST_COLUMNS,
    MOST_FIGURES,
    MOST_PERIODS,
    MOST_ROWS,
    axes,
    columns,
    grid,
    time_line,
)
from claimtrack.publish.compat import Row
from claimtrack.publish.feeds import csv_text, entry, feed, rfc3339
from claimtrack.publish.matrix import MOST_COLUMNS as MATRIX_COLUMNS
from claimtrack.publish.matrix import lay_out
from claimtrack.publish.mentions import first_mentions
from claimtrack.publish.pages import apart
from claimtrack.publish.story import Told, reason, wordings

ATOM = "{http://www.w3.org/2005/Atom}"


def mention(number: int, **changes: object) -> Row:
    return {
        "id": f"a{number}",
        "outlet_id": f"o{number}",
        "outlet_name": f"Media {number}",
        "source_id": f"s{number}",
        "source_name": f"Sumber {number}",
        "source_text": f"Sumber {number}",
        "sign": "states",
        "published": "2026-03-01",
        "text": f"kalimat {number}",
        "relation": None,
        **changes,
    }


def figure(low: float | None, high: float | None, **changes: object) -> Row:
    own = {"low": low, "high": high, "unit": "m", "measure": None, "words": f"{low}-{high}"}
    return {**mention(1), **own, "id": changes.get("outlet_id"), **changes}


def test_400_outlets_and_sources_are_cut_and_counted() -> None:
    found = grid([mention(n) for n in range(400)])
    assert (MOST_COLUMNS, 400 - MOST_COLUMNS) == (len(found.columns), found.hidden_columns)
    assert 400 == len(found.rows) + found.hidden_rows
    assert len(found.rows) <= MOST_ROWS
    line = time_line([mention(n) for n in range(400)])
    assert 400 == len(line.lanes) + line.hidden


def test_a_source_that_states_and_denies_in_one_outlet_shows_both() -> None:
    (row,) = grid([mention(1), mention(1, sign="denies"), mention(1)]).rows
    assert {"o1": {"states": 2, "denies": 1}} == row[1]


def test_nothing_is_drawn_of_nothing() -> None:
    assert [(), (), (), ()] == [grid([]).rows, axes([]), time_line([]).lanes, columns([])]


def test_figures_that_agree_have_no_axis() -> None:
    assert () == axes([figure(40.0, 40.0), figure(40.0, 40.0, outlet_id="o2")])


def test_several_figures_of_one_mention_or_of_all_do_not_differ() -> None:
    both = [figure(40.0, 40.0), figure(60.0, 60.0)]
    assert () == axes(both)
    assert () == axes([*both, *({**one, "id": "other"} for one in both)])
    assert () == axes([*both, {**both[0], "id": "other"}]), "who tells one of them differs from nobody"
    assert 1 == len(axes([*both, *({**one, "id": "other"} for one in (both[0], figure(50.0, 50.0)))]))


@given(
    st.lists(
        st.tuples(st.none() | st.floats(-1e12, 1e12), st.none() | st.floats(-1e12, 1e12)).map(
            lambda ends: ends if ends[0] is None or ends[1] is None else (min(ends[0], ends[1]), max(ends[0], ends[1]))
        ),
        max_size=40,
    )
)
def test_every_figure_lies_on_its_axis(ends: list[tuple[float | None, float | None]]) -> None:
    for axis in axes([figure(low, high, outlet_id=str(n)) for n, (low, high) in enumerate(ends)]):
        assert len(axis.bars) <= MOST_FIGURES
        for bar in axis.bars:
            assert 0 <= bar.left <= bar.left + bar.width <= 100.01
            assert (bar.row["low"] is None, bar.row["high"] is None) == (bar.open_left, bar.open_right)


def test_a_figure_without_a_bound_reaches_to_the_end() -> None:
    (axis,) = axes([figure(40.0, 40.0), figure(60.0, None, outlet_id="o2")])
    assert [(0.0, False), (100.0 - axis.bars[1].left, True)] == [(bar.width, bar.open_right) for bar in axis.bars]


def test_figures_of_very_different_size_stand_on_a_logarithmic_axis() -> None:
    (axis,) = axes([figure(n, n, outlet_id=str(n)) for n in (10.0, 1000.0, 100_000.0)])
    assert axis.logarithmic
    assert 50.0 == axis.bars[1].left


def test_the_time_line_runs_from_the_first_to_the_last() -> None:
    days = ["2026-03-03", "2026-03-01", "not a day", "2026-03-02T00:00:00+00:00"]
    line = time_line([mention(n, published=day) for n, day in enumerate(days)])
    assert ["o1", "o3", "o0", "o2"] == [lane.outlet_id for lane in line.lanes]
    assert [3.0, 50.0, 97.0, None] == [lane.dots[0].place for lane in line.lanes]
    assert ("2026-03-01", "2026-03-03") == (line.first, line.last)


def test_who_was_first_is_not_guessed_where_only_the_day_is_known() -> None:
    later = mention(3, published="2026-03-02")
    assert ["a1", "a2"] == [row["id"] for row in first_mentions([mention(1), mention(2), later])]
    hours = [mention(1, published="2026-03-01T09:00:00+07:00"), mention(2, published="2026-03-01T08:00:00+07:00")]
    assert ["a2"] == [row["id"] for row in first_mentions(hours)]
    assert [] == first_mentions([mention(1, published="kemarin")])
    mixed = [mention(1, published="2026-03-01T08:00:00+07:00"), mention(2), hours[0], later]
    assert ["a1", "a2"] == [row["id"] for row in first_mentions(mixed)]


def test_who_denies_a_claim_did_not_say_it_first() -> None:
    denial = mention(1, sign="denies")
    assert ["a2"] == [row["id"] for row in first_mentions([denial, mention(2, published="2026-03-02")])]
    assert ["a1"] == [row["id"] for row in first_mentions([denial])]


def test_the_first_wording_stands_first_and_equal_wordings_are_one() -> None:
    found = wordings([mention(1, relation="agrees"), mention(2), mention(3, text="“Kalimat 2.”", relation="agrees")])
    assert [("kalimat 2", ("Media 2", "Media 3")), ("kalimat 1", ("Media 1",))] == [
        (worded.mention["text"], worded.outlets) for worded in found
    ]


def test_who_denies_words_does_not_share_a_line_with_who_states_them() -> None:
    same = {"text": "kalimat", "proposition_id": "p2"}
    found = wordings([mention(1, **same, sign="denies"), mention(2, **same, relation="denies")])
    assert [("denies", ("Media 1",)), ("states", ("Media 2",))] == [(w.mention["sign"], w.outlets) for w in found]


@pytest.mark.parametrize(("base", "expected"), [("p1", ["kalimat 2"]), ("p9", ["kalimat 9", "kalimat 2"])])
def test_what_others_are_compared_with_is_there_though_no_mention_has_it(base: str, expected: list[str]) -> None:
    listed = [mention(2, relation="agrees", proposition_id="p1")]
    found = wordings(listed, mention(9, proposition_id=base))
    assert expected == [worded.mention["text"] for worded in found]


def test_many_days_are_drawn_as_months() -> None:
    days: list[Row] = [
        {"day": f"2026-{month:02}-{day:02}", "attributions": 1, "denials": int(day == 1)}
        for month in (1, 2)
        for day in range(1, 28)
    ]
    assert [("2026-01", 27, 1), ("2026-02", 27, 1)] == [(c.period, c.attributions, c.denials) for c in columns(days)]
    assert len(columns(days[:MOST_PERIODS])) == MOST_PERIODS


def test_the_matrix_counts_what_does_not_fit_and_keeps_the_outlet_asked_for() -> None:
    outlets: dict[str, tuple[int, ...]] = {f"o{n:03}": (n % 2, 0, 1) for n in range(400)}
    names = {key: f"Media {key}" for key in outlets}
    found = lay_out([{"id": "c"}, {"id": "none"}], {"c": outlets}, names, "o399")
    assert (MATRIX_COLUMNS, "o399", "Media o399") == (len(found.columns), *found.columns[0])
    assert [400 - MATRIX_COLUMNS, 0] == [others for _, _, others in found.rows]
    assert ((("states", 1), ("denies", 1)), (("denies", 1),)) == found.rows[0][1][:2]
    assert ((),) * MATRIX_COLUMNS == found.rows[1][1]


def test_one_event_is_told_once_on_the_front_page() -> None:
    found: dict[str, list[Row]] = {"shared": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "contested": [{"id": "a"}]}
    kept = apart(found, {"a": {1, 2}, "b": {2, 3}, "c": {4}})
    assert {"shared": ["c"], "contested": ["a"]} == {name: [row["id"] for row in rows] for name, rows in kept.items()}


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_a_table_is_a_formula(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline="")))
    assert len(rows) + 1 == len(read)
    assert [] == [cell for row in read[1:] for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


@given(st.text(), st.text())
def test_any_text_makes_a_well_formed_feed(title: str, text: str) -> None:
    one = entry(key="https://a.example/x", title=title, updated=text, author=title, text=text)
    root = ET.fromstring(feed("https://a.example/", title, [one], [text], "https://a.example/"))  # noqa: S314 - our own
    assert 1 == len(root.findall(f"{ATOM}entry"))


@pytest.mark.parametrize("iso", ["", "kemarin", "0001-01-01T00:00:00+23:59", "9999-12-31", "2026-08"])
def test_every_date_of_a_feed_is_a_moment(iso: str) -> None:
    assert len("2026-08-29T15:00:00Z") == len(rfc3339(iso))


@pytest.mark.parametrize(
    ("corroboration", "kinds", "parties", "signs", "expected"),
    [
        ("one_origin_repeated", ["person"], ["a"], (3, 0, 0), "one_origin_repeated"),
        ("independence_not_established", ["person", "person"], ["a", "b"], (1, 0, 0), "one_outlet"),
        ("independence_not_established", ["person", "news_agency"], ["a", "b"], (3, 0, 0), "relay"),
        ("independence_not_established", ["person", "person"], ["a", "a"], (3, 0, 0), "one_party"),
        ("independence_not_established", ["person", "person"], ["a", "b"], (3, 0, 0), "unclear"),
        ("no_named_origin", [], [], (2, 2, 0), "nobody_states"),
        ("no_named_origin", [], [], (2, 0, 2), "nobody_states"),
    ],
)
def test_the_reason_is_that_of_the_rule(
    corroboration: str, kinds: list[str], parties: list[str], signs: tuple[int, int, int], expected: str
) -> None:
    counts = dict(zip(("n_mentions", "n_open", "n_denials"), signs, strict=True)) | {"n_outlets": signs[0]}
    sides: list[Row] = [{"side": "supports", "kind": k, "party_id": p} for k, p in zip(kinds, parties, strict=True)]
    told = Told({"corroboration": corroboration, "contested": 0, **counts}, compared=True, mentions=[], sides=sides)
    assert expected == reason(told)[0]
