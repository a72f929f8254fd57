"""Publishing: only what may be public gets into the public database."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.model import Credit, Document, Extraction, Span
from claimtrack.publish.excerpts import GAP, excerpt
from claimtrack.publish.public import Choice, publish
from claimtrack.publish.stored import STORED, table_of
from claimtrack.publish.words import languages
from claimtrack.store import open_database
from tests.pages_data import build, gold_extractions, odd_extractions, quote
from tests.pages_site import site_of

TEXT = (
    "Judulnya rahasiasatu.\nAni mengatakan air surut.\nLalu rahasiadua.\nBudi menyebut harga naik.\nAkhir rahasiatiga."
)
DAY = date(2026, 3, 12)


@pytest.fixture
def private(tmp_path: Path) -> Path:
    made = [quote(TEXT, "Ani", "mengatakan", "air surut"), quote(TEXT, "Budi", "menyebut", "harga naik")]
    at = TEXT.index("Akhir")
    own = Extraction(
        Document(TEXT, id="own", outlet="Media", published="2026-03-12"),
        tuple(made),
        (Credit("wire", "Akhir", Span.of(TEXT, at, at + 5)),),
        "id",
    )
    path = build(tmp_path / "claims.db", [own, *gold_extractions(), *odd_extractions()])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('rahasiaempat')")
        connection.execute("""UPDATE runs SET parameters = '{"path": "/home/rahasialima"}'""")
        connection.commit()
    return path


@pytest.fixture
def public(private: Path, tmp_path: Path) -> Path:
    return publish(private, tmp_path / "public.db").path


PLACED = "FROM attributions a JOIN documents d ON d.id = a.document_id"
CREDITED = """SELECT c.id, substr(d.text, c.start + 1, c.stop - c.start) FROM credits c
JOIN documents d ON d.id = c.document_id ORDER BY 1"""


def ask(path: Path, sql: str, *bound: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, bound).fetchall()


def table(path: Path, name: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(map(repr, Database(connection)[name].rows))


def schema(path: Path) -> Iterator[object]:
    return (row[0] for row in ask(path, "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"))


def test_excerpts_hold_the_quoted_sentences_and_nothing_else_of_the_text(public: Path) -> None:
    ((text,),) = ask(public, "SELECT text FROM documents WHERE id = 'own'")
    gap = "\n\n[…]\n\n"
    assert f"[…]\n\nAni mengatakan air surut.{gap}Budi menyebut harga naik.\nAkhir\n\n[…]" == text


@pytest.mark.parametrize(
    "secret", ["rahasiasatu", "rahasiadua", "rahasiatiga", "rahasiaempat", "rahasialima", "claims.db"]
)
def test_no_byte_of_the_file_tells_what_is_private(public: Path, secret: str) -> None:
    assert secret.encode() not in public.read_bytes().lower()
    assert [(0,)] == ask(public, "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?", f'"{secret}"')


def test_an_index_that_was_flushed_on_the_way_tells_nothing_either(tmp_path: Path) -> None:
    """So many words that FTS5 writes its index out before the texts are shortened."""
    extractions = []
    for number in range(100):
        text = "Ani mengatakan air surut.\n" + " ".join(f"rahasia{number}x{word}" for word in range(1500))
        made = (quote(text, "Ani", "mengatakan", "air surut"),)
        extractions.append(Extraction(Document(text, id=f"a{number}", outlet="Media"), made, (), "id"))
    public = publish(build(tmp_path / "claims.db", extractions), tmp_path / "public.db").path
    assert not re.search(rb"ahasia\d", public.read_bytes())


# Indexes and tables that only a database which changes no more is worth.
FASTER = {
    *("attributions_cue_class", "attributions_found", "attributions_said", "attributions_style"),
    "documents_found",
    *(table_of(view) for view in STORED),
    *(f"{table_of(view)}_{column}" for view, columns in STORED.items() for column in columns),
}


def test_the_schema_is_that_of_an_empty_database(public: Path, tmp_path: Path) -> None:
    open_database(tmp_path / "empty.db").close()
    own = {"sqlite_stat1", *FASTER}
    assert list(schema(tmp_path / "empty.db")) == [name for name in schema(public) if name not in own]


@pytest.mark.parametrize("view", STORED)
def test_stored_views_hold_what_they_would_group(private: Path, tmp_path: Path, view: str) -> None:
    compared(private)
    public = publish(private, tmp_path / "public.db").path
    with closing(sqlite3.connect(public)) as connection:
        stored = connection.execute(f"SELECT * FROM {view}")  # noqa: S608
        columns, rows = [column[0] for column in stored.description], stored.fetchall()
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {columns[0]} = 'a'").fetchall()  # noqa: S608
        for (query,) in ask(private, "SELECT sql FROM sqlite_master WHERE name = ?", view):
            connection.execute(f"DROP VIEW {view}")
            connection.execute(str(query))
        grouped = connection.execute(f"SELECT * FROM {view}")  # noqa: S608
        assert (columns, rows) == ([column[0] for column in grouped.description], grouped.fetchall())
    assert f"USING INDEX {table_of(view)}_{columns[0]}" in str(plan)
    assert rows or view == "silent_outlets"


@pytest.mark.parametrize("texts", ["full", "excerpts"])
def test_every_offset_holds_its_words(private: Path, tmp_path: Path, texts: str) -> None:
    path = publish(private, tmp_path / "public.db", Choice(texts="full" if texts == "full" else "excerpts")).path
    spans = ask(
        path,
        f"SELECT d.text, s.start, s.stop, s.text {PLACED} JOIN spans s ON s.attribution_id = a.id",
    )
    assert len(spans) > 500
    for text, start, stop, words in spans:
        assert str(words) == str(text)[int(str(start)) : int(str(stop))]
    for text, start, sentence in ask(path, f"SELECT d.text, a.sentence_start, a.sentence {PLACED}"):
        assert str(text)[int(str(start)) :].startswith(str(sentence))
    assert ask(private, CREDITED) == ask(path, CREDITED)


def compared(path: Path) -> None:
    """Write what a comparison would: every content is a proposition, and the two of the article `own` are one claim."""
    if "cluster_members" not in schema(path):
        pytest.skip("this schema has no comparison")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("""INSERT INTO propositions SELECT a.id, a.id, a.document_id, a.position, s.text,
            json_array(json_array(s.start, s.stop)) FROM attributions a
            JOIN spans s ON s.attribution_id = a.id AND s.role = 'content' AND s.ordinal = 0""")
        connection.execute("INSERT INTO clusters VALUES ('one', 'air surut')")
        connection.execute(
            "INSERT INTO cluster_members SELECT 'one', id, 1 FROM propositions WHERE document_id = 'own'"
        )
        connection.commit()


def test_comparisons_are_published_with_their_places(private: Path, tmp_path: Path) -> None:
    compared(private)
    path = publish(private, tmp_path / "public.db").path
    assert [("one", 2)] == ask(path, "SELECT cluster_id, count(*) FROM cluster_members GROUP BY cluster_id")
    found = ask(path, "SELECT d.text, p.text, p.places FROM propositions p JOIN documents d ON d.id = p.document_id")
    assert len(found) > 100
    for text, words, places in found:
        ((start, stop),) = json.loads(str(places))
        assert words == str(text)[start:stop]


def test_full_texts_are_whole(private: Path, tmp_path: Path) -> None:
    path = publish(private, tmp_path / "public.db", Choice(texts="full")).path
    sql = "SELECT id, text FROM documents ORDER BY id"
    assert ask(private, sql) == ask(path, sql)


def test_what_is_withdrawn_leaves_nothing_behind(private: Path, tmp_path: Path) -> None:
    choice = Choice(withdrawn=("own", "https://portal.example/a?b=1&c=2", "nusakini-id"))
    path = publish(private, tmp_path / "public.db", choice).path
    assert [] == ask(path, "SELECT id FROM documents WHERE id IN ('own', 'no-quotes') OR outlet_id = 'nusakini-id'")
    assert [] == ask(path, "SELECT id FROM outlets WHERE id = 'nusakini-id'")
    assert [] == ask(path, "SELECT id FROM sources WHERE name IN ('Ani', 'Budi')")
    assert [] == ask(path, "SELECT id FROM claims WHERE text = 'air surut'")


@pytest.mark.parametrize("name", ["NusaKini.id", "NUSAKINI.ID"])
def test_an_outlet_is_withdrawn_by_its_name_in_any_case(private: Path, tmp_path: Path, name: str) -> None:
    published = publish(private, tmp_path / "public.db", Choice(withdrawn=(name,)))
    assert () == published.unknown
    assert [] == ask(published.path, "SELECT name FROM outlets WHERE name = 'NusaKini.id'")
    assert published.counts["documents"] > 0


def test_an_empty_name_leaves_out_nothing_and_is_told(private: Path, tmp_path: Path) -> None:
    published = publish(private, tmp_path / "public.db", Choice(withdrawn=("", " ")))
    assert ("", " ") == published.unknown
    assert ask(private, "SELECT count(*) FROM documents") == [(published.counts["documents"],)]


@pytest.mark.parametrize("words", ["rahasiasatu", "Ani", "air surut", "ani mengatakan", "budi"])
def test_no_byte_tells_what_is_withdrawn(private: Path, tmp_path: Path, words: str) -> None:
    choice = Choice(texts="full", withdrawn=("own",), topics=("judulnya", "kapal"))
    published = publish(private, tmp_path / "public.db", choice)
    assert published.counts["documents"] > 0
    assert not re.search(rf"\b{words}\b".encode(), published.path.read_bytes(), re.IGNORECASE)


def test_rows_of_claims_are_called_contents_since_a_claim_may_have_several(private: Path, tmp_path: Path) -> None:
    published = publish(private, tmp_path / "public.db")
    assert f", {published.counts['claims']} contents, " in str(published)
    assert "claims" not in str(published).partition(": ")[2]


def test_a_topic_bounds_what_is_published(private: Path, tmp_path: Path) -> None:
    both = publish(private, tmp_path / "both.db", Choice(texts="full", topics=("air surut", "kapal"))).path
    texts = [str(row[0]).lower() for row in ask(both, "SELECT title || ' ' || text FROM documents")]
    assert len(texts) > 1
    assert [] == [text for text in texts if "kapal" not in text and not ("air" in text and "surut" in text)]


def test_a_topic_without_a_word_is_refused(private: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no word"):
        publish(private, tmp_path / "public.db", Choice(topics=("--",)))
    assert not (tmp_path / "public.db").exists()


def test_what_was_withdrawn_in_vain_is_told(private: Path, tmp_path: Path) -> None:
    published = publish(private, tmp_path / "public.db", Choice(withdrawn=("own", "typo", "nusakini-id")))
    assert ("typo",) == published.unknown


def test_a_database_of_an_older_schema_is_told_so(private: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(private)) as connection:
        connection.execute("ALTER TABLE propositions RENAME COLUMN places TO spots")
        connection.commit()
    with pytest.raises(StoreError, match=r"'propositions\.places'.*claimtrack ingest"):
        publish(private, tmp_path / "public.db")


def test_a_period_bounds_what_is_published(private: Path, tmp_path: Path) -> None:
    path = publish(private, tmp_path / "public.db", Choice(since=DAY, until=DAY)).path
    days = {str(row[0])[:10] for row in ask(path, "SELECT published FROM documents")}
    assert {"2026-03-12"} == days


@pytest.mark.parametrize("choice", [Choice(since=date.min), Choice(until=date.max)])
@pytest.mark.parametrize("published", ["", "kemarin", "20/04/2026", "2026-02-30", "2026-03"])
def test_an_article_whose_day_is_not_known_is_in_no_period(
    private: Path, tmp_path: Path, choice: Choice, published: str
) -> None:
    with closing(sqlite3.connect(private)) as connection:
        connection.execute("UPDATE documents SET published = ? WHERE id = 'own'", [published])
        connection.commit()
    kept = {row[0] for row in ask(publish(private, tmp_path / "public.db", choice).path, "SELECT id FROM documents")}
    assert "own" not in kept
    assert "sagara-kapal-lamuru" in kept


def test_publishing_again_gives_the_same_rows(private: Path, tmp_path: Path) -> None:
    first, second = (publish(private, tmp_path / name).path for name in ("a.db", "b.db"))
    for name in ("documents", "attributions", "claims", "sources", "spans", "credits"):
        assert table(first, name) == table(second, name)


def test_a_failed_check_leaves_the_old_one(private: Path, public: Path) -> None:
    before = public.read_bytes()
    with closing(sqlite3.connect(private)) as connection:
        connection.execute("UPDATE spans SET start = start + 1, stop = stop + 1 WHERE role = 'cue'")
        connection.commit()
    with pytest.raises(StoreError, match="spans do not hold their words"):
        publish(private, public)
    assert before == public.read_bytes()
    assert {"claims.db", "public.db"} == {path.name for path in public.parent.iterdir()}


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_what_is_no_database_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"other\.db"):
        publish(tmp_path / "other.db", tmp_path / "public.db")
    assert not (tmp_path / "public.db").exists()


def test_a_missing_folder_is_refused(private: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        publish(private, tmp_path / "nowhere" / "public.db")


def test_the_private_database_is_never_overwritten(private: Path) -> None:
    before = private.read_bytes()
    with pytest.raises(StoreError, match="private database itself"):
        publish(private, private)
    assert before == private.read_bytes()


@pytest.mark.parametrize("content", [b"", b"Air surut, kata Rahmat.\n", b"SQLite format 3\x00 damaged"])
def test_a_file_that_publish_did_not_write_is_not_overwritten(private: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "article.txt").write_bytes(content)
    with pytest.raises(StoreError, match=r"article\.txt: .*not written by claimtrack publish; name another, or remove"):
        publish(private, tmp_path / "article.txt")
    assert content == (tmp_path / "article.txt").read_bytes()


def test_a_private_database_is_not_overwritten_where_the_two_are_swapped(private: Path, public: Path) -> None:
    before = private.read_bytes()
    with pytest.raises(StoreError, match="not written by claimtrack publish"):
        publish(public, private)
    assert before == private.read_bytes()


def test_the_pages_work_on_what_was_published(public: Path) -> None:
    with site_of(public) as found:
        page = found.get("/article/sagara-kapal-lamuru")
        assert 200 == page.status
        assert languages()["id"]("article.excerpts_only") in page.parts.text
        assert page.body.count('<li class="card') == 8


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=5))
def test_an_excerpt_keeps_what_is_wanted_where_it_says(text: str, drawn: list[tuple[int, int]]) -> None:
    wanted = [(start, min(start + length, len(text))) for start, length in drawn if start < len(text)]
    found = excerpt(text, wanted)
    for start, stop in wanted:
        place = found.place(start)
        assert text[start:stop] == found.text[place : place + stop - start]
    kept = {at for start, stop in wanted for at in range(start, stop)}
    left_out = sum(1 for at, letter in enumerate(text) if at not in kept and letter.strip())
    shown = found.text.replace(GAP.strip(), "")
    assert len([letter for letter in text if letter.strip()]) - left_out == len(
        [letter for letter in shown if letter.strip()]
    )
