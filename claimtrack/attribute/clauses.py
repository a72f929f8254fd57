"""Clauses: whether a subject and its predicate follow, or only words that belong to the verb before them."""

from functools import cache

from claimtrack.attribute.borders import SKIPPED
from claimtrack.attribute.nominal import titles
from claimtrack.attribute.view import View, type_at, unquoted
from claimtrack.packs import TELLING, Pack
from claimtrack.tokens import ACTIVE_VERBS
from claimtrack.tokens import PREDICATES as PREDICATE

NOMINAL = frozenset({"N", "ROLE", "NAME", "ORG", "PRON", "PLACE", "DET", "QUANT"})
VERBAL = ACTIVE_VERBS | {"PAS", "OPI"}
SUBJECTLESS = frozenset({"AUX", "NEG", "PRED"})  # what may open a clause of who speaks


def is_clause(view: View, start: int) -> bool:
    """Tell whether a subject and its predicate follow, before any border; a relative clause is passed over."""
    relative = done = tells = False
    start = _behind_count(view, start)
    if type_at(view, start) in {"AUX", "NEG"}:
        return type_at(view, start + 1) not in {"END", "COMMA"}
    for index in range(start, len(view.fine)):
        kind = view.fine[index].type
        if kind == "REL" and index > start:
            relative = True
        elif relative:
            relative = kind != "DET"
            modal = done and kind == "AUX" and type_at(view, index - 1) not in SKIPPED
            tells = tells or kind in VERBAL  # ``foto yang memperlihatkan saksi duduk``: what it shows
            if modal or (not tells and _is_second_predicate(view, index)):
                return True
            done = done or kind in {"VERB", "PRED"}
        elif kind in PREDICATE | VERBAL and not (index > start and _is_attributive(view, index)):
            return index > start or view.fine[index].low in view.pack.words("existentials")
        if not relative and index > start and _is_counted(view, start, index):
            return True
        if kind == "QUOTE" and index > start and (is_fragment(view, index) or type_at(view, index + 1) in PREDICATE):
            return True
        if _ends_clause(view, index, relative=relative):
            return False
    return False


def holds_predicate(view: View, start: int) -> bool:
    """Tell whether a predicate follows that is not a relative clause's or a circumstance's own."""
    skip = False
    start = _behind_count(view, start)
    for index in range(start, len(view.fine)):
        token = view.fine[index]
        if token.type == "QUOTE" and index > start and not titles(view.fine, index):
            return is_fragment(view, index) or type_at(view, index + 1) in PREDICATE
        if token.type == "AFF" and _is_narrowed(view, index):
            return True
        inside = skip and token.type == "WITH"  # ``warga yang rentan | dengan cuaca itu adalah …``
        inside = inside or (token.type == "AFF" and type_at(view, index + 1) == "DET")  # ``kelas atas | itu``
        if token.type in {"SUB", "BUT", "WITH", "AFF", "QUOTE"} and not (inside or titles(view.fine, index)):
            return False
        if _is_temporal(view, index) or (not skip and _does_more(view, index)):
            return False
        if token.type == "REL":
            skip = True
        elif _is_second_predicate(view, index) if skip else (index > start and _is_counted(view, start, index)):
            return True  # ``hak warga yang sakit | tidak hilang``
        elif token.type in PREDICATE | VERBAL:
            nominal = type_at(view, index - 1) in {"OCC", "AFF", "WITH", "DI"}
            manner = token.low in entries(view.pack, "manners") - entries(view.pack, "aux")
            opens = index == start and token.type not in SUBJECTLESS  # ``memastikan | siap tampil``
            if not skip and not nominal and not manner and not opens:
                return True
            skip = skip and token.type in {"AUX", "NEG"}
    return False


def _is_counted(view: View, start: int, index: int) -> bool:
    """Tell whether a subject is over and a noun or number its predicate: ``korban itu | 40 orang``.

    A sum may follow a time: ``menjelaskan harga jagung pekan ini | Rp2.450 per kilogram``.
    """
    kind, behind = type_at(view, index), type_at(view, index + 1)
    if behind != "NUM" or kind in {"DET", "TIME"}:
        return (kind == "DET" and behind in {"N", "NUM"}) or (kind == "TIME" and behind == "NUM")
    amount = view.fine[index].low in view.pack.words("amounts")  # ``kerugiannya | sekitar Rp90 juta``
    return amount and all(token.type in NOMINAL for token in view.fine[start:index])


