"""Sources as people look them up and rate them, through the library and through real processes."""

import json
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.ingest import ingest
from claimtrack.model import RATINGS
from claimtrack.store import open_database, open_existing
from claimtrack.store.ratings import aliases, find_source, frequent_sources, rate, ratings
from tests.command import claimtrack
from tests.pages_site import site_of

ARTICLE = """Menurut KCNA, peluncuran itu berhasil. "Kami siap," kata Menteri Perikanan Dewi Larasati. Dewi mengatakan \
jembatan ditutup.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ingest([tmp_path / "a.txt"], tmp_path / "claims.db", lang="id")
    return tmp_path / "claims.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with closing(open_database(path)) as opened:
        yield opened


def test_sources_are_listed_by_the_number_of_their_attributions(db: Database) -> None:
    found = [(source.name, source.attributions, source.documents) for source in frequent_sources(db)]
    assert ("Dewi Larasati", 2, 1) == found[0]
    assert ("KCNA", 1, 1) in found
    assert ["Dewi Larasati"] == [source.name for source in frequent_sources(db, kind="person")]
    assert 1 == len(frequent_sources(db, limit=1))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    said = 'Kepala dinas Galih Prakosa mengatakan jembatan retak. "Kami berharap warga memutar," kata Galih.'
    folder = tmp_path_factory.mktemp("twice")
    row = {"id": "a", "outlet": "Kabar Lereng", "text": f"{said}\n\n{said}\n\n{said}\n"}
    (folder / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    ingest([folder / "a.jsonl"], folder / "claims.db", lang="id")
    return folder / "claims.db"


def test_text_that_stands_twice_and_words_inside_own_words_count_once(twice: Path) -> None:
    with closing(open_database(twice)) as db:
        assert 9 == db.execute("SELECT count(*) FROM attributions WHERE source_id = 'galih-prakosa'").fetchone()[0]
        assert 2 == find_source(db, "Galih Prakosa").attributions
        for view in ("source_profile", "outlet_sources"):
            assert 2 == max(row["attributions"] for row in db[view].rows)


def test_pages_count_and_show_each_statement_once(twice: Path) -> None:
    with site_of(twice) as site:
        page = site.get("/source/galih-prakosa").parts
        assert "2 kutipan dalam 1 artikel" in page.text
        assert 2 == len([name for name in page.values("class", "li") if name.startswith("card ")])
        assert "2 kutipan" in site.get("/sources").parts.text
        assert "Galih Prakosa2" in "".join(site.get("/search?q=galih").parts.text.split("\n"))


def test_a_database_of_before_is_counted_so_too(twice: Path) -> None:
    update = files("claimtrack.store").joinpath("schema_0016.sql").read_text(encoding="utf-8")
    repeats = "SELECT id, repeats FROM attributions ORDER BY id"
    with closing(open_database(twice)) as db:
        read = list(db.execute(repeats))
        db.execute("UPDATE attributions SET repeats = 0")
        db.execute(update[update.index("UPDATE") : update.index("DROP INDEX")])
        assert read == list(db.execute(repeats))


@pytest.mark.parametrize("name", ["KCNA", "kcna", "Korean Central News Agency"])
def test_source_is_found_by_name_id_and_alias(db: Database, name: str) -> None:
    source = find_source(db, name)
    assert ("KCNA", "F") == (source.name, source.reliability)
    assert "Korean Central News Agency" in aliases(db, source)


def test_case_of_any_letter_is_passed_over(db: Database) -> None:
    db.execute("INSERT INTO sources (id, name, kind) VALUES ('one', 'Şükrü Çağan', 'person')")
    db.execute("INSERT INTO source_aliases (source_id, alias, lang) VALUES ('one', 'Élan Ödön', '')")
    assert ["one"] * 2 == [find_source(db, name).id for name in ("şükrü çağan", "ÉLAN ÖDÖN")]
    with pytest.raises(StoreError, match="near it: Şükrü Çağan"):
        find_source(db, "ÇAĞAN")


def test_unknown_source_is_an_error_that_names_some_near_it(db: Database) -> None:
    with pytest.raises(StoreError, match="no source is called 'Larasati'; near it: Dewi Larasati"):
        find_source(db, "Larasati")


def test_name_of_two_sources_asks_for_an_id(db: Database) -> None:
    db.execute("INSERT INTO source_aliases (source_id, alias, lang) VALUES ('dewi-larasati', 'KCNA', '')")
    with pytest.raises(StoreError, match="is 2 sources; give the id of one: dewi-larasati, kcna"):
        find_source(db, "KCNA")


@given(given=st.lists(st.tuples(st.sampled_from(RATINGS), st.text(min_size=1).filter(str.strip)), max_size=6))
def test_every_rating_is_kept_and_the_newest_counts(given: list[tuple[str, str]]) -> None:
    with closing(open_database(":memory:")) as db:
        db.execute("INSERT INTO sources (id, name, kind) VALUES ('rahmat', 'Rahmat', 'person')")
        db.conn.commit()
        for reliability, reason in given:
            assert reliability == rate(db, "Rahmat", reliability, reason).reliability
        source = find_source(db, "rahmat")
        assert [(r, why.strip()) for r, why in given] == [(r.reliability, r.reason) for r in ratings(db, source)]
        assert (given[-1][0] if given else "F") == source.reliability


@pytest.mark.parametrize(("reliability", "reason"), [("G", "why not"), ("a", "lower case"), ("A", "  ")])
def test_bad_rating_changes_nothing(db: Database, reliability: str, reason: str) -> None:
    with pytest.raises(StoreError):
        rate(db, "KCNA", reliability, reason)
    assert [] == ratings(db, find_source(db, "KCNA"))


def test_rating_survives_an_article_that_no_longer_names_the_source(path: Path) -> None:
    with closing(open_existing(path)) as db:
        rate(db, "KCNA", "D", "withdrew figures")
    article = path.with_name("a.txt")
    article.write_text("Dewi mengatakan jembatan ditutup.", encoding="utf-8")
    ingest([article], path, lang="id")
    article.write_text(ARTICLE, encoding="utf-8")
    ingest([article], path, lang="id")
    with closing(open_existing(path)) as db:
        source = find_source(db, "KCNA")
        assert ("D", 1) == (source.reliability, source.attributions)
        assert ["withdrew figures"] == [rating.reason for rating in ratings(db, source)]


def test_command_lists_shows_and_rates(path: Path) -> None:
    listed = claimtrack("sources", "list", "--db", str(path))
    assert listed.out.splitlines()[0].split() == ["2", "1", "F", "person", "Dewi", "Larasati"]
    assert "nobody rated it" in claimtrack("sources", "show", "KCNA", "--db", str(path)).out
    done = claimtrack("sources", "rate", "KCNA", "D", "--reason", "withdrew figures", "--db", str(path))
    assert (0, "KCNA: D\n") == (done.status, done.out)
    shown = claimtrack("sources", "show", "KCNA", "--db", str(path)).out
    assert "reliability   D\n" in shown
    assert "D  withdrew figures" in shown


@pytest.mark.parametrize("arguments", [["list"], ["show", "KCNA"], ["rate", "KCNA", "A", "--reason", "x"]])
def test_missing_database_is_one_line_and_makes_none(tmp_path: Path, arguments: list[str]) -> None:
    path = tmp_path / "none.db"
    done = claimtrack("sources", *arguments, "--db", str(path))
    assert (1, "", 1) == (done.status, done.out, done.err.count("\n"))
    assert "there is no such database" in done.err
    assert not path.exists()


def test_command_lists_no_kind_that_there_is_not(path: Path) -> None:
    done = claimtrack("sources", "list", "--kind", "persn", "--db", str(path))
    assert (2, "", 1) == (done.status, done.out, done.err.count("\n"))
    assert "'persn' is not one of: person, " in done.err
