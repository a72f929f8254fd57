"""Our own gold is sound: it parses, spans fit, styles agree with the quotation marks, the articles are there."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from claimtrack.evaluate import gold_files
from claimtrack.gold import GoldAttribution, GoldRecord, read, write_jsonl
from claimtrack.scoring import share, tokens

FIXTURES = Path(__file__).parent.parent / "fixtures" / "id"
FILES = [
    *gold_files([FIXTURES / "gold"]),
    FIXTURES / "articles.gold.jsonl",
    FIXTURES / "blind.gold.jsonl",
    FIXTURES / "known_failures.gold",
]
QUOTED = re.compile(
    r"“[^“”\n]*”|“[^“”\"\n]*\"|"
    r"„[^”\n]*”|«[^»\n]*»|”[^”\n]*”|``[^\n]*?''|''[^\n]*?''|‘’[^\n]*?’’|\"[^\"\n]*\""
)
QUOTED_INSIDE = re.compile(r"(?<!\w)'[^\n]*?'(?!\w)|(?<!\w)‘[^\n]*?’(?!\w)")
LEFT_OPEN = re.compile(r"^[\"“][^\"“”\n]*$", re.MULTILINE)
LOOSE = {
    "unbalanced_quotes",
    "known_failures",
}  # what stands in a quotation that is never closed, or between marks of one shape, is a matter of reading


def attributions(path: Path) -> list[tuple[GoldRecord, GoldAttribution]]:
    return [(record, attribution) for record in read(path) for attribution in record.attributions]


def articles() -> list[dict[str, str]]:
    lines = (FIXTURES / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def style_by_marks(text: str, attribution: GoldAttribution) -> str:
    """Return the style that the quotation marks give, marks round the cue itself left out."""
    cue = attribution.cue
    quoted: set[tuple[int, int]] = set()
    for pattern in (QUOTED, QUOTED_INSIDE):
        for match in pattern.finditer(text):
            if not match.start() <= cue.start < match.end():
                quoted |= {word for word in tokens(text, attribution.content) if match.start() <= word[0] < match.end()}
    for match in LEFT_OPEN.finditer(text):
        if match.start() <= cue.start < match.end():
            quoted |= {word for word in tokens(text, attribution.content) if match.start() <= word[0] < cue.start}
    words = tokens(text, attribution.content)
    return "direct" if quoted == words else "mixed" if quoted else "indirect"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_style_agrees_with_the_quotation_marks(path: Path) -> None:
    faults = [
        f"{record.id} <{attribution.cue.text}> is {attribution.style}, its marks say {by_marks}"
        for record, attribution in attributions(path)
        if record.construction not in LOOSE
        and (by_marks := style_by_marks(record.text, attribution)) != attribution.style
    ]
    assert [] == faults


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_of_one_attribution_do_not_overlap(path: Path) -> None:
    for record, attribution in attributions(path):
        spans = [attribution.cue, *attribution.content, *([attribution.source] if attribution.source else [])]
        ordered = sorted(spans)
        assert all(one.stop <= other.start for one, other in pairwise(ordered)), record.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_alternative_content_differs_from_the_content(path: Path) -> None:
    for record, attribution in attributions(path):
        if attribution.content_alt:
            assert share(record.text, attribution.content, attribution.content_alt) < 1, record.id


def test_there_are_500_sentences_in_at_least_30_constructions() -> None:
    sentences = [record for path in gold_files([FIXTURES / "gold"]) for record in read(path)]
    assert len(sentences) >= 500
    assert len({record.construction for record in sentences}) >= 30


def test_ids_are_unique_over_all_files() -> None:
    ids = [record.id for path in FILES for record in read(path)]
    assert len(ids) == len(set(ids))


def test_no_sentence_stands_twice() -> None:
    texts = [record.text for path in FILES for record in read(path)]
    assert sorted(set(texts)) == sorted(texts)


def test_sixty_sentences_hold_no_attribution() -> None:
    negatives = [record for record in read(FIXTURES / "gold" / "not_an_attribution.gold") if not record.attributions]
    assert len(negatives) >= 60


def test_gold_covers_the_articles_word_for_word() -> None:
    gold = {record.id: record.text for record in read(FIXTURES / "articles.gold.jsonl")}
    assert {article["id"]: article["text"] for article in articles()} == gold


def test_six_events_are_each_covered_by_four_outlets() -> None:
    outlets_by_event: dict[str, set[str]] = {}
    for article in articles():
        outlets_by_event.setdefault(article["id"].split("-", 1)[1], set()).add(article["outlet"])
    assert [4] * 6 == [len(outlets) for outlets in outlets_by_event.values()]


def test_credits_stand_where_they_say() -> None:
    for record in read(FIXTURES / "articles.gold.jsonl"):
        for credit in record.extra["doc"]["credits"]:
            start, stop = credit["span"]
            assert credit["name"] == record.text[start:stop]


def test_gold_of_articles_is_written_in_its_own_form() -> None:
    path = FIXTURES / "articles.gold.jsonl"
    assert write_jsonl(read(path)) == path.read_text(encoding="utf-8")


def test_clusters_join_claims_of_different_articles() -> None:
    texts = {article["id"]: article["text"] for article in articles()}
    events = json.loads((FIXTURES / "clusters.json").read_text(encoding="utf-8"))
    assert len(events) == 6
    for event in events.values():
        for cluster in event["clusters"]:
            documents = {member["doc"] for member in cluster["members"]}
            assert len(documents) > 1, cluster["gist"]
            assert documents <= set(event["docs"]), cluster["gist"]
            assert all(texts[m["doc"]][m["start"] : m["stop"]].strip() for m in cluster["members"]), cluster["gist"]
