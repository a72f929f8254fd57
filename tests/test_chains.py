"""Chains within one article: what only relays another, and whose a hedge is."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from claimtrack.ingest import ingest
from claimtrack.model import Attribution, Changes, Span
from claimtrack.store import open_database
from claimtrack.store.chains import relay_indexes, repeated_indexes, spoken


def test_outer_content_that_says_more_keeps_its_claim() -> None:
    text = "air surut sejak pagi dan jalan sudah dibuka lagi, Sari yakin hujan reda, kata Budi"
    assert frozenset() == relay_indexes(pair(text, "Sari", "yakin", "hujan reda", "Sari"), [1, None])


@pytest.mark.parametrize(("inner", "relays"), [("Sari", {1}), (None, set()), ("Budi", set())])
def test_only_another_voice_can_be_relayed(inner: str | None, relays: set[int]) -> None:
    text = "Sari menduga hujan segera reda, kata Budi"
    assert relays == relay_indexes(
        pair(text, "Sari" if inner else None, "menduga", "hujan segera reda", inner), [1, None]
    )


def test_what_stands_inside_words_of_the_same_source_repeats_them_unless_one_denies() -> None:
    inner, outer = pair("Budi menduga hujan segera reda, kata Budi", "Budi", "menduga", "hujan segera reda", "Budi")
    outer = evolve(outer, source_name="Budi")
    assert {0} == repeated_indexes([inner, outer], [1, None])
    assert frozenset() == repeated_indexes([evolve(inner, factuality="CT-"), outer], [1, None])
    assert frozenset() == repeated_indexes([evolve(inner, source_name="Sari"), outer], [1, None])


def test_what_only_points_back_repeats_nothing() -> None:
    inner, _ = pair("Budi menduga hujan segera reda, kata Budi", "Budi", "menduga", "hujan segera reda", "Budi")
    assert {1} == repeated_indexes([inner, inner], [None, None])
    assert frozenset() == repeated_indexes([evolve(inner, anaphoric=True)] * 2, [None, None])


OPINION: dict[str, Any] = {"rule": "opinion", "cue_class": "estimating", "factuality": "PR+"}


@pytest.mark.parametrize(
    ("inner", "outer", "speaker"),
    [
        ({}, {}, "Budi"),
        ({}, {"source_name": None}, None),  # nobody found who it is: words alone
        ({"cue_class": "believing"}, {"factuality": "CT+"}, "Budi"),
        ({"cue_class": "hoping", "factuality": "Uu"}, {"factuality": "Uu"}, "Budi"),
    ],
)
def test_hedge_inside_the_words_of_somebody_is_theirs(inner: Changes, outer: Changes, speaker: str | None) -> None:
    first, second = pair("hujan diduga segera reda, kata Budi", None, "diduga", "segera reda", None)
    second = evolve(second, **outer)
    said = spoken([evolve(first, parent=second, **(OPINION | dict(inner))), second], [1, None])
    assert (second.source, speaker) == (said[0].source, said[0].source_name)
    assert second == said[1]


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ({"cue_class": "hearsay"}, {}),
        ({"cue_class": "reporting"}, {}),
        ({"rule": "noun"}, {}),  # ``Mitos bahwa …`` is a belief of anybody
        ({}, {"factuality": "CT-"}),
        ({}, {"factuality": "Uu"}),
        ({}, {"negated": True}),
        ({}, {"source": None, "source_name": None}),
        ({"source_name": "Sari"}, {}),
    ],
)
def test_what_others_may_suppose_stays_theirs(inner: Changes, outer: Changes) -> None:
    pair_of = pair("hujan diduga segera reda, kata Budi", None, "diduga", "segera reda", None)
    first, second = evolve(pair_of[0], **(OPINION | dict(inner))), evolve(pair_of[1], **outer)
    assert [first, second] == spoken([first, second], [1, None])


def test_hedge_of_a_hedge_is_of_who_speaks() -> None:
    first, second = pair("hujan diduga segera reda, kata Budi", None, "diduga", "segera reda", None)
    hedge = evolve(first, **OPINION)
    assert ["Budi", "Budi", "Budi"] == [a.source_name for a in spoken([hedge, hedge, second], [1, 2, None])]
    assert [None, None] == [a.source_name for a in spoken([hedge, hedge], [1, 0])]


def test_what_a_thing_shows_is_said_by_who_speaks_of_it() -> None:
    first, second = pair(
        "hal ini menunjukkan hujan segera reda, kata Budi", "hal ini", "menunjukkan", "segera reda", None
    )
    finding = evolve(first, rule="finding")
    (said, _) = spoken([finding, second], [1, None])
    assert ("Budi", first.source) == (said.source_name, said.source)
    named, speechless = evolve(finding, source_name="BPS"), evolve(second, source_name=None)
    assert [named, second] == spoken([named, second], [1, None])
    assert [finding, speechless] == spoken([finding, speechless], [1, None])


def test_who_is_quoted_without_a_go_between_has_none_in_the_chain(tmp_path: Path) -> None:
    said = (
        '"Kasus itu perkara lama," kata Rina, dikutip Minggu (22/6/2031). Gudang itu, menurut Antara, aman, kata Budi.'
    )
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": said, "outlet": "Kabar"}), encoding="utf-8")
    ingest([tmp_path / "a.jsonl"], tmp_path / "c.db", lang="id")
    with closing(open_database(tmp_path / "c.db")) as db:
        chains = {row["chain"] for row in db.query("SELECT chain FROM claim_chains")}
    assert "Rina → Kabar" in chains
    assert [] == [chain for chain in chains if "→ ? " in chain]


def pair(text: str, source: str | None, cue: str, content: str, name: str | None) -> list[Attribution]:
    """Return an attribution, and the one round it: everything before ``, kata Budi``."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    whole = span(text[: text.index(", kata")])
    outer = Attribution(span("Budi"), span("kata"), (whole,), "indirect", negated=False, rule="t", source_name="Budi")
    inner = Attribution(
        span(source) if source else None,
        span(cue),
        (span(content),),
        "indirect",
        negated=False,
        rule="t",
        source_name=name,
    )
    return [evolve(inner, parent=outer), outer]
