"""Resolution: which person or organisation each source of an invented article is."""

import pytest

import claimtrack
from claimtrack import extract
from claimtrack.model import Attribution, Document, Span
from claimtrack.packs import load_pack
from tests.resolution import cases, names, read, resolve

CASES = cases()


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_source_gets_its_name(marked: str) -> None:
    """Every source of the text gets the name that stands in its mark."""
    found = names(marked)
    assert [want for _, _, want in found] == [name for _, name, _ in found], found


@pytest.mark.parametrize(
    ("answer", "who"), [("jawab dia", "Cecep Darmawan"), ("ujarnya", "Ronny Siregar"), ("imbuhnya", "Ronny Siregar")]
)
def test_who_asked_does_not_answer_though_he_spoke_twice(answer: str, who: str) -> None:
    text = f"""Saksi Cecep Darmawan diperiksa dalam sidang itu. Pengacara Ronny Siregar mempertanyakan kuitansi itu.
"Apakah kuitansi itu asli?" tanya Ronny. "Kuitansi itu difotokopi dua kali," {answer}."""
    assert ["Ronny Siregar", who] == [one.source_name for one in extract(text).attributions if one.style == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "Takdir Usman menyangkal pernah ke sana seperti yang dikatakan Syamsul Bahri. “Saya cuma sekali,” imbuhnya.",
        "Takdir Usman menyebut ada rugi. Itu menjawab ucapan Syamsul Bahri yang menyebut laba. Dia bilang tidak.",
    ],
    ids=["compared", "described"],
)
def test_who_is_only_told_of_beside_the_speaker_does_not_go_on(text: str) -> None:
    assert ["Takdir Usman", "Syamsul Bahri", "Takdir Usman"] == [one.source_name for one in extract(text).attributions]


@pytest.mark.parametrize(
    "beside",
    [
        "Ali Mustari mewakili Pemimpin PT Kencana Raya, Edy Purnama, menyampaikan bahwa bantuan itu untuk warga.",
        "Ali Mustari atas nama Direktur PT Kencana Raya, Edy Purnama, mengatakan bantuan itu untuk warga.",
        '"Bantuan itu untuk warga," kata Ali Mustari atas nama Bupati Edy Purnama, Senin.',
        "Tim yang mewakili Kencana, Ali Mustari, mengatakan bantuan itu untuk warga.",
    ],
)
def test_who_stands_in_for_another_speaks(beside: str) -> None:
    assert ["Ali Mustari"] == [one.source_name for one in extract(beside).attributions]


def test_every_answer_has_a_reason() -> None:
    """A reader is always told why, named or not."""
    for marked in CASES.values():
        text, attributions = read(marked)
        assert all(one.resolution.endswith(".") for one in resolve(Document(text), attributions, load_pack("id")))


def test_short_name_points_to_the_full_one() -> None:
    """``resolved_from`` is the span that tells the full name."""
    text, attributions = read(CASES["a short name is the full one"])
    second = resolve(Document(text), attributions, load_pack("id"))[1]
    assert second.resolved_from is not None
    assert "Rahmat Hidayat" == second.resolved_from.text


def test_parent_is_the_resolved_one() -> None:
    """A parent among the attributions is replaced by its resolved self."""
    text = "Menurut NIS pasukan pergi, kata Rina Wulandari."
    outer = Attribution(
        Span.of(text, 32, 46), Span.of(text, 27, 31), (Span.of(text, 0, 25),), "indirect", negated=False, rule="x"
    )
    inner = Attribution(
        Span.of(text, 8, 11),
        Span.of(text, 0, 7),
        (Span.of(text, 12, 25),),
        "indirect",
        negated=False,
        rule="x",
        parent=outer,
    )
    found = resolve(Document(text), (inner, outer), load_pack("id"))
    assert found[1] == found[0].parent
    assert ("NIS", "Rina Wulandari") == (found[0].source_name, found[1].source_name)


def test_no_attributions_no_work() -> None:
    """An article in which nobody speaks gives an empty tuple."""
    assert () == resolve(Document("Hujan turun."), (), load_pack("id"))


ANTECEDENTS = [
    (
        "Jembatan Wajongga ditutup mulai besok. Hal itu disampaikan Camat Rina.",
        "Jembatan Wajongga ditutup mulai besok.",
    ),
    ("Air sudah surut.\nDampak banjir\nHal ini dibenarkan Camat Rina.", "Air sudah surut."),
    ("“Air sudah surut.” Hal itu disampaikan Camat Rina.", "“Air sudah surut.”"),
    ("Air sudah surut. Camat Rina membenarkan hal itu. Kapolsek Budi mengatakan hal senada.", "Air sudah surut."),
    ("Hal itu disampaikan Camat Rina.", None),
    ("Budi menuduh Rina mencuri. Pasar ramai. Tuduhan itu dibantah Rina.", "Budi menuduh Rina mencuri."),
]


