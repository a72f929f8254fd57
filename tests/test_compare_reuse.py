"""Shared text: near-identical articles and sentences are grouped, with the first and its credit, in any order."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.compare.reuse import passages_of, shared_passages
from claimtrack.compare.run import compare
from claimtrack.compare.story import story
from claimtrack.compare.telling import tell
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.store import open_database

RELEASE = """Pabrik pengolahan ikan di Desa Wanasari mulai beroperasi setelah diperbaiki selama empat bulan penuh.
"Kami berharap nelayan Wanasari kembali mendapat harga yang layak dari pabrik ini," kata Direktur Utama Darma Wirawan.
Darma mengatakan pabrik di Wanasari itu menampung dua belas ton ikan setiap hari dari tiga pelabuhan."""
OWN = """Nelayan Wanasari menyambut pabrik pengolahan ikan yang lama tutup karena mesin rusak.
"Kami berharap nelayan Wanasari kembali mendapat harga yang layak dari pabrik ini," kata Darma Wirawan kepada wartawan.
Menurut Sulastri, pedagang di Wanasari, harga ikan di pabrik masih rendah."""
OTHER = """Harga cabai di Pasar Tanjung naik dua kali lipat karena pasokan dari Garut terlambat tiba sejak pekan lalu.
Menurut pedagang, Sulastri, pasokan cabai dari Garut terlambat karena hujan."""
ARTICLES = (
    ("one", "Kabar Lereng", "2031-05-07", RELEASE),
    ("two", "Harian Muara", "2031-05-06", f"WANASARI, ANTARA - {RELEASE.replace('mulai', 'kembali')}"),
    ("three", "Suara Teluk", "2031-05-08", OWN),
    ("four", "Radio Pesisir", "2031-05-08", OTHER),
)


def compared(folder: Path, articles: Sequence[tuple[str, str, str, str]], name: str = "claims.db") -> Path:
    rows = ({"id": key, "outlet": outlet, "published": day, "text": text} for key, outlet, day, text in articles)
    source = folder / f"{name}.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([source], folder / name, lang="id")
    compare(folder / name, lang="id")
    return folder / name


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(open_database(path)) as db:
        return list(map(tuple, db.execute(query).fetchall()))


def groups(path: Path) -> list[tuple[object, ...]]:
    query = """SELECT g.*, m.document_id, m.start, m.stop FROM reuse_groups g JOIN reuse_members m ON m.group_id = g.id
        ORDER BY g.id, m.document_id, m.start"""
    return rows(path, query)


def test_near_identical_articles_are_one_group_with_the_first_and_its_credit(tmp_path: Path) -> None:
    path = compared(tmp_path, ARTICLES)
    query = "SELECT first_document_id, first_outlet, credit, documents, outlets FROM reuse WHERE kind = 'document'"
    assert [("two", "Harian Muara", "ANTARA", 2, 2)] == rows(path, query)


def test_a_sentence_that_another_outlet_has_is_found_where_the_articles_are_not_the_same(tmp_path: Path) -> None:
    path = compared(tmp_path, ARTICLES)
    query = "SELECT documents, outlets, text FROM reuse WHERE kind = 'passage' ORDER BY documents DESC"
    shared = rows(path, query)
    assert [3, 2] == [row[0] for row in shared]
    assert "harga yang layak" in str(shared[0][2])


def test_places_of_shared_text_hold_its_words(tmp_path: Path) -> None:
    path = compared(tmp_path, ARTICLES)
    query = """SELECT substr(d.text, m.start + 1, m.stop - m.start) FROM reuse_members m
        JOIN reuse_groups g ON g.id = m.group_id AND g.kind = 'passage' JOIN documents d ON d.id = m.document_id
        WHERE instr(substr(d.text, m.start + 1, m.stop - m.start), 'harga yang layak') > 0"""
    assert 3 == len(rows(path, query))


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0)])
def test_groups_of_articles_one_by_one_in_any_order_are_those_of_all_at_once(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    whole = compared(tmp_path, ARTICLES[:3], "whole.db")
    for at in order:
        path = compared(tmp_path, [ARTICLES[at]], "single.db")
    assert groups(whole) == groups(path) != []


def test_an_article_that_was_rewritten_leaves_the_text_it_shared(tmp_path: Path) -> None:
    path = compared(tmp_path, ARTICLES)
    compared(tmp_path, [("two", "Harian Muara", "2031-05-06", OTHER), ("three", "Suara Teluk", "2031-05-08", OTHER)])
    alone = compared(tmp_path, ((*ARTICLES[1][:3], OTHER), (*ARTICLES[2][:3], OTHER), ARTICLES[0], ARTICLES[3]), "b.db")
    assert groups(alone) == groups(path)
    assert [] == [row for row in groups(path) if row[4] == "one"]
    assert [] == rows(path, "SELECT * FROM stale_reuse")


def test_sentences_of_one_outlet_are_no_shared_passages(tmp_path: Path) -> None:
    path = compared(tmp_path, [(*ARTICLES[0][:1], "Satu Media", *ARTICLES[0][2:]), ("two", "Satu Media", "", RELEASE)])
    assert [("document",)] == rows(path, "SELECT kind FROM reuse_groups")


def test_short_sentences_tell_nothing_of_where_they_are_from() -> None:
    short, long = "Air sudah surut sejak pagi.", "Air di Desa Wanasari sudah surut sejak pagi kata warga."
    passages = passages_of(f"{short}\n{long}", load_pack("id"))
    assert [long] == [f"{short}\n{long}"[p.start : p.stop] for p in passages]
    assert [1.0] == [shared for _, _, shared in shared_passages(passages, passages)]


def test_a_copy_without_a_credit_is_an_inferred_link_to_the_first(tmp_path: Path) -> None:
    path = compared(tmp_path, ARTICLES)
    query = """SELECT DISTINCT p.document_id, f.document_id FROM inferred_links i
        JOIN propositions p ON p.id = i.proposition_id JOIN propositions f ON f.id = i.from_id ORDER BY 1"""
    assert [("one", "two"), ("three", "two")] == rows(path, query)


def test_a_copy_that_credits_its_agency_is_a_stated_link_and_not_an_inferred_one(tmp_path: Path) -> None:
    credited = (*ARTICLES[0][:3], f"{RELEASE}\n(ANTARA)")
    path = compared(tmp_path, [credited, ARTICLES[1]])
    assert [("wire",), ("wire",)] == rows(path, "SELECT role FROM credits WHERE role = 'wire'")
    assert [] == rows(path, "SELECT * FROM inferred_links")


def test_story_tells_of_copies_and_of_the_credit_that_another_article_gives(tmp_path: Path) -> None:
    path = compared(tmp_path, ARTICLES)
    with closing(open_database(path)) as db:
        told = "\n".join(tell(story(db.conn, "harga yang layak")))
    assert "the same words stand also in Harian Muara (2031-05-06), and an article with them credits ANTARA" in told
    assert "neither credits" not in told
