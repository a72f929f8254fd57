"""Borders: the words before a cue in, where the clause begins that holds its subject out."""

from claimtrack.attribute.nominal import HARD, titles
from claimtrack.attribute.view import View, first_word
from claimtrack.tokens import ACTIVE_CUES, CUE_TYPES, Token
from claimtrack.tokens import PREDICATES as PREDICATE

SKIPPED = frozenset({"AUX", "NEG", "OPENER"})
SOMEBODY = frozenset({"NAME", "ROLE", "ORG", "PRON", "QUANT", "PLACE"})
MEASURED = frozenset({"N", "NUM", "TIME", "QUANT", "AUX"})  # what tells how long after
MEASURE = 5  # words of it at most
PERSONAL = frozenset({"NAME", "ROLE", "ORG", "PRON", "PLACE", "BRACKET", "N", "DET", "AFF", "QUANT"})


def behind_adverbs(view: View, index: int) -> int:
    """Return the index behind adverbs and negations that begin at ``index``."""
    while index < len(view.fine) and view.fine[index].type in SKIPPED:
        index += 1
    return index


def left_border(fine: tuple[Token, ...], index: int) -> int:
    """Return the index behind the nearest clause border to the left."""
    last = index
    while index and (
        fine[index - 1].type not in HARD
        or (in_relative(fine, index - 1) and _may_pass(fine, index - 1, last))
        or _set_off(fine, index - 1)
        or titles(fine, index - 1)
    ):
        index -= 1
    return index


def _may_pass(fine: tuple[Token, ...], verb: int, last: int) -> bool:
    """Tell whether what stands at ``last`` may be outside a relative clause: one that a comma sets off must end at one.

    Not in ``Rahmat, yang mengatakan | badan itu | yakin …``, where the body is sure; a thing is no subject of a verb
    like that (``Rahmat, yang mengetahui kejadian | menyebutkan …``).
    """
    relative = verb
    while relative and fine[relative].type != "REL":
        relative -= 1
    set_off = relative > 0 and fine[relative - 1].type == "COMMA"
    inside = {token.type for token in fine[verb + 1 : last]}
    return not set_off or "COMMA" in inside or inside.isdisjoint(SOMEBODY | {"DET"})


