"""Scoring gives what a person counts by hand; evaluation sorts it by role, rule and construction."""

from pathlib import Path

import pytest

from claimtrack.errors import GoldError
from claimtrack.evaluate import Report, RuleScore, evaluate, gold_files
from claimtrack.gold import GoldAttribution, parse_gold
from claimtrack.model import Attribution, Document, Extraction, Span
from claimtrack.scoring import Comparison, Rate, Tally, compare, tokens


def gold(*lines: str) -> tuple[str, tuple[GoldAttribution, ...]]:
    (record,) = parse_gold("\n".join(lines), Path("sample.gold"))
    return record.text, record.attributions


def read_as(text: str, *ars: str, rule: str = "r") -> tuple[Attribution, ...]:
    """Write a prediction in the notation of gold."""
    _, attributions = gold(f"text: {text}", *(f"ar: {ar}" for ar in ars))
    return tuple(
        Attribution(
            source=a.source,
            cue=a.cue,
            content=a.content,
            style=a.style,
            negated=a.negated,
            rule=rule,
            source_name=a.source_name,
        )
        for a in attributions
    )


def compared(text: str, gold_ars: list[str], read_ars: list[str]) -> Comparison[Attribution]:
    _, attributions = gold(f"text: {text}", *(f"ar: {ar}" for ar in gold_ars))
    return compare(text, attributions, read_as(text, *read_ars))


RAIN = '"Hujan lebat turun sejak pagi," kata Ani di posko, lapor Antero.'
RIGHT = "Ani <kata> Hujan lebat turun sejak pagi | direct"


def test_perfect_reading_scores_one_everywhere() -> None:
    tally = compared(RAIN, [RIGHT], [RIGHT]).tally
    assert Tally(1, 1, 1, 1, 1, 1, 5, 5, 5, 1, 1) == tally
    assert [1.0] * 4 == [r.f1 for r in (tally.ar_rate, tally.source_rate, tally.content_rate, tally.strict_rate)]


def test_missed_and_spurious_are_counted_apart() -> None:
    comparison = compared(RAIN, [RIGHT], ["Antero <lapor> Hujan lebat | direct"])
    assert (1, 1) == (len(comparison.missed), len(comparison.spurious))
    assert Tally(gold=1, predicted=1, token_predicted=2, token_gold=5) == comparison.tally
    assert 0.0 == comparison.tally.ar_rate.f1


def test_wrong_source_costs_source_and_strict_only() -> None:
    tally = compared(RAIN, [RIGHT], ["Ani di posko <kata> Hujan lebat turun sejak pagi | direct"]).tally
    assert (1, 0, 1, 0) == (tally.matched, tally.source, tally.content, tally.strict)


def test_missing_source_differs_from_a_source_but_equals_none() -> None:
    nobody = "- <kata> Hujan lebat turun sejak pagi | direct"
    assert 0 == compared(RAIN, [RIGHT], [nobody]).tally.source
    assert 1 == compared(RAIN, [nobody], [nobody]).tally.source


def test_partial_content_counts_its_tokens() -> None:
    tally = compared(RAIN, [RIGHT], ["Ani <kata> lebat turun sejak | direct"]).tally
    assert (0, 3, 3, 5) == (tally.content, tally.token_hits, tally.token_predicted, tally.token_gold)
    assert 0.75 == tally.token_rate.f1


def test_punctuation_and_quotation_marks_never_matter() -> None:
    assert 1 == compared(RAIN, [RIGHT], ['Ani <kata> "Hujan lebat turun sejak pagi," | direct']).tally.strict


def test_content_in_pieces_equals_the_same_words_in_other_pieces() -> None:
    text = '"Hujan turun," kata Ani, "sejak pagi."'
    whole = "Ani <kata> Hujan turun || sejak pagi | direct"
    pieces = 'Ani <kata> Hujan || turun || "sejak pagi." | direct'
    assert 1 == compared(text, [whole], [pieces]).tally.strict


def test_clitic_is_a_token_of_its_own() -> None:
    text = "Hujan turun, katanya."
    assert (
        1 == compared(text, ["nya <kata> Hujan turun | indirect"], ["nya <kata> Hujan turun | indirect"]).tally.source
    )
    assert frozenset({(17, 20)}) == tokens(text, [Span(17, 20, "nya")])


def test_optional_gold_is_neither_rewarded_nor_punished() -> None:
    optional = "Antero <lapor> Hujan lebat | mixed optional"
    found = compared(RAIN, [RIGHT, optional], [RIGHT, "Antero <lapor> pagi | mixed"])
    left_out = compared(RAIN, [RIGHT, optional], [RIGHT])
    assert found.tally == left_out.tally == compared(RAIN, [RIGHT], [RIGHT]).tally
    assert (1, 0) == (len(found.forgiven), len(left_out.forgiven))


def test_alternative_content_is_as_good() -> None:
    two = f"{RIGHT} alt=Hujan lebat"
    tally = compared(RAIN, [two], ["Ani <kata> Hujan lebat | direct"]).tally
    assert (1, 2, 2, 2) == (tally.strict, tally.token_hits, tally.token_predicted, tally.token_gold)
    assert 1 == compared(RAIN, [two], [RIGHT]).tally.strict