def _is_narrowed(view: View, index: int) -> bool:
    """Tell whether what narrows a subject stands before a predicate: ``upah | untuk lembur ini naik``.

    A sure one where no determiner closes the subject: ``duta besar | untuk Velgrad dipanggil``.
    """
    first = last = index + 1 + (type_at(view, index + 1) == "VERB")  # ``keputusan | untuk menaikkan upah itu diambil``
    while type_at(view, last) in NOMINAL - {"DET"}:
        last += 1
    if last > first and type_at(view, last) == "DET":
        return type_at(view, last + 1) in PREDICATE
    copula = last < len(view.fine) and view.fine[last].low in view.pack.words("copulas")
    return last > first and (copula or type_at(view, last) == "AUX" or is_passive(view, last))


def is_fragment(view: View, index: int) -> bool:
    """Tell whether a quotation is only a part of a clause: ``sponsor "tidak punya suara"``; it begins in lower case."""
    return unquoted(view, index)[:1].islower()


@cache
def entries(pack: Pack, name: str) -> frozenset[str]:
    """Return the entries of a list, phrases too, each as one string."""
    return frozenset(" ".join(entry) for entry in pack.phrases(name))


@cache
def unspoken_times(pack: Pack) -> frozenset[str]:
    """Return the times, and the words that open one, at which nothing is said: ``ke depan``, ``sejak``."""
    told = frozenset(" ".join(entry) for entry, note in pack.notes("time").items() if note == "told")
    return told | entries(pack, "unspoken_times")


def _behind_count(view: View, start: int) -> int:
    """Return the index of the whole of which something is counted: ``6 dari | 10 warga menolak``.

    Or of what is told of a time: ``menjelaskan untuk tahun ini | ada 40 sumur``.
    """
    kinds = [token.type for token in view.fine[start : start + 3]]
    return start + 2 if kinds == ["NUM", "FROM", "NUM"] or kinds[:2] == ["AFF", "TIME"] else start


def _is_temporal(view: View, index: int) -> bool:
    """Tell ``saat hujan turun``, a clause of time, from ``saat ini`` and ``sejak Januari``, a time."""
    return view.fine[index].low in view.pack.words("temporals") and type_at(view, index + 1) not in {"DET", "TIME"}


def _does_more(view: View, index: int) -> bool:
    """Tell what the same one does: ``memastikan pemerataan pipa | dan turut membangun jalan``."""
    return view.fine[index].type == "CONJ" and type_at(view, index + 1) in PREDICATE


def _is_attributive(view: View, index: int) -> bool:
    """Tell a verb behind a preposition from a predicate: ``fokus dalam | membangun pasar``."""
    return view.fine[index].type == "VERB" and type_at(view, index - 1) in {"OCC", "AFF", "DI"}


def _is_second_predicate(view: View, index: int) -> bool:
    """Tell where a relative clause is over: ``wisatawan yang datang pada Mei hanya …``, ``yang terlambat tidak …``."""
    kind, before = view.fine[index].type, type_at(view, index - 1)
    if kind == "PRED":
        return before not in PREDICATE | {"REL"}
    # ``orang yang dicari Sari | bukan pegawai``
    denied = kind == "NEG" and before in NOMINAL and type_at(view, index + 1) in NOMINAL - {"DET"}
    while type_at(view, index) in {"AUX", "NEG"}:
        index += 1
    done = denied or type_at(view, index) in PREDICATE
    return kind in {"AUX", "NEG"} and before not in {"AUX", "NEG", "REL"} and done


def _ends_clause(view: View, index: int, *, relative: bool) -> bool:
    """Tell whether no predicate of the clause can follow: a border, a circumstance, or a verb that is coordinated."""
    kind = view.fine[index].type
    if not relative and _is_temporal(view, index):
        return True
    if kind == "AFF" and type_at(view, index - 1) == type_at(view, index + 1) == "NUM":  # ``6 | sampai | 7 persen``
        return False
    if kind == "FROM" or (kind == "AFF" and not relative):
        # ``mikroplastik dari popok bisa masuk``, ``rasio utang terhadap modal tetap naik``: sure predicates count
        following = (token.type for token in view.fine[index + 1 :])
        return next((t for t in following if t not in NOMINAL | {"NUM"}), "END") not in {"AUX", "NEG"}
    if kind == "CONJ":
        return type_at(view, index + 1) in PREDICATE | VERBAL
    if kind == "QUOTE":  # but not in ``komoditas "Emas Hijau" ini berasal dari …``
        return not titles(view.fine, index)
    return kind in {"COMMA", "END", "SUB", "BUT", "COLON", "WITH", "SEMI", "DASH"}


