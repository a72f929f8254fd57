"""Reasons of the extractor on pages in other languages than the one that the database holds them in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import claimtrack
from claimtrack.publish.words import languages
from tests.pages_data import build, gold_extractions
from tests.pages_site import site_of

CODE = Path(claimtrack.__file__).parent
TELLING = [CODE / "assess.py", CODE / "store" / "chains.py", *sorted((CODE / "resolve").glob("*.py"))]
# What stands in a sentence at the place of a value of the closed set of degrees.
DEGREE = "_word"


def reasons() -> Iterator[str]:
    """Yield each sentence that the extractor may give as a reason, with an example for what it fills in."""
    for path in TELLING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for value in _told(node):
                sentence = "".join(map(_filled, value.values if isinstance(value, ast.JoinedStr) else [value]))
                if " " in sentence:
                    yield sentence


def _told(node: ast.AST) -> list[ast.expr]:
    """Return what a piece of code gives as a reason: in a value that has one, or in a variable of that name."""
    found: list[ast.expr] = []
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Answer", "Verdict", "evolve"}:
        found = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "reason")]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "reason":
        found = [node.value]
    return [each for each in found if isinstance(each, ast.JoinedStr) or _is_text(each)]


def _is_text(node: ast.expr) -> bool:
    """Tell whether a piece of code is a text as it stands."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _filled(part: ast.expr) -> str:
    """Return a part of a sentence, an example where it is filled in."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    return "probable" if DEGREE in ast.unparse(part.value) else "Dr. Budi, M.Si."


@pytest.mark.parametrize("sentence", sorted(set(reasons())))
def test_each_reason_of_the_extractor_has_words_on_indonesian_pages(sentence: str) -> None:
    told = languages()["id"].reason(sentence)
    assert told
    assert "{" not in told
    assert sentence.count("Dr. Budi, M.Si.") == told.count("Dr. Budi, M.Si.")


def test_enough_reasons_are_found_to_mean_something() -> None:
    assert len(set(reasons())) > 35


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (
            "“ia” points back to Budi, the last who spoke or was spoken of.",
            "“ia” merujuk ke Budi, yang terakhir berbicara atau dibicarakan.",
        ),
        ("“diduga” presents the content as probable.", "“diduga” menyajikan isinya sebagai mungkin sekali."),
        (
            "“mustahil” in the content makes it certain, with a denial.",
            "“mustahil” di dalam isi membuatnya pasti tidak.",
        ),
        ("No name was found in “{0}”.", "Tidak ditemukan nama dalam “{0}”."),
        ("A sentence that nobody knows.", ""),
        ("", ""),
    ],
)
def test_a_reason_in_indonesian(stored: str, told: str) -> None:
    assert told == languages()["id"].reason(stored)


def test_a_reason_stays_as_it_is_stored_where_that_is_the_language_of_the_page() -> None:
    assert "" == languages()["en"].reason("The source names itself.")


@pytest.mark.parametrize(
    ("language", "shown"), [("id", "Sumber disebut dengan namanya."), ("en", "The source names itself.")]
)
def test_pages_give_reasons_in_their_language(tmp_path: Path, language: str, shown: str) -> None:
    article = gold_extractions()[0].document
    database = build(tmp_path / "claims.db", [claimtrack.extract(article)])
    with site_of(database) as opened:
        body = opened.get(f"/article/{article.id}", accept_language=language).body
    assert shown in body
    assert (language == "en") == ('<span lang="en">' in body)
