"""The helpers of the pages, without a server."""

import re
import sqlite3
import string
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from claimtrack.publish import describe, facts, listing_queries, queries, readings, search_queries, story_queries
from claimtrack.publish.cards import LONGEST, cards, sign
from claimtrack.publish.graph import HEIGHT, WIDTH, Chain, Link, draw
from claimtrack.publish.marks import Mark, Piece, lay_out, leaves, nest, paragraphs
from claimtrack.publish.safety import NoScript, prepare_templates, safe_url, shown
from claimtrack.publish.search import MOST_TERMS, read_terms
from claimtrack.publish.words import choose, languages

PUBLISH = Path(str(files("claimtrack.publish")))
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PUBLISH / "templates").rglob("*.html")))
# Groups of texts whose keys the templates put together.
COMPOSED = (
    "value.",
    "sign.",
    "reason.",
    "form.",
    "claim.side_",
    "claim.sign_",
    "list.side_",
    "matrix.only_",
    "outlet.share_",
    "nav.",
    "error.",
    "format.",
    "search.facet_",
    "method.reading_",
    "method.brief_",
    "method.limit_",
    "list.all_",
)
ROLES = ("source", "cue", "content", "credit", "hit")


@st.composite
def marked(draw_from: st.DrawFn) -> tuple[str, list[Mark]]:
    """Draw a text and marks that nest, touch, cross and repeat."""
    text = draw_from(st.text(alphabet="ab \n\r🚢\u202e<", max_size=40))
    place = st.integers(0, len(text) + 3)
    drawn = draw_from(st.lists(st.tuples(place, place, st.sampled_from(ROLES)), max_size=8))
    return text, [Mark(min(a, b), max(a, b) + 1, role, ref) for ref, (a, b, role) in enumerate(drawn, 1)]


def marks_in(pieces: tuple[Piece, ...]) -> list[Mark]:
    found = []
    for piece in pieces:
        found += [piece.mark, *marks_in(piece.children)] if piece.mark else []
    return found