def test_two_readings_of_one_cue_match_once_and_best_first() -> None:
    comparison = compared(RAIN, [RIGHT], ["Ani <kata> pagi | direct", RIGHT])
    (verdict,) = comparison.verdicts
    assert verdict.content
    assert ["pagi"] == [span.text for spurious in comparison.spurious for span in spurious.content]
    assert Rate(hits=1, predicted=2, gold=1) == comparison.tally.strict_rate


def test_style_and_polarity_are_judged_over_matched_pairs() -> None:
    tally = compared(RAIN, [RIGHT], ["Ani <kata> Hujan lebat turun sejak pagi | mixed negated"]).tally
    assert (0.0, 0.0) == (tally.style_accuracy, tally.negated_accuracy)


def test_names_are_compared_without_case_and_on_optional_pairs_too() -> None:
    named = [f"{RIGHT} name=Ani Wijaya", "Antero <lapor> Hujan lebat | mixed optional name=Kantor Antero"]
    read = [f"{RIGHT} name=ANI WIJAYA", "Antero <lapor> Hujan lebat | mixed"]
    tally = compared(RAIN, named, read).tally
    assert (2, 1, 0.5) == (tally.named, tally.name, tally.name_accuracy)


def test_rate_by_hand() -> None:
    rate = Rate(hits=3, predicted=4, gold=6)
    assert (0.75, 0.5, 0.6) == (rate.precision, rate.recall, rate.f1)
    assert (0.0, 0.0, 0.0) == (Rate(0, 0, 0).precision, Rate(0, 0, 0).recall, Rate(0, 0, 0).f1)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """Two constructions, one read right, one with a wrong source and a spurious reading."""
    (tmp_path / "colon.gold").write_text(f"text: {RAIN}\nar: {RIGHT}\n", encoding="utf-8")
    (tmp_path / "relay.gold").write_text(f"text: {RAIN}\nar: {RIGHT}\n\ntext: Kata kunci.\n", encoding="utf-8")

    def extract(document: Document) -> Extraction:
        if document.id == "colon-1":
            read = read_as(RAIN, RIGHT, rule="inverted")
        elif document.id == "relay-1":
            read = read_as(RAIN, "posko <kata> Hujan lebat turun sejak pagi | direct", rule="inverted")
        else:
            read = read_as("Kata kunci.", "- <Kata> kunci | indirect", rule="colon")
        return Extraction(document, read)

    return evaluate([tmp_path], extract=extract)


def test_report_sorts_by_construction(report: Report) -> None:
    assert ["colon", "relay"] == list(report.constructions)
    assert 1.0 == report.constructions["colon"].strict_rate.f1
    assert (1, 2, 1, 0) == (
        report.constructions["relay"].gold,
        report.constructions["relay"].predicted,
        report.constructions["relay"].matched,
        report.constructions["relay"].strict,
    )


def test_report_sorts_by_rule(report: Report) -> None:
    assert {
        "colon": RuleScore(predicted=1),
        "inverted": RuleScore(predicted=2, matched=2, source=1, content=2, strict=1),
    } == report.rules
    assert (1.0, 0.5) == (report.rules["inverted"].precision, report.rules["inverted"].strict_precision)


def test_report_names_every_mistake(report: Report) -> None:
    assert [("source", "relay-1"), ("spurious", "relay-2")] == [(m.kind, m.record.id) for m in report.mistakes]
    assert "gold: Ani <kata> Hujan lebat turun sejak pagi | direct" in str(report.mistakes[0])
    assert "read: posko <kata> Hujan lebat turun sejak pagi | direct [inverted]" in str(report.mistakes[0])


def test_report_table_shows_roles_constructions_and_rules(report: Report) -> None:
    roles, constructions, rules = report.table().split("\n\n")
    assert "attribution         0.667   1.000  0.800      2     2" in roles
    assert [line.split()[0] for line in constructions.splitlines()[2:]] == ["colon", "relay"]
    assert [line.split()[0] for line in rules.splitlines()[2:]] == ["colon", "inverted"]


def test_a_table_shows_a_dash_where_there_is_nothing_to_measure(tmp_path: Path) -> None:
    for name, text in {"none": "Air surut.", "plain": RAIN}.items():
        (tmp_path / f"{name}.gold").write_text(f"text: {text}\n", encoding="utf-8")
    (tmp_path / "relay.gold").write_text(f"text: {RAIN}\nar: {RIGHT}\n", encoding="utf-8")

    def extract(document: Document) -> Extraction:
        return Extraction(document=document, attributions=read_as(RAIN, RIGHT) if document.text == RAIN else ())

    report = evaluate([tmp_path], extract=extract)
    roles, constructions, _ = report.table().split("\n\n")
    rows = {line.split()[0]: line.split()[1:] for line in constructions.splitlines()[2:]}
    assert ["0", "0", *"--------"] == rows["none"]
    assert ["0", "1", "0.000", *"-------"] == rows["plain"]
    assert ["1", "1", *["1.000"] * 8] == rows["relay"]
    assert ["name", "-"] == roles.splitlines()[-1].split()
    assert 0.0 == report.total.name_accuracy == report.constructions["none"].ar_rate.f1


def test_report_adds_up_files(report: Report) -> None:
    assert ["colon.gold", "relay.gold"] == [Path(path).name for path in report.files]
    assert report.total == sum(report.files.values(), Tally())


def test_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \.gold file in this folder"):
        gold_files([tmp_path])