@pytest.mark.parametrize(("text", "meant"), ANTECEDENTS)
def test_anaphoric_content_points_to_the_sentence_meant(text: str, meant: str | None) -> None:
    found = [one for one in claimtrack.extract(text).attributions if one.anaphoric]
    assert found
    assert {meant} == {one.antecedent.text if one.antecedent else None for one in found}


def test_content_that_is_a_claim_points_nowhere() -> None:
    assert [None] == [one.antecedent for one in claimtrack.extract("Menurut Camat Rina, air surut.").attributions]


def test_source_has_the_titles_that_the_article_gives() -> None:
    text = "Menteri Perikanan Rina Wulandari mengatakan air surut. Rina menambahkan pasar buka."
    assert [("menteri perikanan",)] * 2 == [one.source_roles for one in claimtrack.extract(text).attributions]


ROLES = [
    ('"Aman," kata Direktur Pengawasan (Dirwas) BPKL Asep Wirawan.', "direktur pengawasan bpkl"),
    ("Direktur Niaga (Dirniaga) Layar Nusa, Ade Wirawan, mengatakan kapal penuh.", "direktur niaga layar nusa"),
    (
        "Wakil Menteri Pelabuhan (Wamenpel) sekaligus Direktur Utama (Dirut) Layar Nusa Ade Wirawan mengatakan aman.",
        "direktur utama layar nusa",
    ),
    (
        'Direktur Utama PT Lembah Rejeki Makmur Tbk (Lemak) Iwan Wirawan tiba. "Aman," kata Iwan.',
        "direktur utama pt lembah rejeki makmur tbk",
    ),
    (
        'Kepala Staf TNI Angkatan Sungai (KSAS) Marsekal TNI Ade Wirawan tiba. "Aman," kata Ade.',
        "kepala staf tni angkatan sungai marsekal tni",
    ),
    ('Bagas Wirawan tiba bersama Bang Ade Wirawan. "Aman," kata Ade.', None),
    ('Ketua RT Bagas Wirawan tiba. "Aman," kata Bagas. "Jalan rusak," kata Pak Bagas Wirawan.', "ketua rt"),
    ('"Hutan rusak," kata Ade Wirawan dari Walhi Lembah.', None),
    ("Seorang petani, Ade Wirawan, mengatakan sawah kering.", "petani"),
    ("Rumah ayah Ade Wirawan terbakar. Ade mengatakan api sudah padam.", None),
    ("Anggota Bagas Wirawan mengatakan jalan rusak.", None),
    ("Rekaman itu dibuat Tim Media Bupati Bagas Wirawan. Bagas mengatakan jalan rusak.", "bupati"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role_is_the_whole_office_and_nothing_else(text: str, role: str | None) -> None:
    said = claimtrack.extract(text).attributions
    assert {(role,) if role else ()} == {one.source_roles for one in said}


def test_office_of_somebody_named_in_it_is_not_that_of_who_is_told_beside_him() -> None:
    text = """Teman kuliah Camat Bagas Wirawan, Ade Sumantri, tiba di balai desa. Ade mengatakan jalan rusak.
Bagas membenarkan jalan rusak."""
    ade, bagas = claimtrack.extract(text).attributions
    assert ["Ade Sumantri", "Bagas Wirawan"] == [ade.source_name, bagas.source_name]
    assert "camat bagas wirawan" not in ade.source_roles


def test_a_report_belongs_to_who_was_told_to_have_made_it() -> None:
    text = "Kapal karam, demikian laporan Radio Sorawolio. Laporan itu menyebut dua orang hilang."
    assert ["Radio Sorawolio"] * 2 == [one.source_name for one in claimtrack.extract(text).attributions]


def test_degrees_before_a_name_are_no_part_of_the_title() -> None:
    said = "Kepala Dinas Pertanian Prof. Dr. Ir. H. Rina Wulandari mengatakan air surut. Menurut {0} Rina, pasar buka."
    for again in ("Kepala Dinas Pertanian", "Ir."):
        found = claimtrack.extract(said.format(again)).attributions
        assert [("kepala dinas pertanian",)] * 2 == [one.source_roles for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Inspektur Simon Harjono mengatakan kasus ditutup. Gadis kecil itu mengatakan ia lapar.",
        "Donald Trump tiba di Washington. Seorang pejabat pemerintahan Trump mengatakan tarif naik.",
    ],
)
def test_a_child_and_an_unnamed_official_are_not_the_named_office_holder(text: str) -> None:
    assert claimtrack.extract(text).attributions[-1].source_name is None


TOLD = [
    ("Jembatan itu aman, kata Rina Wulandari kepada Reuters, dikutip Antara.", "Reuters"),
    ("Rina Wulandari mengatakan kepada kantor berita Reuters bahwa jembatan itu aman.", "Reuters"),
    ("Rina Wulandari mengatakan kepada wartawan bahwa jembatan itu aman.", None),
    ("Rina Wulandari mengatakan kepada hakim, Reuters keliru.", None),
]


@pytest.mark.parametrize(("text", "press"), TOLD)
def test_press_that_a_source_told_it_to_is_named(text: str, press: str | None) -> None:
    said = next(one for one in claimtrack.extract(text).attributions if one.source_name == "Rina Wulandari")
    assert press == said.addressee_name
    assert press == (said.addressee.text if said.addressee else None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"Kabul," demikian putusan nomor 32 PK/Pid.Sus/2031 yang dibacakan Rabu.', None),
        ("Ketua RT 01/RW 02, Damar Wirawan, mengatakan air surut.", "Damar Wirawan"),
        ("Jaksa Agung/Ketua Umum Damar Wirawan mengatakan air surut.", "Damar Wirawan"),
    ],
)
def test_a_part_of_a_reference_number_is_no_name(text: str, name: str | None) -> None:
    assert [name] == [one.source_name for one in claimtrack.extract(text).attributions]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Laporan keuangan semester I", None),
        ("Laporan keuangan triwulan II 2031", None),
        ("Menurut komisi III DPRD Samaraya,", "Komisi III DPRD Samaraya"),
    ],
)
def test_a_roman_number_counts_the_noun_before_it(source: str, name: str | None) -> None:
    cue = "" if source.startswith("Menurut") else "menunjukkan "
    assert [name] == [one.source_name for one in claimtrack.extract(f"{source} {cue}harga itu naik.").attributions]


