"""Relatives: content begun in a relative clause in, where it ends out: where the main clause goes on."""

from claimtrack.attribute.borders import SKIPPED, behind_adverbs
from claimtrack.attribute.clauses import entries, is_clause, main_predicate
from claimtrack.attribute.extents import ACTIVE_RULES, fronted_end, is_fronted
from claimtrack.attribute.nominal import DESCRIBED
from claimtrack.attribute.source import before_adverbs, source_ahead
from claimtrack.attribute.view import View, type_at, unquoted
from claimtrack.cues import split_clitic
from claimtrack.parse import Frame
from claimtrack.tokens import PREDICATES as PREDICATE
from claimtrack.tokens import PUNCTUATION, Token


def relative_end(view: View, frame: Frame, start: int, end: int) -> int:
    """Return where content ends whose cue stands in a relative clause: where the main clause goes on.

    That is at a copula, where it is told how it really was (``posko yang diklaim buka | ternyata tutup``), behind a
    determiner before a predicate (``warga yang mengaku melihat kejadian itu | akan …``),
    or, where commas set the clause off, at the next comma.
    """
    before = _relative_before(view, frame)
    if type_at(view, before) != "REL":
        carrier = _carrier(view, frame)
        return min(end, relative_end(view, carrier, view.after_index(carrier), end)) if carrier is not None else end
    if before == 1 and type_at(view, 0) == "QUANT" and is_clause(view, start):
        copulas = view.pack.words("copulas")
        if not any(token.low in copulas for token in view.fine[start:end]):
            return end  # ``Banyak yang bilang | ia meninggal karena terserang demam``
    commas = type_at(view, before - 1) == "COMMA" or frame.rule == "opinion"
    acts = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    of_subject = before > 0 and not any(
        token.type in PREDICATE | {"RELAY"} or _takes(token) or (token.type == "OCC" and token.low.startswith(acts))
        for token in view.fine[:before]
    )
    alone = of_subject and all(token.cue is None or token.type in {"ACT", "ACT_CLAUSE"} for token in view.fine[:before])
    comma = fronted_end(view, start, end) if not commas and is_fronted(view, start) else len(view.fine)
    if type_at(view, comma) == "COMMA":
        return comma
    if of_subject and (main := _next_cue(view, frame, start, end)) < end:
        return main
    if of_subject and _is_unknown(view, start):
        return start + 1
    if of_subject and type_at(view, start) == "AS" and (main := _behind_office(view, start, end)) < end:
        return main
    closes = _closing(view, frame, start, end, of_subject=of_subject)
    if closes is not None:
        return closes
    if of_subject and frame.rule in {"active", "active_weak"} and not view.fine[-1].low.startswith("?"):
        main = main_predicate(view, start, end)  # ``Laporan yang menyatakan kapal itu ditahan | dibantah``
        return end if any(token.type == "REL" for token in view.fine[start:main]) else main
    return _main_predicate(view, start, end) if alone and frame.rule == "opinion" else end


def _is_unknown(view: View, index: int) -> bool:
    """Tell whether a quoted denial and an adverb stand there: ``Warga yang menjawab | "tidak tahu" juga bertambah``."""
    quoted = [type_at(view, index), type_at(view, index + 1)] == ["QUOTE", "AUX"]
    words = unquoted(view, index).lower().split() if quoted else []
    return words != [] and words[0] in view.pack.words("negation")


def _behind_office(view: View, start: int, end: int) -> int:
    """Return where the main predicate begins behind what one is: ``yang mengaku sebagai lurah | pun ditangkap``."""
    main = end
    for index in range(start + 2, end):
        listed = type_at(view, index) == "CONJ" and type_at(view, index + 1) in DESCRIBED  # ``wartawan | dan aktivis``
        if type_at(view, index) in PUNCTUATION | {"SUB", "BUT", "COMP", "CONJ", "REL"} and not listed:
            break  # a verb that describes may stand before: ``korban penipuan berkedok investasi | melapor``
        if type_at(view, index - 1) in DESCRIBED and type_at(view, behind_adverbs(view, index)) in {"VERB", "PRED"}:
            main = index
    return main


def _carrier(view: View, frame: Frame) -> Frame | None:
    """Return what tells of one who speaks, in a relative clause: ``Laporan yang | menyebut | menteri mengatakan …``."""
    found = source_ahead(view, view.cue_index(frame)) if frame.rule in ACTIVE_RULES else None
    for other in view.frames if found is not None else ():
        tells = other is not frame and type_at(view, _relative_before(view, other)) == "REL"
        if tells and found is not None and view.after_index(other) == found.first:
            return other
    return None


def _relative_before(view: View, frame: Frame) -> int:
    """Return where the word stands before a cue and its adverbs, a relative pronoun if the cue stands in its clause."""
    before = view.coarse[frame.first].first - 1
    while type_at(view, before) in SKIPPED and before > 0:
        before -= 1
    return owned_before(view, before + 1) - 1 if frame.rule == "opinion" else before


def owned_before(view: View, last: int) -> int:
    """Return where what belongs to a thing described begins, up to ``last``: ``kapal yang | usianya | ditaksir …``.

    Return ``last`` where nothing of it opens a relative clause there.
    """
    first = last
    while first and type_at(view, first - 1) in {"N", "ROLE"}:
        first -= 1
    owned = any(split_clitic(token.low, view.pack)[1] for token in view.fine[first:last])
    return first if owned and type_at(view, first - 1) == "REL" else last


