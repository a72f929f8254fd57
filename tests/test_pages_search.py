"""What a reader finds: examples that find something, names before quotations, and what tells like names apart."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from urllib.parse import quote as quoted

import pytest
from datasette.utils import tilde_decode as unquoted

from claimtrack.compare.run import compare
from claimtrack.model import Document, Extraction
from claimtrack.publish import search_queries
from claimtrack.publish.cards import LEAD, lead
from claimtrack.publish.examples import examples
from claimtrack.publish.excerpts import GAP
from claimtrack.publish.listing_queries import namesakes
from claimtrack.publish.public import Choice, publish
from claimtrack.publish.queries import Data
from claimtrack.publish.readings import readings
from claimtrack.publish.search import read_terms
from claimtrack.publish.words import languages
from tests.pages_data import build, gold_extractions, quote, story_extractions
from tests.pages_site import Page, Site, site_of

MOST_QUERIES = 13  # of a page, however many rows it has
WORDS = languages()["id"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    private = build(folder / "claims.db", [*story_extractions(), *gold_extractions(), *namesake_extractions()])
    compare(private, lang="id")
    with closing(sqlite3.connect(private)) as connection, connection:
        connection.execute("UPDATE sources SET kind = 'government_body', name = 'Sagara' WHERE name = 'Sagara Satu'")
        connection.execute("UPDATE sources SET kind = 'person', name = 'Sagara' WHERE name = 'Sagara Dua'")
        connection.execute("""UPDATE attributions SET source_roles = '["kepala pasar"]' WHERE source_id IN (
            SELECT id FROM sources WHERE name = 'Sagara' AND kind = 'person')""")
    return publish(private, folder / "public.db", Choice(texts="full")).path


def namesake_extractions() -> Iterator[Extraction]:
    """Yield articles of two outlets that quote two sources, which come to have one name; one has no date."""
    for name, outlet, published in (("Sagara Satu", "Media Barat", "2026-03-05"), ("Sagara Dua", "Media Timur", "")):
        words = "penyegelan kios pasar sudah sesuai aturan daerah"
        text = f"Kios di pasar itu disegel petugas.\n\nTidak ada warga yang hadir. {name} mengatakan {words}."
        said = quote(text, name, "mengatakan", words)
        title = f"Penyegelan kios menurut {outlet}"
        yield Extraction(Document(text, id=outlet, outlet=outlet, published=published, title=title), (said,), (), "id")


@pytest.fixture(scope="module")
def opened(database: Path) -> Iterator[Site]:
    with site_of(database) as found:
        yield found


def places(page: Page, *wanted: str) -> list[int]:
    """Return where each of ``wanted`` first stands in what a page shows."""
    body = page.body[page.body.index("<main") :]
    return [body.index(words) for words in wanted]


def test_examples_lead_to_something_and_an_empty_database_has_none(opened: Site, tmp_path: Path) -> None:
    for path in ("/", "/search"):
        links = re.findall(r'href="(/search\?q=[^"]+)"', opened.get(path).body)
        assert 2 == len(links), path
        assert all('<li class="card' in opened.get(link).body for link in links), path
    with site_of(build(tmp_path / "empty.db", [])) as empty:
        assert "/search?q=" not in empty.get("/").body + empty.get("/search").body


def test_a_database_that_was_not_compared_has_examples_too(tmp_path: Path) -> None:
    with site_of(build(tmp_path / "claims.db", gold_extractions())) as found:
        page = found.get("/")
        assert WORDS("home.carried") in page.parts.text
        assert re.search(rf"{WORDS('list.in')} [^:]+, \d+ \w+ \d{{4}}: ", " ".join(page.parts.text.split()))
        assert WORDS("list.first", date="").strip() not in page.parts.text
        links = re.findall(r'href="(/search\?q=[^"]+)"', page.body)
        assert links
        assert all(WORDS("search.none", words="") not in found.get(link).body for link in links)


def test_an_article_without_a_date_is_not_the_first_to_carry_a_claim(tmp_path: Path) -> None:
    text = "Ani Lembayung mengatakan tanggul di desa itu retak."
    said = quote(text, "Ani Lembayung", "mengatakan", "tanggul di desa itu retak")
    days = {"undated": "", "later": "2026-02-02", "first": "2026-02-01", "odd": "(kemarin)"}
    articles = [
        Extraction(Document(text, id=name, outlet=f"Media {name}", published=day), (said,))
        for name, day in days.items()
    ]
    with closing(sqlite3.connect(build(tmp_path / "claims.db", articles))) as connection:
        assert [("first", "2026-02-01")] == [
            (row["document_id"], row["published"]) for row in Data(connection).carried_claims()
        ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], []),
        ([("", "hal itu sudah sesuai")], []),
        ([("Yang itu juga", "itu yang juga")], []),
        ([("Tanggul Retak", "tanggul itu retak")], ["tanggul"]),
        ([("Kata Budi Amin", "Budi Amin hadir")], ["hadir"][:0]),
        (
            [("Kata Budi Amin", "hari ini Budi Amin hadir"), ("Tanggul Jebol", "jebol tanggul")],
            ['"Budi Amin"', "tanggul"],
        ),
    ],
)
def test_examples_are_words_of_a_headline_and_of_what_is_told_under_it(
    told: list[tuple[str, str]], expected: list[str]
) -> None:
    assert expected == examples(told)


def test_who_finds_nothing_is_offered_what_is_there(opened: Site) -> None:
    page = opened.get("/search?q=tidakadakatanya")
    assert WORDS("search.none", words="tidakadakatanya") in page.parts.text
    assert WORDS("search.examples") in page.parts.text


def test_the_head_of_a_claim_names_its_article(opened: Site) -> None:
    (key,) = set(re.findall(r'href="/story/(\w+)"', opened.get("/search?q=%2240+meter%22").body))
    head = opened.get(f"/story/{key}").body.partition("<h1")[0]
    assert "Tanggul Lamuru: pertama" in head


def test_a_name_leads_to_its_source_and_claims_before_any_quotation(opened: Site) -> None:
    page = opened.get("/search?q=sagara")
    order = places(page, 'href="/source/rina-sagara"', 'href="/story/', WORDS("search.none_quoted", words="sagara"))
    assert sorted(order) == order
    assert "/source/rina-sagara#said" in page.parts.values("href", "a")
    assert WORDS("search.quotations_of", name="Rina Sagara", n=3) in page.parts.text
    assert "tanggul Sungai Lamuru" in page.parts.text
    page = opened.get("/search?q=lamuru")
    order = places(page, 'href="/story/', 'class="headline"', 'id="quotations"', '<li class="card')
    assert sorted(order) == order


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        ("rina retak", {"pertama", "kedua"}),
        ("retak sungai Sagara", {"pertama", "kedua"}),
        ('"rina sagara" retak', {"pertama", "kedua"}),
        ("rin* retak", {"pertama", "kedua"}),
        ("bupati lamuru", {"pertama", "kedua", "diam"}),
        ("wajongga retak", {"bantah"}),
        ("rina retak -60", {"pertama"}),
        ("sagara kios", {"Media Barat", "Media Timur"}),
        ("ina retak", set()),
        ("rina kios", set()),
    ],
)
def test_some_words_may_name_who_says_what_the_others_are_about(
    database: Path, tmp_path: Path, words: str, documents: set[str]
) -> None:
    """In quotations, in the claims beside them, and in the matrix; by any name of a source, in any order."""
    named = tmp_path / "public.db"
    shutil.copy(database, named)
    with closing(sqlite3.connect(named)) as connection, connection:
        connection.execute("INSERT INTO source_aliases VALUES ('rina-sagara', 'Bupati Toligi', '', NULL)")
        sql = """SELECT m.cluster_id FROM claim_mentions m JOIN attributions a ON a.id = m.attribution_id
            WHERE a.document_id IN (SELECT value FROM json_each(?))"""
        claims = {row[0] for row in connection.execute(sql, [json.dumps(sorted(documents))])}
    with site_of(named) as found:
        page, matrix = (found.get(f"/{name}?q={quoted(words)}") for name in ("search", "matrix"))
    cards = page.body.partition('<ol class="cards">')[2].partition("</ol>")[0]
    assert documents == {unquoted(key) for key in re.findall(r'href="/article/([^"#]+)#', cards)}
    assert claims == set(re.findall(r'href="/story/(\w+)"', matrix.body))
    assert claims <= set(re.findall(r'href="/story/(\w+)"', page.body))
    assert languages()["id"]("search.cut") not in page.parts.text


def test_who_is_named_is_told_before_whoever_holds_all_words(opened: Site) -> None:
    """Bahar Toligi speaks of Kecamatan Toligi, as all others do."""
    sources = re.findall(r'class="who" href="/source/([^"]+)"', opened.get("/search?q=toligi+retak").body)
    assert "bahar-toligi" == sources[0]
    assert len(sources) > len(set(sources)) > 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Rina air", [(["rina"], ("air",))]),
        ("Dinas Air surut", [(["dinas"], ("surut",))]),
        ("dinas surut", []),
        ("DA surut", [(["dinas"], ("surut",))]),
        ("Rina Damar", [(["rina"], ("Damar",)), (["damar"], ("Rina",))]),
        ("Rina Damar Citra", [(["rina"], ("Damar", "Citra")), (["damar"], ("Rina", "Citra"))]),
        ("Rina Sagara", []),
        ("Rina Sagara air", [(["rina"], ("air",))]),
        ("Rina", []),
    ],
)
def test_a_person_is_named_by_a_part_and_a_body_by_all_of_a_name(
    typed: str, expected: list[tuple[list[str], tuple[str, ...]]]
) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("""
            CREATE TABLE sources (id, name, kind);
            CREATE TABLE source_aliases (source_id, alias);
            INSERT INTO sources VALUES ('rina', 'Rina Sagara', 'person'), ('damar', 'Damar', 'person'),
              ('citra', 'Citra', 'person'), ('dinas', 'Dinas Air', 'government_body');
            INSERT INTO source_aliases VALUES ('dinas', 'DA');""")
        found = readings(Data(connection, monotonic() + 60), read_terms(typed))
    assert expected == [(sources, rest.wanted) for sources, rest in found]


@pytest.mark.parametrize("limit", ["MOST_SPOKEN", "MOST_ABOUT"])
def test_a_search_that_looked_at_the_newest_alone_says_so(
    database: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"claimtrack.publish.readings.{limit}", 1)
    with site_of(database) as found:
        page = found.get("/search?q=rina+lamuru")
        assert WORDS("search.cut") in page.parts.text
        assert WORDS("search.cut") not in found.get("/search?q=lamuru").parts.text


def test_headlines_that_hold_the_words_come_before_texts_that_do(opened: Site) -> None:
    found = re.findall(r'<a class="headline"[^>]*>([^<]+)', opened.get("/search?q=lamuru").body)
    assert 3 == len(found)
    assert all("lamuru" in headline.lower() for headline in found)
    found = re.findall(r'<a class="headline"[^>]*>([^<]+)', opened.get("/search?q=disegel").body)
    assert {"Penyegelan kios menurut Media Barat", "Penyegelan kios menurut Media Timur"} <= set(found)


def test_what_is_shown_in_part_leads_to_all_of_it(opened: Site) -> None:
    part = opened.get("/search?q=yang")
    whole = opened.get("/search?q=yang&in=quotations")
    assert 10 == part.body.count('<li class="card')
    assert 25 == whole.body.count('<li class="card')
    assert "/search?q=yang&in=quotations" in part.parts.values("href", "a")
    assert "named" not in whole.parts.classes()
    assert [a["href"] for tag, a in whole.parts.tags if tag == "a" and a.get("rel") == "next"]


def test_a_narrowed_search_shows_quotations_alone(opened: Site) -> None:
    outlet = next(href for href in opened.get("/search?q=lamuru").parts.values("href", "a") if "outlet=" in href)
    page = opened.get(outlet)
    assert '<li class="card' in page.body
    assert "named" not in page.parts.classes()


def test_sources_of_one_name_are_told_apart(opened: Site) -> None:
    body, person = WORDS.value("kind", "government_body"), WORDS.value("kind", "person")
    pages = [" ".join(opened.get(f"/sources?page={number}").parts.text.split()) for number in range(1, 6)]
    for text in (" ".join(opened.get("/search?q=sagara").parts.text.split()), " ".join(pages)):
        assert f"{body} · {WORDS('list.quoted_in')} Media Barat" in text
        assert f"{person} · kepala pasar · {WORDS('list.quoted_in')} Media Timur" in text


def test_a_source_names_those_of_a_like_name_only(opened: Site, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        keys = [row[0] for row in connection.execute("SELECT id FROM sources WHERE name = 'Sagara' ORDER BY kind")]
    links = opened.get(f"/source/{keys[0]}").parts.values("href", "a")
    assert {f"/source/{keys[1]}", "/source/rina-sagara"} <= set(links)
    assert "namesakes" not in opened.get("/source/dani-wajongga").parts.values("id")


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = []
    for at, name in enumerate(("Wisnu Lamuru", "Winsu Lamuru", "W Lamuru", "Wahyu Lamuru", "Lamuru", "Wisnu Lamuri")):
        said = quote(f"{name} mengatakan kios dibuka lagi.", name, "mengatakan", "kios dibuka lagi")
        found.append(Extraction(Document(f"{name} mengatakan kios dibuka lagi.", id=str(at)), (said,), (), "id"))
    return build(tmp_path_factory.mktemp("spelt") / "claims.db", found)


def test_names_that_are_spelt_nearly_so_are_offered_and_not_merged(spelt: Path, tmp_path: Path) -> None:
    with site_of(spelt) as site:
        body = site.get("/source/wisnu-lamuru").body
    variants = body.split('id="variants"')[1].split("</section>")[0]
    found = set(re.findall(r'href="/source/([a-z-]+)"', variants))
    assert {"w-lamuru", "winsu-lamuru", "wisnu-lamuri"} == found
    assert "claimtrack sources merge winsu-lamuru wisnu-lamuru --reason" in variants
    with site_of(publish(spelt, tmp_path / "public.db").path) as site:
        public = site.get("/source/wisnu-lamuru").body
    assert "/source/winsu-lamuru" in public
    assert "sources merge" not in public


@pytest.mark.parametrize("name", ["Ani", "%_!", "Wulung " * 40, "Dwi"])
def test_odd_names_are_spelt_nearly_like_none(spelt: Path, name: str) -> None:
    with closing(sqlite3.connect(spelt)) as connection:
        data = Data(connection, offices=True)
        assert [] == search_queries.spelt_nearly(data, {"id": "x", "name": name, "kind": "person"}, 6)


def test_a_facet_knows_the_names_that_come_twice() -> None:
    rows: list[dict[str, object]] = [
        {"value": n, "label": label} for n, label in enumerate(("Ani", "Sagara", "SAGARA"))
    ]
    assert [1, 2] == namesakes(rows, "value", "label")


def test_a_claim_in_a_list_stands_with_the_article_that_told_it_first(opened: Site) -> None:
    for path in ("/", "/search?q=lamuru", "/source/rina-sagara", "/outlet/media-diam"):
        text = " ".join(opened.get(path).parts.text.split())
        assert (
            f"{WORDS('list.first', date='1 Maret 2026')} Media Satu: Tanggul Lamuru: pertama" in text or "diam" in path
        )
        assert "Tanggul Lamuru: " in text, path
    assert "Tanggul Lamuru: pertama" in opened.get("/matrix").parts.text


def test_what_has_no_date_is_not_said_to_be_the_first(opened: Site, database: Path) -> None:
    sql = """SELECT c.cluster_id FROM claim_mentions c JOIN attributions a ON a.id = c.attribution_id
        WHERE a.document_id = 'Media Timur'"""
    with closing(sqlite3.connect(database)) as connection:
        (key,) = connection.execute(sql).fetchone()
    page = opened.get("/search?q=penyegelan")
    assert f"/story/{key}" in page.parts.values("href", "a")
    text = " ".join(page.parts.text.split())
    assert f"{WORDS('list.first', date='5 Maret 2026')} Media Barat: Penyegelan" in text
    assert ", Media Timur: Penyegelan" not in text


def test_a_card_shows_the_words_before_it_and_the_headline(opened: Site) -> None:
    page = opened.get("/search?q=sesuai")
    text = " ".join(page.parts.text.split())
    assert "Kios di pasar itu disegel petugas. Tidak ada warga yang hadir." in text
    assert text.count("Penyegelan kios menurut Media Barat") >= 2
    assert "lead" not in opened.get("/article/Media+Barat").parts.classes()


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", ""),
        ("Satu.\n\nDua. ", "Satu. Dua."),
        (f"Jauh.{GAP}Dekat.", "Dekat."),
        (f"Jauh.{GAP}", ""),
        ("kata " * 100, "… " + " ".join(["kata"] * (LEAD // 5))),
    ],
)
def test_the_words_before_a_sentence(before: str, expected: str) -> None:
    assert expected == lead(before)


def test_quotation_marks_of_any_kind_hold_words_together(opened: Site) -> None:
    found = [
        opened.get(f"/search?q={words}").body.count('<li class="card')
        for words in ("“tanggul retak”", '"tanggul retak"')
    ]
    assert [0, 0] == found
    assert "m-hit" in opened.get("/search?q=“tanggul sungai”").parts.classes()


@pytest.mark.parametrize("path", ["/search?q=", "/sources?page=", "/matrix?page=", "/"])
def test_no_row_of_a_list_costs_a_query(database: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    asked: list[str] = []
    rows = Data.all_rows

    def counting(self: Data, sql: str, **bound: object) -> list[dict[str, object]]:
        asked.append(sql)
        return rows(self, sql, **bound)

    monkeypatch.setattr(Data, "all_rows", counting)
    counts = []
    with site_of(database) as found:
        for last in ("lamuru", "sesuai") if path.endswith("q=") else ("1", "2") if path.endswith("=") else ("", "?a=b"):
            asked.clear()
            found.get(path + last)
            counts.append(len(asked))
    assert max(counts) <= MOST_QUERIES
