"""Merging and splitting claims by hand: followed at once, kept for good, and taken back without a trace."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.compare.deciding import history, merge_claims, split_claim, undo_decision
from claimtrack.compare.run import compare
from claimtrack.errors import StoreError
from claimtrack.ingest import ingest
from claimtrack.store import open_database
from tests.command import claimtrack

ARTICLES = {
    "one": """Rina Wulandari mengatakan tiga warga Wanasari tewas saat jembatan gantung ambruk diterjang arus sungai.
Rina mengatakan anggaran perbaikan jembatan Wanasari sebesar Rp 2 miliar ditolak DPRD.""",
    "two": """Menurut Rina Wulandari, tiga penduduk Wanasari tewas ketika jembatan gantung roboh diterjang arus sungai.
Rina menyebut sekolah di Wanasari diliburkan selama sepekan penuh.""",
    "three": """Rina Wulandari menyatakan tiga warga Wanasari tewas saat jembatan gantung roboh diterjang arus.
Menurut Rina, pengungsi di Wanasari membutuhkan selimut dan makanan bayi.""",
}
COUNTED = ("cluster_members", "claim_relations", "corroborations", "stories", "claim_mentions", "drifts")
CHOICES = st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=3)


def write(folder: Path, articles: dict[str, str]) -> Path:
    rows = (
        {"id": key, "outlet": f"Media {key}", "published": "2031-05-06", "text": text} for key, text in articles.items()
    )
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([folder / "articles.jsonl"], folder / "claims.db", lang="id")
    compare(folder / "claims.db", lang="id")
    return folder / "claims.db"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(write(tmp_path, ARTICLES))) as opened:
        yield opened


def claims(db: Database) -> list[tuple[str, ...]]:
    """Return the wordings of each claim as pairs of article and place, sorted."""
    found: dict[str, list[str]] = {}
    query = """SELECT m.cluster_id, p.document_id || ' ' || p.position FROM cluster_members m
        JOIN propositions p ON p.id = m.proposition_id WHERE m.core ORDER BY 1, 2"""
    for cluster, wording in db.execute(query):
        found.setdefault(cluster, []).append(wording)
    return sorted(map(tuple, found.values()))


def everything(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows that a comparison counts."""
    return {table: sorted((tuple(row.values()) for row in db[table].rows), key=repr) for table in COUNTED}


AS_FOUND = [("one 0", "three 0", "two 0"), ("one 1",), ("three 1",), ("two 1",)]


def test_merged_claims_are_one_at_once_and_after_comparing_again(db: Database, tmp_path: Path) -> None:
    assert claims(db) == AS_FOUND
    merge_claims(db, ["anggaran perbaikan", "sekolah diliburkan"], "one plan of the town", lang="id")
    merged = [("one 0", "three 0", "two 0"), ("one 1", "two 1"), ("three 1",)]
    assert merged == claims(db)
    db.execute("DELETE FROM compared_documents")
    db.conn.commit()
    compare(tmp_path / "claims.db", lang="id")
    assert merged == claims(db)


def test_a_split_takes_an_article_out_of_a_claim_and_holds(db: Database, tmp_path: Path) -> None:
    split_claim(db, "tiga penduduk", ["two"], "another bridge", lang="id")
    apart = [("one 0", "three 0"), ("one 1",), ("three 1",), ("two 0",), ("two 1",)]
    assert apart == claims(db)
    db.execute("DELETE FROM compared_documents")
    db.conn.commit()
    compare(tmp_path / "claims.db", lang="id")
    assert apart == claims(db)


def test_a_decision_holds_when_its_article_comes_again_with_other_words_round_it(db: Database, tmp_path: Path) -> None:
    split_claim(db, "tiga penduduk", ["two"], "another bridge", lang="id")
    write(tmp_path, {"two": f"Hujan turun sejak pagi di lereng.\n{ARTICLES['two']}"})
    assert ("two 0",) in claims(db)
    assert ("one 0", "three 0") in claims(db)


def test_a_new_article_joins_one_side_of_a_split_and_never_both(db: Database, tmp_path: Path) -> None:
    split_claim(db, "tiga penduduk", ["two"], "another bridge", lang="id")
    write(tmp_path, {"four": ARTICLES["two"].split("\n", maxsplit=1)[0]})
    holding = [group for group in claims(db) if "four 0" in group]
    assert 1 == len(holding)
    assert not {"one 0", "two 0"} <= set(holding[0])


def test_undoing_gives_back_every_row_that_was_counted(db: Database) -> None:
    before = everything(db)
    merge_claims(db, ["anggaran perbaikan", "sekolah diliburkan"], "one plan", lang="id")
    split_claim(db, "tiga penduduk", ["two"], "another bridge", lang="id")
    undo_decision(db, 1, "two plans", lang="id")
    undo_decision(db, 2, "one bridge", lang="id")
    assert before == everything(db)
    assert [(1, "merge", False), (2, "split", False), (3, "undo", True), (4, "undo", True)] == [
        (decision.id, decision.action, decision.in_force) for decision in history(db)
    ]