@given(marked())
def test_marked_text_reads_as_the_text(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    assert text == leaves(nest(text, marks))


@given(marked())
def test_paragraphs_read_as_the_lines_of_the_text(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    expected = [line for line in re.split("[\r\n]+", text) if line.strip()]
    assert expected == [leaves(pieces) for pieces in lay_out(text, marks)]
    assert expected == [text[start:stop] for start, stop in paragraphs(text)]


@given(marked())
def test_a_mark_covers_its_words_and_opens_and_closes_once(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    found = marks_in(nest(text, marks))
    for mark in (mark for mark in marks if mark.start < len(text)):
        pieces = [piece for piece in found if piece.ref == mark.ref]
        assert sum(piece.stop - piece.start for piece in pieces) == min(mark.stop, len(text)) - mark.start
        assert 1 == sum(piece.opens for piece in pieces)
        assert (mark.stop <= len(text)) == sum(piece.closes for piece in pieces)


def test_content_in_content_is_one_deeper() -> None:
    outer, inner = Mark(0, 10, "content", 1), Mark(2, 8, "content", 2)
    assert [(1, 0), (2, 1)] == [(mark.ref, mark.depth) for mark in marks_in(nest("0123456789", [inner, outer]))]


def test_ten_thousand_marks_in_one_line_take_no_time() -> None:
    text = "a b " * 10_000
    assert text.strip() == leaves(
        lay_out(text.strip(), [Mark(4 * n, 4 * n + 3, "content", n) for n in range(10_000)])[0]
    )


@given(st.text(max_size=60))
def test_any_search_is_a_query_that_fts5_understands(typed: str) -> None:
    query = read_terms(typed).query()
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    assert not query or [] == connection.execute("SELECT * FROM t WHERE t MATCH ?", [query]).fetchall()
    connection.close()


def test_search_words_mean_what_the_help_says() -> None:
    terms = read_terms('Banjir "tinggi air" -hoaks sura*')
    assert (("Banjir", "tinggi air", "sura"), ("hoaks",)) == (terms.wanted, terms.unwanted)
    text = "Di Surabaya banjir; tinggi  air. Banjiran."
    assert {"banjir", "tinggi  air", "Surabaya"} == {text[mark.start : mark.stop] for mark in terms.marks(text)}


def test_a_search_has_a_bounded_number_of_terms() -> None:
    assert len(read_terms("a " * 500).wanted) <= MOST_TERMS
    assert len(read_terms(" ".join(string.ascii_letters)).wanted) == MOST_TERMS


def test_nothing_unwanted_alone_is_sought() -> None:
    assert "" == read_terms("-hoaks").query() == read_terms('"" * -').query()


@pytest.mark.parametrize(
    ("iso", "indonesian", "english"),
    [
        ("2026-08-29T22:00:00+07:00", "29 Agustus 2026, 22.00 WIB", "29 August 2026, 22:00 WIB (UTC+7)"),
        ("2026-03-12T08:40:00+08:00", "12 Maret 2026, 08.40 WITA", "12 March 2026, 08:40 WITA (UTC+8)"),
        ("2026-03-12T08:40:00Z", "12 Maret 2026, 15.40 WIB", "12 March 2026, 15:40 WIB (UTC+7)"),
        ("2026-03-12T08:40", "12 Maret 2026, 08.40", "12 March 2026, 08:40"),
        ("2026-03-12", "12 Maret 2026", "12 March 2026"),
        ("2026-03", "Maret 2026", "March 2026"),
        ("2026-13", "2026-13", "2026-13"),
        ("9999-12-31T23:59:59-12:00", "31 Desember 9999, 23.59 WIB", "31 December 9999, 23:59 WIB (UTC+7)"),
        ("kemarin", "kemarin", "kemarin"),
        ("", "", ""),
    ],
)
def test_dates_are_written_as_people_write_them(iso: str, indonesian: str, english: str) -> None:
    assert (indonesian, english) == (languages()["id"].date(iso), languages()["en"].date(iso))


@pytest.mark.parametrize(("number", "written"), [(0, "0"), (1234567, "1.234.567"), (13.5, "13,5"), (-2000, "-2.000")])
def test_numbers_have_indonesian_separators(number: float, written: str) -> None:
    assert written == languages()["id"].number(number)


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        ("en", "id", "en"),
        (None, "en-GB,en;q=0.9,id;q=0.8", "en"),
        (None, "fr,id;q=0.3,en;q=0.2", "id"),
        (None, "", "id"),
        ("xx", "de", "id"),
        (None, "en;q=0,id", "id"),
        (None, ";;;q=x,,", "id"),
    ],
)
def test_the_language_is_the_one_asked_for_or_liked_best(asked: str | None, accepted: str, chosen: str) -> None:
    assert chosen == choose(asked, accepted).code


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_the_same_texts_with_the_same_placeholders() -> None:
    first, *others = languages().values()
    for other in others:
        ours = {key for key in first.texts if not key.endswith("_one") or key == "home.period_one"}
        theirs = {key for key in other.texts if not key.endswith("_one") or key == "home.period_one"}
        assert ours == theirs
        for key in ours:
            assert placeholders(first.texts[key]) == placeholders(other.texts[key]), key
        singular = [key for words in (first, other) for key in words.texts if key.endswith("_one") and key not in ours]
        assert [] == [key for key in singular if key.removesuffix("_one") not in ours]
        assert len(first.months) == len(other.months) == 12
        assert first.zones.keys() == other.zones.keys()


def test_every_text_is_used_and_every_used_text_exists() -> None:
    texts = {key.removesuffix("_one") if key != "home.period_one" else key for key in languages()["id"].texts}
    code = TEMPLATES + "\n".join(path.read_text(encoding="utf-8") for path in PUBLISH.glob("*.py"))
    named = set(re.findall(r"""["']([a-z_]+\.[a-z0-9_]+)["']""", code)) & texts
    named |= {key for key in texts if key.startswith(COMPOSED)}
    assert set() == texts - named
    asked = set(re.findall(r"""t\(["']([a-z_]+\.[a-z0-9_]+)["'][,)]""", TEMPLATES))
    assert set() == asked - texts
    assert len(asked) > 80


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example"),
        *("http:", "http://", "https://user@evil.example/", "ftp://a.example", "/path", "", 'http://a.example/"onx'),
        *(
            "https://a.example/ b",
            "https://a.example/\u202etxt",
            "http://[::1",
            "java\nscript:alert(1)",
            "file:///etc/passwd",
        ),
    ],
)
def test_unsafe_addresses_are_not_linked(url: str) -> None:
    assert "" == safe_url(url)


@pytest.mark.parametrize("url", ["https://a.example/b?c=d#e", "http://a.example:8080/", " https://a.example/x "])
def test_web_addresses_are_linked(url: str) -> None:
    assert url.strip() == safe_url(url)


@given(st.text())
def test_shown_text_holds_nothing_unseen(text: str) -> None:
    clean = shown(text)
    assert not set(clean) & set("\u200b\u200e\u202a\u202b\u202d\u202e\u2066\u2069\ufeff\u00ad\x00\x1b")
    assert clean == shown(clean)


def test_ordinary_text_is_shown_as_it_is() -> None:
    text = "Kapolri: “13,5 juta” — naïve\tİstanbul 漢字 عربي 🚢\n"
    assert text == shown(text)