def _set_off(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a joining word stands inside a relative clause before a comma: ``…, yang datang dengan X, …``.

    Without a comma before it a noun follows the word: ``aktivis yang prihatin | dengan keluhan warga, …``.
    """
    if fine[index].type != "WITH":
        return False
    first = index
    while first and fine[first].type not in {"COMMA", "REL"} | HARD - {"WITH"}:
        first -= 1
    if fine[first].type == "COMMA" and first:
        return fine[first + 1].type == "REL"
    border = _border_behind(fine, index)
    # ``tamu yang datang dengan bus itu | mengatakan``, ``… dengan kerabat korban | mengatakan``
    told = fine[border].type in ACTIVE_CUES and fine[border - 1].type in SOMEBODY | {"DET"}
    closes = told or fine[border].type == "COMMA"
    return closes and first > 0 and fine[first].type == "REL"


def _border_behind(fine: tuple[Token, ...], index: int) -> int:
    """Return the index of the border behind a joining word, over another relative: ``dengan Budi yang pulang | ,``."""
    nested = False
    for position in range(index + 1, len(fine)):
        kind = fine[position].type
        nested = nested or kind == "REL"
        inside = nested and (kind == "WITH" or kind in PREDICATE - ACTIVE_CUES or in_relative(fine, position))
        if kind in HARD | PREDICATE | {"COMMA"} and not inside:
            return position
    return index


def in_relative(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether a cue is a verb of a relative clause: ``yang dikutip Antara``, ``yang mengaku melihat itu``."""
    if fine[index].type not in CUE_TYPES:
        return False
    before = index - 1
    while before > 0 and fine[before].type in SKIPPED | ACTIVE_CUES:
        before -= 1
    return before >= 0 and fine[before].type == "REL"


def temporal_border(view: View, index: int) -> int:
    """Return the index behind a word of time whose clause has this cue: ``Isu itu mencuat setelah | Jokowi disebut …``.

    The main clause before it must have its predicate, or the person behind the word would be whom the subject met. The
    object of a causative has the cue too: ``Kabar itu membuat | warga curiga …``.
    """
    fine = view.fine
    first = index = before_date(fine, index)
    while first and (
        fine[first - 1].type in PERSONAL or (fine[first - 1].type == "DI" and fine[first].type in {"PLACE", "NAME"})
    ):
        first -= 1
    before = fine[first - 1].low.rsplit(" ", 1)[-1] if 0 < first < index else ""  # ``sehari setelah | Rahmat …``
    if before in view.pack.words("causatives"):
        return first
    someone = any(t.type in SOMEBODY for t in fine[first:index]) or fine[first].low in view.pack.words("articles")
    if before not in view.pack.words("temporals") or not someone:
        return 0
    if first - 1 == first_word(view) and fine[first].type in SOMEBODY:  # ``Ketika | polisi mengatakan …, warga lari``
        named = fine[first].type != "NAME" or all(token.type in {"NAME", "BRACKET"} for token in fine[first:index])
        return first if named and any(token.type == "COMMA" for token in fine[index:]) else 0
    comma = first - 2
    while comma > 0 and first - comma <= MEASURE and fine[comma].type in MEASURED:
        comma -= 1
    if comma > 0 and fine[comma].type == "COMMA":  # ``…, | satu hari setelah Rahmat mengumumkan …``
        return first
    for position in range(first - 2, -1, -1):
        kind = fine[position].type
        if kind in PREDICATE | {"PAS"}:  # ``Itu diungkapkan NIS sebulan usai | Rusia mengaku …``
            return first
        if kind in HARD - {"WITH"} | {"COMMA", "REL"}:
            return 0
    return 0


def existential_border(view: View, index: int, cue: int) -> int:
    """Return the index behind a word that only tells that there is somebody: ``Ada | warga mengatakan …``; else 0.

    Of a thing something may be thought: ``Ada | panduan yang dianggap …``; it says nothing.
    """
    first = index
    while first and view.fine[first - 1].type in PERSONAL | {"NUM"}:
        first -= 1
    head = next((token.type for token in view.fine[first:index] if token.type not in {"QUANT", "AFF", "NUM"}), "")
    # ``Tidak ada negara Eropa | mengakui``, not ``Tidak ada bukti Rusia mengakui``
    known = (view.fine[first].low,) in view.pack.notes("descriptions")
    nameless = {"N", "QUANT", "NUM", "PLACE"} if known else {"N", "QUANT", "NUM"}
    plain = all(token.type in nameless for token in view.fine[first:index])
    someone = head in SOMEBODY or (head == "N" and (plain or view.fine[cue].type == "OPI"))
    return first if someone and first and view.fine[first - 1].low in view.pack.words("existentials") else 0


def before_date(fine: tuple[Token, ...], index: int) -> int:
    """Step over when somebody said something: ``… setelah Rahmat | pada Senin, (12/3) | menyebut …``."""
    first = index
    while first and fine[first - 1].type in {"TIME", "BRACKET", "COMMA"}:
        first -= 1
    dated = any(token.type == "TIME" for token in fine[first:index])
    if dated and first > 1 and [fine[first - 2].type, fine[first - 1].type] == ["OCC", "N"]:
        return first - 2  # ``setelah Rahmat | pada awal Juli | menyebut …``
    return first - (fine[first - 1].type == "OCC") if dated and first else index


def first_joined(fine: tuple[Token, ...], index: int) -> int | None:
    """Return the first of the cues that stand joined before ``index``: ``saya | percaya dan | yakin bahwa …``."""
    first = None
    while index > 1 and fine[index - 1].type == "CONJ" and fine[index - 2].type in {"ACT", "ACT_CLAUSE", "BARE"}:
        first = index - 2
        index = first
    return first
