"""Relations, silence and stories: what two wordings of a claim have to do with each other, and how a person reads."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.compare.normalise import vocabulary
from claimtrack.compare.relating import beside
from claimtrack.compare.relations import Relation, Wording, overlap, relate, within
from claimtrack.compare.run import compare
from claimtrack.compare.story import story
from claimtrack.compare.telling import tell
from claimtrack.compare.wording import languages, texts
from claimtrack.errors import ClaimtrackError, StoreError
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.quantities import find_quantities
from claimtrack.store import open_database
from tests.command import claimtrack

ARTICLES = (
    ("Kabar Lereng", "2031-05-06", "BPBD Sekarjaya mengatakan bahwa 40 rumah di Desa Wanasari rusak diterjang banjir."),
    ("Harian Muara", "2031-05-06", "Menurut Bupati Darma Wirawan, 60 rumah di Desa Wanasari rusak diterjang banjir."),
    ("Suara Teluk", "2031-05-07", "BPBD Sekarjaya mengatakan 75 rumah di Desa Wanasari rusak diterjang banjir."),
    (
        "Radio Pesisir",
        "2031-05-06",
        "Banjir di Desa Wanasari surut. Warga Wanasari yang rumahnya rusak diberi selimut.",
    ),
)
AMOUNTS = st.sampled_from(
    ("40 rumah", "sekitar 40 rumah", "lebih dari 40 rumah", "41 rumah", "30 sampai 50 rumah", "paling sedikit 60 rumah")
)


@pytest.fixture
def compared(tmp_path: Path) -> Iterator[Database]:
    rows = (
        {
            "id": outlet,
            "outlet": outlet,
            "published": day,
            "text": text,
            "url": f"https://{outlet.split()[0].lower()}.example/1",
        }
        for outlet, day, text in ARTICLES
    )
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([tmp_path / "articles.jsonl"], tmp_path / "claims.db", lang="id")
    compare(tmp_path / "claims.db", lang="id")
    with closing(open_database(tmp_path / "claims.db")) as db:
        yield db


def wording(text: str, day: int = 6, *, denies: bool = False, undecided: bool = False) -> Wording:
    return Wording(find_quantities(text), date(2031, 5, day), denies, undecided, "membantah" if denies else "")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (wording("40 rumah rusak"), wording("rumah rusak"), Relation("agrees")),
        (wording("40 rumah rusak"), wording("40 rumah rusak"), Relation("agrees", "40 rumah", "40 rumah")),
        (wording("sekitar 40 rumah"), wording("40 rumah"), Relation("refines", "sekitar 40 rumah", "40 rumah")),
        (wording("40 rumah"), wording("sekitar 40 rumah"), Relation("agrees", "40 rumah", "sekitar 40 rumah")),
        (wording("40 rumah rusak"), wording("60 rumah rusak"), Relation("differs", "40 rumah", "60 rumah")),
        (wording("40 rumah rusak"), wording("60 rumah rusak", 7), Relation("updates", "40 rumah", "60 rumah")),
        (wording("40 rumah"), wording("lebih dari 40 rumah"), Relation("differs", "40 rumah", "lebih dari 40 rumah")),
        (
            wording("16.500 kontainer"),
            wording("lebih dari 13.000 kontainer"),
            Relation("agrees", "16.500 kontainer", "lebih dari 13.000 kontainer"),
        ),
        (
            wording("Rp 11,40 triliun"),
            wording("Rp 11.408,5 miliar"),
            Relation("agrees", "Rp 11,40 triliun", "Rp 11.408,5 miliar"),
        ),
        (wording("miliaran rupiah"), wording("Rp 13 miliar"), Relation("agrees")),
        (wording("40 rumah rusak"), wording("3 jembatan rusak"), Relation("agrees")),
        (wording("12 rumah dan 4 rumah"), wording("9 rumah"), Relation("agrees")),
        (wording("40 rumah"), wording("60 rumah", denies=True), Relation("denies", "", "membantah")),
        (wording("40 rumah"), wording("60 rumah", undecided=True), Relation("not_comparable")),
        (wording("akan dikirim 40 truk"), wording("60 truk"), Relation("not_comparable", "40 truk", "60 truk")),
    ],
)
def test_relation_of_two_wordings(before: Wording, after: Wording, expected: Relation) -> None:
    assert expected == relate(before, after)


@given(AMOUNTS, AMOUNTS)
def test_overlap_goes_both_ways_and_holds_where_one_lies_within_the_other(one: str, other: str) -> None:
    (a,), (b,) = find_quantities(one), find_quantities(other)
    assert overlap(a, b) == overlap(b, a)
    assert overlap(a, a)
    assert not within(a, a)
    assert not (within(a, b) and within(b, a))


def test_another_figure_of_another_party_contests_a_claim(compared: Database) -> None:
    rows = list(compared.query("SELECT relation, first_words, words FROM claim_relations ORDER BY words"))
    assert [("differs", "60 rumah", "40 rumah"), ("updates", "60 rumah", "75 rumah")] == [
        tuple(r.values()) for r in rows
    ]
    (count,) = compared.query(
        "SELECT contested, credibility, n_outlets, n_origins_max FROM corroborations WHERE n_outlets > 1"
    )
    assert (1, None, 3, 2) == tuple(count.values())


def test_an_outlet_that_covers_the_event_without_the_claim_is_silent(compared: Database) -> None:
    query = """SELECT o.name, s.documents FROM silent_outlets s JOIN outlets o ON o.id = s.outlet_id
        JOIN corroborations r USING (cluster_id) WHERE r.n_outlets > 1"""
    assert [("Radio Pesisir", 1)] == compared.execute(query).fetchall()
    compared.execute("BEGIN")
    compared.execute("UPDATE related_documents SET closeness = 0.9")  # they may be about another event
    unsure = compared.execute(query).fetchall()
    compared.execute("ROLLBACK")
    assert unsure == []


@pytest.mark.parametrize("term", ["rumah rusak", "https://kabar.example/1", "Suara Teluk"])
def test_story_is_found_by_words_address_and_id(compared: Database, term: str) -> None:
    told = story(compared.conn, term)
    assert {"Kabar Lereng", "Harian Muara", "Suara Teluk"} == {mention.outlet for mention in told.mentions}
    assert told == story(compared.conn, told.cluster)


def test_story_says_what_a_reader_needs(compared: Database) -> None:
    told = "\n".join(tell(story(compared.conn, "rumah rusak")))
    for part in (
        "outlets: 3, origins: 2",
        "Contested by",
        "another figure: “40 rumah”, the first has “60 rumah”",
        "a later figure: “75 rumah”",
        "Radio Pesisir",
    ):
        assert part in told


@pytest.mark.parametrize("lang", languages())
def test_story_has_words_for_every_value_that_the_schema_allows(compared: Database, lang: str) -> None:
    schema = {row["name"]: row["sql"] for row in compared.query("SELECT name, sql FROM sqlite_master")}
    for said, table, column in (
        ("standing", "corroborations", "corroboration"),
        ("credibility", "corroborations", "credibility"),
        ("relation", "claim_relations", "relation"),
        ("drift", "drifts", "kind"),
    ):
        words = texts(lang).tables[said]
        allowed = re.search(rf"{column} \w+[ \w]* CHECK \({column} IN \((.*?)\)", schema[table], re.DOTALL)
        assert allowed
        assert set(map(str, words)) == set(re.findall(r"\w+", allowed[1]))


def test_story_is_told_in_indonesian_as_well(compared: Database) -> None:
    told = "\n".join(tell(story(compared.conn, "rumah rusak"), "id"))
    for part in (
        "media: 3, asal: 2",
        "Diperdebatkan oleh",
        "angka lain: “40 rumah”, yang pertama “60 rumah”",
        "angka yang lebih baru: “75 rumah”",
        "Artikel tentang peristiwa ini yang di dalamnya klaim ini tidak ditemukan, di: ",
    ):
        assert part in told


def test_every_language_of_a_story_has_the_same_texts_with_the_same_places() -> None:
    english, *others = (texts(code).tables for code in ("en", *sorted(set(languages()) - {"en"})))
    for other in others:
        assert english.keys() == other.keys()
        for table, said in english.items():
            assert said.keys() == other[table].keys()
            for key, text in said.items():
                assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", other[table][key]))


def test_a_language_that_nobody_wrote_is_one_clear_error(compared: Database) -> None:
    with pytest.raises(ClaimtrackError, match="xx: no such language; there are en, id"):
        list(tell(story(compared.conn, "rumah rusak"), "xx"))


def test_a_pronoun_is_not_told_as_a_name(tmp_path: Path) -> None:
    text = "Tanggul Wanasari retak, Senin. Menurutnya, retakan tanggul Wanasari itu selebar tiga sentimeter.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ingest([tmp_path / "a.txt"], tmp_path / "claims.db", lang="id")
    compare(tmp_path / "claims.db", lang="id")
    with closing(open_database(tmp_path / "claims.db")) as db:
        told = story(db.conn, "retakan tanggul")
        assert [True] == [mention.pronoun for mention in told.mentions]
        assert "somebody whom the article calls “nya”" in "\n".join(tell(told))
        assert "seseorang yang dalam artikelnya disebut “nya”" in "\n".join(tell(told, "id"))


@pytest.mark.parametrize("term", ["gajah", '"', "", "NEAR(", "rumah AND"])
def test_term_that_finds_nothing_is_one_clear_error(compared: Database, term: str) -> None:
    with pytest.raises(StoreError, match="no claim matches"):
        story(compared.conn, term)


def test_a_database_that_was_not_compared_says_so(compared: Database) -> None:
    compared.execute("DELETE FROM compared_documents")
    with pytest.raises(StoreError, match="run: claimtrack compare"):
        story(compared.conn, "rumah rusak")


@pytest.mark.parametrize("command", [["compare"], ["story", "air"], ["claims", "history"]])
def test_a_path_without_a_database_is_one_clear_line_and_makes_none(tmp_path: Path, command: list[str]) -> None:
    done = claimtrack(*command, "--db", str(tmp_path / "typo.db"))
    assert (1, "") == (done.status, done.out)
    assert f"claimtrack: {tmp_path / 'typo.db'}: there is no such database; make one with: " in done.err
    assert 1 == done.err.count("\n")
    assert not (tmp_path / "typo.db").exists()


def test_commands_compare_export_and_tell(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('"Air sudah surut sejak pagi," kata Rahmat, Senin.\n', encoding="utf-8")
    db = tmp_path / "claims.db"
    claimtrack("ingest", str(tmp_path / "a.txt"), "--outlet", "Kabar Lereng", "--db", str(db))
    done = claimtrack("compare", "--db", str(db), "--export", str(tmp_path / "mentions.jsonl"))
    assert "1 articles compared; 1 propositions are 1 claims, 0 of them in more than one outlet\n" == done.out
    (row,) = map(json.loads, (tmp_path / "mentions.jsonl").read_text(encoding="utf-8").splitlines())
    assert {"document", "content", "cluster"} == row.keys()
    assert "Rahmat" in claimtrack("story", "air surut", "--db", str(db)).out
    assert "no claim matches" in claimtrack("story", "gajah", "--db", str(db)).err


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("40 rumah rusak di Wanasari", "60 rumah rusak diterjang banjir", "differs"),
        ("40 rumah hancur", "60 rumah rusak diterjang banjir", "differs"),
        ("kerugian negara sedikitnya Rp 900 juta", "pasar senilai Rp 2 miliar ditutup", "not_comparable"),
        ("12 warga mengungsi ke balai desa", "dua warga tertimpa tembok gudang", "not_comparable"),
        ("12 warga", "dua warga tertimpa tembok gudang", "differs"),
    ],
)
def test_figures_are_compared_where_a_word_beside_them_tells_that_they_answer_one_question(
    before: str, after: str, kind: str
) -> None:
    words = vocabulary(load_pack("id"))
    one, other = (
        Wording(figures, date(2031, 5, 6), near=beside(text, figures, words))
        for text in (before, after)
        for figures in (find_quantities(text),)
    )
    assert kind == relate(one, other).kind