def datasette_templates() -> Environment:
    folder = Path(str(files("datasette"))) / "templates"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    prepare_templates(environment)
    return environment


def test_every_template_of_datasette_compiles_without_its_scripts() -> None:
    environment = datasette_templates()
    environment.filters |= dict.fromkeys(["to_css_class", "escape_css_string", "quote_plus", "escape_sqlite"], str)
    names = [name for name in environment.list_templates() if name.endswith(".html")]
    assert len(names) > 15
    for name in names:
        environment.get_template(name)
        source = NoScript(environment).preprocess(
            (Path(str(files("datasette"))) / "templates" / name).read_text(), name
        )
        assert "<script" not in source, name
        assert not re.search(r"<[a-z][^>{]*\s(style|on[a-z]+)=", source), name


def test_our_own_templates_escape_everything_and_hold_no_script() -> None:
    assert "|safe" not in TEMPLATES.replace(" ", "")
    assert not re.search(r'<script|\sstyle="|\son[a-z]+="|autoescape', TEMPLATES)


def test_every_query_is_limited() -> None:
    known = {**vars(queries), **vars(story_queries), **vars(listing_queries), **vars(search_queries), **vars(readings)}
    known |= vars(facts)
    rest = {"_EVIDENCE": known["_IN_ARTICLE"], "_ARTICLES": known["_NEWEST"], "_HITS": known["_FOUND"]}
    rest["_STORIES"] = known["_ORDER"]
    for name, sql in known.items():
        if name.startswith("_") and isinstance(sql, str) and re.match(r"\s*(WITH|SELECT)\b", sql):
            assert re.search(r"LIMIT|^\s*SELECT (\(SELECT|\(?count\(|count)", sql + rest.get(name, "")), name


def links(*names: str) -> tuple[Link, ...]:
    return tuple(Link("outlet" if name.startswith("O") else "attribution", name) for name in names)


def test_chains_that_share_links_share_boxes_and_run_left_to_right() -> None:
    graph = draw(
        [
            Chain(links("NIS", "Yoo", "Yonhap", "O1")),
            Chain(links("NIS", "O2"), 3),
            Chain(links("KCNA", "O2"), sign="denies"),
        ]
    )
    boxes = {node.link.name: node for node in graph.nodes}
    assert {"NIS", "Yoo", "Yonhap", "KCNA", "O1", "O2"} == set(boxes)
    assert boxes["NIS"].x < boxes["Yoo"].x < boxes["Yonhap"].x < boxes["O1"].x == boxes["O2"].x
    assert {"NIS", "KCNA"} == {name for name, node in boxes.items() if node.origin}
    assert [True] == [edge.negated for edge in graph.edges if edge.times == 1 and edge.negated]


def test_an_agency_in_capitals_is_the_same_agency() -> None:
    known = Link("attribution", "Sagara", "sagara")
    graph = draw([Chain((Link("credit", "SAGARA"), Link("outlet", "O1"))), Chain((known, Link("outlet", "O2")))])
    assert [known] == [node.link for node in graph.nodes if node.origin]


def test_a_circle_of_sources_is_drawn_and_ends() -> None:
    graph = draw([Chain(links("A", "B", "A", "O1")), Chain(links("B", "A", "B", "O2"))])
    assert graph.width > 0
    assert len(graph.nodes) == 6


@given(st.lists(st.lists(st.sampled_from("ABCDE"), max_size=6), max_size=12), st.booleans())
def test_boxes_never_overlap_and_lie_inside_the_drawing(names: list[list[str]], upright: bool) -> None:  # noqa: FBT001
    graph = draw([Chain(links(*path, f"O{n}")) for n, path in enumerate(names)], upright=upright)
    places = [(node.x, node.y) for node in graph.nodes]
    assert len(set(places)) == len(places)
    for x, y in places:
        assert 0 <= x <= graph.width - WIDTH
        assert 0 <= y <= graph.height - HEIGHT
        assert not [p for p in places if p != (x, y) and abs(p[0] - x) < WIDTH and abs(p[1] - y) < HEIGHT]


def test_upright_each_box_is_a_line_below_all_that_feed_it_and_fits_a_phone() -> None:
    chains = [Chain(links("Ani", "Kantor", "O1")), Chain(links("Budi", "Kantor", "O1")), Chain(links("Budi", "O2"))]
    graph = draw(chains, upright=True)
    line = {node.link.name: node.y for node in graph.nodes}
    assert len(set(line.values())) == len(line) == 5
    assert all(line[a.name] < line[b.name] for chain in chains for a, b in pairwise(chain.links))
    assert graph.width < 320


