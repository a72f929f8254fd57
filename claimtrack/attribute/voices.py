"""Voices: a citation and where it ends in, whether another voice or another act of its speaker follows out."""

from claimtrack.attribute.clauses import is_clause
from claimtrack.attribute.comments import DIRECTING
from claimtrack.attribute.source import source_ahead
from claimtrack.attribute.view import View, type_at
from claimtrack.tokens import ACTIVE_CUES

ADMITTED = frozenset({"admitting", "believing", "estimating", "hoping"})  # classes of what one tells of another


def is_other_voice(view: View, comma: int) -> bool:
    """Tell whether a joined clause of somebody else who says something follows."""
    if [type_at(view, comma), type_at(view, comma + 1)] != ["COMMA", "CONJ"]:
        return False
    for other in view.frames:
        cue = view.cue_index(other)
        line = view.fine[cue].cue
        if other.rule != "active" or cue < comma or line is None or line.cls in ADMITTED:
            continue  # ``…, kata Kapolres, dan tersangka mengaku butuh uang``: he tells it
        found = source_ahead(view, cue)
        if found is not None and found.first == comma + 2 and type_at(view, found.first) != "PRON":
            return True
    return False


def quotes_on(view: View, comma: int) -> bool:
    """Tell whether a joined clause with a quotation of its own follows."""
    joins = type_at(view, comma) == "COMMA" and type_at(view, comma + 1) in {"BUT", "CONJ"}
    return joins and any(token.type == "QUOTE" for token in view.fine[comma:])


def contrasts(view: View, resume: int) -> bool:
    """Tell whether a clause of the reporter's own follows a closed citation: ``demikian Antara, | sementara …``."""
    return (
        type_at(view, resume) == "COMMA"
        and type_at(view, resume + 1) in {"BUT", "OPENER"}
        and is_clause(view, resume + 2)
    )


def says_more(view: View, comma: int) -> bool:
    """Tell whether a second verb with its clause follows: ``…, kata Rahmat | , menambahkan bahwa air naik``."""
    return [token.type for token in view.fine[comma : comma + 3]] in (["COMMA", kind, "COMP"] for kind in ACTIVE_CUES)


def asks_more(view: View, first: int, comma: int) -> bool:
    """Tell whether what the speaker asks for follows: ``Tiga orang tewas, kata Rina | , menyerukan warga tenang``.

    What people demand of whom he told is his content: ``Massa datang dari jauh, kata Rina, | menuntut upah naik``.
    """
    line = view.fine[comma + 1].cue if type_at(view, comma) == "COMMA" and comma + 1 < len(view.fine) else None
    several = type_at(view, first) in {"ROLE", "QUANT"} or view.fine[first].low in view.pack.words("indefinites")
    crowd = line is not None and line.link == "quote" and several
    return line is not None and line.type == "ACT" and line.cls in DIRECTING and not crowd
