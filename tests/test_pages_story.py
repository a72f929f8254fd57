"""The page of a claim and its other forms, through a real Datasette on a database that was compared."""

import csv
import io
import json
import re
import shutil
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve

import claimtrack
from claimtrack.compare.candidates import DAYS, KEYS
from claimtrack.compare.run import compare
from claimtrack.compare.score import ONE_EVENT
from claimtrack.confidence import Count, counts_of
from claimtrack.model import Document, Extraction
from claimtrack.packs import load_pack
from claimtrack.publish.public import publish
from claimtrack.publish.words import languages
from tests.pages_data import LONG_NAME, NASTY_NAME, RIGHT_TO_LEFT, build, quote, story_extractions
from tests.pages_site import Site, site_of
from tests.test_compare_origins import BESIDES

COMPARE = Path(__file__).parent.parent / "docs" / "compare.md"
ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("csv", "json", "jsonld", "atom")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    private = build(folder / "claims.db", [*story_extractions(), *odd_stories()])
    compare(private, lang="id")
    return publish(private, folder / "public.db").path


def odd_stories() -> Iterator[Extraction]:
    """Yield articles of two outlets whose sources and outlets have hostile, huge and right-to-left names."""
    words = "=HYPERLINK harga beras di Pasar Toligi naik menjadi 15.000 rupiah per kilogram"
    for number, source in enumerate((NASTY_NAME, LONG_NAME, RIGHT_TO_LEFT, f"{RIGHT_TO_LEFT} dua")):
        text = f"Pasar Toligi ramai. Pedagang beras Toligi resah.\n\n{source} mengatakan {words}."
        outlet = f"=Media <b>{number}</b> {'panjang ' * 40 if number == 1 else ''}"
        said = quote(text, source, "mengatakan", words)
        yield Extraction(Document(text, id=f"odd-{number}", outlet=outlet, published="2026-03-05"), (said,), (), "id")


@pytest.fixture(scope="module")
def opened(database: Path) -> Iterator[Site]:
    with site_of(database) as found:
        yield found


def key_of(database: Path, words: str = "tanggul%retak%") -> str:
    sql = """SELECT s.cluster_id FROM stories s JOIN clusters c ON c.id = s.cluster_id WHERE c.text LIKE ?
        ORDER BY s.n_mentions DESC LIMIT 1"""
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute(sql, [words]).fetchone()[0])


@pytest.fixture(scope="module")
def key(database: Path) -> str:
    return key_of(database)


def test_the_four_questions_of_a_reader_are_answered(opened: Site, key: str) -> None:
    """Who said it first; how many origins; who denies it; where an outlet has it from."""
    text = " ".join(opened.get(f"/story/{key}").parts.text.split())
    words = languages()["id"]
    assert "1 Maret 2026, 08.00 WIB: Media Satu, dari Rina Sagara" in text
    assert words("list.outlets", n=3) + ", " + words("list.origins_between", low=1, n=2) in text
    assert "Siapa yang membantahDani Wajongga" in text
    assert "1 Maret 2026, 11.00 WIB dari Bahar Toligi" in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_raw_name_of_a_value_is_shown(opened: Site, key: str, language: str) -> None:
    text = opened.get(f"/story/{key}", accept_language=language).parts.text
    raw = ("independent_origins", "no_named_origin", "not_comparable", "supports", "claim.", "value.", "reason.")
    assert [] == [name for name in raw if name in text]


def test_figures_that_differ_stand_on_one_axis(opened: Site, key: str) -> None:
    text = opened.get(f"/story/{key}").parts.text
    assert "40 meter" in text
    assert languages()["id"]("claim.figures", unit="m") in text


def test_who_is_silent_and_who_contests_is_told(opened: Site, key: str) -> None:
    page = opened.get(f"/story/{key}")
    silent = page.body.partition('id="silent"')[2].partition("</section>")[0]
    assert re.search(
        r'href="/outlet/media-diam".*href="/article/diam"[^>]*>Tanggul Lamuru: diam<.*1 Maret 2026', silent
    )
    assert languages()["id"]("claim.contested") in page.parts.text
    assert languages()["id"]("claim.no_credibility") in page.parts.text


