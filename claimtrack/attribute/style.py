"""Style and polarity of an attribution, from quotation marks and the words beside its cue."""

from functools import cache
from itertools import islice

from claimtrack.attribute.anaphors import anaphora, is_claim_noun
from claimtrack.attribute.view import View, type_at
from claimtrack.lex import WORD_RUN
from claimtrack.model import Span, Style
from claimtrack.packs import Pack
from claimtrack.parse import Frame
from claimtrack.quotes import Quote

ANAPHOR_LENGTH = 3


def style_of(content: tuple[Span, ...], quotes: tuple[Quote, ...]) -> Style:
    """Return ``direct`` where all content words are quoted, ``mixed`` where some are, else ``indirect``.

    Args:
        content: the content spans.
        quotes: the quotations of the same sentence.
    """
    inside = outside = False
    for span in content:
        beside = [quote for quote in quotes if quote.start < span.stop and span.start < quote.stop]
        if len(beside) < 2 and all(q.start <= span.start and span.stop <= q.stop for q in beside):  # noqa: PLR2004
            words = WORD_RUN.search(span.text) is not None  # all of them stand on the same side
            inside, outside = inside or (words and bool(beside)), outside or (words and not beside)
            continue
        for match in WORD_RUN.finditer(span.text):
            position = span.start + match.start()
            quoted = any(quote.inner_start <= position < quote.inner_stop for quote in beside)
            inside, outside = inside or quoted, outside or not quoted
            if inside and outside:
                return "mixed"
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def is_anaphoric(view: View, content: tuple[Span, ...]) -> bool:
    """Tell whether content only stands for what was told elsewhere: ``hal itu``, ``informasi tersebut``."""
    runs = (match[0].lower() for span in content for match in WORD_RUN.finditer(span.text))
    first = next(runs, "")
    if first not in anaphora(view.pack) and not is_claim_noun(view, first):
        return False
    words = (first, *islice(runs, longest_anaphor(view.pack)))
    if words in anaphora(view.pack).get(first, ()):
        return True
    determined = len(words) > 1 and words[-1] in view.pack.words("demonstratives")
    return determined and len(words) <= ANAPHOR_LENGTH and is_claim_noun(view, words[0])


@cache
def longest_anaphor(pack: Pack) -> int:
    """Return of how many words content can be that only stands for something else: what is longer is none."""
    return max(ANAPHOR_LENGTH, *(len(entry) for entry in pack.phrases("anaphora")), 0)


def is_negated(view: View, frame: Frame) -> bool:
    """Tell whether a cue denies or is negated: ``membantah``, ``tidak menyebutkan``, ``tidak membantah``."""
    cue = view.cue_index(frame)
    token = view.fine[cue]
    if token.cue is not None and token.cue.denies:
        return True
    index = cue - 1
    if index > 0 and view.fine[index].low in view.pack.words("choices") and view.fine[index - 1].cue is not None:
        index -= 2  # ``tidak membantah maupun membenarkan``
    between = {"AUX", "NEG"} if frame.rule == "opinion" else {"AUX", "NEG", "VERB"}  # ``yang tidak berizin ditaksir …``
    while index >= 0 and view.fine[index].type in between:
        if view.fine[index].type == "NEG":
            # not ``warga yang tidak hadir | mengatakan …``, ``… yang namanya tidak disebut | …``, a clause of its own
            relative = index - 1 - (type_at(view, index - 1) == "N")
            own = type_at(view, relative) == "REL" and any(token.type == "VERB" for token in view.fine[index:cue])
            return not own
        index -= 1
    return index >= 0 and _is_nobody(view, index + (view.fine[index].type != "REL"))


def _is_nobody(view: View, last: int) -> bool:
    """Tell whether the phrase that ends before ``last`` names nobody: ``Belum ada kelompok | (yang) mengaku …``."""
    first = last
    while first and view.fine[first - 1].type in {"N", "ROLE", "ORG", "QUANT", "PLACE", "NAME"}:
        first -= 1
    existing = first > 1 and view.fine[first - 1].low in view.pack.words("existentials")
    return existing and view.fine[first - 2].type == "NEG"
