"""What the pages say of a claim where little is known: days without times, same words, sources that nobody named."""

import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

import claimtrack
import claimtrack.publish
from claimtrack.compare.run import compare
from claimtrack.compare.story import story
from claimtrack.compare.telling import tell
from claimtrack.model import Document, Extraction
from claimtrack.publish.mentions import is_pronoun, unnamed
from claimtrack.publish.public import Choice, publish
from claimtrack.publish.story import named_in, nameless
from claimtrack.publish.words import languages
from claimtrack.store import open_existing
from tests.pages_data import LONG_NAME, build, quote
from tests.pages_site import Site, site_of

if TYPE_CHECKING:
    from claimtrack.publish.compat import Row

WORDS = languages()["id"]
EVENTS = (
    "Nelayan Wanasari ramai di pelabuhan. Pabrik ikan Wanasari dibuka lagi di Pelabuhan Wanasari.",
    "Pelabuhan Wanasari sibuk karena pabrik ikan. Nelayan di Wanasari antre di pabrik ikan itu sejak subuh tadi.",
    "Pabrik ikan yang lama tutup di Wanasari kembali ramai. Pelabuhan Wanasari dijaga nelayan.",
    "Di Wanasari, nelayan berkumpul. Pelabuhan dan pabrik ikan Wanasari beroperasi bersama sejak kemarin sore.",
)
SAID = "nelayan Wanasari kembali mendapat harga yang layak dari pabrik ikan Pelabuhan Wanasari"
BESIDES = "cuaca sedang buruk bagi perahu kecil milik nelayan Wanasari"
# id, outlet, published, the source, its name where the reading found one, cue, words
ARTICLES = (
    ("bantah", "Media Awal", "2026-04-01", "Rahmat Tuah", "Rahmat Tuah", "membantah", SAID),
    ("z-satu", "Media Satu", "2026-04-02", "Darma Wirawan", "Darma Wirawan", "mengatakan", SAID),
    ("a-dua", "Media Dua", "2026-04-02", "dia", None, "mengatakan", SAID),
    ("m-tiga", "Media Tiga", "2026-04-02", "Darma Wirawan", "Darma Wirawan", "mengatakan", SAID),
    ("kutip", "Media Kutip", "2026-04-03", "Media Dua", "Media Dua", "menulis", SAID),
    ("lain", "Media Lain", "2026-04-02", LONG_NAME, LONG_NAME, "mengatakan", BESIDES),
    ("lagi", "Media Lagi", "2026-04-03", LONG_NAME, LONG_NAME, "mengatakan", BESIDES),
)


def extractions(articles: Iterable[tuple[str, str, str, str, str | None, str, str]] = ARTICLES) -> Iterator[Extraction]:
    """Yield articles on one event; three outlets have one sentence on one day, one of them from nobody named."""
    for number, (key, outlet, published, source, name, cue, words) in enumerate(articles):
        text = f"{EVENTS[number % len(EVENTS)]}\n\n“{words}.” Begitu {source} {cue}."
        document = Document(text, id=key, outlet=outlet, published=published, title=f"Pabrik Wanasari: {key}")
        said = evolve(quote(text, source, cue, words, negated=cue == "membantah"), source_name=name)
        yield Extraction(document, (said,), (), "id")


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("honest") / "claims.db", extractions())
    compare(path, lang="id")
    return path


@pytest.fixture(scope="module")
def opened(private: Path) -> Iterator[Site]:
    with site_of(publish(private, private.parent / "public.db", Choice(texts="full")).path) as found:
        yield found


@pytest.fixture(scope="module")
def key(private: Path) -> str:
    with closing(sqlite3.connect(private)) as connection:
        sql = "SELECT cluster_id FROM stories ORDER BY n_mentions DESC LIMIT 1"
        return str(connection.execute(sql).fetchone()[0])


def shown(site: Site, path: str) -> str:
    return " ".join(site.get(path).parts.text.split())


