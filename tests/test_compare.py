"""Comparison: the same claim in other words, the same result in any order, and nothing done twice."""

import io
import json
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import Document, extract
from claimtrack.compare import cluster as clustering
from claimtrack.compare import score
from claimtrack.compare.cluster import Linkage, also_in, cluster
from claimtrack.compare.export import export_clusters
from claimtrack.compare.normalise import concepts, vocabulary, words_of
from claimtrack.compare.propositions import cut, propositions_of
from claimtrack.compare.run import compare
from claimtrack.errors import StoreError
from claimtrack.ingest import ingest
from claimtrack.packs import languages, load_pack
from claimtrack.store import Run, Writer, open_database
from tests.effort import lines
from tests.hostile_texts import peopled

NAMES = "abcdef"
LIKENESSES = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))), st.floats(0.05, 1).map(lambda v: round(v, 2))
)
ARTICLES = [
    (
        "one",
        "Kabar Lereng",
        """Jembatan gantung di Desa Wanasari ambruk pada Senin.
"Tiga warga Wanasari meninggal dunia saat jembatan gantung ambruk diterjang arus," kata Kepala BPBD Rina Wulandari.
Rina mengatakan bahwa jembatan Wanasari dibangun pada 1998 dan belum pernah diperbaiki.
Ia berharap pemerintah segera membangun jembatan baru.""",
    ),
    (
        "two",
        "Harian Muara",
        """Tiga penduduk Wanasari tewas ketika jembatan gantung roboh diterjang arus, ujar Rina Wulandari dari BPBD.
Menurut Rina, anggaran perbaikan jembatan Wanasari sebesar Rp 2 miliar ditolak DPRD.""",
    ),
    (
        "three",
        "Suara Teluk",
        """Harga cabai di Pasar Tanjung naik dua kali lipat.
Menurut pedagang, Sulastri, pasokan cabai dari Garut terlambat karena hujan.
Sulastri mengatakan harga cabai akan turun pekan depan.""",
    ),
]


def database(folder: Path, articles: Sequence[tuple[str, str, str]], name: str = "claims.db") -> Path:
    source = folder / f"{name}.jsonl"
    rows = (
        {"id": key, "outlet": outlet, "text": text, "published": "2031-05-06", "title": ""}
        for key, outlet, text in articles
    )
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([source], folder / name, lang="id")
    return folder / name


def exported(path: Path) -> list[dict[str, object]]:
    out = io.StringIO()
    with closing(open_database(path)) as db:
        export_clusters(db.conn, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def together(path: Path) -> set[frozenset[str]]:
    """Return the articles of each claim that stands in more than one."""
    documents: dict[object, set[str]] = {}
    for row in exported(path):
        documents.setdefault(row["cluster"], set()).add(str(row["document"]))
    return {frozenset(found) for found in documents.values() if len(found) > 1}


def test_a_claim_is_found_in_other_words_and_other_topics_stay_apart(tmp_path: Path) -> None:
    path = database(tmp_path, ARTICLES)
    compare(path, lang="id")
    assert {frozenset({"one", "two"})} == together(path)


def test_every_exported_place_holds_words_of_its_article(tmp_path: Path) -> None:
    path = database(tmp_path, ARTICLES)
    compare(path, lang="id")
    texts = {key: text for key, _, text in ARTICLES}
    places = [(texts[str(row["document"])], row["content"]) for row in exported(path)]
    assert places
    for text, content in places:
        assert isinstance(content, list)
        assert all(0 <= start < stop <= len(text) and text[start:stop].strip() for start, stop in content)


def test_comparing_again_changes_nothing(tmp_path: Path) -> None:
    path = database(tmp_path, ARTICLES)
    compare(path, lang="id")
    before = exported(path)
    assert 0 == compare(path, lang="id").documents
    assert before == exported(path)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 0, 2), (0, 2, 1)])
def test_articles_one_by_one_in_any_order_give_what_all_at_once_give(tmp_path: Path, order: tuple[int, ...]) -> None:
    whole = database(tmp_path, ARTICLES, "whole.db")
    compare(whole, lang="id")
    for at in order:
        path = database(tmp_path, [ARTICLES[at]], "single.db")
        compare(path, lang="id")
    assert exported(whole) == exported(path)


