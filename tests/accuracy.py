"""What `docs/accuracy.md` shows: the figures on our own gold, by construction and rule, and every mistake."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from claimtrack.evaluate import Mistake, Report, describe
from claimtrack.gold import GoldRecord, read
from claimtrack.scoring import Tally
from tests.floors import SUITES, report

ARTICLES = "whole articles"
BLIND = "blind"


def accuracy_page() -> str:
    """Return the generated part of the page as Markdown."""
    sentences, articles, blind = report("sentences"), report("articles"), report(BLIND)
    tallies = {**sentences.constructions, ARTICLES: articles.total, BLIND: blind.total}
    parts = [
        "## Constructions",
        "",
        *construction_table(tallies),
        "",
        "## Rules",
        "",
        *rule_table(merged(sentences, articles, blind)),
    ]
    parts += [
        "",
        "## Mistakes",
        "",
        *mistake_lists((*sentences.mistakes, *articles.mistakes)),
        *mistake_lists(blind.mistakes, BLIND),
    ]
    return "\n".join(parts)


def construction_table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield a row for each construction: its size, its figures, and its first sentence."""
    first = first_sentences()
    yield "| construction | gold | read | attribution | source | content | strict | for example |"
    yield "|---|--:|--:|--:|--:|--:|--:|---|"
    for name, tally in tallies.items():
        rates = (tally.ar_rate, tally.source_rate, tally.content_rate, tally.strict_rate)
        figures = " | ".join(f"{rate.f1:.2f}" if tally.gold else "" for rate in rates)
        yield f"| {name} | {tally.gold} | {tally.predicted} | {figures} | {first.get(name, '')} |"


def first_sentences() -> dict[str, str]:
    """Return the first gold sentence of each construction, fit for a table."""
    paths = sorted(SUITES["sentences"].glob("*.gold"))
    return {path.stem: cell(read(path)[0]) for path in paths}


def cell(record: GoldRecord) -> str:
    return record.text.replace("\n", " ").replace("|", "\\|").replace("``", "` `")


def merged(*reports: Report) -> dict[str, list[int]]:
    """Return for each rule how many attributions it read, how many were in gold, and how many were right in all."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in reports:
        for rule, score in one.rules.items():
            counts[rule] = [
                a + b for a, b in zip(counts[rule], (score.predicted, score.matched, score.strict), strict=True)
            ]
    return dict(sorted(counts.items()))


def rule_table(counts: Mapping[str, list[int]]) -> Iterator[str]:
    """Yield a row for each grammar rule: how much it read and how much of that was right."""
    yield "| rule | read | in gold | right in all | precision | strict precision |"
    yield "|---|--:|--:|--:|--:|--:|"
    for rule, (predicted, matched, strict) in counts.items():
        precision = f"{matched / predicted:.2f} | {strict / predicted:.2f}" if predicted else " | "
        yield f"| {rule} | {predicted} | {matched} | {strict} | {precision} |"


def mistake_lists(mistakes: Iterable[Mistake], otherwise: str = ARTICLES) -> Iterator[str]:
    """Yield every mistake, by construction or under ``otherwise``; names of sources are left to the figures."""
    by_construction: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        if mistake.kind != "name":
            by_construction[mistake.record.construction or otherwise].append(mistake)
    for name, found in by_construction.items():
        yield f"### {name}"
        yield ""
        yield "```text"
        for mistake in found:
            yield from shown(mistake)
        yield "```"
        yield ""


def shown(mistake: Mistake) -> Iterator[str]:
    yield f"{mistake.kind}: {mistake.paragraph}"
    if mistake.gold:
        yield f"   gold  {describe(mistake.gold)}"
    if mistake.predicted:
        yield f"   read  {describe(mistake.predicted)} [{mistake.predicted.rule}]"
