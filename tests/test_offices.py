"""Who speaks for which body is told by the titles in the articles, apart from what the registry says."""

import json
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

import claimtrack
from claimtrack.compare.bodies import body_of_role
from claimtrack.compare.offices import kind_of, write_offices
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.publish.public import publish
from claimtrack.store import open_existing
from claimtrack.store.edits import merge
from tests.pages_site import site_of

PACK = load_pack("id")
SPOKESMAN = "Juru bicara BPS Damar Wulung mengatakan harga cabai turun."
FORMER = "Mantan Kepala BPS Sekar Arum mengatakan angka itu keliru."
FOUNDER = "Ketua Yayasan Tirta Lamuru Galih Prakosa mengatakan sumur warga tercemar."
FOUNDATION = "Yayasan Tirta Lamuru menyatakan hasil uji air segera diumumkan."


def read(folder: Path, *texts: str) -> Path:
    """Ingest and compare articles one after the other, and return the database."""
    for at, text in enumerate(texts):
        row = {"id": f"a{len(text)}", "outlet": "Harian Muara", "text": text, "published": "2031-05-02"}
        (folder / f"{at}.jsonl").write_text(json.dumps(row), encoding="utf-8")
        ingest([folder / f"{at}.jsonl"], folder / "claims.db", lang="id")
        compare(folder / "claims.db", lang="id")
    return folder / "claims.db"


def speaking(path: Path) -> list[tuple[str, str]]:
    """Return who speaks for which body."""
    with closing(open_existing(path)) as db:
        return sorted(db.execute("SELECT source, body FROM speaks_for"))


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("juru bicara bps", "BPS"),
        ("menteri agama", "Kementerian Agama"),
        ("dirjen haji kemenag", "Kementerian Agama"),
        ("kapten timnas portugal", None),  # a place is no body
        ("warga rt", None),  # nor is a ward, called like a channel
        ("ketua yayasan tirta lamuru", "Yayasan Tirta Lamuru"),
        ("ketua yayasan", None),
    ],
)
def test_a_title_ends_with_the_body_that_it_is_of(role: str, body: str | None) -> None:
    assert body == body_of_role(role, {"yayasantirtalamuru": "Yayasan Tirta Lamuru"}, PACK)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("kepala bps", "office"),
        ("juru bicara bps", "relation"),
        ("bps", "other"),
        ("mantan kepala bps", ""),
        ("calon ketua umum pssi", ""),
        ("saksi", ""),
    ],
)
def test_what_somebody_was_or_only_is_in_an_affair_is_no_office(role: str, kind: str) -> None:
    assert kind == kind_of(role, PACK)


def test_who_holds_an_office_speaks_for_its_body_and_who_held_it_does_not(tmp_path: Path) -> None:
    assert [("Damar Wulung", "BPS")] == speaking(read(tmp_path, SPOKESMAN, FORMER))


@pytest.mark.parametrize("order", list(permutations((FOUNDER, FOUNDATION))))
def test_a_body_that_is_quoted_is_found_whatever_came_first(tmp_path: Path, order: tuple[str, str]) -> None:
    assert [("Galih Prakosa", "Yayasan Tirta Lamuru")] == speaking(read(tmp_path, *order))


def test_the_fuller_title_of_an_article_counts(tmp_path: Path) -> None:
    text = "Menteri Kesehatan Norlandia Arvo Lind berkunjung. Menteri Kesehatan Arvo Lind mengatakan stok cukup."
    assert [] == [pair for pair in speaking(read(tmp_path, text)) if pair[0] == "Arvo Lind"]


def test_both_pages_tell_it_apart_from_the_registry(tmp_path: Path) -> None:
    path = read(tmp_path, SPOKESMAN)
    for database in (path, publish(path, tmp_path / "public.db").path):
        with site_of(database) as site:
            person, body = site.get("/source/damar-wulung").parts, site.get("/source/bps").parts
            assert "Bagian dari (menurut artikel)BPS" in person.text
            assert "/source/bps" in person.values("href", "a")
            assert "Yang berbicara untuknya (menurut artikel)Damar Wulung juru bicara bps" in body.text
            assert "bagian dari BPS (menurut artikel)" in site.get("/sources").parts.text


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        (["ayah", "psi"], "psi"),  # a body before a relation
        (["ayah kandung", "guru"], "guru"),  # an office before a relation
        (["ayah", "kedai kopi wulung"], "ayah"),  # a relation before what is no title
        (["fraksi psi", "anggota komisi anggaran"], "anggota komisi anggaran"),  # an office before a body alone
        (["kapten kapal", "kepala bps"], "kepala bps"),  # that of a known body before another
        (["pengamat", "pengamat cuaca laut"], "pengamat cuaca laut"),  # the longer one
        (["mantan menteri agama", "guru"], "guru"),  # what somebody is before what he was
    ],
)
def test_of_roles_as_frequent_the_one_that_tells_most_is_shown(tmp_path: Path, roles: list[str], first: str) -> None:
    path = read(tmp_path, "Damar Wulung mengatakan air surut.")
    with closing(open_existing(path)) as db, db.conn:
        db.execute("UPDATE attributions SET source_roles = ?", [json.dumps(roles)])
        write_offices(db.conn, [row[0] for row in db.execute("SELECT id FROM documents")], PACK)
    with site_of(path) as site:
        assert f"orang · {first} · " in " ".join(site.get("/sources").parts.text.split())
        head = site.get("/source/damar-wulung").body.split("</h1>")[1]
    assert head.lstrip().startswith(f'<p class="facts"><bdi>{first}</bdi>')


def test_a_form_of_address_is_no_role() -> None:
    text = "Damar Wulung mengatakan langit cerah. Saudara Damar lega. Pak Damar pulang."
    assert [()] == [found.source_roles for found in claimtrack.extract(text).attributions]


def test_the_head_of_a_page_tells_role_and_body(tmp_path: Path) -> None:
    with site_of(read(tmp_path, SPOKESMAN)) as site:
        head = site.get("/source/damar-wulung").body.split("</h1>")[1].split("</header>")[0]
    assert 'juru bicara bps</bdi> <span class="dot">·</span> bagian dari <a href="/source/bps">' in head


def test_a_merged_body_hands_its_people_on(tmp_path: Path) -> None:
    path = read(tmp_path, FOUNDER, FOUNDATION, SPOKESMAN)
    with closing(open_existing(path)) as db:
        merge(db, "Yayasan Tirta Lamuru", "BPS", "one body")
    assert [("Damar Wulung", "BPS"), ("Galih Prakosa", "BPS")] == speaking(path)
    with site_of(path) as site:
        assert "Galih Prakosa" in site.get("/source/bps").parts.text
