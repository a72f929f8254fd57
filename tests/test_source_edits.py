"""Who people decided that a source is: merged, renamed, split and undone, with articles ingested in between."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.compare.run import compare
from claimtrack.errors import StoreError
from claimtrack.ingest import ingest
from claimtrack.model import Attribution, Document, Extraction, Span
from claimtrack.publish.public import Choice, publish
from claimtrack.store import Run, Writer, identity, open_database, open_existing
from claimtrack.store.edits import Decision, add_alias, history, merge, record, split, undo
from claimtrack.store.identity import Edit, identities
from claimtrack.store.ratings import aliases, find_source, frequent_sources, rate
from tests.command import claimtrack
from tests.effort import lines

ARTICLES = {
    "a": "Dewi Larasati mengatakan tiga jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang.",
    "b": "Joko Anwar mengatakan bahwa tiga jembatan gantung di Kecamatan Wanasari ambruk diterjang banjir bandang.",
    "c": '"Pasar sepi," kata Dewi Larasati. Menurut KCNA, peluncuran itu berhasil.',
}
NAMES = ("Dewi Larasati", "Sri Rahayu", "Joko Anwar")
DOCUMENTS = ("one", "two", "three")


def extraction(document: str, names: list[str]) -> Extraction:
    """Return an article in which each of ``names`` says one thing."""
    parts = [f"{name} mengatakan hal {at}.\n" for at, name in enumerate(names)]
    text = "".join(parts)
    found = []
    start = 0
    for name, part in zip(names, parts, strict=True):
        cue = start + len(name) + 1
        content = Span.of(text, cue + len("mengatakan") + 1, start + len(part) - 2)
        source, word = Span.of(text, start, start + len(name)), Span.of(text, cue, cue + len("mengatakan"))
        found.append(Attribution(source, word, (content,), "indirect", negated=False, rule="test", source_name=name))
        start += len(part)
    return Extraction(Document(text, id=document, outlet="Harian Uji"), tuple(found))


def writer(db: Database, version: str = "1") -> Writer:
    return Writer(db, Run(lang="id", pack_version=version, tool_version="test"))


def whom(db: Database) -> list[tuple[str, str]]:
    """Return article and source of every attribution, in order of the text."""
    return list(db.execute("SELECT document_id, source_id FROM attributions ORDER BY document_id, position"))


def read_as(db: Database) -> list[tuple[str, str]]:
    query = "SELECT document_id, coalesce(read_id, source_id) FROM attributions ORDER BY document_id, position"
    return list(db.execute(query))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest([tmp_path / f"{name}.txt" for name in ARTICLES], tmp_path / "claims.db", lang="id")
    return tmp_path / "claims.db"


@pytest.fixture
def db() -> Iterator[Database]:
    with closing(open_database(":memory:")) as opened:
        writer(opened).write([extraction("one", ["Dewi Larasati", "Sri Rahayu"]), extraction("two", ["Dewi Larasati"])])
        yield opened


def test_merged_source_speaks_as_the_other_and_keeps_what_was_read(db: Database) -> None:
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    assert ["dewi-larasati"] * 3 == [source for _, source in whom(db)]
    assert [("one", "dewi-larasati"), ("one", "sri-rahayu"), ("two", "dewi-larasati")] == read_as(db)
    assert ["dewi-larasati"] == [source.id for source in frequent_sources(db)]


@pytest.mark.parametrize("name", ["Sri Rahayu", "sri-rahayu"])
def test_merged_name_finds_the_source_it_was_merged_into(db: Database, name: str) -> None:
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    assert "dewi-larasati" == find_source(db, name).id
    assert ["Sri Rahayu"] == aliases(db, find_source(db, "Dewi Larasati"))


def test_article_read_after_a_merge_follows_it(db: Database) -> None:
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    writer(db).write([extraction("three", ["Sri Rahayu"]), extraction("one", ["Sri Rahayu"])])
    assert {"dewi-larasati"} == {source for _, source in whom(db)}


def test_alias_holds_for_articles_that_come_later(db: Database) -> None:
    add_alias(db, "Dewi Larasati", "Bu Dewi", "the local press calls her so")
    writer(db).write([extraction("three", ["Bu Dewi"])])
    assert ("three", "dewi-larasati") in whom(db)
    assert "dewi-larasati" == find_source(db, "bu dewi").id


def test_split_by_articles_makes_a_second_source_that_outlives_ingesting_again(db: Database) -> None:
    split(db, "Dewi Larasati", "Dewi Larasati (petani)", ["two"], "another woman")
    assert ("two", "dewi-larasati-petani") in whom(db)
    writer(db, "2").write([extraction("two", ["Dewi Larasati", "Dewi Larasati"])])
    assert [("two", "dewi-larasati-petani")] * 2 == [row for row in whom(db) if row[0] == "two"]
    assert ("one", "dewi-larasati") in whom(db)


def test_split_without_articles_takes_a_merged_name_out_again(db: Database) -> None:
    before = whom(db)
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    split(db, "Dewi Larasati", "Sri Rahayu", [], "two women after all")
    assert before == whom(db)
    assert [] == aliases(db, find_source(db, "Dewi Larasati"))


def test_undo_of_an_undo_lets_the_decision_count_again(db: Database) -> None:
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    merged = whom(db)
    undo(db, 1, "not sure")
    assert merged != whom(db)
    undo(db, 2, "sure now")
    assert merged == whom(db)
    assert ["merge", "undo", "undo"] == [edit.action for edit in history(db)]


def test_rating_of_a_merged_source_is_kept_for_when_it_stands_alone_again(db: Database) -> None:
    rate(db, "Sri Rahayu", "C", "vague")
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    assert "F" == find_source(db, "Sri Rahayu").reliability
    undo(db, 1, "two women")
    assert "C" == find_source(db, "Sri Rahayu").reliability


BAD: list[tuple[Any, tuple[Any, ...], str]] = [
    (merge, ("Dewi Larasati", "dewi-larasati", "x"), "one source already"),
    (merge, ("Nobody", "Dewi Larasati", "x"), "no source is called 'Nobody'"),
    (merge, ("Sri Rahayu", "Dewi Larasati", " "), "needs a reason"),
    (add_alias, ("Dewi Larasati", "Sri Rahayu", "x"), "is a source of its own"),
    (add_alias, ("Dewi Larasati", " ", "x"), "at least one letter"),
    (split, ("Dewi Larasati", "Sri Rahayu", [], "x"), "was not merged into"),
    (split, ("Dewi Larasati", "Sri Rahayu", ["one"], "x"), "is taken"),
    (split, ("Sri Rahayu", "Sri (2)", ["one", "two"], "x"), "says nothing in two; it speaks in one"),
    (undo, (1, "x"), "there is no decision 1"),
]


@pytest.mark.parametrize(("decide", "arguments", "fault"), BAD)
def test_bad_decision_changes_nothing(db: Database, decide: Any, arguments: tuple[Any, ...], fault: str) -> None:  # noqa: ANN401
    before = list(db.conn.iterdump())
    with pytest.raises(StoreError, match=fault.replace("(", r"\(")):
        decide(db, *arguments)
    assert before == list(db.conn.iterdump())


def test_decision_cannot_be_taken_back_twice(db: Database) -> None:
    merge(db, "Sri Rahayu", "Dewi Larasati", "married name")
    undo(db, 1, "two women")
    with pytest.raises(StoreError, match="decision 1 was taken back already"):
        undo(db, 1, "again")


def test_decisions_that_are_recorded_together_are_followed_as_one_after_the_other() -> None:
    decisions = [
        Decision("merge", "married name", "dewi-larasati", "sri-rahayu"),
        Decision("split", "another woman", "dewi-larasati", "dewi", "Dewi", ("two",)),
        Decision("merge", "no other woman", "joko-anwar", "dewi"),
        Decision("undo", "not sure", undoes=1),
    ]
    found = []
    for batches in ([decisions], [[decision] for decision in decisions]):
        with closing(open_database(":memory:")) as db:
            writer(db).write([extraction(document, list(NAMES)) for document in DOCUMENTS])
            recorded = [edit for batch in batches for edit in record(db.conn, *batch)]
            assert history(db) == recorded
            found.append([*whom(db), *db.execute("SELECT id, merged_into FROM sources ORDER BY id")])
            found[-1] += list(db.execute("SELECT * FROM source_aliases"))
    assert found[0] == found[1]
    assert ("two", "joko-anwar") in found[0]


def test_who_stands_for_whom_costs_what_was_decided_and_not_its_square() -> None:
    once, twice = (lines(partial(identities, decided(number)), identity) for number in (50, 100))
    assert twice < 2.5 * once


def decided(number: int) -> list[Edit]:
    """Return decisions about so many names: each is taken apart, and a third one joined to it."""
    found = []
    for at in range(number):
        found.append(Edit(2 * at, "", "split", f"a{at}", f"b{at}", "B", ("one",), None, "why"))
        found.append(Edit(2 * at + 1, "", "merge", f"a{at}", f"c{at}", "", (), None, "why"))
    return found


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("alias"), st.sampled_from(NAMES), st.sampled_from(("Bu Dewi", "Pak Joko"))),
        st.tuples(st.just("split"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("part"), st.sampled_from(NAMES), st.sampled_from(DOCUMENTS)),
        st.tuples(st.just("undo"), st.integers(1, 9), st.just("")),
        st.tuples(
            st.just("ingest"),
            st.sampled_from(DOCUMENTS),
            st.lists(st.sampled_from((*NAMES, "Bu Dewi")), max_size=3).map(tuple),
        ),
    ),
    max_size=12,
)


def act(db: Database, at: int, operation: tuple[Any, Any, Any]) -> bool:
    """Do one thing; tell whether it was a decision that was accepted."""
    what, one, two = operation
    if what == "ingest":
        writer(db, str(at)).write([extraction(one, list(two))])
        return False
    try:
        if what == "merge":
            merge(db, one, two, "why")
        elif what == "alias":
            add_alias(db, one, two, "why")
        elif what == "split":
            split(db, one, two, [], "why")
        elif what == "part":
            split(db, one, f"{one} {at}", [two], "why")
        else:
            undo(db, one, "why")
    except StoreError:
        return False
    return True


@given(operations=OPERATIONS)
def test_nothing_is_lost_or_doubled_whatever_is_decided_and_ingested(operations: list[tuple[Any, Any, Any]]) -> None:
    with closing(open_database(":memory:")) as db:
        texts = {document: list(NAMES) for document in DOCUMENTS}
        writer(db).write([extraction(document, names) for document, names in texts.items()])
        accepted = 0
        for at, operation in enumerate(operations):
            accepted += act(db, at, operation)
            if operation[0] == "ingest":
                texts[operation[1]] = list(operation[2])
        assert accepted == len(history(db))
        natural = [
            (document, name.lower().replace(" ", "-")) for document in sorted(DOCUMENTS) for name in texts[document]
        ]
        assert natural == read_as(db)
        decided = whom(db)
        writer(db, "again").write([extraction(document, names) for document, names in texts.items()])
        assert decided == whom(db), "ingesting again must not change who is who"
        assert [] == list(db.execute("PRAGMA foreign_key_check"))
        while any(undo_newest(db)):
            pass
        assert natural == whom(db), "with every decision taken back everybody is who was read"
        assert 0 == db.execute("SELECT count(*) FROM source_aliases WHERE edit_id IS NOT NULL").fetchone()[0]


def undo_newest(db: Database) -> Iterator[bool]:
    """Take the newest decision back that is still in force and no undo; yield True if there was one."""
    edits = history(db)
    for edit in reversed(edits):
        if edit.undoes is None:
            try:
                undo(db, edit.id, "back to the start")
            except StoreError:
                continue
            yield True
            return


def test_merge_is_counted_as_one_origin_by_the_next_comparison(path: Path) -> None:
    def origins() -> int:
        compare(path, lang="id")
        with closing(open_existing(path)) as db:
            return int(db.execute("SELECT max(n_origins_max) FROM corroborations").fetchone()[0])

    assert 2 == origins()
    with closing(open_existing(path)) as db:
        merge(db, "Joko Anwar", "Dewi Larasati", "a pen name")
    assert 1 == origins()


def test_command_decides_tells_and_takes_back(path: Path) -> None:
    database = ("--db", str(path))
    done = claimtrack("sources", "merge", "KCNA", "Dewi Larasati", "--reason", "a test", *database)
    assert (0, "") == (done.status, done.err)
    assert "merged        KCNA" in claimtrack("sources", "show", "Dewi Larasati", *database).out
    assert 0 == claimtrack("sources", "undo", "1", "--reason", "enough", *database).status
    told = claimtrack("sources", "history", *database).out.splitlines()
    assert ["merge", "undo"] == [line.split()[2] for line in told]
    assert [True, False] == [" (taken back) " in line for line in told]
    assert told[0].endswith("dewi-larasati <- kcna: a test")
    assert "merged" not in claimtrack("sources", "show", "Dewi Larasati", *database).out


def test_published_database_has_the_source_that_was_decided_and_no_decision(path: Path, tmp_path: Path) -> None:
    with closing(open_existing(path)) as db:
        merge(db, "Dewi Larasati", "KCNA", "secret reason")
    publish(path, tmp_path / "public.db", Choice())
    assert b"secret reason" not in (tmp_path / "public.db").read_bytes()
    with closing(Database(tmp_path / "public.db")) as public:
        assert {"joko-anwar", "kcna"} == {row[0] for row in public.execute("SELECT source_id FROM attributions")}
        assert 0 == public["source_edits"].count
        assert "dewi-larasati" not in {row["id"] for row in public["sources"].rows}