def _closing(view: View, frame: Frame, start: int, end: int, *, of_subject: bool) -> int | None:
    """Return where a word closes a relative clause, or a comma where commas set it off; None where none does."""
    before = _relative_before(view, frame)
    judged = frame.rule == "opinion"  # ``operasi yang diperkirakan dimulai pekan depan | itu akan …``
    commas = type_at(view, before - 1) == "COMMA" or judged
    copulas, corrections = view.pack.words("copulas"), entries(view.pack, "corrections")
    restrictive = type_at(view, before - 1) not in {"COMMA", "QUANT"}  # not ``Banyak | yang …``
    acts = type_at(view, start) in {"VERB", "PRED"} and frame.rule in ACTIVE_RULES
    after = PREDICATE | {"SUB", "OPI", "PAS"} if judged else PREDICATE  # ``pasal yang dinilai janggal | itu bila …``
    for index in range(_behind_described(view, start, end) if commas else start + 1, end):
        token = view.fine[index]
        if token.low in corrections:
            return index
        nested = next((i for i in range(start, index) if view.fine[i].type == "REL"), index)
        own = not judged and all(t.type not in PREDICATE for t in view.fine[start:nested])
        if (token.low in copulas and not own) or (commas and token.type == "COMMA"):
            return index
        restricts = frame.rule == "preposition" and token.type == "COMMA" and type_at(view, index + 1) == "VERB"
        if restricts and not any(t.type == "CONJ" for t in view.fine[index:end]):
            return index  # ``… serangan yang menurut mereka menyasar gudang | , memicu perang``
        ends = {type_at(view, index + 1), type_at(view, behind_adverbs(view, index + 1))}
        plain = judged and token.type == "DET" and type_at(view, start) != "QUOTE"
        alone = index == start + 1 or type_at(view, index - 1) in {"VERB", "PRED"}
        closed = type_at(view, index - 1) in {"VERB", "PRED"} or not ends.isdisjoint(after | {"COMMA", "END"})
        if plain and alone and closed:
            return index + (" " in token.low)  # ``surel yang diduga bocor | itu``, ``yang ditaksir 9 tahun ini |``
        if token.type != "DET" or not of_subject or ends.isdisjoint(after):
            continue
        # ``Rina, yang mengaku datang dari Muara itu | ditangkap``: no comma closed it
        closed = restrictive or (acts and all(t.type != "COMMA" for t in view.fine[index:end]))
        # ``Kabar yang menyebut kapal itu | tenggelam | adalah bohong``
        begun = own and (type_at(view, start - 1) == "COMP" or main_predicate(view, start, end) < end)
        if closed and not begun:
            return index + (" " in token.low) if judged else index + 1
    return None


def _next_cue(view: View, frame: Frame, start: int, end: int) -> int:
    """Return where the main verb of whom a relative clause describes begins: ``Warga yang mengaku A | mengatakan``."""
    head = source_ahead(view, view.cue_index(frame))
    for other in view.frames if head is not None else ():
        cue = view.cue_index(other)
        found = source_ahead(view, cue) if start < cue < end and other.rule in ACTIVE_RULES else None
        if found is not None and head is not None and found.first == head.first and found.rule != "shared":
            first = before_adverbs(view, cue)
            return first if first > start + 1 else end
    return end


def _behind_described(view: View, start: int, end: int) -> int:
    """Return the index behind commas that set off who acts: ``yang menyatakan Bupati Conto, yang sakit, | tidak …``."""
    comma = next((i for i in range(start + 1, end) if view.fine[i].type in PREDICATE | {"COMMA"}), end)
    if type_at(view, comma) != "COMMA" or type_at(view, comma + 1) != "REL":
        return start + 1
    return next((i + 1 for i in range(comma + 1, end) if view.fine[i].type == "COMMA"), start + 1)


def _takes(token: Token) -> bool:
    """Tell whether what follows is denied, blamed or asked, so that a clause about it goes to the end.

    ``menolak laporan yang …``, ``mengecam bupati yang …``, ``mempertanyakan surat yang …``.
    """
    whom = token.type == "ACT_QUOTE" or (token.cue is not None and token.cue.cls in {"denying", "asking"})
    return token.type.startswith("ACT") and whom


def _main_predicate(view: View, start: int, end: int) -> int:
    """Return where the predicate begins of the subject that a relative clause describes, ``end`` if none does.

    ``Pengemudi yang dianggap melawan sistem | dihukum``, ``Video yang diklaim rekaman gempa | beredar``: a verb right
    behind a nominal, with a nominal or predicate of the relative clause's own before it.
    """
    found = end
    for index in range(start + 2, end):
        token, before = view.fine[index], view.fine[index - 1].type
        if token.type in PUNCTUATION | {"SUB", "BUT"} or token.low in view.pack.words("temporals"):
            break
        modal = token.type == "AUX" and before in {"NUM", "TIME"}
        if (token.type in {"VERB", "PRED"} and before in DESCRIBED) or modal:
            found = index
    return found