def test_one_order_and_one_day_for_the_first_everywhere(opened: Site, key: str) -> None:
    """The day of the earliest statement, not of the denial before it, and all outlets of that day."""
    outlets = ["Media Dua", "Media Tiga", "Media Satu"]
    page = shown(opened, f"/story/{key}")
    head = page[page.index("2 April 2026, " + WORDS("claim.first_together", n=3)) : page.index(WORDS("claim.when"))]
    lanes = page[page.index(WORDS("claim.when_help")) : page.index(WORDS("claim.grid"))]
    for part in (head, lanes):
        places = [part.index(outlet) for outlet in outlets]
        assert sorted(places) == places
    first = f"{WORDS('list.first', date='2 April 2026')} Media Dua, Media Tiga {WORDS('list.more', n=1)}: "
    for path in ("/", "/search?q=nelayan"):
        assert f"{first}Pabrik Wanasari: a-dua" in shown(opened, path), path


def test_the_same_words_accuse_nobody_and_stand_at_both_places(opened: Site, key: str) -> None:
    page = opened.get(f"/story/{key}", accept_language="en")
    lane = page.body.partition('id="when"')[2].partition("</section>")[0]
    cards = page.body.partition('id="evidence"')[2]
    words = languages()["en"]
    said = words("card.same_words", name="Media Awal", date="1 April 2026")
    told = [cards.count(said), cards.count(words("card.same_words_help")), lane.count(">same words as Media Awal<")]
    assert {told[0]} == set(told) != {0}
    assert "seem to be taken" not in page.body


@pytest.mark.parametrize(("lang", "words"), [("en", "neither credits the other"), ("id", "tidak saling menyebut")])
def test_the_story_says_the_same_of_same_words(private: Path, key: str, lang: str, words: str) -> None:
    with closing(open_existing(private)) as database:
        told = list(tell(story(database.conn, key), lang))
    assert [line for line in told if words in line and "Media Awal (2026-04-01)" in line]


def test_who_names_the_other_outlet_is_not_said_to_have_its_words_from_nowhere(tmp_path: Path) -> None:
    """The one who copies says from whom: that is its chain, and not the same words of nobody knows where."""
    quoting = [found for found in extractions() if found.document.id in {"a-dua", "kutip", "m-tiga"}]
    path = build(tmp_path / "claims.db", quoting)
    compare(path, lang="id")
    with closing(open_existing(path)) as database:
        inferred = """SELECT p.document_id FROM inferred_links i JOIN propositions p ON p.id = i.proposition_id"""
        assert {"kutip", "m-tiga"} == {row[0] for row in database.conn.execute(inferred)}
        found = story(database.conn, "nelayan Wanasari")
        documents = {mention.proposition: mention.document for mention in found.mentions}
        assert {"m-tiga"} == {documents[shared.proposition] for shared in found.shared}


def test_a_pronoun_names_no_source(opened: Site, key: str) -> None:
    for path in (f"/story/{key}", "/article/a-dua"):
        page = opened.get(path)
        assert "“dia”" not in page.parts.text, path
        assert WORDS("card.nobody") in page.parts.text, path
    body = opened.get(f"/story/{key}").body
    assert f"<title>{WORDS('card.nobody')}</title>" in body
    assert "<title>?</title>" not in body


@pytest.mark.parametrize(("lang", "found"), [("en", "was found"), ("id", "ditemukan")])
def test_what_is_not_there_is_told_as_not_found(opened: Site, private: Path, lang: str, found: str) -> None:
    words = languages()[lang]
    with closing(sqlite3.connect(private)) as connection:
        sql = "SELECT cluster_id FROM stories WHERE n_denials = 0 ORDER BY n_mentions DESC LIMIT 1"
        (undenied,) = connection.execute(sql).fetchone()
    assert words("claim.nobody_denies") in opened.get(f"/story/{undenied}", accept_language=lang).parts.text
    absent = ("claim.nobody_denies", "claim.no_origin", "claim.nobody_states", "card.nobody")
    assert [] == [key for key in absent if found.removeprefix("was ") not in words(key)]
    assert found in (words.reason("“Menhan” is a role; no holder of it was found in the article.") or "was found")


