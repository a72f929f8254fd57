"""Drift: what outlets that have a claim from one origin say more firmly than one another, with the words."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.compare.run import compare
from claimtrack.compare.story import story
from claimtrack.compare.telling import tell
from claimtrack.ingest import ingest
from claimtrack.store import open_database

Row = tuple[str, str, str, str, str]
WHERE = "di Kecamatan Wanasari, Kabupaten Sekarjaya, setelah hujan lebat semalaman"


def drift_between(
    folder: Path, one: str, other: str, *, days: tuple[str, str] = ("2031-05-06", "2031-05-06")
) -> list[Row]:
    """Return kind, careful outlet, its words, firm outlet, its words, of two articles."""
    articles = zip(("Kabar Lereng", "Harian Muara"), days, (one, other), strict=True)
    rows = ({"id": name, "outlet": name, "published": day, "text": text} for name, day, text in articles)
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([folder / "articles.jsonl"], folder / "claims.db", lang="id")
    compare(folder / "claims.db", lang="id")
    with closing(open_database(folder / "claims.db")) as db:
        assert 1 == db["clusters"].count, "the two must be one claim"
        wrong = """SELECT count(*) FROM drifts f JOIN propositions p ON p.id = f.softer_id
            JOIN propositions q ON q.id = f.harder_id JOIN documents a ON a.id = p.document_id
            JOIN documents b ON b.id = q.document_id
            WHERE substr(a.text, softer_start + 1, softer_stop - softer_start) <> softer_words
              OR substr(b.text, harder_start + 1, harder_stop - harder_start) <> harder_words"""
        assert 0 == db.execute(wrong).fetchone()[0], "places must hold the words"
        query = "SELECT kind, softer_outlet, softer_words, harder_outlet, harder_words FROM claim_drift ORDER BY kind"
        return list(map(tuple, db.execute(query).fetchall()))


@pytest.mark.parametrize(
    ("careful", "firm", "expected"),
    [
        (
            f"BPBD Sekarjaya mengatakan tanggul sungai diduga jebol {WHERE}.",
            f"BPBD Sekarjaya mengatakan tanggul sungai jebol {WHERE}.",
            ("hedge_lost", "diduga jebol", "jebol"),
        ),
        (
            f"BPBD Sekarjaya menduga tanggul sungai jebol {WHERE}.",
            f"BPBD Sekarjaya memastikan tanggul sungai jebol {WHERE}.",
            ("hedge_lost", "menduga", "memastikan"),
        ),
        (
            f"BPBD Sekarjaya mengatakan sekitar 10.000 rumah terendam {WHERE}.",
            f"BPBD Sekarjaya mengatakan 10.000 rumah terendam {WHERE}.",
            ("number_hardened", "sekitar 10.000 rumah", "10.000 rumah"),
        ),
        (
            f"BPBD Sekarjaya mengatakan lebih dari 40 rumah terendam {WHERE}.",
            f"BPBD Sekarjaya mengatakan 40 rumah terendam {WHERE}.",
            ("number_hardened", "lebih dari 40 rumah", "40 rumah"),
        ),
        (
            f"BPBD Sekarjaya mengatakan pemerintah akan mengirim beras untuk korban banjir {WHERE}.",
            f"BPBD Sekarjaya mengatakan pemerintah mengirim beras untuk korban banjir {WHERE}.",
            ("plan_to_fact", "akan mengirim", "mengirim"),
        ),
        (
            f"BPBD Sekarjaya membantah tanggul sungai jebol {WHERE}.",
            f"BPBD Sekarjaya mengatakan tanggul sungai jebol {WHERE}.",
            ("polarity", "membantah", "mengatakan"),
        ),
        (
            f"BPBD Sekarjaya mengatakan tanggul sungai tidak terdampak banjir bandang {WHERE}.",
            f"BPBD Sekarjaya mengatakan tanggul sungai terdampak banjir bandang {WHERE}.",
            ("polarity", "tidak terdampak", "terdampak"),
        ),
    ],
)
def test_what_hardens_is_found_with_both_words(
    tmp_path: Path, careful: str, firm: str, expected: tuple[str, str, str]
) -> None:
    kind, softer, harder = expected
    found = drift_between(tmp_path, careful, firm)
    assert [(kind, "Kabar Lereng", softer, "Harian Muara", harder)] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            f"BPBD Sekarjaya mengatakan sekitar 40 rumah terendam {WHERE}.",
            f"Bupati Darma Wirawan mengatakan 40 rumah terendam {WHERE}.",
            id="another origin says it",
        ),
        pytest.param(
            f"BPBD Sekarjaya mengatakan pemerintah akan mengirim beras untuk korban banjir {WHERE}.",
            f"BPBD Sekarjaya mengatakan pemerintah siap mengirim beras untuk korban banjir {WHERE}.",
            id="neither is a fact",
        ),
        pytest.param(
            f"BPBD Sekarjaya mengatakan sekitar 40 rumah terendam {WHERE}.",
            f"BPBD Sekarjaya mengatakan sekitar 40 rumah terendam {WHERE}.",
            id="both are careful",
        ),
        pytest.param(
            f"Pengamat Darma Wirawan menilai bantuan korban banjir terlambat tiba {WHERE}.",
            f'"Bantuan korban banjir terlambat tiba {WHERE}," kata pengamat Darma Wirawan.',
            id="an opinion in his own words",
        ),
    ],
)
def test_what_does_not_harden_is_no_drift(tmp_path: Path, one: str, other: str) -> None:
    assert [] == drift_between(tmp_path, one, other)


@pytest.mark.parametrize(
    ("careful", "firm"),
    [
        (
            f"BPBD Sekarjaya mengatakan pemerintah akan mengirim beras untuk korban banjir {WHERE}.",
            f"BPBD Sekarjaya mengatakan pemerintah mengirim beras untuk korban banjir {WHERE}.",
        ),
        (
            f"BPBD Sekarjaya mengatakan sekitar 40 rumah terendam {WHERE}.",
            f"BPBD Sekarjaya mengatakan 40 rumah terendam {WHERE}.",
        ),
    ],
)
def test_what_a_later_day_makes_of_it_is_news_and_no_drift(tmp_path: Path, careful: str, firm: str) -> None:
    assert [] == drift_between(tmp_path, careful, firm, days=("2031-05-06", "2031-05-09"))


def test_story_tells_what_changes_with_both_words(tmp_path: Path) -> None:
    careful = f"BPBD Sekarjaya mengatakan sekitar 10.000 rumah terendam {WHERE}."
    drift_between(tmp_path, careful, careful.replace("sekitar ", ""))
    with closing(open_database(tmp_path / "claims.db")) as db:
        told = list(tell(story(db.conn, "rumah terendam")))
    assert (
        "    a figure is hardened, from BPBD Sekarjaya: “sekitar 10.000 rumah” (Kabar Lereng, 2031-05-06), but "
        "“10.000 rumah” (Harian Muara, 2031-05-06)"
    ) in told


def test_a_denial_in_its_own_words_is_no_turn(tmp_path: Path) -> None:
    denied = f"BPBD Sekarjaya membantah tanggul sungai jebol {WHERE}."
    quoted = f'"Tanggul sungai sama sekali tidak jebol {WHERE}," kata juru bicara BPBD Sekarjaya.'
    assert [] == drift_between(tmp_path, denied, quoted)


def test_a_hedge_on_a_verb_is_not_lost_in_a_noun(tmp_path: Path) -> None:
    hedged = f"BPBD Sekarjaya mengatakan tiga warga diduga menikah di tengah banjir {WHERE}."
    noun = f"BPBD Sekarjaya mengatakan pernikahan tiga warga di tengah banjir {WHERE} sah."
    assert [] == drift_between(tmp_path, hedged, noun)


def test_a_hedge_inside_the_words_of_somebody_is_lost_where_its_word_stands_without(tmp_path: Path) -> None:
    hedged = f"BPBD Sekarjaya mengatakan tim menyisir sungai yang diduga menghanyutkan tiga rumah warga {WHERE}."
    firm = f"BPBD Sekarjaya mengatakan tim menyisir sungai yang menghanyutkan tiga rumah warga {WHERE}."
    (found,) = {row[0::2] for row in drift_between(tmp_path, hedged, firm)}
    assert ("hedge_lost", "diduga menghanyutkan", "menghanyutkan") == found