def test_a_claim_of_the_text_leads_to_its_comparison(opened: Site, database: Path, key: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        sql = """SELECT a.claim_id FROM claim_mentions m JOIN attributions a ON a.id = m.attribution_id
            WHERE m.cluster_id = ?"""
        claims = [row[0] for row in connection.execute(sql, [key])]
    page = opened.get(f"/claim/{claims[0]}")
    assert [f"/story/{key}"] == [
        link["href"] for tag, link in page.parts.tags if tag == "link" and link.get("rel") == "canonical"
    ]


@pytest.mark.parametrize("part", ["", "1", "9", "0", "-1", "x", "٣", "9" * 400])
def test_any_part_of_a_claim_can_be_asked_for(opened: Site, database: Path, part: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        (claim,) = connection.execute("SELECT id FROM claims").fetchone()
    assert 200 == opened.get(f"/claim/{claim}?part={part}").status


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("jsonld", "application/ld+json; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"),
    ],
)
def test_each_form_has_its_type_and_the_policy_and_is_linked(
    opened: Site, key: str, form: str, media_type: str
) -> None:
    page = opened.get(f"/story/{key}.{form}")
    assert (200, media_type) == (page.status, page.headers["content-type"])
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert f"/story/{key}.{form}" in opened.get(f"/story/{key}").parts.values("href", "a")


def test_the_table_holds_every_mention_and_no_formula(opened: Site, database: Path) -> None:
    body = opened.get(f"/story/{key_of(database, '=HYPERLINK%')}.csv").body
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    assert 4 == len(rows)
    assert {"'=HYPERLINK"} == {row["text"].split()[0] for row in rows}
    assert [] == [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_says_that_it_is_utf_8_as_spreadsheets_want_to_be_told(opened: Site, key: str) -> None:
    assert ["\ufeffpublished", "\ufeffid"] == [
        opened.get(path).body.partition(",")[0] for path in (f"/story/{key}.csv", "/matrix.csv")
    ]


def test_the_feed_is_xml_with_an_entry_for_each_mention(opened: Site, key: str, database: Path) -> None:
    for name in (key, key_of(database, "=HYPERLINK%")):
        root = ET.fromstring(opened.get(f"/story/{name}.atom").body)  # noqa: S314 - our own feed
        assert f"{ATOM}feed" == root.tag
        assert 4 == len(root.findall(f"{ATOM}entry"))
        for element in (root, *root.findall(f"{ATOM}entry")):
            assert {"id", "title", "updated"} <= {child.tag.removeprefix(ATOM) for child in element}


def test_linked_data_names_origins_and_appearances_and_rates_nothing(opened: Site, key: str) -> None:
    found = json.loads(opened.get(f"/story/{key}.jsonld").body)
    assert {"Rina Sagara", "Bahar Toligi"} == {author["name"] for author in found["author"]}
    assert 3 == len(found["appearance"])
    assert ["denies"] == [statement["keywords"] for statement in found["subjectOf"]]
    assert "rating" not in json.dumps(found).casefold()


def test_data_says_who_stands_on_which_side(opened: Site, key: str) -> None:
    found = json.loads(opened.get(f"/story/{key}.json").body)
    assert {"supports", "denies"} == {source["side"] for source in found["sources"]}
    assert 4 == len(found["mentions"])


@pytest.mark.parametrize("form", ["", *(f".{form}" for form in FORMS)])
def test_hostile_and_odd_names_stay_text(opened: Site, database: Path, form: str) -> None:
    page = opened.get(f"/story/{key_of(database, '=HYPERLINK%')}{form}")
    assert 200 == page.status
    if not form:
        assert "<script>alert" not in page.body
        assert not {tag for tag, _ in page.parts.tags} & {"script", "b", "img"}
        assert RIGHT_TO_LEFT in page.parts.text
        assert NASTY_NAME[:40] in page.parts.text


@pytest.mark.parametrize(
    "path", ["/story/nope", "/story/nope.csv", "/claim/nope.atom", "/story/a.exe", "/story/~00.json"]
)
def test_what_is_not_there_is_not_found(opened: Site, path: str) -> None:
    assert 404 == opened.get(path).status


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?only=contested",
        "?only=one_origin",
        "?q=tanggul",
        "?outlet=media-satu",
        "?q=%22&only=x&outlet='",
        "?page=9",
    ],
)
@pytest.mark.parametrize("form", ["", *(f".{form}" for form in ("csv", "json", "atom"))])
def test_the_matrix_can_be_narrowed_and_taken_along(opened: Site, query: str, form: str) -> None:
    assert 200 == opened.get(f"/matrix{form}{query}").status


