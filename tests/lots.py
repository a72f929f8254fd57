"""The lots of unseen text in `docs/lots.md`, summed up by kind for `docs/accuracy.md` and the README."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from claimtrack.scoring import Tally
from tests.command import ROOT
from tests.floors import report

PAGE = ROOT / "docs" / "lots.md"
ROW = re.compile(r"^\| (?P<label>.+) \| (?P<gold>\d+) \|(?P<rates>(?: [\d.]+ \|){4})$", re.MULTILINE)

READ = "real news of today, of the corpus that was read while working"

# The first kind whose pattern stands in a label is the lot's; `FOREIGN` are the three that are read worst.
KINDS = {
    "agency copy and translated news, mixed": r"agency's foreign desk .*translated",
    "agency copy of 2007, without quotation marks": r"agency's foreign desk",
    "English newspapers, translated": r"English newspapers",
    "real news of today": r"^\d+ (other )?real articles of \d+ outlets",
    "invented, untidy on purpose: slang, villages, leaks, court": r"untidy on purpose",
    READ: r"real articles of the corpus",
    "three small lots of earlier days": r"\(earlier\)$",
    "invented news": r"",
}
REAL, FOREIGN = "real news of today", tuple(KINDS)[:3]
SHOWN = (REAL, "invented news", "invented, untidy on purpose: slang, villages, leaks, court", *FOREIGN[1:], FOREIGN[0])


@frozen
class Lot:
    """One row of the page.

    Args:
        label: what was read, beginning with the number of its texts.
        gold: how many attributions a reader found there.
        rates: F1 of attribution, source and content, and strict F1.
    """

    label: str
    gold: int
    rates: tuple[float, ...]

    @property
    def kind(self) -> str:
        return next(kind for kind, pattern in KINDS.items() if re.search(pattern, self.label))


def lots() -> list[Lot]:
    """Return the lots in the order of the page."""
    rows = ROW.finditer(PAGE.read_text(encoding="utf-8"))
    return [Lot(row["label"], int(row["gold"]), tuple(map(float, re.findall(r"[\d.]+", row["rates"])))) for row in rows]


def of_kinds(kinds: Sequence[str]) -> list[Lot]:
    return [lot for lot in lots() if lot.kind in kinds]


def weighted(found: Sequence[Lot]) -> tuple[int, list[float]]:
    """Return how many attributions ``found`` have, and the means of their figures, weighted by that number."""
    gold = sum(lot.gold for lot in found)
    return gold, [sum(lot.gold * lot.rates[place] for lot in found) / gold for place in range(4)]


def texts(found: Sequence[Lot]) -> int:
    """Return how many texts ``found`` hold, as their labels say."""
    return sum(int(lot.label.split(maxsplit=1)[0]) for lot in found)


def lots_table() -> str:
    """Return the summary in `docs/accuracy.md`: a row for each kind of text."""
    return "\n".join(_summary())


def _summary() -> Iterator[str]:
    yield "| text | lots | attributions | attribution | source | content | strict | strict, worst lot |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for kind in (*SHOWN, "three small lots of earlier days", READ):
        found = of_kinds([kind])
        gold, rates = weighted(found)
        figures = " | ".join(f"{rate:.2f}" for rate in (*rates, min(lot.rates[3] for lot in found)))
        yield f"| {kind} | {len(found)} | {gold:,} | {figures} |"


def readme_table() -> str:
    """Return the table of the README: text that was studied, then text that nobody had seen."""
    return "\n".join(_readme())


def _readme() -> Iterator[str]:
    yield "| text | attributions | F1 | F1, all words right |"
    yield "|---|--:|--:|--:|"
    yield "| studied: 8 whole news articles | 66 | 0.99 | 0.98 |"
    yield "| studied: 330 sentences of economic news | 196 | 1.00 | 0.99 |"
    yield "| studied: 5 long articles on one event | 43 | 1.00 | 0.98 |"
    yield _suite("studied: our invented articles", report("articles").total)
    yield _suite("studied: our invented sentences, by construction", report("sentences").total)
    yield "| studied: 100 drawn at random from real articles (precision) | 100 | 0.98 | 0.91 |"
    real, foreign = of_kinds([REAL]), of_kinds(FOREIGN)
    yield _unseen(f"{texts(real)} real articles of 15 outlets", real)
    yield _unseen("invented news, as newspapers write it", of_kinds(["invented news"]))
    yield _unseen("invented, untidy on purpose: slang, villages, leaks, court", of_kinds([SHOWN[2]]))
    yield _unseen(f"agency copy of 2007 and translated news, {texts(foreign)} articles", foreign)


def _suite(label: str, tally: Tally) -> str:
    return f"| {label} | {tally.gold:,} | {tally.ar_rate.f1:.2f} | {tally.strict_rate.f1:.2f} |"


def _unseen(label: str, found: Sequence[Lot]) -> str:
    gold, rates = weighted(found)
    return f"| unseen: {label} | {gold:,} | {rates[0]:.2f} | {rates[3]:.2f} |"