@given(st.lists(st.lists(st.sampled_from("ABCDE"), max_size=4), min_size=1, max_size=12))
def test_upright_lines_of_two_boxes_never_run_along_each_other(names: list[list[str]]) -> None:
    """So that who leads where can be read: only lines that leave one box together share a part of their way."""
    graph = draw([Chain(links(*path, f"O{n % 3}")) for n, path in enumerate(names)], upright=True)
    ways: dict[tuple[int, int], list[int]] = {}  # lane and where the line leaves its box -> where it turns to others
    ends = []
    for edge in graph.edges:
        _, y, _, lane, *_, end_y, end_x = map(int, re.findall(r"\d+", edge.path))
        ways.setdefault((lane, y), [y]).append(end_y)
        ends.append((end_x, end_y))
    assert len(set(ends)) == len(ends)
    assert all(lane < node.x for lane, _ in ways for node in graph.nodes)
    for ((lane, _), one), ((beside, _), other) in combinations(ways.items(), 2):
        assert lane != beside or max(one) < min(other) or max(other) < min(one)


def test_nothing_is_drawn_of_nothing() -> None:
    assert () == draw([]).nodes == draw([Chain(())]).nodes


ROW: dict[str, object] = {
    "id": "a",
    "position": 0,
    "sentence": "Air surut, kata Ani.",
    "sentence_start": 100,
    "before": "",
    "negated": 0,
    "cue_stance": "neutral",
    "factuality": None,
}
SPANS: list[dict[str, object]] = [
    {"attribution_id": "a", "role": "content", "ordinal": 0, "start": 100, "stop": 109},
    {"attribution_id": "a", "role": "cue", "ordinal": 0, "start": 111, "stop": 115},
    {"attribution_id": "a", "role": "source", "ordinal": 0, "start": 116, "stop": 119},
]


def test_a_card_marks_the_sentence() -> None:
    (card,) = cards([ROW], SPANS, read_terms("air"))
    assert "Air surut, kata Ani." == leaves(card.pieces)
    assert {"content", "hit", "cue", "source"} == {mark.role for mark in marks_in(card.pieces)}


def test_a_card_of_a_huge_sentence_keeps_the_cue() -> None:
    filler = "kata-kata " * 1000
    moved = [
        {**span, "start": int(str(span["start"])) + len(filler), "stop": int(str(span["stop"])) + len(filler)}
        for span in SPANS
    ]
    (card,) = cards([{**ROW, "sentence": filler + str(ROW["sentence"]) + filler}], moved)
    assert len(leaves(card.pieces)) <= LONGEST
    assert "cue" in {mark.role for mark in marks_in(card.pieces)}
    assert (True, True) == (card.cut_before, card.cut_after)


@pytest.mark.parametrize(
    ("negated", "stance", "style", "factuality", "expected"),
    [
        (0, "neutral", "indirect", None, "states"),
        (1, "neutral", "indirect", None, "denies"),
        (0, "denying", "indirect", None, "denies"),
        (1, "denying", "mixed", "CT-", "denies"),
        (1, "denying", "direct", "CT+", "states"),
        (1, "neutral", "direct", None, "denies"),
        (0, "neutral", "indirect", "CT-", "states"),
        (0, "neutral", "indirect", "PR+", "states"),
        (1, "neutral", "indirect", "Uu", "open"),
        (0, "distancing", "indirect", "CTu", "open"),
    ],
)
def test_the_sign_of_an_attribution_in_python_and_in_sql(
    negated: int, stance: str, style: str, factuality: str | None, expected: str
) -> None:
    row = {"negated": negated, "cue_stance": stance, "style": style, "factuality": factuality}
    assert expected == sign(row)
    sql = queries.written_out(
        "SELECT $denies FROM (SELECT :negated AS negated, :cue_stance AS cue_stance, :style AS style,"
        " :factuality AS factuality) a"
    )
    connection = sqlite3.connect(":memory:")
    assert (expected == "denies") == bool(connection.execute(sql, row).fetchone()[0])
    connection.close()


def test_a_mark_keeps_its_facts_when_it_is_cut() -> None:
    mark = Mark(0, 6, "content", 3, "key", negated=True)
    (piece,) = nest("abcdef", [mark], 2, 4)
    assert piece.mark == evolve(mark, start=2, stop=4, opens=False, closes=False)


def test_cells_are_escaped_and_shortened() -> None:
    link = describe.cell("<b>" * 400, "/x?a=1&b=2")
    assert link is not None
    assert link.startswith('<a href="/x?a=1&amp;b=2">&lt;b&gt;')
    assert len(link) < 6000
    assert describe.cell("plain", "") is None is describe.cell(None, "/x")