@pytest.mark.parametrize("noun", ["Desakan", "Tindakan", "Keberhasilan"])
def test_a_noun_that_opens_a_sentence_is_no_part_of_the_name_behind_it(noun: str) -> None:
    text = f"{noun} Harlan membuat pasar ramai. Kemarin Harlan mengatakan air surut. Ia menambahkan jalan dibuka."
    assert ["Harlan", "Harlan"] == [one.source_name for one in claimtrack.extract(text).attributions]


def test_a_name_that_opens_a_sentence_is_whole() -> None:
    text = "Jonathan Harlan datang. Kemarin Harlan mengatakan air surut."
    assert ["Jonathan Harlan"] == [one.source_name for one in claimtrack.extract(text).attributions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Tarif air disebut akan naik bulan depan. Hal itu disampaikan Wali Kota Hendra Gunarso di balai kota.",
            ["Hendra Gunarso", "Hendra Gunarso"],
        ),
        (
            "Hakim berpendapat dana itu dipakai dua kali. Hal itu disampaikan hakim anggota Purwanto Sabdo, Kamis.",
            ["Purwanto Sabdo", "Purwanto Sabdo"],
        ),
        (  # who admits is not who tells of it
            "Pemilik kios mengakui telah menjual pupuk itu. Hal itu disampaikan Kapolres Hendra Gunarso, Kamis.",
            [None, "Hendra Gunarso"],
        ),
        (  # a denial is not what was told before
            "Kapal itu disebut tenggelam. Hal itu dibantah Kapolres Hendra Gunarso, Kamis.",
            [None, "Hendra Gunarso"],
        ),
    ],
)
def test_who_says_what_is_told_of_nobody_is_named_in_the_next_sentence(text: str, names: list[str | None]) -> None:
    assert names == [attribution.source_name for attribution in claimtrack.extract(text).attributions]


def test_whom_an_outlet_is_cited_for_goes_on_speaking() -> None:
    said = "“Erupsi berlanjut,” kata Petugas Agung Suteja, dikutip dari Antara, Rabu (11/6/2031)."
    found = extract(f"{said}\n“Tremor menerus,” tuturnya. Dirinya mengklaim warga aman.").attributions
    names = {a.cue.text: a.source_name for a in found}
    speaker = "Agung Suteja"
    assert {"kata": speaker, "dikutip": "Antara", "tutur": speaker, "mengklaim": speaker} == names


def test_an_outlet_that_reports_goes_on() -> None:
    """Where nobody else speaks, a clitic and ``laporan itu`` mean the outlet that reports; not one that only relays."""
    own = "Kapal karam, lapor Kantor Berita Xinhua. Awak selamat, katanya. Dua orang hilang, kata laporan itu."
    assert ["Xinhua", "Xinhua", "Xinhua"] == [one.source_name for one in extract(own).attributions]
    relayed = "Kapal karam, dikutip dari Xinhua. Awak selamat, katanya."
    assert ["Xinhua", None] == [one.source_name for one in extract(relayed).attributions]


def test_a_pronoun_of_a_relative_clause_is_a_person() -> None:
    """``apa yang ia katakan`` is who acts in its sentence, and a country only where nobody else does."""
    text = "Duta Besar Mahmud Ali menolak apa yang ia katakan sebagai tuduhan Pakistan."
    assert {"Mahmud Ali"} == {one.source_name for one in extract(text).attributions}
