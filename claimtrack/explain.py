"""Explain: a sentence in, all that decided its reading out: words, types, tree, rules, and why others did not fire."""

from collections import defaultdict

from attrs import frozen
from lark import Token as LarkToken
from lark import Tree

from claimtrack.attribute import build, views
from claimtrack.attribute.rules import RULES, read
from claimtrack.attribute.view import View
from claimtrack.cues import Candidate, candidates
from claimtrack.grammar import parser
from claimtrack.lex import names_in, typed
from claimtrack.model import Attribution
from claimtrack.packs import load_pack
from claimtrack.parse import parsed
from claimtrack.tokens import CUE_TYPES

WIDTH = 14


@frozen
class Reading:
    """One frame of a sentence: its rule, and the attribution it gave or the reason why it gave none."""

    rule: str
    cue: str
    attribution: Attribution | None
    reason: str


@frozen
class Explanation:
    """How a sentence was read.

    Args:
        view: the sentence, its words, runs and frames.
        tree: the clause grammar's tree.
        candidates: every lexicon line tried on a word, with its verdict.
        readings: what each frame gave.
        silent: rule -> why it did not fire.
    """

    view: View
    tree: Tree[LarkToken]
    candidates: tuple[Candidate, ...]
    readings: tuple[Reading, ...]
    silent: dict[str, str]

    def __str__(self) -> str:
        """Return the explanation as text for a terminal."""
        return "\n\n".join(part for part in _parts(self) if part)


@frozen
class Explanations:
    """The explanations of the sentences of a text, in order."""

    sentences: tuple[Explanation, ...]

    def __str__(self) -> str:
        """Return all explanations as text for a terminal."""
        return "\n\n".join(map(str, self.sentences)) if self.sentences else "no sentence in this text"


def explain(text: str, *, lang: str) -> Explanations:
    """Explain how each sentence of a text is read.

    Args:
        text: one sentence or a few; the insides of quotations are not explained.
        lang: code of the language pack.

    Raises:
        PackError: there is no such language pack.

    Example:
        >>> print(explain("Air surut, kata Rahmat.", lang="id").sentences[0].readings[0].rule)
        inverted
    """
    pack = load_pack(lang)
    names = names_in(text)
    found = []
    for view in views(text, pack):
        words = typed(text, view.sentence, pack, names)
        readings = tuple(_reading(view, index) for index in range(len(view.frames)))
        tried = candidates(words, view.fine, pack)
        found.append(Explanation(view, _tree(view), tried, readings, silent(view)))
    return Explanations(tuple(found))


def _tree(view: View) -> Tree[LarkToken]:
    """Return Lark's own tree of a sentence."""
    types, _ = parsed(tuple(token.type for token in view.coarse), view.pack)
    return parser(view.pack, "clause").parse(types)


def _reading(view: View, index: int) -> Reading:
    frame = view.frames[index]
    draft = read(view, frame)
    return Reading(frame.rule, view.coarse[frame.cue].low, build(view, frame, draft), draft.reason)


def silent(view: View) -> dict[str, str]:
    """Return the rules that did not fire, each with the type of cue that it lacked, or why it did not take that cue."""
    fired, taken = {frame.rule for frame in view.frames}, {frame.cue for frame in view.frames}
    present = {token.type for token in view.coarse}
    left = {token.type for index, token in enumerate(view.coarse) if token.cue and index not in taken}
    wanted: dict[str, set[str]] = defaultdict(set)
    for rule in parser(view.pack, "clause").rules:
        name = str(rule.origin.name)
        if name in RULES and name not in fired:
            wanted[name] |= {str(symbol.name) for symbol in rule.expansion} & CUE_TYPES
    return {name: _lack(sorted(kinds), present, left) for name, kinds in wanted.items()}


def _lack(wanted: list[str], present: set[str], left: set[str]) -> str:
    """Return why a rule did not fire; cues of the types ``left`` were taken by no rule."""
    free, here = ([kind for kind in wanted if kind in kinds] for kinds in (left, present))
    if free:
        return f"what stands round {', '.join(free)} does not fit it"
    return f"{', '.join(here)} is part of another construction here" if here else f"no {' or '.join(wanted)} here"


def _parts(explanation: Explanation) -> list[str]:
    view = explanation.view
    sentence = view.text[view.sentence.start : view.sentence.stop]
    return [
        f"SENTENCE  {sentence}",
        "WORDS\n" + "\n".join(f"  {token.type:<{WIDTH}}{view.text[token.start : token.stop]}" for token in view.fine),
        "RUNS\n  " + " ".join(token.type for token in view.coarse),
        "TREE\n" + "\n".join(f"  {line}" for line in explanation.tree.pretty().rstrip().splitlines()),
        _candidate_lines(explanation),
        "READINGS\n" + ("\n".join(map(_reading_line, explanation.readings)) or f"  none: {_nothing(explanation)}"),
        "RULES THAT DID NOT FIRE\n"
        + "\n".join(f"  {rule:<{WIDTH}}{reason}" for rule, reason in sorted(explanation.silent.items())),
    ]


def _nothing(explanation: Explanation) -> str:
    """Return why a sentence has no reading."""
    if not explanation.candidates:
        return "no word here is in cues.txt"
    if all(tried.refusal for tried in explanation.candidates):
        return "every cue that was tried is none here; CUES TRIED says why"
    return "no rule of clause.lark fits the row of RUNS"


def _candidate_lines(explanation: Explanation) -> str:
    lines = [
        f"  {tried.token.low:<{WIDTH}}{tried.cue.type:<9}cues.txt:{tried.cue.line}  {tried.refusal or 'taken'}"
        for tried in explanation.candidates
    ]
    return "CUES TRIED\n" + "\n".join(lines) if lines else ""


def _reading_line(reading: Reading) -> str:
    attribution = reading.attribution
    if attribution is None:
        return f"  {reading.rule:<{WIDTH}}{reading.cue}: nothing read: {reading.reason or 'no content'}"
    source = attribution.source.text if attribution.source else "-"
    content = " || ".join(span.text for span in attribution.content)
    negated = ", negated" if attribution.negated else ""
    return f"  {reading.rule:<{WIDTH}}{source} <{reading.cue}> {content} ({attribution.style}{negated})"
