"""The pages through a real Datasette; `test_pages_datasette1.py` runs the same tests on the 1.0 series."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from datasette.app import Datasette
from markupsafe import escape

from claimtrack.model import Document, Extraction
from claimtrack.publish import describe
from claimtrack.publish.limits import LONGEST_VALUE
from claimtrack.publish.public import Choice, Texts, publish
from claimtrack.publish.words import languages
from tests.pages_data import (
    LONG_NAME,
    NASTY_NAME,
    RIGHT_TO_LEFT,
    build,
    gold_extractions,
    odd_extractions,
)
from tests.pages_data import quote as quote_of
from tests.pages_site import Parts, Site, site, site_of

MOST_PAGES = 400
KINDS = {"", "article", "source", "claim", "outlet", "search", "method", "matrix", "sources", "outlets", "articles"}
ARTICLE = "/article/sagara-kapal-lamuru"
OWN = ["/", ARTICLE, "/search", "/search?q=kapal", "/search?q=kapal&in=articles", "/method"]
OWN += ["/sources", "/outlets", "/articles", "/matrix"]
CORE = ["/claims", "/claims/attributions", "/claims/documents", "/claims/claim_chains", "/claims/glossary"]
POLICY = ("default-src 'none'", "style-src 'self' 'nonce-", "base-uri 'none'", "frame-ancestors 'none'")
QUERIES = [
    *('"', "*", "^a", "a AND", "NOT b", "OR", "(", "kapal)", "NEAR(a b)", "text:kapal", "{text}: a", "a + b", "-kapal"),
    *(
        "'; DROP TABLE claims; --",
        "%",
        "_" * 500,
        "\x00",
        "\u202e",
        "a" * 5000,
        "kap*",
        '"kapal kayu"',
        "“kapal”",
        "🚢",
    ),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    return build(folder / "claims.db", [*gold_extractions(), *odd_extractions()])


@pytest.fixture(scope="module")
def opened(database: Path) -> Iterator[Site]:
    with site_of(database) as found:
        yield found


def one(database: Path, sql: str, *bound: object) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute(sql, bound).fetchone()[0])


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_page_is_there_in_each_language(opened: Site, path: str, language: str) -> None:
    page = opened.get(path, accept_language=language)
    assert (200, language) == (page.status, page.headers["content-language"])
    assert [language] == page.parts.values("lang", "html")


def test_the_address_chooses_the_language_and_links_keep_it(opened: Site) -> None:
    page = opened.get("/?_lang=en", accept_language="id")
    assert "en" == page.headers["content-language"]
    articles = [href for href in page.parts.values("href", "a") if href.startswith("/article/")]
    assert articles
    assert all("_lang=en" in href for href in articles)


@pytest.mark.parametrize("number", ["99", "9999"])
@pytest.mark.parametrize(
    "path",
    [
        *("/articles?", "/sources?", "/outlets?", "/matrix?", "/source/hasan-makmur?"),
        *("/search?q=kapal&in=articles&", "/search?q=kapal&in=quotations&"),
    ],
)
def test_behind_the_end_of_a_list_a_reader_is_told_so_and_led_back(opened: Site, path: str, number: str) -> None:
    page, words = opened.get(f"{path}page={number}"), languages()["id"]
    back = path.rstrip("?&")
    assert (200, True) == (page.status, words("pager.past") in page.parts.text)
    assert back in page.parts.values("href", "a")
    assert not [href for tag, href in page.parts.tags if tag == "a" and href.get("rel") in {"prev", "next"}]
    nothing = [words("search.none", words="kapal"), words("matrix.none"), words("source.said_none")]
    assert not [text for text in nothing if text in page.parts.text]
    assert words("pager.past") not in opened.get(back).parts.text


def test_every_link_leads_somewhere(opened: Site) -> None:
    """Walks all pages from the front page: each address answers, each fragment names an element of its page."""
    pages: dict[str, Parts] = {}
    waiting = [("", "/")]
    while waiting and len(pages) < MOST_PAGES:
        origin, address = waiting.pop()
        path, _, fragment = address.partition("#")
        own = urlsplit(path).path.split("/")[1] in KINDS
        if path not in pages:
            page = opened.get(path)
            assert 200 == page.status, (origin, address)
            pages[path] = page.parts
            waiting += [(path, href) for href in here(path, pages[path])] if own else []
        assert not fragment or fragment in pages[path].values("id") or not own, (origin, address)
    assert len([path for path in pages if path.startswith("/claim/")]) > 50


def here(path: str, parts: Parts) -> list[str]:
    """Return the addresses on this site that a page leads to."""
    found = [urljoin(path, href) for href in parts.values("href", "a")]
    return list(dict.fromkeys(href for href in found if not urlsplit(href).netloc))


def test_each_mark_leads_to_its_card_and_back(opened: Site) -> None:
    parts = opened.get(ARTICLE).parts
    ids, links = set(parts.values("id")), set(parts.values("href", "a"))
    cards = {name[2:] for name in ids if name.startswith("c-")}
    assert len(cards) == 8
    assert {f"m-{key}" for key in cards} <= ids
    assert {f"#{kind}-{key}" for key in cards for kind in "cm"} <= links


def test_the_text_of_an_article_is_whole_and_its_paragraphs_are_kept(opened: Site, database: Path) -> None:
    text = one(database, "SELECT text FROM documents WHERE id = ?", "sagara-kapal-lamuru")
    body = opened.get(ARTICLE).body
    shown = re.findall(
        r'<p dir="auto">(.*?)</p>', body[body.index('<div class="text">') : body.index("</article>")], re.DOTALL
    )
    plain = [re.sub(r'<a class="ref".*?</a>|<[^>]+>', "", paragraph) for paragraph in shown]
    unescaped = [paragraph.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&") for paragraph in plain]
    assert [line for line in text.split("\n") if line.strip()] == unescaped


def test_nested_and_denied_content_differ_from_plain_content(opened: Site) -> None:
    assert {"nested", "denied", "m-source", "m-cue", "m-content", "m-credit"} <= opened.get(ARTICLE).parts.classes()


def test_a_claim_shows_its_origin_its_chain_and_its_denial(opened: Site, database: Path) -> None:
    sql = "SELECT claim_id FROM attributions GROUP BY claim_id HAVING max(negated) > min(negated) AND claim_id NOT NULL"
    key = one(database, sql)
    parts = opened.get(f"/claim/{key}").parts
    assert {"origin", "edge", "denies", "balance"} <= parts.classes()
    assert one(database, "SELECT text FROM claims WHERE id = ?", key) in parts.text


def test_a_source_can_be_narrowed_to_its_denials(opened: Site, database: Path) -> None:
    key = one(database, "SELECT source_id FROM attributions WHERE negated AND style <> 'direct' AND source_id NOT NULL")
    said = one(database, "SELECT count(*) FROM attributions WHERE source_id = ? AND negated AND style <> 'direct'", key)
    page = opened.get(f"/source/{key}?only=denials")
    assert int(said) == page.body.count('class="card denies"')
    assert 'class="card states"' not in page.body


def test_long_lists_are_paged(tmp_path: Path) -> None:
    path = build(tmp_path / "claims.db", gold_extractions())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE attributions SET source_id = (SELECT min(id) FROM sources)")
        total = connection.execute("SELECT count(*) FROM attributions WHERE repeats = 0").fetchone()[0]
        connection.commit()
    key = one(path, "SELECT min(id) FROM sources")
    with site_of(path) as found:
        counts = []
        address = f"/source/{key}"
        while address:
            page = found.get(address)
            counts.append(page.body.count('<li class="card'))
            following = [a["href"] for tag, a in page.parts.tags if tag == "a" and a.get("rel") == "next"]
            address = following[0] if following else ""
    assert total == sum(counts)
    assert max(counts) == 25


@pytest.mark.parametrize("typed", QUERIES)
@pytest.mark.parametrize("where", ["", "articles"])
def test_no_search_fails(opened: Site, typed: str, where: str) -> None:
    assert opened.get(f"/search?q={quote(typed)}&in={where}").status == 200


def test_search_marks_what_was_sought_and_facets_narrow_it(opened: Site) -> None:
    page = opened.get("/search?q=kapal&in=quotations")
    assert "m-hit" in page.parts.classes()
    outlet = next(href for href in page.parts.values("href", "a") if "outlet=" in href)
    narrower = opened.get(outlet)
    assert 0 < narrower.body.count('<li class="card') < page.body.count('<li class="card')


def test_search_finds_sources_by_name(opened: Site) -> None:
    assert "/source/hasan-makmur" in opened.get("/search?q=hasan").parts.values("href", "a")


@pytest.mark.parametrize(
    "path", [*OWN, *CORE, "/claims.json", "/claims/claims.csv", "/nope", "/article/nope", "/-/versions"]
)
def test_every_answer_carries_the_policy(opened: Site, path: str) -> None:
    headers = opened.get(path).headers
    assert all(rule in headers["content-security-policy"] for rule in POLICY)
    assert "script-src" not in headers["content-security-policy"]
    assert "nosniff" == headers["x-content-type-options"]


@pytest.mark.parametrize("path", [*OWN, *CORE, "/claims?sql=select+1", "/claims/-/query?sql=select+1", "/nope"])
def test_no_page_holds_a_script_or_an_inline_style(opened: Site, path: str) -> None:
    page = opened.get(path)
    parts = page.parts
    nonce = re.search(r"'nonce-([^']+)'", page.headers["content-security-policy"])
    assert nonce
    assert [] == [tag for tag, _ in parts.tags if tag == "script"]
    assert [] == [found for tag, found in parts.tags if tag == "style" and found.get("nonce") != nonce[1]]
    names = {name for _, found in parts.tags for name in found}
    assert [] == [name for name in names if name == "style" or name.startswith("on")]


def test_a_nonce_serves_once(opened: Site) -> None:
    policies = {opened.get("/").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


def odd_paths(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        sql = "SELECT id, source_id, claim_id FROM attributions WHERE rule = 'test'"
        rows = connection.execute(sql).fetchall()
        outlets = [row[0] for row in connection.execute("SELECT id FROM outlets")]
    paths = ["/", "/article/odd~2F1+~3Cb~3E", "/article/long", "/article/rtl", "/article/blank", "/article/no-quotes"]
    paths += [f"/source/{row[1]}" for row in rows] + [f"/claim/{row[2]}" for row in rows]
    return [
        *paths,
        *(f"/outlet/{key}" for key in outlets),
        "/claims/documents",
        "/claims/attributions",
        "/claims/sources",
    ]


def test_hostile_and_odd_text_stays_text(opened: Site, database: Path) -> None:
    for path in odd_paths(database):
        page = opened.get(path)
        assert page.status == 200, path
        tags = {tag for tag, _ in page.parts.tags}
        assert not tags & {"script", "img", "b", "i"} or path.startswith("/claims/"), path
        assert not tags & {"script"}, path
        links = [href for href in page.parts.values("href") if not href.startswith(("/", "#", "?", "http"))]
        assert [] == links, path
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", page.body), path


def test_a_name_of_300_characters_and_one_written_from_right_to_left(opened: Site) -> None:
    assert LONG_NAME in opened.get("/article/long").parts.text
    page = opened.get("/article/rtl")
    assert RIGHT_TO_LEFT in page.parts.text
    assert '<p dir="auto">' in page.body


def test_a_name_with_markup_is_shown_as_it_is(opened: Site) -> None:
    assert NASTY_NAME in opened.get("/article/odd~2F1+~3Cb~3E").parts.text


def test_only_web_addresses_are_linked(opened: Site) -> None:
    assert "javascript:" not in "".join(opened.get("/article/odd~2F1+~3Cb~3E").parts.values("href"))
    assert "https://portal.example/a?b=1&c=2" in opened.get("/article/no-quotes").parts.values("href", "a")


@pytest.mark.parametrize("texts", ["full", "excerpts"])
def test_a_text_longer_than_a_reader_may_ask_for_closes_no_page_of_ours(tmp_path: Path, texts: Texts) -> None:
    text = "Ani mengatakan air surut.\n\n" + "Kata biasa saja. " * (LONGEST_VALUE // 15)
    said = (quote_of(text, "Ani", "mengatakan", "air surut"),)
    private = build(tmp_path / "c.db", [Extraction(Document(text, id="big", outlet="Media"), said, (), "id")])
    public = publish(private, tmp_path / "public.db", Choice(texts=texts)).path
    for path in (private, public):
        with site_of(path) as found:
            pages = ("/", "/article/big", "/articles", "/search?q=kata&in=articles", "/source/ani", "/outlet/media")
            assert [200] * len(pages) == [found.get(page).status for page in pages]


def test_a_huge_article_is_cut_and_says_so(tmp_path: Path) -> None:
    text = "".join(f"Ani{n} mengatakan stok aman {n}.\n" for n in range(600)) + "beras " * 100_000
    found = tuple(quote_of(text, f"Ani{n}", "mengatakan", f"stok aman {n}") for n in range(600))
    huge = Extraction(Document(text, id="huge", outlet="Media"), found, (), "id")
    with site_of(build(tmp_path / "claims.db", [huge])) as opened_site:
        page = opened_site.get("/article/huge")
    assert 200 == page.status
    assert 500 == page.body.count('<li class="card')
    assert languages()["id"]("article.cut", n=500) in page.parts.text
    assert len(page.body) < 2_500_000


def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    with site_of(build(tmp_path / "empty.db", [])) as found:
        page = found.get("/")
        assert "claimtrack ingest" in page.parts.text
        assert [200, 200, 200] == [found.get(path).status for path in ("/", "/method", "/search?q=a")]
        assert 404 == found.get("/article/x").status


def test_without_a_database_of_ours_the_front_page_says_so() -> None:
    with site(Datasette(memory=True)) as found:
        page = found.get("/")
        assert 200 == page.status
        assert languages()["id"]("home.no_database") in page.parts.text


@pytest.mark.parametrize(
    "rules",
    [
        {"databases": {"claims": {"allow": {"id": "editor"}}}},
        {"databases": {"claims": {"tables": {"documents": {"allow": {"id": "editor"}}}}}},
        {"allow": {"id": "editor"}},
    ],
)
def test_our_pages_respect_permissions(database: Path, rules: dict[str, object]) -> None:
    with site(Datasette([str(database)], metadata=rules)) as found:
        assert [403] * len(OWN) == [found.get(path).status for path in OWN]


def test_every_link_stays_below_the_base_of_the_instance(database: Path) -> None:
    with site(Datasette([str(database)], settings={"base_url": "/under/"})) as found:
        for path in (*OWN, "/source/hasan-makmur", "/outlet/nusakini-id"):
            page = found.get(path)
            assert 200 == page.status
            hrefs = [href for href in page.parts.values("href") if not href.startswith(("#", "https://"))]
            assert [] == [href for href in hrefs if not href.startswith("/under/") or "/under/under/" in href]
            assert {"/under/search", "/under/matrix"} >= set(page.parts.values("action"))


def test_errors_speak_the_language_of_the_reader(opened: Site) -> None:
    assert languages()["en"]("error.404") in opened.get("/claim/nope", accept_language="en").parts.text
    assert languages()["id"]("error.404") in opened.get("/claim/nope").parts.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/claims",
        "/-/databases",
        "/-/databases.json",
        "/-/threads.json",
        "/claims.json",
        "/-/plugins.json",
        "/-/metadata.json",
        "/-/settings.json",
        "/nope/x",
    ],
)
def test_no_answer_tells_where_files_lie(opened: Site, database: Path, path: str) -> None:
    assert str(database.parent) not in opened.get(path).body


def test_core_tables_show_labels_sentences_and_descriptions(opened: Site) -> None:
    body = opened.get("/claims/attributions?document_id=sagara-kapal-lamuru").body
    assert "Tim SAR cari sekitar 40 penumpang" in body
    assert "siapa mengatakan apa" in body
    assert re.search(r'class="col-sentence [^"]*"><a href="/article/[^"]+#m-', body)
    sheet = opened.get("/-/static-plugins/claimtrack/core.css")
    assert 200 == sheet.status
    assert ".col-sentence_start" in sheet.body


@pytest.mark.parametrize(("asked", "accepted"), [("", "en"), ("?_lang=en", "id")])
def test_what_tables_mean_is_told_in_the_language_of_the_reader(opened: Site, asked: str, accepted: str) -> None:
    page = opened.get(f"/claims/attributions{asked}", accept_language=accepted)
    own, other = (describe.descriptions(language)["attributions"] for language in ("en", "id"))
    assert all(str(escape(text)) in page.body for text in own.values())
    assert not [text for text in other.values() if str(escape(text)) in page.body]
    assert "Accept-Language" in page.headers["vary"]


def test_the_tables_keep_the_language_that_was_asked_for(opened: Site) -> None:
    assert "/claims?_lang=en" in opened.get("/?_lang=en").parts.values("href", "a")
    links = opened.get("/claims?_lang=en").parts.values("href", "a")
    assert {"/?_lang=en", "/claims/attributions?_lang=en", "/claims/claim_chains?_lang=en"} <= set(links)
    assert "/claims?_lang=en" in opened.get("/claims/attributions?_lang=en").parts.values("href", "a")
    assert not [href for href in opened.get("/claims").parts.values("href", "a") if href.startswith("/claims?_lang")]


def test_what_an_operator_says_of_a_table_stays_as_it_is() -> None:
    assert "Tabel <kami>" == describe.meaning("Tabel <kami>", "en")


@pytest.mark.parametrize(
    "path", ["/claims/claims.csv", "/claims/claims.csv?_size=max&_dl=1", "/claims/claims.csv?_labels=on"]
)
def test_no_cell_of_a_table_of_datasette_is_a_formula(tmp_path: Path, path: str) -> None:
    text = "Ani mengatakan =HYPERLINK(1) air surut."
    said = quote_of(text, "Ani", "mengatakan", "=HYPERLINK(1) air surut")
    with site_of(build(tmp_path / "claims.db", [Extraction(Document(text, id="own"), (said,), (), "id")])) as found:
        body = found.get(path).body
    assert ",'=HYPERLINK(1) air surut," in body


def test_a_whole_table_is_not_streamed(opened: Site) -> None:
    answer = opened.get("/claims/spans.csv?_stream=on")
    assert (400, False) == (answer.status, "sentence" in answer.body.partition("\n")[0])
    assert 200 == opened.get("/claims/spans.csv?_size=max").status


def test_an_expensive_query_is_refused_or_ended(opened: Site) -> None:
    endless = "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n"
    pattern = f"select 1 where 'a' like '{'%a' * 300}'"
    for sql in (endless, pattern, "select length(zeroblob(100000000))"):
        answers = [opened.get(f"/claims{middle}.json?sql={quote(sql)}") for middle in ("", "/-/query")]
        assert 400 in [answer.status for answer in answers], sql


def test_writing_is_refused(opened: Site) -> None:
    pages = [opened.get(f"/claims{middle}?sql=delete+from+claims") for middle in ("", "/-/query")]
    assert {page.status for page in pages} <= {302, 400, 403, 404}
    assert opened.get("/").status == 200


HOSTILE = [
    *(
        f"/{kind}/{key}"
        for kind in ("article", "source", "claim", "outlet")
        for key in ("~00", "~FF", "%00", "~", "a" * 3000)
    ),
    *(
        f"/article/{key}"
        for key in ("..%2F..%2Fetc%2Fpasswd", "'%20OR%201=1--", "%F0%9F%9A%A2", "~3Cscript~3E", "%ff%fe")
    ),
    *(f"/sources?page={number}" for number in ("-1", "0", "9" * 40, "1e3", "%D9%A3", "abc", "1;drop")),
    *(
        f"/search?q=kapal&{pair}"
        for pair in ("outlet='", "source=%00", "style=<b>", "in=x", "page=401", "q=b&q=c", "outlet[]=1")
    ),
    *("/?_lang=%3Cscript%3E", "/?_lang=en&_lang=id", "/?" + "a=1&" * 2000, "/?%ff=%fe", "/search?q=" + "%22" * 300),
    *("/claims/attributions?_sort=nope", "/claims/attributions?style__contains=" + "%25" * 400),
    *("/claims/claims_fts?_search=%22", "/claims/documents?_search=a%20AND", "/claims/documents?_search_text=%22"),
]


@pytest.mark.parametrize("path", HOSTILE)
def test_no_address_breaks_a_page(opened: Site, path: str) -> None:
    page = opened.get(path)
    assert page.status < 500
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Traceback" not in page.body
