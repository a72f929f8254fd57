"""Written: things that can be read, and so say what is written in them."""

from claimtrack.attribute.asides import skip_asides
from claimtrack.attribute.borders import SKIPPED
from claimtrack.attribute.found import Found
from claimtrack.attribute.nominal import nominal_end
from claimtrack.attribute.phrases import OPENS_ASIDE
from claimtrack.attribute.view import View, first_word
from claimtrack.cues import split_clitic

WRITTEN = frozenset({"document", "account", "statute"})


def is_written(view: View, index: int, *, sites: bool = False) -> bool:
    """Tell whether the head of a phrase, of one or two words, is something that can be read, or a site if asked."""
    words = [split_clitic(token.low, view.pack)[0] for token in view.fine[index : index + 2]]  # ``amar putusannya``
    kinds = view.pack.notes("descriptions")
    known = WRITTEN | {"site"} if sites else WRITTEN
    return not {kinds.get(tuple(words)), kinds.get(tuple(words[:1]))}.isdisjoint(known)


def written_end(view: View, first: int, stop: int | None = None) -> int:
    """Return where a thing ends that can be read, with what it is a part of: ``Pasal 4 huruf d | dalam aturan itu``."""
    fine = view.fine[:stop]
    last = nominal_end(fine, first)
    while _belongs(view, last, len(fine)):
        last = nominal_end(fine, last + 1)
    titled = stop is not None and last + 1 == stop and fine[last].type == "QUOTE"  # ``bagian | "Menimbang" | tertulis``
    return last + titled


def _belongs(view: View, index: int, stop: int) -> bool:
    """Tell whether a thing to read follows that the one before is a part of, which no determiner closes."""
    inside = index + 1 < stop and view.fine[index].type in OPENS_ASIDE and view.fine[index - 1].type != "DET"
    return inside and is_written(view, index + 1)


def carrier(view: View, cue: int) -> Found | None:
    """Return what is written in the phrase that opens a sentence: ``Dalam dakwaan, Rahmat disebut …``."""
    found = written_at(view, first_word(view), cue)
    if found is None or (found.last < cue and view.fine[found.last].type not in {"COMMA", "REL"} | SKIPPED):
        return None
    return found


def written_at(view: View, index: int, stop: int | None = None, *, sites: bool = False) -> Found | None:
    """Return what can be read in a circumstance at ``index``, or a site if asked: ``tertulis | dalam surat edaran``."""
    fine = view.fine[:stop]
    opens = index + 1 < len(fine) and fine[index].type in OPENS_ASIDE
    if not opens or not is_written(view, index + 1, sites=sites):
        return None
    last = written_end(view, index + 1, stop)
    return Found(index + 1, last, "carrier", skip_asides(view, last))