def test_an_article_that_changed_leaves_its_old_claims(tmp_path: Path) -> None:
    path = database(tmp_path, ARTICLES)
    compare(path, lang="id")
    database(tmp_path, [("two", "Harian Muara", "Menurut Rina, hujan turun sejak pagi di Sekarjaya.")])
    assert 1 == compare(path, lang="id").documents
    assert set() == together(path)
    with closing(open_database(path)) as db:
        assert [] == list(db.query("SELECT id FROM clusters WHERE id NOT IN (SELECT cluster_id FROM cluster_members)"))


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "claims.db").write_text("tidak", encoding="utf-8")
    with pytest.raises(StoreError, match=r"claims\.db"):
        compare(tmp_path / "claims.db", lang="id")


@given(LIKENESSES, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_order_and_hold_everyone_once(
    likeness: dict[tuple[str, str], float], random: Random
) -> None:
    linkage = Linkage(0.5, 0.2)
    groups = cluster(NAMES, likeness, linkage)
    shuffled = list(likeness.items())
    random.shuffle(shuffled)
    assert groups == cluster(reversed(NAMES), dict(shuffled), linkage)
    assert sorted(NAMES) == sorted(name for group in groups for name in group)
    for group in groups:
        assert all(likeness.get(pair, 0.0) >= linkage.floor for pair in combinations(group, 2))


@given(LIKENESSES)
def test_who_belongs_to_a_group_as_well_is_alike_to_all_in_it(likeness: dict[tuple[str, str], float]) -> None:
    groups = cluster(NAMES, likeness, Linkage(0.5, 0.2))
    for group, guests in zip(groups, also_in(groups, likeness, Linkage(0.3, 0.2)), strict=True):
        assert set(guests).isdisjoint(group)
        for guest in guests:
            assert all(likeness[min(guest, member), max(guest, member)] >= 0.2 for member in group)


def test_who_is_not_alike_enough_is_not_held_against_all_who_belong_to_a_group() -> None:
    strong, weak = [f"s{at:03}" for at in range(40)], [f"w{at:03}" for at in range(100)]
    alike = {("a", one): 0.9 for one in strong} | dict.fromkeys(combinations(strong, 2), 0.9)
    least = {("a", one): 0.2 for one in weak} | {(one, other): 0.2 for one in strong for other in weak[:1]}

    def guests(likeness: dict[tuple[str, str], float]) -> None:
        assert [strong] == also_in([("a",)], likeness, Linkage(0.36, 0.1))

    spent = [lines(partial(guests, likeness), clustering) for likeness in (alike, alike | least)]
    assert spent[1] - spent[0] < 10 * len(least)


def test_claims_of_one_article_that_share_no_word_are_not_scored(tmp_path: Path) -> None:
    spent = []
    for size in (2_000, 4_000):
        text = peopled("Budi mengatakan bahwa # #. ")(size)
        path = database(tmp_path, [("one", "Kabar Lereng", text)], f"{size}.db")
        spent.append(lines(partial(compare, path, lang="id"), score))
    assert spent[1] < 2.5 * spent[0]


def test_a_chain_of_weak_links_glues_nothing() -> None:
    chain = {("a", "b"): 0.9, ("b", "c"): 0.9, ("c", "d"): 0.9}
    assert [("a", "b"), ("c", "d")] == cluster("abcd", chain, Linkage(0.5, 0.2))


@pytest.mark.parametrize("lang", languages())
def test_a_form_belongs_to_one_concept_and_is_no_stop_word(lang: str) -> None:
    pack = load_pack(lang)
    owners: dict[tuple[str, ...], set[str]] = {}
    for concept, forms in concepts(pack).items():
        for form in forms:
            owners.setdefault(form, set()).add(concept)
    stop = pack.words("claim_stopwords")
    assert {} == {form: found for form, found in owners.items() if len(found) > 1}
    assert [] == [form for form in owners if len(form) == 1 and form[0] in stop]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Polisi menangkap pelaku pencurian", "pelaku pencurian diamankan polisi"),
        ("tiga orang meninggal dunia", "tiga tewas"),
        ("Rp 1.500,00", "rp 1500"),
        ("kedatangan peti kemas", "kontainer tiba"),
        ("membubarkan satgas", "pembubaran satuan tugas"),
        ("lomba itu digelar", "perlombaan itu diselenggarakan"),
        ("kepala dinas dicopot", "Kadis diberhentikan"),
        ("harga gabah anjlok", "penurunan harga gabah"),
        ("target produksi digenjot", "menaikkan sasaran produksi"),
        ("saksi dimintai keterangan", "pemeriksaan saksi"),
        ("warga mendapat bantuan", "memberi bantuan kepada warga"),
        ("pihaknya mengurungkan acara itu", "event itu urung, kata pihaknya"),
        ("DPRD Jateng", "Dewan Perwakilan Rakyat Daerah Jawa Tengah"),
        ("Hanoi meneken perjanjian", "Vietnam menandatangani kesepakatan"),
        ("kerugian ditaksir sepuluh juta", "rugi diperkirakan 10 juta"),
    ],
)
def test_other_words_for_it_are_the_same_concepts(one: str, other: str) -> None:
    words = vocabulary(load_pack("id"))
    assert set(words.terms(one)) == set(words.terms(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("naik", "turun"),
        ("menang", "kalah"),
        ("setuju", "menolak"),
        ("mendukung", "menentang"),
        ("mengizinkan", "melarang"),
        ("membuka", "menutup"),
        ("untung", "rugi"),
        ("ekspor", "impor"),
        ("diangkat", "dicopot"),
        ("memperkuat", "memperlemah"),
        ("memperketat", "melonggarkan"),
        ("mempercepat", "memperlambat"),
        ("surplus", "defisit"),
    ],
)
def test_opposites_are_never_one_concept(one: str, other: str) -> None:
    words = vocabulary(load_pack("id"))
    assert set(words.terms(one)) != set(words.terms(other))


