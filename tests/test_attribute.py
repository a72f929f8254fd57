"""Attribution: the constructions in their simplest form, and what is hard to read."""

from itertools import pairwise

import pytest

import claimtrack
from claimtrack import Attribution
from claimtrack.glued import seams
from claimtrack.packs import load_pack

SIMPLE = [
    ("Air sudah surut, kata Rahmat.", "inverted", "Rahmat", "kata", ["Air sudah surut"]),
    ('"Air sudah surut," ujarnya.', "inverted", "nya", "ujar", ['"Air sudah surut,"']),
    ("Air, kata dia, sudah surut.", "inverted", "dia", "kata", ["Air", "sudah surut."]),
    ("Menurut Rahmat, air surut.", "preposition", "Rahmat", "Menurut", ["air surut."]),
    ("Rahmat mengatakan bahwa air surut.", "active", "Rahmat", "mengatakan", ["air surut."]),
    ("Rahmat mengatakan kepada wartawan bahwa air surut.", "active", "Rahmat", "mengatakan", ["air surut."]),
    ('"Air surut," Rahmat menjelaskan.', "active_weak", "Rahmat", "menjelaskan", ['"Air surut,"']),
    ("Air surut, demikian kata polisi.", "thus", "polisi", "kata", ["Air surut"]),
    ("Seperti dilaporkan Radio Lembah, air surut.", "like", "Radio Lembah", "dilaporkan", ["air surut."]),
    ("Air surut, dikutip dari Radio Lembah.", "relay", "Radio Lembah", "dikutip", ["Air surut"]),
    ("Hal itu dibenarkan oleh Rahmat.", "passive", "Rahmat", "dibenarkan", ["Hal itu"]),
    ("Tanggul itu diduga jebol.", "opinion", None, "diduga", ["Tanggul itu", "jebol."]),
    ("Konon sungai itu angker.", "hearsay", None, "Konon", ["sungai itu angker."]),
    ("Kekhawatiran warga bahwa air naik lagi.", "noun", "warga", "Kekhawatiran", ["air naik lagi."]),
    ("Survei itu menunjukkan bahwa warga puas.", "finding", "Survei itu", "menunjukkan", ["warga puas."]),
    ('Rahmat menjuluki banjir itu "tamu tahunan".', "naming", "Rahmat", "menjuluki", ['banjir itu "tamu tahunan"']),
]


@pytest.mark.parametrize(("text", "rule", "source", "cue", "content"), SIMPLE, ids=[row[0] for row in SIMPLE])
def test_each_construction_is_read_by_its_rule(
    text: str, rule: str, source: str | None, cue: str, content: list[str]
) -> None:
    found = claimtrack.extract(text).attributions
    assert 1 == len(found)
    one = found[0]
    read = (one.rule, one.source.text if one.source else None, one.cue.text, [s.text.rstrip(".") for s in one.content])
    assert (rule, source, cue, [part.rstrip(".") for part in content]) == read


def test_an_attribution_inside_the_content_of_another_has_it_as_parent() -> None:
    inner, outer = claimtrack.extract("Rahmat mengatakan bahwa air surut, menurut Radio Lembah.").attributions
    assert (outer, None) == (inner.parent, outer.parent)
    assert "Rahmat" == inner.source.text if inner.source else False


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("Dilansir Antara, Senin, air surut, kata Rahmat.", "kata", "Dilansir"),
        ("Seperti dilaporkan Antara, dinas menyatakan air surut, menurut Rahmat.", "menurut", "dilaporkan"),
        ("Radio Lembah, mengutip Rahmat, melaporkan air surut.", "mengutip", "melaporkan"),
    ],
)
def test_who_is_passed_on_beside_the_content_has_the_one_who_passes_on_as_parent(
    text: str, inner: str, outer: str
) -> None:
    by_cue = {one.cue.text: one for one in claimtrack.extract(text).attributions}
    assert (by_cue[outer], None) == (by_cue[inner].parent, by_cue[outer].parent)


def test_a_quotation_that_goes_on_is_the_same_speakers() -> None:
    (only,) = claimtrack.extract('"Air surut," kata Rahmat. "Kami pulang besok."').attributions
    assert ['"Air surut,"', '"Kami pulang besok."'] == [span.text for span in only.content]


