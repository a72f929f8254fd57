"""Objects: whether a verb takes one, and whom an outlet cites in words of their own."""

from claimtrack.attribute.clauses import is_fragment
from claimtrack.attribute.found import Found
from claimtrack.attribute.view import View, type_at


def takes_object(view: View, cue: int) -> bool:
    """Tell whether a verb is an active one with an object: a clitic behind it is no subject (``membantahnya``)."""
    prefixes = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    return view.fine[cue].low.startswith(prefixes)


def worded(view: View, start: int) -> Found | None:
    """Read whom an outlet cites in its words: ``mengutip | "sumber yang mengetahui", …``."""
    quote = start + (type_at(view, start) == "QUANT")
    cites = type_at(view, start - 1) == "RELAY" and takes_object(view, start - 1)
    if not cites or type_at(view, quote) != "QUOTE" or not is_fragment(view, quote):
        return None
    last = quote + 1
    while type_at(view, last) in {"N", "DET"}:  # ``"sumber yang mengetahui" | masalah itu, …``
        last += 1
    named = type_at(view, last) in {"COMMA", "END"} and view.fine[quote].low[-1:].isalnum()
    return Found(start, last, "worded", last) if named else None
