"""Fronted: what stands before who says something and belongs to what he says."""

from claimtrack.attribute.clauses import is_clause
from claimtrack.attribute.draft import Draft
from claimtrack.attribute.extents import Extent
from claimtrack.attribute.found import Found
from claimtrack.attribute.reach import DESCRIBED
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.tokens import PREDICATES as PREDICATE


def of_topic(source: Extent | None, comma: int, content: tuple[Extent, ...]) -> Draft:
    """Return a draft in which what stands before a comma is no title of the source, but what is told of."""
    first, last = source or (comma, comma)
    return Draft((comma + 1, last), ((first, comma), *content))


def topic_end(view: View, subject: Found | None, start: int) -> int | None:
    """Return the comma behind what something is said of, before a name: ``Surat itu, Rahmat menambahkan, palsu``.

    What follows has no subject of its own, as it has in ``Lurah setempat, Rahmat menambahkan, warga pulang``.
    """
    if subject is None or subject.rule != "apposed":
        return None
    comma = next((i for i in range(subject.first, subject.last) if view.fine[i].type == "COMMA"), None)
    if comma is None or type_at(view, comma - 1) != "DET":
        return None
    named = all(token.type == "NAME" for token in view.fine[comma + 1 : subject.last])
    opens = subject.first == first_word(view)
    return comma if named and opens and type_at(view, start) in PREDICATE | {"AUX", "NEG"} else None


def before_subject(view: View, subject: int, start: int, link: str) -> tuple[Extent, ...]:
    """Return what stands before who says something and belongs to it, in one part or none.

    A condition (``Jika hujan turun, ia memperkirakan air naik``), or of what it is said where the verb stands between
    commas (``Tersangka, ia memastikan, sehat``).
    """
    first, fine = first_word(view), view.fine
    if first >= subject - 1 or fine[subject - 1].type != "COMMA" or any(t.cue for t in fine[first:subject]):
        return ()
    holds = fine[first].low in view.pack.words("conditionals")
    # not ``Pertama, ia mengatakan, harga akan naik``, where a clause with a subject of its own follows
    predicate = type_at(view, start) in {"AUX", "NEG"} or not is_clause(view, start)
    thing = link == "COMMA" and fine[subject].type == "PRON" and predicate
    thing = thing and all(token.type in DESCRIBED | {"QUANT", "CAP"} for token in fine[first : subject - 1])
    return ((first, subject - 1),) if holds or thing else ()