def test_a_source_in_words_alone_is_told_in_them_and_never_as_nobody(tmp_path: Path) -> None:
    told = [(*row[:3], f"kepala regu {row[1]}", None, "mengatakan", SAID) for row in ARTICLES[:3]]
    told[2] = (*told[2][:3], "dia", *told[2][4:])
    path = build(tmp_path / "claims.db", extractions(told))
    compare(path, lang="id")
    with site_of(path) as site:
        text = shown(site, re.findall(r"/story/\w+", site.get("/matrix").body)[0])
    head, lanes = text[: text.index(WORDS("claim.when"))], text[text.index(WORDS("claim.when_help")) :]
    words = "“kepala regu Media Awal”, “kepala regu Media Satu”"
    assert WORDS("claim.described", n=2, words=words) in head
    assert WORDS("claim.unnamed", n=1) in head
    assert f"{WORDS('claim.origin_title')}{words}" in head
    assert [f"{WORDS('claim.from')} “kepala regu Media {name}”" in lanes for name in ("Awal", "Satu")] == [True, True]
    assert WORDS("card.nobody") in lanes


def test_ways_of_one_outlet_are_a_list_in_which_the_arrow_is_a_word_as_well(tmp_path: Path) -> None:
    said = f"Rina Wulandari mengatakan {SAID}, menurut Antara."
    texts = (said, said.replace("Rina Wulandari", "Darma Wirawan").replace("Antara", "Reuters"))
    articles = [
        Document(text, id=str(at), outlet="Media Satu", published="2026-04-01") for at, text in enumerate(texts)
    ]
    path = build(tmp_path / "claims.db", [claimtrack.extract(article) for article in articles])
    compare(path, lang="id")
    with closing(sqlite3.connect(path)) as connection:
        (key,) = connection.execute("SELECT cluster_id FROM stories ORDER BY n_mentions DESC LIMIT 1").fetchone()
    with site_of(path) as site:
        lanes = site.get(f"/story/{key}").body.partition('id="when"')[2].partition("</section>")[0]
    assert "←" in lanes[: lanes.index("<ol>")]
    (ways,) = re.findall(r'<ul class="routes" role="list">(.*?)</ul>', lanes, re.DOTALL)
    assert ["dari Antara ← dari Rina Wulandari", "dari Reuters ← dari Darma Wirawan"] == sorted(
        " ".join(re.sub(r"<[^>]+>", "", way).split()) for way in re.findall(r"<li>(.*?)</li>", ways)
    )
    assert "</li><li" not in ways


def test_who_takes_no_stand_denies_nothing_on_the_way_to_an_outlet(tmp_path: Path) -> None:
    said = (
        f"Rina mengatakan bahwa {SAID}.",
        f"Wali kota belum membenarkan bahwa {SAID}.",
        f"Dani membantah bahwa {SAID}.",
    )
    articles = [Document(text, id=str(at), outlet=f"M{at}", published="2026-04-01") for at, text in enumerate(said)]
    path = build(tmp_path / "claims.db", map(claimtrack.extract, articles))
    compare(path, lang="id")
    with site_of(path) as site:
        key = re.findall(r"/story/\w+", site.get("/matrix").body)[0]
        ways = re.findall(r'<ul class="routes" role="list">(.*?)</ul>', site.get(key).body, re.DOTALL)
    told = [re.findall(r"\((.*?)\)", way) for way in ways]
    assert [[], [WORDS("sign.denies")], [WORDS("sign.open")]] == sorted(told)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ({"source_id": "rina", "source_kind": "person", "source_text": "Rina"}, (0, 0, [])),
        ({"source_id": "s", "source_kind": "unnamed", "source_text": "sumber Rina"}, (0, 2, ["“sumber Rina”"])),
        ({"source_id": None, "source_kind": None, "source_text": "Saksi"}, (0, 2, ["“Saksi”"])),
        ({"source_id": None, "source_kind": None, "source_text": ""}, (2, 0, [])),
    ],
)
def test_only_who_has_no_words_at_all_is_nobody(source: "Row", found: tuple[int, int, list[str]]) -> None:
    row: Row = {"sign": "states", "cue_text": "kata", "clitic": 0, **source}
    other = {**row, "source_text": str(row["source_text"]).lower() if not row["source_id"] else row["source_text"]}
    counted = nameless([row, other, {**row, "sign": "denies"}, {**row, "sign": "open"}])
    assert found == (counted.nobody, counted.described, counted.words)


