"""Two people of one name stay two when the titles that articles give them differ and no article links them."""

import json
import sqlite3
from contextlib import closing
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from claimtrack.compare.namesakes import bearers
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.resolve.vocabulary import vocabulary
from claimtrack.store import identity, open_existing
from claimtrack.store.edits import history, undo
from tests.command import claimtrack
from tests.effort import lines

FARMER = "Petani cabai Budi Santoso mengatakan hama wereng merusak ladangnya di lereng Gunung Sumbing."
JUDGE = "Hakim agung Budi Santoso mengatakan sidang kasasi perkara tambang ditunda sampai tahun depan."
AGAIN = "Petani cabai Budi Santoso menyebut harga pupuk di Wonosari naik dua kali lipat."
BOTH = "Petani cabai Budi Santoso mengatakan ia berhenti. Hakim agung Budi Santoso mengatakan hal itu tidak benar."
UNTITLED = "Budi Santoso mengatakan listrik padam di Pulau Seram sejak kemarin."
RARE = (
    "Petani cabai Ghozwul Tambakboyo mengatakan hama merusak ladangnya.",
    "Hakim agung Ghozwul Tambakboyo menunda sidang.",
)


def read(folder: Path, **texts: str) -> Path:
    """Ingest and compare one article for each of ``texts``, published in their order."""
    rows = [
        {"id": key, "outlet": key, "text": text, "published": f"2031-05-{int(key[-1]):02}"}
        for key, text in texts.items()
    ]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([folder / "articles.jsonl"], folder / "claims.db", lang="id")
    compare(folder / "claims.db", lang="id")
    return folder / "claims.db"


def speakers(path: Path) -> dict[str, str]:
    """Return article -> name of who speaks in it first."""
    with closing(open_existing(path)) as db:
        query = """SELECT a.document_id, s.name FROM attributions a JOIN sources s ON s.id = a.source_id
            ORDER BY a.document_id, a.position DESC"""
        return dict(db.execute(query))


def test_titles_without_a_common_word_are_two_people(tmp_path: Path) -> None:
    path = read(tmp_path, a1=FARMER, b2=JUDGE, c3=AGAIN)
    assert {
        "a1": "Budi Santoso",
        "b2": "Budi Santoso (hakim agung)",
        "c3": "Budi Santoso",
    } == speakers(path)
    with closing(open_existing(path)) as db:
        (edit,) = history(db)
        assert (True, ("b2",)) == (edit.automatic, edit.documents)
        assert "hakim agung" in edit.reason


@pytest.mark.parametrize("order", list(permutations(("a1", "b2", "c3"))))
def test_who_is_who_does_not_depend_on_the_order_of_ingest(tmp_path: Path, order: tuple[str, ...]) -> None:
    texts = {"a1": FARMER, "b2": JUDGE, "c3": AGAIN}
    for key in order:
        path = read(tmp_path, **{key: texts[key]})
    found = speakers(path)
    assert found["a1"] == found["c3"] != found["b2"]


def test_article_that_gives_both_titles_makes_them_one_again(tmp_path: Path) -> None:
    read(tmp_path, a1=FARMER, b2=JUDGE)
    path = read(tmp_path, d4=BOTH)
    assert {"Budi Santoso"} == set(speakers(path).values())


def test_article_without_a_title_stays_with_the_first(tmp_path: Path) -> None:
    assert "Budi Santoso" == speakers(read(tmp_path, a1=FARMER, b2=JUDGE, c3=UNTITLED))["c3"]


def test_rare_name_is_one_person_whatever_the_titles(tmp_path: Path) -> None:
    assert {"Ghozwul Tambakboyo"} == set(speakers(read(tmp_path, a1=RARE[0], b2=RARE[1])).values())