def test_taking_back_an_undo_lets_the_decision_count_again(db: Database) -> None:
    merge_claims(db, ["anggaran perbaikan", "sekolah diliburkan"], "one plan", lang="id")
    undo_decision(db, 1, "two plans", lang="id")
    undo_decision(db, 2, "one after all", lang="id")
    assert ("one 1", "two 1") in claims(db)
    assert ["one plan", "two plans", "one after all"] == [decision.reason for decision in history(db)]


def test_the_later_of_two_decisions_counts(db: Database) -> None:
    split_claim(db, "tiga penduduk", ["two"], "another bridge", lang="id")
    merge_claims(db, ["tiga penduduk", "ambruk"], "one bridge", lang="id")
    assert AS_FOUND == claims(db)
    split_claim(db, "tiga penduduk", ["two"], "another one all the same", lang="id")
    assert ("two 0",) in claims(db)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["merge", "ambruk", "tiga penduduk"], "this is one claim"),
        (["merge", "ambruk", "gajah"], "gajah: no claim has this id or these words"),
        (["merge", "Wanasari", "ambruk"], "claims have these words, give the id of one"),
        (["split", "ambruk", "gajah"], "gajah: no wording of the claim"),
        (["split", "anggaran perbaikan", "one"], "takes some wordings out and leaves some"),
        (["undo", "7"], "7: no such decision; see: claimtrack claims history"),
    ],
)
def test_what_cannot_be_decided_is_one_clear_line_and_changes_nothing(
    db: Database, tmp_path: Path, command: Sequence[str], message: str
) -> None:
    before = everything(db)
    done = claimtrack("claims", *command, "--reason", "x", "--db", tmp_path / "claims.db")
    assert (1, 1) == (done.status, done.err.count("\n"))
    assert message in done.err
    assert before == everything(db)
    assert [] == history(db)


def test_a_decision_without_a_reason_is_refused(db: Database) -> None:
    with pytest.raises(StoreError, match="needs a reason"):
        merge_claims(db, ["ambruk", "sekolah diliburkan"], " ", lang="id")
    assert [] == history(db)


def test_commands_decide_and_list(tmp_path: Path) -> None:
    path = write(tmp_path, ARTICLES)
    done = claimtrack("claims", "merge", "anggaran", "sekolah", "--reason", "one plan", "--db", path)
    assert (0, "") == (done.status, done.err)
    undone = claimtrack("claims", "undo", "1", "--reason", "two plans", "--db", path).out
    listed = claimtrack("claims", "history", "--db", path).out
    assert 2 == listed.count("\n")
    assert "merge  (taken back)" in listed
    assert listed.endswith(undone)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOICES)
def test_any_decisions_and_comparing_again_lose_nothing_and_repeat_nothing(
    tmp_path_factory: pytest.TempPathFactory, choices: list[tuple[bool, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with closing(open_database(write(folder, ARTICLES))) as db:
        before, decided = everything(db), 0
        for is_merge, one, other in choices:
            decided += _decide(db, one, other, is_merge=is_merge)
            assert sorted(w for group in AS_FOUND for w in group) == sorted(w for group in claims(db) for w in group)
        now = everything(db)
        db.execute("DELETE FROM compared_documents")
        db.conn.commit()
        compare(folder / "claims.db", lang="id")
        assert now == everything(db)
        for number in range(1, decided + 1):
            undo_decision(db, number, "back", lang="id")
        assert before == everything(db)


def _decide(db: Database, one: int, other: int, *, is_merge: bool) -> bool:
    """Merge two claims or split one, as the numbers choose; check that it is so; return whether there was a choice."""
    groups = [group for group in members(db) if is_merge or len(group) > 1]
    if not groups or (is_merge and one % len(groups) == other % len(groups)):
        return False
    first, second = groups[one % len(groups)], groups[other % len(groups)]
    if is_merge:
        merge_claims(db, [first[0], second[0]], "x", lang="id")
        assert sorted(first + second) in members(db)
    else:
        taken = first[other % len(first)]
        split_claim(db, first[0], [taken], "x", lang="id")
        assert [taken] in members(db)
        assert [wording for wording in first if wording != taken] in members(db)
    return True


def members(db: Database) -> list[list[str]]:
    """Return the ids of the wordings of each claim, sorted."""
    found: dict[str, list[str]] = {}
    for cluster, wording in db.execute("SELECT cluster_id, proposition_id FROM cluster_members WHERE core ORDER BY 2"):
        found.setdefault(cluster, []).append(wording)
    return sorted(found.values())