def test_the_matrix_shows_who_has_what_on_which_side(opened: Site, key: str) -> None:
    page = opened.get("/matrix?q=retak&only=contested")
    assert [f"/story/{key}"] == [href for href in page.parts.values("href", "a") if href.startswith("/story/")]
    assert {"mark-states", "mark-denies"} <= page.parts.classes()


def test_the_front_page_leads_to_claims_of_each_kind(opened: Site, key: str) -> None:
    page = opened.get("/")
    links = page.parts.values("href", "a")
    assert {f"/story/{key}", "/matrix", "/matrix?only=contested"} <= set(links)
    assert languages()["id"]("home.contested") in page.parts.text


def test_a_source_shows_what_comes_from_it_and_what_it_denies(opened: Site, key: str) -> None:
    for source, title in (("rina-sagara", "source.supports"), ("dani-wajongga", "source.denies")):
        page = opened.get(f"/source/{source}")
        assert f"/story/{key}" in page.parts.values("href", "a")
        assert languages()["id"](title) in page.parts.text
        assert not re.search(r"(\d+ \w+ \d{4}) – \1", page.parts.text)  # one day is one date


def test_who_may_say_it_among_other_things_stands_apart(tmp_path: Path) -> None:
    articles = [Document(text, id=name, outlet=name, published="2026-03-05") for name, text in BESIDES.items()]
    private = build(tmp_path / "claims.db", map(claimtrack.extract, articles))
    compare(private, lang="id")
    public = publish(private, tmp_path / "public.db").path
    with site_of(public) as found:
        page = found.get(f"/story/{key_of(public, 'Tanggul%lamanya retak')}")
    close, silent = (page.body.partition(f'id="{name}"')[2].partition("</section>")[0] for name in ("close", "silent"))
    assert re.search(r'href="/article/tiga#m-[^>]*>Tanggul.*href="/outlet/tiga"', close, re.DOTALL)
    assert [True, False] == [f'href="/outlet/{name}"' in silent for name in ("empat", "tiga")]
    assert languages()["id"]("list.outlets", n=2) in page.parts.text
    assert 1 == page.body.count('href="/outlet/tiga"')


@pytest.mark.parametrize("many", [1, 100])
def test_a_source_shows_what_it_spoke_of_by_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """Counted at publishing and at the request; each event leads to what was said of it."""
    monkeypatch.setattr("claimtrack.publish.facts.MANY", many)
    text = "Rina Sagara mengatakan lomba perahu Danau Wanua ditunda sampai Agustus."
    said = quote(text, "Rina Sagara", "mengatakan", "lomba perahu Danau Wanua ditunda sampai Agustus")
    other = Document(text, id="lomba", outlet="Media Satu", published="2026-05-01", title="Lomba perahu ditunda")
    private = build(tmp_path / "claims.db", [*story_extractions(), Extraction(other, (said,), (), "id")])
    compare(private, lang="id")
    with site_of(publish(private, tmp_path / "public.db").path) as found:
        page = found.get("/source/rina-sagara")
        topics = [href for href in page.parts.values("href", "a") if "topic=" in href]
        assert ["/source/rina-sagara?topic=lomba#said", "/source/rina-sagara?topic=diam#said"] == topics
        narrowed = [found.get(href.partition("#")[0]).body.split('id="said"')[1] for href in topics]
    assert ["Tanggul" not in narrowed[0], "lomba" not in narrowed[1]] == [True, True]
    assert [1, 3] == [body.count('class="card ') for body in narrowed]


