"""What tests of several modules share."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.command import Outcome, claimtrack

# Time is measured in benchmarks/, not by tests that share a core; in CI hypothesis takes the same examples every time.
settings.register_profile("claimtrack", settings(), deadline=None)
settings.load_profile("claimtrack")

ARTICLE = '"Air sudah surut sejak pagi," kata Rahmat, Senin.\nMenurut BPBD, 40 rumah rusak.\n'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return a text file with two attributions."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def filled(tmp_path: Path, article: Path) -> Path:
    """Return a database that holds the article."""
    path = tmp_path / "claims.db"
    outcome: Outcome = claimtrack("ingest", article, "--db", path)
    assert outcome.status == 0, outcome.err
    return path
