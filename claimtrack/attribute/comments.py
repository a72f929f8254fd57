"""Comments: where content ends before what the reporter tells of the speaker or of what was said."""

from claimtrack.attribute.anaphors import is_claim_noun
from claimtrack.attribute.borders import SKIPPED
from claimtrack.attribute.extents import before_comma
from claimtrack.attribute.view import View, type_at
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

ACTING = frozenset({"saying", "explaining", "reporting", "naming", "announcing"})  # classes of what only a speaker does


def before_aside(view: View, start: int, end: int) -> int:
    """Cut off what the reporter adds behind a dash about the speaker: ``… – sambil tersenyum``."""
    for index in range(start + 1, end - 1):
        if view.fine[index].type == "DASH" and view.fine[index + 1].type == "WITH":
            return index
    return end


def before_comment(view: View, start: int, end: int) -> int:
    """Cut off what the reporter adds.

    ``…, tuduhan yang dibantah Y``, ``…, tetapi laporan itu belum …``, a claim noun; ``…, tanpa merinci letaknya`` and
    ``…, tetapi tetap memutuskan untuk …``, what only the speaker does; ``membenarkan laporan itu, tetapi belum
    merinci …``, what he does, where no clause stands before the contrast whose subject could do it.
    """
    if is_lone_quote(view, start):
        return start + 1
    existing = view.pack.words("existentials")
    clause = False
    for index in range(start, end - 1):
        token, following = view.fine[index], view.fine[index + 1]
        noun = index + 1 + (following.type == "QUANT")
        named = token.type in {"COMMA", "BUT"} and noun < end and is_claim_noun(view, view.fine[noun].low)
        if named and token.type == "COMMA" and type_at(view, noun + 1) == "REL":
            return index
        if named and token.type == "BUT" and type_at(view, noun + 1) == "DET" and index > start:
            return before_comma(view, index)
        decides = token.type == "BUT" and index > start and _tells(view, index + 1)
        if decides or (token.type == "COMMA" and withholds(view, index + 1)):
            return before_comma(view, index)
        alone = index == start + 1 and view.fine[start].type != "NYA"  # ``membenarkannya | tapi tak mau bicara``
        acts = (
            following.type in PREDICATE and view.fine[start].type != "SUB"
        )  # ``bahwa meski X marak, | namun tidak …``
        if token.type == "BUT" and not clause and acts and index > start and not alone:
            return before_comma(view, index)
        predicate = token.type in PREDICATE and token.low not in existing and following.type != "DET"
        clause = clause or predicate or token.type in {"QUOTE", "COMP"} | ACTIVE_CUES
    return end


def withholds(view: View, index: int) -> bool:
    """Tell whether what the speaker leaves open follows: ``…, | tanpa merinci X``, ``…, | meski tidak menyebut X``."""
    if view.fine[index].low in view.pack.words("contrasts"):
        index += 1 + (type_at(view, index + 1) == "PRON")
    index += type_at(view, index) in {"BUT", "CONJ"}
    return type_at(view, index) == "NEG" and _tells(view, index)


def _tells(view: View, index: int) -> bool:
    """Tell whether an active verb of telling or deciding stands at ``index``, behind adverbs, be it a cue or not."""
    while type_at(view, index) in SKIPPED:
        index += 1
    lines = view.pack.cues.get(view.fine[index].low, ()) if index < len(view.fine) else ()
    return any(line.type == "ACT" and line.cls in ACTING for line in lines)


def is_lone_quote(view: View, start: int) -> bool:
    """Tell whether what is quoted inside a quotation ends at a comma: ``Dia bilang | 'aku sakit' | , ya sudah``."""
    return view.spoken and type_at(view, start) == "QUOTE" and type_at(view, start + 1) == "COMMA"