def is_verb_too_many(view: View, cue: int) -> bool:
    """Tell whether a verb whose own subject is cited already has a clause behind it: ``Menurut Rina, | mengatakan …``.

    Not ``Menurut Rina, membantah itu sulit``, where it is a deed that the clause is about.
    """
    line = view.fine[cue].cue
    tells = line is not None and line.type == "ACT" and line.cls in {"saying", "explaining"}
    linked = line is not None and line.cls in TELLING and type_at(view, cue + 1) == "COMP"
    return linked or (tells and (type_at(view, cue + 1) in {"QUOTE", "COMMA"} or is_clause(view, cue + 1)))


def is_passive(view: View, index: int) -> bool:
    """Tell whether a plain verb at ``index`` is a passive by its prefix: ``regu | dikirim``."""
    prefixes = tuple(view.pack.settings["morphology"]["passive_prefixes"])
    return type_at(view, index) == "VERB" and view.fine[index].low.startswith(prefixes)


def main_predicate(view: View, start: int, end: int) -> int:
    """Where a noun and its clause are the subject, return where the sentence's own predicate begins."""
    said = view.pack.words("claim_predicates")
    beside = {"REL", "AFF", "CONJ"}
    told = [
        i
        for i in range(start + 2, end)
        if view.fine[i].low in said or (type_at(view, i) in {"PAS", "OPI"} and type_at(view, i - 1) not in beside)
    ]
    own = next((i for i in range(start, end) if _is_predicate(view, i) and type_at(view, i) not in {"AUX", "NEG"}), end)
    later = [i for i in told if i > own and type_at(view, i - 1) != "CONJ"]
    # ``bahwa X gagal menekan harga | dibantah``, ``… mampu menekan harga | belum terbukti``
    judged = {"PAS", "OPI"}
    passive = (i for i in later if type_at(view, i) in judged or is_passive(view, i) or type_at(view, i - 1) == "NEG")
    main = next(passive, next(iter(later), told[-1] if told else None))
    if main is not None and (main > own or not _may_be_own(view, start, main)):
        return _before_adverbs_of(view, start, main)
    groups = [
        i
        for i in range(start + 1, end)
        if type_at(view, i) in {"VERB", "PRED", "PAS", "OPI"}
        and (
            not _is_predicate(view, i - 1)
            or type_at(view, i) in {"PAS", "OPI"}
            or type_at(view, i - 1) in {"AUX", "NEG"}
            or (is_passive(view, i - 1) and is_passive(view, i))  # ``bahwa regu dikirim | diterbitkan kemarin``
        )
        and type_at(view, i - 1) not in beside
    ]
    if len(groups) < 2:  # noqa: PLR2004 - the clause's own predicate and the sentence's
        return end
    return _before_adverbs_of(view, start, groups[-1])


def _may_be_own(view: View, start: int, main: int) -> bool:
    """Tell whether a verb with its object is what the clause itself tells: ``bahwa AS | menekan Israel``."""
    acts = type_at(view, main) == "VERB" and type_at(view, main + 1) in NOMINAL
    return acts and all(token.type != "AUX" for token in view.fine[start : _before_adverbs_of(view, start, main)])


def _before_adverbs_of(view: View, start: int, predicate: int) -> int:
    """Return where a predicate begins with its adverbs or an aside: ``X | , kata Rahmat, sudah lama gugur``."""
    last = predicate
    copulas = view.pack.words("copulas")
    while last > start and (
        type_at(view, last - 1) in {"AUX", "NEG", "OPI", "PAS", "OPENER"} or view.fine[last - 1].low in copulas
    ):
        last -= 1
    if type_at(view, last - 1) != "COMMA":
        return last
    aside = next((i for i in range(last - 2, start, -1) if type_at(view, i) == "COMMA"), last - 1)
    return aside if view.fine[aside + 1].cue or view.fine[aside + 1].type == "OPENER" else last - 1


def _is_predicate(view: View, index: int) -> bool:
    return view.fine[index].type in PREDICATE | {"PAS", "OPI"}
