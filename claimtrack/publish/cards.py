"""Evidence cards: rows of attributions and their spans in, what a card shows out. No database, no server."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from claimtrack.publish.compat import Row
from claimtrack.publish.excerpts import GAP
from claimtrack.publish.marks import Mark, Piece, nest
from claimtrack.publish.mentions import unnamed
from claimtrack.publish.search import Terms

LONGEST = 900
AROUND = 160
LEAD = 150
_OPEN = frozenset({"CTu", "Uu"})
UNSURE = frozenset({"PR+", "PS+", "PR-", "PS-"})


@frozen
class Card:
    """One attribution as readers see it.

    Args:
        row: the attribution with its article, source and parent, as the queries return it.
        pieces: its sentence, marked.
        ref: its number in the article, from 1.
        sign: ``denies``, ``open`` (takes no stand) or ``states``.
        cut_before: words before the first piece were left out.
        cut_after: words behind the last piece were left out.
        lead: the last words of the article before the sentence.
    """

    row: Row
    pieces: tuple[Piece, ...]
    ref: int
    sign: str
    cut_before: bool = False
    cut_after: bool = False
    lead: str = ""

    @property
    def unsure(self) -> bool:
        """Tell whether the source presents its content as probable or possible alone."""
        return self.row["factuality"] in UNSURE


def marks_of(attributions: Iterable[Row], spans: Iterable[Row]) -> dict[object, list[Mark]]:
    """Return the marks of each attribution by its id; only its first and last content span open and close it."""
    by_id: dict[object, list[Row]] = {}
    for span in spans:
        by_id.setdefault(span["attribution_id"], []).append(span)
    return {a["id"]: _marks(a, by_id.get(a["id"], [])) for a in attributions}


def _marks(attribution: Row, spans: Sequence[Row]) -> list[Mark]:
    """Return the marks of one attribution."""
    last = max((_int(span["stop"]) for span in spans if span["role"] == "content"), default=0)
    return [
        Mark(
            start=_int(span["start"]),
            stop=_int(span["stop"]),
            role=str(span["role"]),
            ref=_int(attribution["position"]) + 1,
            key=str(attribution["id"]),
            negated=sign(attribution) == "denies",
            closes=span["role"] != "content" or span["stop"] == last,
        )
        for span in spans
    ]


def cards(attributions: Sequence[Row], spans: Iterable[Row], terms: Terms | None = None) -> list[Card]:
    """Return a card for each attribution, in their order, with the words of ``terms`` marked too."""
    marks = marks_of(attributions, spans)
    return [_card(row, marks[row["id"]], terms) for row in attributions]


def _card(row: Row, marks: Sequence[Mark], terms: Terms | None) -> Card:
    """Return the card of one attribution."""
    text, shift = str(row["sentence"]), _int(row["sentence_start"])
    moved = [
        Mark(mark.start - shift, mark.stop - shift, mark.role, mark.ref, mark.key, mark.negated)
        for mark in marks
        if mark.start >= shift
    ]
    start, stop = _window(text, moved)
    hits = terms.marks(text) if terms else []
    pieces = nest(text, [*moved, *hits], start, stop)
    led = lead(str(row["before"] or ""))
    return Card(
        unnamed(unnamed(row), "parent_"), pieces, _int(row["position"]) + 1, sign(row), start > 0, stop < len(text), led
    )


def _window(text: str, marks: Sequence[Mark]) -> tuple[int, int]:
    """Return the part of ``text`` to show: all of it, or in a long one what lies round the marks."""
    if len(text) <= LONGEST or not marks:
        return 0, min(len(text), LONGEST)
    cue = next((mark for mark in marks if mark.role == "cue"), marks[0])
    first = max(min(mark.start for mark in marks) - AROUND, cue.start - LONGEST // 2, 0)
    last = min(max(mark.stop for mark in marks) + AROUND, first + LONGEST, len(text))
    return first, last


def lead(before: str) -> str:
    r"""Return the last words of ``before``, which precedes a sentence; nothing that lies beyond a gap in the text.

    Example:
        >>> lead("Judul.\n\n[…]\n\nBupati  datang kemarin. ")
        'Bupati datang kemarin.'
    """
    words = " ".join(before.rpartition(GAP.strip())[2].split())
    return words if len(words) <= LEAD else "… " + words[-LEAD:].partition(" ")[2]


def sign(row: Mapping[str, object]) -> str:
    """Return on which side of its content, as it is worded, an attribution stands: ``states``, ``denies`` or ``open``.

    Who says that nobody was hurt states that; who denies that somebody was hurt denies it. What a denial quotes is
    what its source holds (``“Daftar itu palsu,” bantah X``).
    """
    denied = row["style"] != "direct" if row["cue_stance"] == "denying" else row["negated"]
    if denied:
        return "open" if row["factuality"] in _OPEN else "denies"
    return "open" if row["factuality"] in _OPEN else "states"


def _int(value: object) -> int:
    """Return an integer column; SQLite holds it to its type."""
    return value if isinstance(value, int) else 0
