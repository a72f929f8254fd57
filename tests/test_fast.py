"""The fast path reads what the plain way reads: nothing kept, nothing skipped, and Lark's Earley in place of LALR."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Tree
from lark.exceptions import UnexpectedInput

from claimtrack import attribute, cues, furniture, lex, packs, parse, pipeline, segment, tables
from claimtrack.attribute import source, views
from claimtrack.gold import read
from claimtrack.grammar import TypeLexer, parser
from claimtrack.model import Document
from claimtrack.pipeline import extract
from claimtrack.read import Reader
from claimtrack.resolve import antecedents
from tests.command import ROOT
from tests.grammar_texts import clause_types, pack, sentences

FIXTURES = ROOT / "fixtures" / "id"
LONGEST = 12  # tokens of the shapes that Earley reads here: it takes a hundred times as long


def articles() -> list[str]:
    """Return the articles of the fixtures."""
    return [item.text for item in Reader().read([FIXTURES / "articles.jsonl"]) if isinstance(item, Document)]


def gold() -> list[str]:
    """Return the annotated sentences, each file as one text."""
    return ["\n\n".join(record.text for record in read(path)) for path in sorted((FIXTURES / "gold").glob("*.gold"))]


class Everything(frozenset[str]):
    """The set of all words: every one may be a cue."""

    def __contains__(self, word: object) -> bool:
        return True

    def isdisjoint(self, _other: object) -> bool:
        return False


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let nothing be kept or skipped."""
    unkept = tuple(getattr(kept, "__wrapped__") for kept in lex.typers(pack()))  # noqa: B009 - the type hides it
    monkeypatch.setattr(pipeline, "MEMO_LENGTH", -1)
    monkeypatch.setattr(parse, "frames_of", parse.frames_of.__wrapped__)
    monkeypatch.setattr(source, "source_phrases", parse.source_phrases.__wrapped__)
    monkeypatch.setattr(cues, "cue_words", lambda _pack: Everything())
    monkeypatch.setattr(furniture, "present", lambda entries, _low: entries)
    for name, kept, modules in (
        ("furnished", furniture.furnished, (furniture, segment)),
        ("segment", segment.segment, (attribute, antecedents)),
    ):
        for module in modules:
            monkeypatch.setattr(module, name, kept.__wrapped__)
    monkeypatch.setattr(lex, "typers", lambda _pack: unkept)
    return monkeypatch


@pytest.mark.parametrize("text", [*articles(), *gold()])
def test_nothing_kept_or_skipped_reads_the_same(text: str, plain: pytest.MonkeyPatch) -> None:
    slow = extract(text)
    plain.undo()
    assert slow == extract(text)
    assert slow == extract(text), "the second reading, which is kept, is the same"


@settings(max_examples=60)
@given(st.lists(sentences(), min_size=1, max_size=3).map("\n".join))
def test_generated_sentences_are_read_the_same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "MEMO_LENGTH", -1)
        patch.setattr(cues, "cue_words", lambda _pack: Everything())
        patch.setattr(parse, "frames_of", parse.frames_of.__wrapped__)
        slow = extract(text)
    assert slow == extract(text)


@cache
def earley() -> Lark:
    return Lark(pack().grammar("clause"), parser="earley", lexer=TypeLexer, start="start")


def shapes() -> list[tuple[str, ...]]:
    """Return the short shapes of the sentences of the fixtures and of gold, each once."""
    found = {tuple(run.type for run in view.coarse) for text in (*articles(), *gold()) for view in views(text, pack())}
    return sorted(shape for shape in found if len(shape) <= LONGEST)


def node(tree: object) -> object:
    """Return a tree of Lark as a table gives it."""
    if isinstance(tree, Tree):
        return str(tree.data), [node(child) for child in tree.children]
    return getattr(tree, "start_pos", None)


def agree(shape: tuple[str, ...]) -> bool:
    """Tell whether Earley reads a shape, and check that the fast path reads the same frames."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "parsed", lambda types, _pack: (types, node(earley().parse(types))))
        try:
            slow = parse.frames_of.__wrapped__(shape, pack())
        except UnexpectedInput:
            with pytest.raises(UnexpectedInput):
                parser(pack(), "clause").parse(shape)
            with pytest.raises(tables.NoConstructionError):
                tables.table(pack(), "clause").read(shape)
            return False
    assert node(parser(pack(), "clause").parse(shape)) == tables.table(pack(), "clause").read(shape), " ".join(shape)
    assert slow == parse.frames_of(shape, pack()), " ".join(shape)
    return True


def test_every_shape_of_fixtures_and_gold_is_read_as_earley_reads_it() -> None:
    known = shapes()
    assert sum(map(agree, known)) > len(known) / 2


@settings(max_examples=60)
@given(clause_types().filter(lambda types: len(types) <= LONGEST))
def test_shapes_drawn_from_the_grammar_are_read_as_earley_reads_them(types: tuple[str, ...]) -> None:
    assert agree(types)


def test_a_pattern_of_any_phrases_fits_nothing_where_there_are_none() -> None:
    assert "(?!)" == packs.any_of([])