def test_an_outlet_shows_on_how_many_origins_it_rests_and_what_only_it_has(opened: Site) -> None:
    text = opened.get("/outlet/media-diam").parts.text
    assert languages()["id"]("outlet.alone") in text
    assert languages()["id"]("outlet.share_one_origin") in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_method_begins_with_what_a_reader_needs(opened: Site, language: str) -> None:
    words = languages()[language]
    page = opened.get("/method", accept_language=language)
    ids = page.parts.values("id")
    order = [
        ids.index(name) for name in ("brief", "sure", "limits", "reading", "rules", "glossary", "data", "versions")
    ]
    assert sorted(order) == order
    assert page.body.index('id="limits"') < page.body.index("<table")
    everything = sum((sum(styles.values(), Count(0, 0)) for styles in counts_of(load_pack("id")).values()), Count(0, 0))
    percent = words.percent(everything.right, everything.read)
    assert words("method.sure_measured", n=words.number(everything.read), percent=percent) in page.parts.text
    assert words("method.precision") in page.parts.text
    assert words("method.brief_event_text", shared=round(ONE_EVENT * KEYS), words=KEYS, days=DAYS) in page.parts.text
    joined = re.search(
        r"\| all 52 held out[^|]*\| \d+ \| \d+ \| (0\.\d+) \| (0\.\d+) \|", COMPARE.read_text(encoding="utf-8")
    )
    assert joined
    told = re.findall(r"(\d+) (?:in|dari) 10", words("method.sure_joined"))
    assert [f"{float(share) * 10:.0f}" for share in joined.groups()] == told
    assert words("method.sure_joined") in page.parts.text
    contents = [href for href in page.parts.values("href", "a") if href in {"#brief", "#sure", "#limits", "#glossary"}]
    assert ["#brief", "#sure", "#limits", "#glossary"] == contents


def test_what_was_counted_at_publishing_is_what_would_be_counted_now(database: Path, tmp_path: Path) -> None:
    anew = tmp_path / "public.db"
    shutil.copy(database, anew)
    with closing(sqlite3.connect(anew)) as connection:
        kept = {row[0] for row in connection.execute("SELECT page FROM page_facts")}
        connection.execute("DELETE FROM page_facts")
        connection.commit()
    assert {"site", "method", "outlet", "sources"} == kept
    with site_of(database) as one, site_of(anew) as other:
        for path in ("/", "/matrix", "/outlet/media-satu", "/outlet/media-diam", "/sources"):
            assert one.get(path).parts.text == other.get(path).parts.text