def test_all_that_name_a_source_are_not_all_outlets(tmp_path: Path) -> None:
    path = build(tmp_path / "claims.db", [found for found in extractions() if found.document.id[1] == "-"])
    compare(path, lang="id")
    with site_of(path) as site:
        href = re.search(r"/story/\w+", site.get("/").body)
        assert href
        text = shown(site, href[0])
    assert WORDS("reason.only_named", names="Darma Wirawan") in text
    assert WORDS("reason.one_origin_repeated", names="Darma Wirawan") not in text


def test_origins_have_one_form_in_lists_and_on_the_page_and_interested_ones_are_named(
    private: Path, tmp_path: Path, key: str
) -> None:
    path = tmp_path / "claims.db"
    shutil.copy(private, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE stories SET n_origins = 2")
        connection.execute("""UPDATE corroborations
            SET n_origins_min = 1, n_origins_max = 2, n_origin_groups = 1, n_interested_groups = 1""")
        connection.execute("""INSERT INTO source_aliases (source_id, alias)
            SELECT id, 'nelayan Wanasari' FROM sources WHERE name = 'Darma Wirawan'""")
        connection.execute("UPDATE sources SET name = 'O''Neil' WHERE name = 'Darma Wirawan'")
    form = f"{WORDS('list.origins_between', low=1, n=2)} {WORDS('list.groups', n=1)}"
    with site_of(path) as site:
        assert all(form in shown(site, page) for page in (f"/story/{key}", "/", "/matrix", "/search?q=nelayan"))
        interested = WORDS("claim.interested", names="O'Neil (“nelayan Wanasari”)")
        assert interested in shown(site, f"/story/{key}")


def test_a_long_name_is_clipped_in_its_box_and_whole_in_its_title(opened: Site) -> None:
    href = re.search(r"/story/\w+", opened.get("/search?q=perahu").body)
    assert href
    graph = opened.get(href[0]).body.partition('<svg class="graph"')[2].partition("</svg>")[0]
    assert f"<title>{LONG_NAME}</title>" in graph
    assert f'<div class="label" dir="auto">{LONG_NAME[:200]}</div>' in graph
    styles = (Path(claimtrack.publish.__file__).parent / "static" / "claimtrack.css").read_text(encoding="utf-8")
    assert re.search(r"\.graph \.label {[^}]*overflow: hidden; text-overflow: ellipsis", styles)


def test_what_a_pronoun_is_is_said_by_the_language() -> None:
    row: Row = {"source_id": None, "source_text": "Dia", "lang": "id"}
    assert ["", "Dia", "Dia", "hakim"] == [
        unnamed(found)["source_text"]
        for found in (row, {**row, "source_id": "x"}, {**row, "lang": "no such"}, {**row, "source_text": "hakim"})
    ]
    assert not is_pronoun("dia, hakim", "id")


def test_who_is_named_in_the_words_shown_is_told_with_the_words_that_name_them() -> None:
    rows: list[Row] = [
        {"source": "Hasto Kristiyanto", "name": name} for name in ("Hasto Kristiyanto", "Hasto", "PDI", "Kristi", "")
    ]
    assert ["Hasto Kristiyanto (“Hasto”)"] == named_in("Tawaran kepada Hasto dari PDIP ditolak", rows)
    assert [] == named_in("Tawaran itu ditolak", rows)
