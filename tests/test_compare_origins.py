"""Origins: how many places a claim comes from, by the rule of docs/compare.md."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.compare.chains import carriers_of, chains_of, count_origins
from claimtrack.compare.origins import RELAYS, Chain, Source, circles, corroboration
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.store import open_database

NIS = Source("nis", "NIS", "government_body", "kr")
MINISTRY = Source("kemenhan-korsel", "Kemenhan Korsel", "government_body", "kr")
PENTAGON = Source("pentagon", "Pentagon", "government_body", "us")
REUTERS = Source("reuters", "Reuters", "news_agency", "reuters")
YONHAP = Source("yonhap", "Yonhap", "news_agency", "yonhap")
KCNA = Source("kcna", "KCNA", "state_media", "kp")
SOURCES = (NIS, MINISTRY, PENTAGON, REUTERS, YONHAP, KCNA, None)


# What the third article says in one sentence, the others say in two: it may tell of either among other things.
BESIDES = {
    "satu": "Banjir melanda Kota Lamuru.\n\nTanggul Lamuru jebol karena dinding lamanya retak, kata Rina Sagara.",
    "dua": "Banjir melanda Kota Lamuru.\n\nTanggul Lamuru jebol karena dinding lamanya retak, kata Rina Sagara.",
    "tiga": "Banjir melanda Kota Lamuru.\n\nTanggul Lamuru jebol karena dinding lamanya retak sehingga dua ratus warga"
    " mengungsi ke balai desa dan sekolah diliburkan sampai Kamis, kata Dani Wajongga.",
    "empat": "Banjir melanda Kota Lamuru.\n\nDua ratus warga mengungsi ke balai desa dan sekolah diliburkan sampai"
    " Kamis, kata Dani Wajongga.",
}


@contextmanager
def compared(tmp_path: Path, texts: Mapping[str, str], undated: Collection[str] = ()) -> Iterator[Database]:
    """Open a database in which the articles with these texts, one an outlet, are compared."""
    rows = [
        {"id": name, "outlet": name, "text": text, "published": "" if name in undated else "2031-05-06"}
        for name, text in texts.items()
    ]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([tmp_path / "articles.jsonl"], tmp_path / "claims.db", lang="id")
    compare(tmp_path / "claims.db", lang="id")
    with closing(open_database(tmp_path / "claims.db")) as db:
        yield db


WORKED = [
    Chain("a", ("nis", "yoo", "yonhap", "a"), NIS),
    Chain("b", ("nis", "reuters", "b"), NIS),
    Chain("c", ("kemenhan-korsel", "c"), MINISTRY),
]

CHAINS = st.lists(
    st.builds(
        lambda outlet, origin, factuality: Chain(
            outlet, (origin.id, outlet) if origin else (outlet,), origin, factuality
        ),
        st.sampled_from("abcd"),
        st.sampled_from(SOURCES),
        st.sampled_from(("CT+", "PR+", "PS+", "CT-", "PR-", "Uu", "CTu")),
    ),
    max_size=8,
)


def test_worked_case_three_outlets_two_origins_one_group() -> None:
    count = corroboration(WORKED, ["kp"])
    assert (3, 2, 2, 1) == (count.n_outlets, count.n_origins_min, count.n_origins_max, count.n_origin_groups)
    assert ("independence_not_established", False, 2) == (count.corroboration, count.contested, count.credibility)
    assert 0 == count.n_interested_groups


def test_worked_case_denied_by_an_interested_party_is_contested() -> None:
    count = corroboration([*WORKED, Chain("d", ("kcna", "d"), KCNA, "CT-", negated=True)], ["kp"])
    assert (True, None, 1) == (count.contested, count.credibility, count.n_interested_groups)
    assert (3, 2, 1) == (count.n_outlets, count.n_origins_max, count.n_origin_groups)
    assert "KCNA" in count.reason


def test_two_outlets_on_one_source_are_one_origin_repeated() -> None:
    count = corroboration([Chain("a", ("kcna", "a"), KCNA), Chain("b", ("kcna", "b"), KCNA)])
    assert ("one_origin_repeated", 3, 1) == (count.corroboration, count.credibility, count.n_origins_max)


def test_two_parties_are_independent_and_an_agency_that_says_nothing_either_way_does_not_count() -> None:
    chains = [Chain("a", ("nis",), NIS), Chain("b", ("pentagon",), PENTAGON), Chain("c", ("reuters",), REUTERS, "Uu")]
    count = corroboration(chains)
    assert ("independent_origins", 1, 2) == (count.corroboration, count.credibility, count.n_origins_max)
    assert count == evolve(corroboration([*chains, Chain("c", (), None)]), n_outlets=2, n_unnamed=0)


def test_a_relay_that_names_nobody_may_be_a_known_origin_again() -> None:
    count = corroboration([Chain("a", ("nis", "a"), NIS), Chain("b", ("yonhap", "b"), YONHAP)])
    assert (1, 2) == (count.n_origins_min, count.n_origins_max)
    assert ("independence_not_established", 2) == (count.corroboration, count.credibility)
    assert count.reason.startswith("Yonhap may")


def test_unnamed_sources_are_no_origin() -> None:
    count = corroboration([Chain("a", (), None), Chain("b", (), None)])
    assert ("no_named_origin", 6, 2, 2) == (count.corroboration, count.credibility, count.n_outlets, count.n_unnamed)


def test_outlets_that_only_cite_each_other_are_no_origin() -> None:
    one, two = Source("a", "A", "outlet", "a"), Source("b", "B", "outlet", "b")
    circle = [Chain("a", ("b", "a"), two), Chain("b", ("a", "b"), one)]
    assert {"a", "b"} == circles(circle)
    assert ("no_named_origin", 6) == (corroboration(circle).corroboration, corroboration(circle).credibility)
    assert set() == circles([*circle, Chain("a", ("nis", "a"), NIS)])


def test_a_party_that_says_both_is_not_contested_by_another() -> None:
    assert not corroboration([WORKED[0], Chain("d", ("kemenhan-korsel",), MINISTRY, "CT-")]).contested


@given(CHAINS, st.randoms(use_true_random=False))
def test_counts_hold_together_in_any_order(chains: list[Chain], random: object) -> None:
    count = corroboration(chains)
    assert 0 <= count.n_origins_min <= count.n_origins_max
    assert (count.n_origins_max == 0) == (count.corroboration == "no_named_origin") == (count.n_origin_groups == 0)
    assert count.credibility in {1, 2, 3, 6, None}
    assert count.contested == (count.credibility is None)
    random.shuffle(chains)  # type: ignore[attr-defined]
    assert count == corroboration(chains)


@given(CHAINS)
def test_one_more_mention_of_the_same_origin_never_makes_it_surer(chains: list[Chain]) -> None:
    before = corroboration(chains)
    assert before == evolve(corroboration([*chains, *chains]), n_unnamed=before.n_unnamed)
    again = corroboration([*chains, *(evolve(chain, outlet=f"copy of {chain.outlet}") for chain in chains)])
    counted = ("n_origins_min", "n_origins_max", "n_origin_groups", "contested")
    assert [getattr(before, name) for name in counted] == [getattr(again, name) for name in counted]
    if again.credibility != before.credibility:  # that two parties say it stood in one outlet alone
        assert {"independence_not_established", "independent_origins"} == {before.corroboration, again.corroboration}
    if again.corroboration == "independent_origins":
        assert all(chain.origin.kind not in RELAYS for chain in chains if chain.origin and chain.supports)


def test_origins_of_a_claim_are_counted_in_the_database(tmp_path: Path) -> None:
    words = "tiga jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang"
    texts = {
        "Kabar Lereng": f"BPBD Sekarjaya mengatakan bahwa {words}.",
        "Harian Muara": f"BPBD Sekarjaya menyatakan {words}.",
        "Suara Teluk": f"Dikabarkan {words}.",
    }
    with compared(tmp_path, texts) as db:
        (row,) = db.query("SELECT * FROM corroborations")
        assert (3, 1, 1, 1) == (row["n_outlets"], row["n_origins_min"], row["n_origins_max"], row["n_unnamed"])
        assert ("one_origin_repeated", 3) == (row["corroboration"], row["credibility"])
        assert 3 == len(chains_of(db.conn, row["cluster_id"], carriers_of(db.conn, row["cluster_id"])[0]))
        assert row["reason"] == count_origins(db.conn, row["cluster_id"]).reason


@pytest.mark.parametrize("factuality", ["Uu", "CTu"])
def test_who_neither_confirms_nor_denies_does_neither(factuality: str) -> None:
    chain = Chain("a", ("nis",), NIS, factuality, negated=True)
    assert (False, False) == (chain.supports, chain.denies)


def test_two_names_for_one_text_without_a_credit_may_be_one_origin() -> None:
    text = frozenset({"release"})
    chains = [Chain("a", ("nis", "a"), NIS, copies=text), Chain("b", ("pentagon", "b"), PENTAGON, copies=text)]
    count = corroboration(chains)
    assert (1, 2) == (count.n_origins_min, count.n_origins_max)
    assert ("independence_not_established", 2) == (count.corroboration, count.credibility)
    assert "Some may be one origin" in count.reason


def test_one_text_that_names_two_origins_has_two_however_often_it_is_copied() -> None:
    text = frozenset({"release"})
    chains = [Chain(outlet, (s.id, outlet), s, copies=text) for outlet in "ab" for s in (NIS, PENTAGON)]
    count = corroboration(chains)
    assert (2, 2, "independent_origins") == (count.n_origins_min, count.n_origins_max, count.corroboration)


def test_who_may_say_it_among_other_things_counts_nowhere_and_is_not_silent(tmp_path: Path) -> None:
    with compared(tmp_path, BESIDES) as db:
        (guest,) = db.query("SELECT cluster_id, sign FROM claim_mentions WHERE NOT core")
        (counts,) = db.query("SELECT * FROM corroborations WHERE cluster_id = ?", [guest["cluster_id"]])
        (story,) = db.query("SELECT * FROM stories WHERE cluster_id = ?", [guest["cluster_id"]])
        carrying = db.query("SELECT outlet_id FROM claim_outlets WHERE cluster_id = ?", [guest["cluster_id"]])
        silent = db.query("SELECT outlet_id FROM silent_outlets WHERE cluster_id = ?", [guest["cluster_id"]])
        assert {"dua", "satu"} == {row["outlet_id"] for row in carrying}
        assert ["empat"] == [row["outlet_id"] for row in silent]
    assert (2, 1, 1) == (counts["n_outlets"], counts["n_origins_min"], counts["n_origins_max"])
    assert (2, 2) == (story["n_outlets"], story["n_mentions"])


@given(CHAINS, st.lists(st.sampled_from("xyz"), min_size=8, max_size=8))
def test_shared_text_lowers_the_least_count_alone(chains: list[Chain], texts: list[str]) -> None:
    tied = [evolve(chain, copies=frozenset({text})) for chain, text in zip(chains, texts, strict=False)]
    free, bound = corroboration(chains), corroboration(tied)
    assert bound.n_origins_min <= free.n_origins_min
    assert free.n_origins_max == bound.n_origins_max
    assert (free.n_origins_max == 0) == (bound.n_origins_min == 0)
    assert (free.n_outlets, free.n_origin_groups, free.contested) == (
        bound.n_outlets,
        bound.n_origin_groups,
        bound.contested,
    )


def test_articles_that_cite_each_other_in_a_circle_have_no_origin_in_the_database(tmp_path: Path) -> None:
    words = "tiga jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang"
    cited = {"Antara": "Kompas.com", "Kompas.com": "Antara"}
    with compared(tmp_path, {name: f"{other} melaporkan bahwa {words}." for name, other in cited.items()}) as db:
        (row,) = db.query("SELECT * FROM corroborations")
        assert ("no_named_origin", 0, 2) == (row["corroboration"], row["n_origins_max"], row["n_outlets"])


def test_one_quotation_under_two_names_is_no_independent_confirmation(tmp_path: Path) -> None:
    said = "Jembatan gantung di Wanasari itu ambruk karena pengikatnya tidak pernah diperiksa sejak lima tahun lalu"
    texts = {
        "Kabar Lereng": f'"{said}," kata Rina Wulandari.',
        "Harian Muara": f'"{said}, bahkan lebih," ujar Darma Wirawan.',
    }
    with compared(tmp_path, texts, undated={"Harian Muara"}) as db:
        (row,) = db.query("SELECT * FROM corroborations")
        assert (1, 2, "independence_not_established") == (
            row["n_origins_min"],
            row["n_origins_max"],
            row["corroboration"],
        )


@pytest.mark.parametrize(
    ("one", "other", "kind", "expected"),
    [
        ("Wira", "Darma Wirawan", "person", True),
        ("Wirawan", "Darma Wirawan", "person", True),
        ("M Yohan", "Mohamad Yohan", "person", True),
        ("Rina Wulandari", "Rina Wulandaari", "person", True),
        ("Rina Wulan", "Rina Wulansetelah Nana", "person", True),
        ("Rina Wulan", "Rita Wulandari", "person", False),
        ("Kementerian Darurat Wilayah Sagara", "Kementerian Layanan Darurat Sagara", "government_body", True),
        ("Dinas Kesehatan Sagara", "Dinas Pendidikan Sagara", "government_body", False),
        ("BSN", "Bank Sinar Nusa", "organisation", True),
        ("Dinas Sosial", "Dinas Sosial Sekarjaya", "government_body", True),
        ("Rina Wulandari", "Rina Hapsari", "person", False),
        ("Rina Wulandari", "Darma Wirawan", "person", False),
        ("Kementerian Kesehatan", "Kementerian Keuangan", "government_body", False),
        ("Kemenkes", "Kemenkeu", "government_body", False),
    ],
)
def test_names_that_may_mean_one_source_do_not_confirm_each_other(
    one: str, other: str, kind: str, *, expected: bool
) -> None:
    sources = [Source(name, name, kind, name) for name in (one, other)]
    count = corroboration([Chain(source.id, (source.id,), source) for source in sources])
    assert expected == (count.n_origins_min == 1) == (count.corroboration == "independence_not_established")
    assert 2 == count.n_origins_max


@pytest.mark.parametrize(
    ("first", "second", "groups"),
    [
        ("Direktur Niaga Garuda Nusa, Rina Wulandari,", "Juru bicara PT Garuda Nusa, Damar Wirawan,", 1),
        ("Komisaris BNS Rina Wulandari", "Direktur Utama BNS Damar Wirawan", 1),
        ("Rina Wulandari", "Pengacara Rina, Damar Wirawan,", 1),
        ("Rina Wulandari", "Pengacara Sekar, Damar Wirawan,", 2),
        ("Direktur Niaga Garuda Nusa, Rina Wulandari,", "Direktur Niaga Bahtera Lestari, Damar Wirawan,", 2),
        ("Wali Kota Jakarta Selatan Rina Wulandari", "Kapolres Jakarta Selatan Damar Wirawan", 2),
        ("Dirjen Penyelenggaraan Haji Kemenag, Rina Wulandari,", "Kementerian Agama", 1),
        ("Menteri Agama Rina Wulandari", "Menkes Damar Wirawan", 1),
        ("Menteri Pertahanan Korea Utara Rina Wulandari", "Menteri Agama Damar Wirawan", 2),
        ("Pengamat ekonomi Indonesia Rina Wulandari", "Menteri Agama Damar Wirawan", 2),
    ],
)
def test_two_who_speak_for_one_organisation_are_one_party(tmp_path: Path, first: str, second: str, groups: int) -> None:
    words = "tiga jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang"
    speakers = {"Kabar Lereng": first, "Harian Muara": second}
    with compared(tmp_path, {name: f"{who} mengatakan bahwa {words}." for name, who in speakers.items()}) as db:
        (row,) = db.query("SELECT * FROM corroborations")
    assert (2, groups) == (row["n_origins_max"], row["n_origin_groups"])


def test_who_says_that_something_is_not_so_states_what_is_worded_so(tmp_path: Path) -> None:
    said = "tidak ada korban jiwa dalam kebakaran pasar Lamuru"
    texts = {
        "Kabar Lereng": f"Rahmat Hidayat mengatakan bahwa {said}.",
        "Harian Muara": f"Rahmat Hidayat menyatakan {said}.",
        "Suara Teluk": f"Rina Wulandari membantah bahwa {said}.",
    }
    with compared(tmp_path, texts) as db:
        signs = db.query("""SELECT s.name, m.sign FROM claim_mentions m JOIN attributions a ON a.id = m.attribution_id
            JOIN sources s ON s.id = a.source_id ORDER BY 1""")
        found = [(row["name"], row["sign"]) for row in signs]
    assert [("Rahmat Hidayat", "states"), ("Rahmat Hidayat", "states"), ("Rina Wulandari", "denies")] == found


def test_who_denies_what_another_says_stands_against_it(tmp_path: Path) -> None:
    text = "Agen Marco Teles membantah laporan O Campo yang menyebut harga Bagas mencapai 1,2 juta euro."
    with compared(tmp_path, {"Kabar Lereng": text}) as db:
        sides = db.query("SELECT s.name, o.side FROM claim_origins o JOIN sources s ON s.id = o.source_id ORDER BY 1")
        found = [tuple(row.values()) for row in sides]
        (contested,) = (row["contested"] for row in db.query("SELECT contested FROM corroborations"))
    assert ([("Marco Teles", "denies"), ("O Campo", "supports")], 1) == (found, contested)


@pytest.mark.parametrize(
    ("cue", "unnamed", "chains"),
    [
        ("diduga", 0, {"Rina Wulandari → Kabar Lereng"}),
        ("dinilai", 0, {"Rina Wulandari → Kabar Lereng"}),
        ("dikabarkan", 1, {"? → Rina Wulandari → Kabar Lereng", "Rina Wulandari → Kabar Lereng"}),
    ],
)
def test_hedge_of_who_speaks_is_no_unnamed_origin_and_hearsay_is(
    tmp_path: Path, cue: str, unnamed: int, chains: set[str]
) -> None:
    text = f"“Polisi menyita tiga truk yang {cue} memuat kayu curian dari hutan Wanasari,” kata Rina Wulandari."
    with compared(tmp_path, {"Kabar Lereng": text}) as db:
        counted = {row["n_unnamed"] for row in db.query("SELECT n_unnamed FROM corroborations")}
        assert chains == {row["chain"] for row in db.query("SELECT chain FROM claim_chains")}
        inner = list(db.query("SELECT source_id, source_text FROM attributions WHERE cue_text = ?", [cue]))
    assert unnamed == max(counted)
    assert [not unnamed] == [row["source_id"] == "rina-wulandari" for row in inner]


def test_hedge_of_somebody_without_a_name_is_in_their_words(tmp_path: Path) -> None:
    text = "“Api itu diduga berasal dari gudang kayu di tepi sungai Wanasari,” kata seorang saksi."
    with compared(tmp_path, {"Kabar Lereng": text}) as db:
        assert {"seorang saksi → Kabar Lereng"} == {row["chain"] for row in db.query("SELECT chain FROM claim_chains")}


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("Rina Wulandari mengatakan, berdasarkan data lapangan, tiga jembatan di Wanasari ambruk.", {"rina-wulandari"}),
        ("Rina Wulandari mengatakan, menurut Damar, tiga jembatan di Wanasari ambruk.", {"damar"}),
        ("Rina Wulandari mengatakan, kabarnya tiga jembatan di Wanasari ambruk.", set()),
    ],
)
def test_who_tells_what_nobody_with_a_name_says_stands_for_it(tmp_path: Path, text: str, origins: set[str]) -> None:
    with compared(tmp_path, {"Kabar Lereng": text}) as db:
        assert origins == {row["source_id"] for row in db.query("SELECT source_id FROM claim_origins")}


def test_who_only_hopes_is_named_where_nobody_states_it(tmp_path: Path) -> None:
    words = "tiga jembatan gantung di Kecamatan Wanasari segera dibangun"
    texts = dict.fromkeys(("Harian Muara", "Kabar Lereng"), f"Bupati Rina Wulandari berharap {words}.")
    with compared(tmp_path, texts) as db:
        (row,) = db.query("SELECT corroboration, credibility, reason FROM corroborations")
    reason = "Nobody with a name states it; these ask, hope or leave it open: Rina Wulandari."
    assert ("no_named_origin", 6, reason) == tuple(row.values())


@pytest.mark.parametrize(("other", "relation"), [("Rina Wulandari", "not_comparable"), ("Damar Wirawan", "denies")])
def test_nobody_denies_what_he_says_himself(tmp_path: Path, other: str, relation: str) -> None:
    words = "tiga jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang"
    texts = {
        "Harian Muara": f"Bupati Rina Wulandari mengatakan {words}.",
        "Kabar Lereng": f"{other} membantah {words}.",
    }
    with compared(tmp_path, texts) as db:
        assert [relation] == [row["relation"] for row in db.query("SELECT relation FROM claim_relations")]


@pytest.mark.parametrize(("second", "relation"), [("Kabar Lereng", "differs"), ("", "not_comparable")])
def test_two_figures_of_one_speaker_in_one_article_are_not_compared(tmp_path: Path, second: str, relation: str) -> None:
    one, two = (f"Rina Wulandari mengatakan {n} rumah di Wanasari rusak diterjang banjir bandang." for n in (40, 60))
    texts = {"Harian Muara": one, second: two} if second else {"Harian Muara": f"{one} {two}"}
    with compared(tmp_path, texts) as db:
        assert [relation] == [row["relation"] for row in db.query("SELECT relation FROM claim_relations")]


def test_origin_that_one_of_two_outlets_names_is_said_to_be_so() -> None:
    count = corroboration([Chain("a", ("nis", "a"), NIS), Chain("b", ("b",), None)])
    reason = "A named origin was found in one outlet alone: NIS."
    assert ("uncorroborated", reason) == (count.corroboration, count.reason)


def test_question_is_told_by_no_cue(tmp_path: Path) -> None:
    words = "jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang"
    texts = {"Harian Muara": f"“Tiga {words},” kata Rina Wulandari.", "Kabar Lereng": f"“Apa tiga {words}?” kata Rina."}
    with compared(tmp_path, texts) as db:
        (row,) = db.query("SELECT relation, first_words, words FROM claim_relations")
    assert ("not_comparable", "", "") == tuple(row.values())


@pytest.mark.parametrize(
    ("between", "denies", "found"),
    [
        ("", "Tuduhan itu dibantah Damar Wirawan.", [("Damar Wirawan", "denies"), ("Rina Wulandari", "supports")]),
        (
            "Rapat itu bubar menjelang sore. Warga pulang.",
            "Damar Wirawan membantah tuduhan tersebut.",
            [("Damar Wirawan", "denies"), ("Rina Wulandari", "supports")],
        ),
        ("", "Damar Wirawan membantah.", [("Rina Wulandari", "supports")]),  # it is not said what
    ],
)
def test_denial_that_points_back_denies_what_was_said(
    tmp_path: Path, between: str, denies: str, found: list[tuple[str, str]]
) -> None:
    text = f"Rina Wulandari menuduh kontraktor memakai semen murah di jembatan gantung Wanasari. {between} {denies}"
    with compared(tmp_path, {"Kabar Lereng": text}) as db:
        sides = db.query("SELECT s.name, o.side FROM claim_origins o JOIN sources s ON s.id = o.source_id ORDER BY 1")
        assert found == [tuple(row.values()) for row in sides]


RINA, DAMAR = (Source(name, name.title(), "person", name) for name in ("rina", "damar"))


def test_wordings_that_may_mean_another_thing_confirm_nothing() -> None:
    def found(*alike: tuple[str, str]) -> str:
        chains = [Chain(f"{one.id}-news", (one.id,), one, alike=frozenset(alike)) for one in (RINA, DAMAR)]
        return corroboration(chains).corroboration

    assert "independent_origins" == found(("rina-news", "rina"), ("damar-news", "damar"))
    assert "independence_not_established" == found()


@pytest.mark.parametrize("outlet", ["kabar", ""])
def test_two_origins_of_one_outlet_are_not_known_to_be_independent(outlet: str) -> None:
    chains = [Chain(outlet, ("rina", outlet), RINA), Chain(outlet, ("damar", outlet), DAMAR)]
    count = corroboration(chains)
    assert ("independence_not_established", 2, 2) == (count.corroboration, count.credibility, count.n_origins_max)
    assert "in one outlet alone: Damar, Rina." in count.reason
    elsewhere = [*chains, Chain("lain", ("damar", "lain"), DAMAR)]
    assert "independent_origins" == corroboration(elsewhere).corroboration
    beside = frozenset({(outlet, "rina"), (outlet, "damar")})  # what is said elsewhere is not surely the same
    unlike = [evolve(chain, alike=beside if chain in chains else frozenset()) for chain in elsewhere]
    assert "independence_not_established" == corroboration(unlike).corroboration


def test_who_hands_on_what_another_said_does_not_confirm_it() -> None:
    line = [Chain("a", ("rina", "damar", "a"), RINA), Chain("b", ("damar", "b"), DAMAR)]
    count = corroboration(line)
    assert (1, 2) == (count.n_origins_min, count.n_origins_max)
    assert ("independence_not_established", 2) == (count.corroboration, count.credibility)


@pytest.mark.parametrize(
    ("office", "groups"), [("Gubernur Negara Bagian California", 1), ("Utusan Sagara untuk California,", 2)]
)
def test_who_governs_a_place_and_the_place_are_one_party(tmp_path: Path, office: str, groups: int) -> None:
    said = "pengerahan tentara ke pelabuhan Randu melanggar kedaulatan negara bagian"
    texts = {"satu": f"{office} Rina Wulandari mengatakan {said}.", "dua": f"Pemerintah California mengatakan {said}."}
    with compared(tmp_path, texts) as db:
        db.execute("UPDATE sources SET name = 'California' WHERE name = 'Pemerintah California'")
        (cluster,) = (row["id"] for row in db.query("SELECT id FROM clusters"))
        assert groups == count_origins(db.conn, cluster).n_origin_groups


def test_two_articles_of_one_outlet_that_name_two_speakers_of_the_same_words_make_them_one_origin() -> None:
    said = frozenset({"the same words"})
    one, other = Chain("a", ("rina", "a"), RINA, copies=said), Chain("a", ("damar", "a"), DAMAR, copies=said)
    elsewhere = Chain("b", ("damar", "b"), DAMAR)
    count = corroboration([one, other, elsewhere])
    assert (1, 2) == (count.n_origins_min, count.n_origins_max)
    assert "independence_not_established" == count.corroboration
    apart = corroboration([evolve(one, copies=frozenset()), evolve(other, copies=frozenset()), elsewhere])
    assert "independent_origins" == apart.corroboration