def test_a_source_that_is_quoted_often_is_counted_at_publishing(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimtrack.publish.facts.MANY", 1)
    monkeypatch.setattr("claimtrack.publish.facts.SOME", 1)
    path = publish(database, tmp_path / "again.db").path
    with site_of(database) as one, site_of(path) as other:
        for address in ("/source/rina-sagara", "/sources", "/search?q=sagara"):
            assert one.get(address).parts.text == other.get(address).parts.text
    with closing(sqlite3.connect(path)) as connection:
        for page in ("source", "about"):
            assert connection.execute("SELECT count(*) FROM page_facts WHERE page = ?", [page]).fetchone()[0] > 3


def test_a_party_is_called_after_a_body_and_never_after_a_person(database: Path, tmp_path: Path, key: str) -> None:
    """The registry knows where Rina belongs, the articles name a body for Aji alone; a part is no name of the whole."""
    changed = tmp_path / "public.db"
    shutil.copy(database, changed)
    with closing(sqlite3.connect(changed)) as connection, connection:
        connection.execute("INSERT INTO sources (id, name, kind) VALUES ('pemda', 'Pemda Toligi', 'government_body')")
        connection.execute("INSERT INTO sources (id, name, kind) VALUES ('cabang', 'Cabang Pemda', 'organisation')")
        connection.execute("INSERT INTO sources (id, name, kind) VALUES ('aji', 'Aji Toligi', 'person')")
        connection.execute("UPDATE sources SET affiliation_id = 'pemda' WHERE id = 'rina-sagara'")
        connection.execute("UPDATE claim_origins SET party_id = 'bahar-toligi' WHERE side = 'supports'")
        connection.execute("INSERT INTO claim_origins VALUES (?, 'pemda', 'supports', 'cabang')", [key])
        connection.execute("INSERT INTO claim_origins VALUES (?, 'cabang', 'supports', 'bahar-toligi')", [key])
        connection.execute("INSERT INTO claim_origins VALUES (?, 'aji', 'supports', 'cabang')", [key])
        connection.execute("INSERT INTO source_aliases VALUES ('bahar-toligi', 'Sungai Lamuru', '', NULL)")
        connection.execute("UPDATE corroborations SET n_interested_groups = 1 WHERE cluster_id = ?", [key])
    with site_of(changed) as found:
        text = " ".join(found.get(f"/story/{key}").parts.text.split())
    assert "Aji Toligi (Cabang Pemda), Bahar Toligi, Cabang Pemda, Pemda Toligi, Rina Sagara (Pemda Toligi)" in text
    assert languages()["id"]("claim.interested", names="Bahar Toligi (“Sungai Lamuru”)") in text


@pytest.mark.parametrize(
    ("factuality", "word"), [("PR+", "probable"), ("PS+", "possible"), ("PR-", "probably not"), ("PS-", "possibly not")]
)
def test_who_is_not_certain_is_told_so(database: Path, tmp_path: Path, key: str, factuality: str, word: str) -> None:
    changed, words = tmp_path / "public.db", languages()["en"]
    shutil.copy(database, changed)
    with closing(sqlite3.connect(changed)) as connection, connection:
        connection.execute("UPDATE attributions SET factuality = 'CT+'")
        connection.execute("UPDATE attributions SET factuality = ? WHERE document_id = 'kedua'", [factuality])
    with site_of(changed) as found:
        page = found.get(f"/story/{key}", accept_language="en")
        rows = list(csv.DictReader(io.StringIO(found.get(f"/story/{key}.csv").body)))
    evidence = page.body.partition('id="evidence"')[2].partition("</section>")[0]
    certainties = [words.value("factuality", value) for value in ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-")]
    assert [word] == [how for how in re.findall(r'<span class="how">([^<]*)</span>', evidence) if how in certainties]
    assert words("claim.unsure", n=1) in page.parts.text
    assert [factuality] == [row["factuality"] for row in rows if row["outlet_name"] == "Media Dua"]


@pytest.mark.parametrize("listed", [True, False])
def test_what_is_the_opposite_of_a_denial_stands_below_it(tmp_path: Path, listed: bool) -> None:  # noqa: FBT001
    """The first who publishes denies: who states the same words says the opposite, and the page shows of what."""
    denial, *others = sorted(story_extractions(), key=lambda found: found.document.id)
    earlier = evolve(denial, document=evolve(denial.document, published="2026-02-28T07:00:00+07:00"))
    private, words = build(tmp_path / "claims.db", [earlier, *others]), languages()["id"]
    compare(private, lang="id")
    public = publish(private, tmp_path / "public.db").path
    if not listed:
        with closing(sqlite3.connect(public)) as connection, connection:
            connection.execute(
                "DELETE FROM claim_mentions WHERE proposition_id IN (SELECT first_id FROM claim_relations)"
            )
    with site_of(public) as found:
        body = found.get(f"/story/{key_of(public)}").body
    first, second, *_ = body.partition('id="wordings"')[2].partition("</section>")[0].split("</li>")
    assert [words("sign.denies"), words("claim.first_wording")] == re.findall(
        r'<span class="(?:chip|rel)[^>]*>([^<]*)', first
    )
    assert [words.value("relation", "denies")] == re.findall(r'<span class="(?:chip|rel)[^>]*>([^<]*)', second)
    assert ["40 meter" in item for item in (first, second)] == [True, True]
