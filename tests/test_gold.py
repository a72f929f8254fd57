"""Gold files: both formats read, write and fail as `docs/gold.md` says."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from claimtrack.errors import GoldError
from claimtrack.gold import GoldAttribution, GoldRecord, parse_gold, parse_jsonl, read, write_gold, write_jsonl
from claimtrack.model import Span
from tests.strategies import gold_records

HERE = Path("sample.gold")


def parse(*lines: str) -> tuple[GoldRecord, ...]:
    return tuple(parse_gold("\n".join(lines), HERE))


def only(*lines: str) -> GoldAttribution:
    (record,) = parse(*lines)
    (attribution,) = record.attributions
    return attribution


def test_reads_source_cue_and_content_at_their_places() -> None:
    attribution = only(
        'text: "Air sudah surut sejak pagi," kata Rahmat, Senin.',
        "ar: Rahmat <kata> Air sudah surut sejak pagi | direct",
    )
    expected = GoldAttribution(
        cue=Span(30, 34, "kata"),
        content=(Span(1, 27, "Air sudah surut sejak pagi"),),
        style="direct",
        source=Span(35, 41, "Rahmat"),
    )
    assert expected == attribution


def test_reads_flags_name_and_alternative_content() -> None:
    attribution = only(
        "text: Ia tidak menyebut angka, kata juru bicara, Kamis.",
        "ar: Ia <menyebut> angka | indirect negated optional name=Sari Dewi alt=Ia tidak || angka",
    )
    assert (True, True, "Sari Dewi") == (attribution.negated, attribution.optional, attribution.source_name)
    assert ["Ia tidak", "angka"] == [span.text for span in attribution.content_alt]


def test_source_is_the_place_nearest_to_the_cue() -> None:
    attribution = only(
        "text: Budi datang terlambat karena Budi sakit, kata Budi, lalu Budi pulang.",
        "ar: Budi <kata> Budi#1 | indirect",
    )
    assert 46 == (attribution.source.start if attribution.source else None)
    assert 0 == attribution.content[0].start


def test_whole_word_wins_over_letters_inside_a_word() -> None:
    attribution = only("text: Media, kata dia, memuat berita itu.", "ar: dia <kata> memuat berita itu | indirect")
    assert 12 == (attribution.source.start if attribution.source else None)


def test_clitic_source_is_found_inside_its_word() -> None:
    attribution = only("text: Rumahnya hanyut, katanya.", "ar: nya <kata> Rumahnya hanyut | indirect")
    assert Span(21, 24, "nya") == attribution.source


def test_clitic_nearest_to_the_cue_wins_over_a_word_that_begins_with_it() -> None:
    attribution = only("text: Aman, katanya, dan nyaris gratis.", "ar: nya <kata> Aman || dan nyaris gratis | indirect")
    assert 10 == (attribution.source.start if attribution.source else None)


def test_cue_that_stands_twice_must_be_counted() -> None:
    text = "text: Beri kata kunci, kata Sari."
    with pytest.raises(GoldError, match=r"sample\.gold:2: cue 'kata' stands 2 times .* kata#2"):
        parse(text, "ar: Sari <kata> Beri kata kunci | indirect")
    assert 17 == only(text, "ar: Sari <kata#2> Beri kata kunci | indirect").cue.start


def test_source_that_is_a_dash_is_not_nobody() -> None:
    text = "- b c"
    gold = GoldAttribution(Span(2, 3, "b"), (Span(4, 5, "c"),), "direct", source=Span(0, 1, "-"))
    (record,) = parse(write_gold([GoldRecord("r", text, (gold,))]))
    assert (gold,) == record.attributions


def test_no_ar_line_means_no_attribution() -> None:
    (record,) = parse("# a comment", "", "text: Daftar itu disusun menurut abjad.")
    assert () == record.attributions
    assert ("sample", "sample-1") == (record.construction, record.id)


def test_line_break_in_a_text_is_written_as_an_escape() -> None:
    (record,) = parse(r"text: Baris satu.\nBaris dua \\ tiga.")
    assert "Baris satu.\nBaris dua \\ tiga." == record.text


def test_attributions_come_sorted_by_cue() -> None:
    (record,) = parse(
        "text: Hujan turun, kata Ani, lapor Antero.",
        "ar: Antero <lapor> Hujan turun, kata Ani | indirect",
        "ar: Ani <kata> Hujan turun | indirect",
    )
    assert ["kata", "lapor"] == [attribution.cue.text for attribution in record.attributions]


BAD = {
    "unknown key": ("teks: Halo.", r"1: unknown line 'teks: Halo\.'"),
    "ar before text": ("ar: A <b> c | direct", r"1: 'ar' line before the first 'text: ' line"),
    "no style": ("text: A b c.\nar: A <b> c", r"2: cannot read attribution 'A <b> c'"),
    "wrong style": ("text: A b c.\nar: A <b> c | loud", r"2: style 'loud' is not one of direct, mixed, indirect"),
    "words not there": ("text: A b c.\nar: A <b> d | direct", r"2: 'd' does not stand in the text"),
    "count too high": ("text: A b c.\nar: A#3 <b> c | direct", r"2: 'A' stands only 1 times in the text, not 3"),
    "unknown failure": ("text: A b c.\nfails: badly", r"2: failure 'badly' is not one of missed, spurious"),
    "empty content": ("text: A b c.\nar: A <b>  | direct", r"2: cannot read attribution"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_gold_names_file_and_line(name: str) -> None:
    text, message = BAD[name]
    with pytest.raises(GoldError, match=r"sample\.gold:" + message):
        tuple(parse_gold(text, HERE))


BAD_JSONL = {
    "broken json": '{"id": ',
    "no text": '{"id": "a", "ars": []}',
    "span outside": '{"id": "a", "text": "Abc", "ars": [{"cue": [1, 9], "content": [[0, 1]], "style": "direct"}]}',
    "span of three": '{"id": "a", "text": "Abc", "ars": [{"cue": [1, 2, 3], "content": [[0, 1]], "style": "direct"}]}',
    "wrong style": '{"id": "a", "text": "Abc", "ars": [{"cue": [1, 2], "content": [[0, 1]], "style": "x"}]}',
    "not an object": "[1]",
}


@pytest.mark.parametrize("name", BAD_JSONL)
def test_bad_jsonl_names_file_and_line(name: str) -> None:
    with pytest.raises(GoldError, match=r"g\.jsonl:2: not a gold record"):
        tuple(parse_jsonl("\n" + BAD_JSONL[name], Path("g.jsonl")))


def test_same_id_twice_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "twice.gold"
    path.write_text("text: A.\nid: x\n\ntext: B.\nid: x\n", encoding="utf-8")
    with pytest.raises(GoldError, match="id 'x' stands twice"):
        read(path)


def test_missing_and_undecodable_files_are_gold_errors(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot read gold"):
        read(tmp_path / "none.gold")
    path = tmp_path / "latin.gold"
    path.write_bytes(b"text: caf\xe9\n")
    with pytest.raises(GoldError, match="cannot read gold"):
        read(path)


def test_jsonl_keeps_keys_it_does_not_know() -> None:
    line = '{"id": "a", "outlet": "X", "doc": {"credits": []}, "text": "Abc", "ars": []}\n'
    (record,) = parse_jsonl(line, Path("g.jsonl"))
    assert {"outlet": "X", "doc": {"credits": []}} == record.extra
    assert line == write_jsonl([record])


def test_readable_form_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(GoldError, match="no place for outlet; write JSONL"):
        write_gold([GoldRecord("a", "Abc", extra={"outlet": "X"})])


@given(gold_records())
def test_readable_form_round_trips(record: GoldRecord) -> None:
    assert (record,) == tuple(parse_gold(write_gold([record]), HERE))


@given(gold_records())
def test_jsonl_round_trips(record: GoldRecord) -> None:
    record = evolve(record, extra={"doc": {"credits": [{"role": "wire", "name": "X"}]}})
    assert (record,) == tuple(parse_jsonl(write_jsonl([record]), Path("g.jsonl")))