def test_a_denial_is_negated_and_a_negated_cue_too() -> None:
    denial = claimtrack.extract("Rahmat membantah bahwa air naik.").attributions[0]
    silence = claimtrack.extract("Rahmat tidak menyebutkan berapa korbannya.").attributions[0]
    assert (True, True) == (denial.negated, silence.negated)


def spans_of(one: Attribution) -> list[claimtrack.Span]:
    """Return all spans of an attribution."""
    return [one.cue, *one.content, *([one.source] if one.source else [])]


@pytest.mark.parametrize("text", [row[0] for row in SIMPLE])
def test_an_unrelated_paragraph_before_only_shifts(text: str) -> None:
    head = "Hujan turun sejak pagi.\n\n"
    plain = claimtrack.extract(text).attributions
    shifted = claimtrack.extract(head + text).attributions
    assert [(s.start + len(head), s.text) for one in plain for s in spans_of(one)] == [
        (s.start, s.text) for one in shifted for s in spans_of(one)
    ]


HOSTILE = {
    "no full stop": "Budi mengatakan air surut, kata dia, ",
    "opening quotes": "“",
    "straight quotes": '"a ',
    "brackets": "((((",
    "commas": ", ",
    "cues": "kata ",
    "surrogates": "\ud800 ",
    "nul": "\x00",
    "right to left": "قال ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_without_a_crash(unit: str) -> None:
    text = unit * (8_000 // len(unit))
    assert all(text[s.start : s.stop] == s.text for one in claimtrack.extract(text).attributions for s in spans_of(one))


@pytest.mark.parametrize("text", ["Hal itu dibenarkan oleh Rahmat.", "Informasi tersebut dibenarkan oleh Rahmat."])
def test_content_that_only_points_back_is_marked_as_anaphoric(text: str) -> None:
    assert [True] == [one.anaphoric for one in claimtrack.extract(text).attributions]


def test_a_clause_that_begins_with_an_anaphor_is_a_claim() -> None:
    found = claimtrack.extract("Rahmat mengatakan hal itu tidak benar.").attributions
    assert [False] == [one.anaphoric for one in found]


@pytest.mark.parametrize(
    "apart",
    [
        "dinilai|Bagas|memiliki",
        "Melansir|RTL|pada",
        "ke|Velgrad",
        "Winger|Velgrad|itu",
        "Hidayat|mengatakan",
        "Presiden|Bagas",
        "Bagas|juga",
        "dilansir|lembahNews",
        "Usai|Lebih",
        "WhatsApp",
        "KabarKota",
        "McDonald",
        "detikJateng",
        "Bagasdi",
        "Wirayudha|sepulangnya",
        "Wirayudha|alias",
        "Siregara|atau",
        "Krakatau",
        "Handatau",
    ],
)
def test_words_that_a_page_wrote_together_are_cut_apart(apart: str) -> None:
    word, names = apart.replace("|", ""), frozenset({"bagas", "velgrad"})
    stops = (0, *seams(word, names, load_pack("id")), len(word))
    assert apart == "|".join(word[start:stop] for start, stop in pairwise(stops))


@pytest.mark.parametrize("before", ["", '"Hujan reda," kata Budi.\n', "Hujan reda.\n"])
def test_a_quotation_belongs_to_who_is_cited_behind_the_next_whatever_paragraph_stands_before(before: str) -> None:
    last = claimtrack.extract(f'{before}"Air surut." "Jalan dibuka," kata Rahmat.').attributions[-1]
    assert ['"Air surut."', '"Jalan dibuka,"'] == [span.text for span in last.content]


@pytest.mark.parametrize("turn", ["ternyata", "sebelum akhirnya"])
def test_what_is_said_of_somebody_ends_where_it_is_told_how_it_really_was(turn: str) -> None:
    (found,) = claimtrack.extract(f"Posko yang diklaim buka sepanjang hari {turn} tutup.").attributions
    assert ["Posko", "buka sepanjang hari"] == [span.text for span in found.content]


@pytest.mark.parametrize(
    "text", ["Ia tinggal di Velgrad. Velgradmenilai harga akan naik.", "Stasiun RTLmenilai harga akan naik."]
)
def test_a_cue_is_read_though_its_sentence_has_it_only_glued_to_a_name(text: str) -> None:
    assert ["menilai"] == [one.cue.text for one in claimtrack.extract(text).attributions]
