"""Evaluate extraction on gold files: how well each role, rule and construction is read, and every mistake.

Comes in: paths of gold files. Goes out: a `Report`. Promises: figures by the measure of `claimtrack.scoring`; rows in a
fixed order; nothing is printed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from claimtrack.errors import GoldError
from claimtrack.gold import Failure, GoldAttribution, GoldRecord, read
from claimtrack.model import Attribution, Document, Extraction
from claimtrack.scoring import Comparison, Rate, Tally, Verdict, compare

Extractor = Callable[[Document], Extraction]

ROLES: Mapping[str, Callable[[Tally], Rate]] = {
    "attribution": lambda tally: tally.ar_rate,
    "source": lambda tally: tally.source_rate,
    "content": lambda tally: tally.content_rate,
    "content tokens": lambda tally: tally.token_rate,
    "strict": lambda tally: tally.strict_rate,
}
ACCURACIES: Mapping[str, Callable[[Tally], float]] = {
    "style": lambda tally: tally.style_accuracy,
    "negated": lambda tally: tally.negated_accuracy,
    "name": lambda tally: tally.name_accuracy,
}


@frozen
class Mistake:
    """One way in which one attribution was read wrongly.

    Args:
        kind: ``missed``, ``spurious``, or the part that is wrong.
        record: the text it is in.
        gold: what should have been read; None where spurious.
        predicted: what was read; None where missed.
    """

    kind: Failure
    record: GoldRecord
    gold: GoldAttribution | None = None
    predicted: Attribution | None = None

    @property
    def paragraph(self) -> str:
        """The paragraph that holds the cue; empty where there is neither gold nor prediction."""
        attribution = self.gold or self.predicted
        if not attribution:
            return ""
        before, after = self.record.text[: attribution.cue.start], self.record.text[attribution.cue.start :]
        return before.rpartition("\n")[2] + after.partition("\n")[0]

    def __str__(self) -> str:
        """Return kind, record id and paragraph, and both readings, one a line."""
        lines = [f"{self.kind} in {self.record.id}: {self.paragraph}"]
        if self.gold:
            lines.append(f"  gold: {describe(self.gold)}")
        if self.predicted:
            lines.append(f"  read: {describe(self.predicted)} [{self.predicted.rule}]")
        return "\n".join(lines)


@frozen
class RuleScore:
    """How often one grammar rule was right.

    Args:
        predicted: attributions it read, without those that match optional gold.
        matched: those that are attributions in gold.
        source: those with the right source.
        content: those with exactly the right content.
        strict: those with both.
    """

    predicted: int = 0
    matched: int = 0
    source: int = 0
    content: int = 0
    strict: int = 0

    @property
    def precision(self) -> float:
        """Share that is an attribution in gold, in [0, 1]."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def strict_precision(self) -> float:
        """Share that is right in source and content, in [0, 1]."""
        return self.strict / self.predicted if self.predicted else 0.0


@frozen
class Report:
    """What an evaluation found.

    Args:
        total: counts over everything.
        files: counts by path, in the order given.
        constructions: counts by construction, in order of the alphabet.
        rules: scores by rule of the predicted attribution, in order of the alphabet.
        mistakes: in order of the files.
    """

    total: Tally
    files: Mapping[str, Tally]
    constructions: Mapping[str, Tally]
    rules: Mapping[str, RuleScore]
    mistakes: tuple[Mistake, ...]

    def table(self) -> str:
        """Return the figures as text, in three tables: roles, constructions, rules."""
        return "\n\n".join((_role_table(self.total), _construction_table(self), _rule_table(self.rules)))


def evaluate(paths: Iterable[str | Path], *, extract: Extractor) -> Report:
    """Run ``extract`` over gold files and compare.

    Args:
        paths: ``.gold`` or JSONL files, or folders of them.
        extract: reads one document, as `claimtrack.extract` does.

    Returns:
        Figures and mistakes.

    Raises:
        GoldError: a path has no gold, or a file is malformed.
    """
    files = {str(path): read(path) for path in gold_files(paths)}
    compared = {
        path: [(record, compare(record.text, record.attributions, _read(extract, record))) for record in records]
        for path, records in files.items()
    }
    everything = [entry for entries in compared.values() for entry in entries]
    return Report(
        total=_total(comparison for _, comparison in everything),
        files={path: _total(comparison for _, comparison in entries) for path, entries in compared.items()},
        constructions=_by_construction(everything),
        rules=_by_rule(comparison for _, comparison in everything),
        mistakes=tuple(mistake for record, comparison in everything for mistake in mistakes(record, comparison)),
    )


