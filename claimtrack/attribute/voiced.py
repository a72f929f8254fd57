"""Voiced: a bare verb in, whose speaker stands right before it, and what he said out (``saya kira X``)."""

from claimtrack.attribute.anaphors import is_anaphor, names_claim
from claimtrack.attribute.borders import SKIPPED
from claimtrack.attribute.clauses import NOMINAL, entries
from claimtrack.attribute.comments import is_lone_quote
from claimtrack.attribute.draft import NOTHING_BESIDE, Draft, Read
from claimtrack.attribute.extents import Extent, has_words, left_start
from claimtrack.attribute.found import Found
from claimtrack.attribute.fronted import before_subject
from claimtrack.attribute.links import bare_linked
from claimtrack.attribute.reach import right_end
from claimtrack.attribute.source import before_adverbs, source_ahead
from claimtrack.attribute.starts import behind_addressee, content_start
from claimtrack.attribute.view import View, type_at
from claimtrack.packs import TELLING
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE


def bare(view: View, frame: Frame, read: Read) -> Draft:
    """Read ``saya kira X``, ``hal itu ia sampaikan kemarin``; ``read`` reads a verb behind a name as its full form."""
    cue = view.cue_index(frame)
    if type_at(view, before_adverbs(view, cue) - 1) in {"NAME", "CAP"}:  # ``Rahmat sebutkan, air surut``
        return read(view, frame)
    pronoun = cue - 1
    while pronoun and view.fine[pronoun].type != "PRON":
        pronoun -= 1
    first = pronoun
    honoured = view.pack.words("honorifics")  # ``Ibu | saya bilang``
    while first and (view.fine[first - 1].type == "ROLE" or view.fine[first - 1].low in honoured):
        first -= 1
    source = (first, pronoun + 1)
    fronted = source_ahead(view, pronoun)
    if fronted is not None and type_at(view, pronoun - 1) == "REL":
        called = _called(view, frame, fronted)
        if called is not None:
            thing = (fronted.first, fronted.last)
            free = view.fine[fronted.first].low in view.pack.words("questions")  # ``apa yang ia sebut | sebagai X``
            return Draft(source, (called,) if free else (thing, called))
    linked = type_at(view, view.after_index(frame)) == "COMP"
    told = fronted is not None and not linked and _predicates(view, frame, fronted, first)
    if fronted is not None and not (told or linked) and _is_claim(view, fronted):
        return Draft(source, ((fronted.first, fronted.last),))
    start = behind_addressee(view, content_start(view, frame), {"PRON", "ROLE", "NAME"})
    end = start + 1 if is_lone_quote(view, start) else right_end(view, frame, start)
    if not has_words(view, start, end):
        return NOTHING_BESIDE
    if fronted is not None and told:
        return Draft(source, ((fronted.first, fronted.last), (start, end)))
    if not bare_linked(view, cue, view.after_index(frame)):
        return Draft(None, (), "bare verb without a complementiser, quotation or clause behind it")
    return Draft(source, (*before_subject(view, first, start, ""), (start, end)))


def _is_claim(view: View, fronted: Found) -> bool:
    """Tell whether what is fronted points to a claim: not ``Seluruh laporan kami sampaikan kepada polisi``."""
    pointed = type_at(view, fronted.last - 1) == "DET" or is_anaphor(view, fronted)
    return fronted.rule != "shared" and pointed and names_claim(view, fronted)


def _predicates(view: View, frame: Frame, thing: Found, first: int) -> bool:
    """Tell whether somebody thinks something of what stands right before him: ``Langkah itu | ia nilai tepat``.

    Between commas, or where a predicate follows, he may say it: ``Langkah itu, ia katakan, | sudah tepat``.
    """
    line, after = view.fine[view.cue_index(frame)].cue, view.after_index(frame)
    opens = thing.first == left_start(view) or type_at(view, thing.first - 1) in {"COMMA", "OPENER", "BUT"}
    opens = opens and type_at(view, thing.first) not in {"FROM", "OCC", "DI", "AFF"}
    parted = type_at(view, thing.last) == type_at(view, after) == "COMMA" and thing.last == first - 1
    verb = (
        type_at(view, after) == "VERB"
    )  # ``Uang itu ia akui | berasal dari suap``; not ``Hal itu ia akui | menyusul X``
    said = _is_said_of(view, after + parted)
    says = said and (parted or not verb)  # not ``Hal itu ia katakan | menanggapi Budi``
    thinks = line is not None and (
        line.cls in {"believing", "estimating"}
        or (says and line.cls in TELLING)
        or (said and line.cls in {"admitting", "claiming"} and not (verb and names_claim(view, thing)))
    )
    return thinks and opens and (parted or thing.last == first)


def _is_said_of(view: View, index: int) -> bool:
    """Tell whether something is predicated at an index, not how or to whom it was said (``langsung kepada Rahmat``)."""
    head = index
    while type_at(view, head) in SKIPPED:
        head += 1
    said = view.pack.words("claim_predicates")  # ``Hal itu ia klaim | benar``
    if type_at(view, head) in PREDICATE | {"PAS", "OPI"} or (head < len(view.fine) and view.fine[head].low in said):
        return True
    adverbs = [token.low for token in view.fine[index:head]]  # ``Langkah itu, ia katakan, | sudah tepat``
    plain = bool(adverbs) and entries(view.pack, "manners").isdisjoint(adverbs)
    return plain and type_at(view, head) == "N" and type_at(view, head + 1) in {"END", "COMMA", "QUOTE"}


def _called(view: View, frame: Frame, thing: Found) -> Extent | None:
    """Return what a relative clause predicates of a thing: ``latihan yang mereka sebut | bersifat defensif``."""
    start = view.after_index(frame)
    end = right_end(view, frame, start)
    head = start
    while type_at(view, head) in SKIPPED:
        head += 1
    if type_at(view, start) not in PREDICATE | {"AS"} or type_at(view, head) in NOMINAL - {"N"}:
        return None
    commas = (i for i in range(start, end) if view.fine[i].type == "COMMA")
    end = next(commas, end) if type_at(view, thing.last) == "COMMA" else end
    return (start, end) if has_words(view, start, end) else None