def test_decision_that_somebody_took_back_is_not_taken_again(tmp_path: Path) -> None:
    path = read(tmp_path, a1=FARMER, b2=JUDGE)
    with closing(open_existing(path)) as db:
        undo(db, 1, "the farmer became a judge")
    assert {"Budi Santoso"} == set(speakers(read(tmp_path, c3=AGAIN, d4=JUDGE + " Sidang ramai.")).values())


def test_history_says_what_claimtrack_decided(tmp_path: Path) -> None:
    path = read(tmp_path, a1=FARMER, b2=JUDGE)
    told = claimtrack("sources", "history", "--db", str(path)).out
    assert "budi-santoso <- Budi Santoso (hakim agung) in b2" in told
    assert told.endswith("(automatic)\n")


GIVEN = ("Agus", "Joko", "Eko", "Bambang", "Dewi", "Sri", "Rina", "Siti")


def test_names_that_are_decided_about_in_one_comparison_are_looked_through_once(tmp_path: Path) -> None:
    spent = []
    for number in (4, 8):
        folder = tmp_path / str(number)
        folder.mkdir()
        texts = {f"{title[:3]}{name}1": title for name in GIVEN[:number] for title in (FARMER, JUDGE)}
        rows = [{"id": key, "outlet": key, "text": text.replace("Budi", key[3:-1])} for key, text in texts.items()]
        (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        ingest([folder / "articles.jsonl"], folder / "claims.db", lang="id")
        spent.append(lines(partial(compare, folder / "claims.db", lang="id"), identity))
        with closing(open_existing(folder / "claims.db")) as db:
            assert number == len(history(db))
    assert spent[1] < 2.5 * spent[0]


TABLES = """CREATE TABLE attributions (document_id, source_id, read_id, source_roles);
    CREATE TABLE documents (id, published); CREATE TABLE related_documents (one_id, other_id);"""


class Compared(str):
    """A text that counts how often one is compared with another."""

    __slots__ = ()
    times = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return super().__eq__(other)


def comparisons(articles: int) -> int:
    """Return how many comparisons of texts it takes to find who bears a name that stands in so many articles."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        for at in range(articles):
            title = ("petani cabai", "hakim agung", "")[at % 3]
            connection.execute("INSERT INTO documents VALUES (?, ?)", (f"a{at}", f"{2031 + at}"))
            row = (f"a{at}", "budi", json.dumps([title] if title else []))
            connection.execute("INSERT INTO attributions VALUES (?, ?, NULL, ?)", row)
        connection.text_factory = lambda raw: Compared(raw.decode())
        before = Compared.times
        found = bearers(connection, "budi", vocabulary(load_pack("id")), frozenset())
        assert [2 * articles // 3, articles // 3] == [len(bearer.documents) for bearer in found]
    return Compared.times - before


def test_who_bears_a_name_costs_the_articles_of_the_name_and_not_their_square() -> None:
    assert comparisons(300) < 2.5 * comparisons(150)


INTRODUCED = "Badan Gizi Lembah (BGL) mengatakan stok susu aman sampai akhir tahun."
LONG = "Badan Gizi Lembah menyatakan harga telur turun di tiga kecamatan."


@pytest.mark.parametrize("order", [("a1", "b2"), ("b2", "a1")])
def test_name_that_an_article_introduces_is_one_source_in_all(tmp_path: Path, order: tuple[str, ...]) -> None:
    texts = {"a1": INTRODUCED, "b2": LONG}
    for key in order:
        path = read(tmp_path, **{key: texts[key]})
    assert {"a1": "BGL", "b2": "BGL"} == speakers(path)
    with closing(open_existing(path)) as db:
        assert ["An article introduces it as Badan Gizi Lembah."] == [edit.reason for edit in history(db)]


def test_joined_names_that_somebody_parted_stay_apart(tmp_path: Path) -> None:
    path = read(tmp_path, a1=INTRODUCED, b2=LONG)
    with closing(open_existing(path)) as db:
        undo(db, 1, "two bodies")
    assert "Badan Gizi Lembah" == speakers(read(tmp_path, c3=LONG.replace("telur", "gula")))["c3"]
