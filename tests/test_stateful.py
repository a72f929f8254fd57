"""Whatever is ingested, changed, rated and compared in whatever order: the database is that of its articles alone."""

import json
import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.model import RATINGS
from claimtrack.store import open_database
from claimtrack.store.ratings import find_source, rate, ratings
from tests.kills import LANG, Rows, rows

EXAMPLES = int(os.environ.get("CLAIMTRACK_EXAMPLES", "5"))
ARTICLES = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from(
    [
        "Dua puluh rumah rusak akibat banjir di Lamuru, kata Kepala Desa Rahmat Hidayat, Senin.",
        '"Dua puluh rumah rusak akibat banjir di Lamuru," ujar Rahmat Hidayat.\nMenurut KCNA, air surut sejak pagi.',
        "Rahmat Hidayat membantah dua puluh rumah rusak. Bupati Dewi Larasati mengatakan air sudah surut sejak pagi.",
        "Kantor berita Sagara melaporkan, Dewi Larasati mengatakan bahwa jembatan ditutup sampai Rabu.",
        "Jembatan ditutup sampai Rabu. Tidak ada yang berkata apa-apa.",
        "kata \ufffd“ Budi menurut ,, kata",
    ]
)
OUTLETS = st.sampled_from(["", "Harian Muara", "Kabar Lereng"])
OF_PEOPLE = {"source_ratings", "source_edits", "claim_edits"}


class Newsroom(RuleBasedStateMachine):
    """A database and what must be in it."""

    def __init__(self) -> None:
        """Begin with an empty database."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.db = Path(self.folder.name) / "claims.db"
        open_database(self.db).close()
        self.articles: dict[str, dict[str, str]] = {}
        self.rated: dict[str, list[str]] = {}

    @rule(found=st.dictionaries(ARTICLES, st.tuples(TEXTS, OUTLETS), min_size=1, max_size=4))
    def articles_come(self, found: dict[str, tuple[str, str]]) -> None:
        """Ingest new articles, and some again with other words."""
        new = {key: {"id": key, "text": text, "outlet": outlet} for key, (text, outlet) in found.items()}
        summary = ingest([written(self.db.with_suffix(".jsonl"), new)], self.db, lang=LANG)
        assert (len(new), {}) == (summary.read, dict(summary.skipped))
        assert len(new.keys() - self.articles.keys()) == summary.added
        same = [key for key in new if new[key] == self.articles.get(key)]
        assert len(same) == summary.unchanged
        self.articles |= new

    @precondition(lambda self: self.articles)
    @rule(at=st.integers(0, 20), rating=st.sampled_from(RATINGS))
    def somebody_rates_a_source(self, at: int, rating: str) -> None:
        """Rate one of the sources there are."""
        with closing(open_database(self.db)) as db:
            ids = [row["id"] for row in db.query("SELECT id FROM sources WHERE merged_into IS NULL ORDER BY id")]
            if ids:
                rate(db, ids[at % len(ids)], rating, "because")
                self.rated.setdefault(ids[at % len(ids)], []).append(rating)

    @rule()
    def it_is_compared(self) -> None:
        """Compare."""
        found = compare(self.db, lang=LANG)
        assert found.documents <= len(self.articles)

    @rule(articles=st.permutations(["a", "b", "c", "d"]))
    def the_same_comes_again(self, articles: list[str]) -> None:
        """Ingest what is there in another order: nothing changes."""
        known = {key: self.articles[key] for key in articles if key in self.articles}
        if known:
            before = rows(self.db)
            ingest([written(self.db.with_suffix(".jsonl"), known)], self.db, lang=LANG)
            assert before == rows(self.db)

    @invariant()
    def articles_and_ratings_are_those_that_came(self) -> None:
        """Check articles and ratings."""
        found = rows(self.db)
        assert {key: each["text"] for key, each in self.articles.items()} == {
            row["id"]: row["text"] for row in found["documents"]
        }
        with closing(open_database(self.db)) as db:
            for source, given in self.rated.items():
                known = find_source(db, source)
                assert given[-1] == known.reliability
                assert given == [rating.reliability for rating in ratings(db, known)]

    def teardown(self) -> None:
        """Compare with a new database of the same articles, ingested and compared at once."""
        try:
            if self.articles:
                fresh = self.db.with_name("fresh.db")
                ingest([written(self.db.with_suffix(".jsonl"), self.articles)], fresh, lang=LANG)
                for db in (self.db, fresh):
                    compare(db, lang=LANG)
                assert unrated(rows(fresh), set()) == unrated(rows(self.db), set(self.rated))
        finally:
            self.folder.cleanup()


def written(path: Path, articles: dict[str, dict[str, str]]) -> Path:
    """Write ``articles`` as JSONL."""
    path.write_text("".join(json.dumps(each) + "\n" for each in articles.values()), encoding="utf-8")
    return path


def unrated(found: Rows, rated: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Return rows without what people said, and without sources that are there for their rating alone."""
    used = {row["source_id"] for table in ("attributions", "credits", "outlets") for row in found[table]}
    used |= {row["affiliation_id"] for row in found["sources"] if row["id"] in used or row["id"] not in rated}
    kept = {name: some for name, some in found.items() if name not in OF_PEOPLE}
    kept["sources"] = [row | {"reliability": ""} for row in found["sources"] if row["id"] in used]
    kept["source_aliases"] = [row for row in found["source_aliases"] if row["source_id"] in used]
    return kept


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