def gold_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the gold files among ``paths``; a folder stands for its ``.gold`` files, sorted by name.

    Raises:
        GoldError: a folder holds none.
    """
    files: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(path.glob("*.gold")) if path.is_dir() else [path]
        if not inside:
            msg = f"{path}: no .gold file in this folder; name a JSONL file or a folder that holds .gold files"
            raise GoldError(msg)
        files += inside
    return files


def _read(extract: Extractor, record: GoldRecord) -> tuple[Attribution, ...]:
    known = {key: record.extra[key] for key in ("outlet", "title", "published", "url", "author") if key in record.extra}
    return extract(Document(text=record.text, id=record.id, **known)).attributions


def _total(comparisons: Iterable[Comparison[Attribution]]) -> Tally:
    return sum((comparison.tally for comparison in comparisons), Tally())


def _by_construction(entries: Iterable[tuple[GoldRecord, Comparison[Attribution]]]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for record, comparison in entries:
        tallies[record.construction or "(article)"] += comparison.tally
    return dict(sorted(tallies.items()))


def _by_rule(comparisons: Iterable[Comparison[Attribution]]) -> dict[str, RuleScore]:
    verdicts: dict[str, list[Verdict[Attribution] | None]] = defaultdict(list)
    for comparison in comparisons:
        for verdict in comparison.verdicts:
            verdicts[verdict.predicted.rule].append(verdict)
        for spurious in comparison.spurious:
            verdicts[spurious.rule].append(None)
    return {rule: _score_rule(verdicts[rule]) for rule in sorted(verdicts)}


def _score_rule(verdicts: Sequence[Verdict[Attribution] | None]) -> RuleScore:
    right = [verdict for verdict in verdicts if verdict]
    return RuleScore(
        predicted=len(verdicts),
        matched=len(right),
        source=sum(verdict.source for verdict in right),
        content=sum(verdict.content for verdict in right),
        strict=sum(verdict.source and verdict.content for verdict in right),
    )


def mistakes(record: GoldRecord, comparison: Comparison[Attribution]) -> list[Mistake]:
    """Return every mistake of one comparison: missed, spurious, then part by part of the pairs."""
    found = [Mistake("missed", record, gold=gold) for gold in comparison.missed]
    found += [Mistake("spurious", record, predicted=predicted) for predicted in comparison.spurious]
    for verdict in comparison.verdicts:
        parts: list[tuple[Failure, bool | None]] = [
            ("source", verdict.source),
            ("content", verdict.content),
            ("style", verdict.style),
            ("negated", verdict.negated),
            ("name", verdict.name),
        ]
        found += [Mistake(kind, record, verdict.gold, verdict.predicted) for kind, right in parts if right is False]
    return found


def describe(attribution: GoldAttribution | Attribution) -> str:
    """Return an attribution in one line: ``SOURCE <CUE> CONTENT || CONTENT | style``."""
    source = attribution.source.text if attribution.source else "-"
    content = " || ".join(span.text for span in attribution.content)
    negated = " negated" if attribution.negated else ""
    name = f" name={attribution.source_name}" if attribution.source_name else ""
    return f"{source} <{attribution.cue.text}> {content} | {attribution.style}{negated}{name}"


def _role_table(total: Tally) -> str:
    rows = [
        [role, *_figures(measure(total)), f"{measure(total).hits}", f"{measure(total).gold}"]
        for role, measure in ROLES.items()
    ]
    bases = {"name": total.named}
    rows += [
        [role, "", "", _figure(measure(total), bases.get(role, total.matched)), "", ""]
        for role, measure in ACCURACIES.items()
    ]
    return _table(("role", "precision", "recall", "F1", "right", "gold"), rows)


def _construction_table(report: Report) -> str:
    heads = ("construction", "gold", "read", "AR P", "AR R", "AR F1", "source", "content", "strict", "style", "negated")
    return _table(heads, [_construction_row(name, tally) for name, tally in report.constructions.items()])


def _construction_row(name: str, tally: Tally) -> list[str]:
    parts = [_figures(rate)[-1] for rate in (tally.source_rate, tally.content_rate, tally.strict_rate)]
    shares = [_figure(share, tally.matched) for share in (tally.style_accuracy, tally.negated_accuracy)]
    return [name, str(tally.gold), str(tally.predicted), *_figures(tally.ar_rate), *parts, *shares]


def _figures(rate: Rate) -> tuple[str, str, str]:
    """Return precision, recall and F1 for a table; without gold there is nothing to find."""
    return _figure(rate.precision, rate.predicted), _figure(rate.recall, rate.gold), _figure(rate.f1, rate.gold)


def _figure(value: float, of: int) -> str:
    """Return a figure for a table; a dash where it is a share of nothing."""
    return f"{value:.3f}" if of else "-"


def _rule_table(rules: Mapping[str, RuleScore]) -> str:
    heads = ("rule", "read", "precision", "source right", "content right", "strict precision")
    return _table(heads, [_rule_row(name, score) for name, score in rules.items()])


def _rule_row(name: str, score: RuleScore) -> list[str]:
    figures = [_figure(value, score.predicted) for value in (score.precision, score.strict_precision)]
    return [name, str(score.predicted), figures[0], str(score.source), str(score.content), figures[1]]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return an aligned table: the first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(_aligned(line, widths)).rstrip() for line in lines)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