def test_glued_words_and_figures_come_apart() -> None:
    assert ["agnia", "tidak", "hadir", "1500000"] == words_of("agniaTidak hadir 1.500.000,00")


def test_a_quotation_is_cut_where_its_sentences_end() -> None:
    text = '"Air sudah surut di kampung. Benar. Jalan masih tertutup lumpur tebal," kata Rina, "sampai besok pagi."'
    extents = [(1, text.index('," kata')), (text.index("sampai"), len(text) - 2)]
    found = [" ".join(text[a:b] for a, b in spans) for spans in cut(text, extents, load_pack("id"))]
    assert ["Air sudah surut di kampung.", "Benar. Jalan masih tertutup lumpur tebal sampai besok pagi"] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"Air sudah surut di kampung. Jalan ke pasar masih tertutup lumpur. Besok alat berat datang," kata Rina.',
            ["Air sudah surut di kampung.", "Jalan ke pasar masih tertutup lumpur.", "Besok alat berat datang"],
        ),
        (
            "“Air sudah surut di kampung. Warga bilang 'Kami pulang. Besok kami kembali' kepada petugas,” kata Rina.",
            ["Air sudah surut di kampung.", "Warga bilang 'Kami pulang. Besok kami kembali' kepada petugas"],
        ),
        (
            'Rina mengatakan bahwa "air sudah surut di kampung. Jalan ke pasar masih tertutup lumpur" di wilayahnya.',
            ["air sudah surut di kampung.", 'Jalan ke pasar masih tertutup lumpur" di wilayahnya'],
        ),
        ('"Air sudah surut di kampung," kata Rina.', ['"Air sudah surut di kampung,"']),
    ],
)
def test_sentences_inside_quotation_marks_are_propositions(tmp_path: Path, text: str, expected: list[str]) -> None:
    with closing(open_database(tmp_path / "claims.db")) as db:
        Writer(db, Run("id", load_pack("id").version, "0.1.0")).write([extract(Document(text=text, id="a"))])
        found = propositions_of(db.conn, "a", text, load_pack("id"))
        cues = dict(db.conn.execute("SELECT id, cue_text FROM attributions"))
    assert expected == [p.text for p in found if cues[p.attribution_id] in {"kata", "mengatakan"}]


def test_two_sentences_of_one_quotation_are_two_claims(tmp_path: Path) -> None:
    said = "Saya tidak kecewa suratnya tidak dibalas. Saya kecewa karena suratnya dibaca panitia."
    rows = [{"id": "a", "outlet": "Kabar Lereng", "text": f'"{said}" ujar Rina.'}]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([tmp_path / "articles.jsonl"], tmp_path / "claims.db", lang="id")
    assert 2 == compare(tmp_path / "claims.db", lang="id").clusters
