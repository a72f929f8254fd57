"""Sources: a sentence and a cue in, the phrase that names the source out; `phrases` cuts, ``source.lark`` reads."""

from functools import cache

from claimtrack.attribute.ahead import phrases_ahead
from claimtrack.attribute.anaphors import is_claim_noun, names_claim
from claimtrack.attribute.apposed import is_explained, opens_title
from claimtrack.attribute.behind import (
    citing_start,
    of_then,
    posted_end,
    relays_on,
    resume_index,
    source_behind,
    which_end,
)
from claimtrack.attribute.beside import before_companions
from claimtrack.attribute.borders import (
    SKIPPED,
    SOMEBODY,
    before_date,
    existential_border,
    first_joined,
    in_relative,
    temporal_border,
)
from claimtrack.attribute.clauses import is_clause, is_verb_too_many
from claimtrack.attribute.described import before_circumstance, described
from claimtrack.attribute.found import Found
from claimtrack.attribute.nominal import HARD, nominal_end
from claimtrack.attribute.objects import takes_object
from claimtrack.attribute.phrase import Phrase
from claimtrack.attribute.phrases import OPENS_ASIDE, phrases_behind
from claimtrack.attribute.stretches import NAMEY
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.attribute.written import is_written
from claimtrack.cues import split_clitic
from claimtrack.packs import Pack
from claimtrack.parse import Frame, source_phrases
from claimtrack.tokens import ACTIVE_CUES, ACTIVE_VERBS, Token
from claimtrack.tokens import PREDICATES as PREDICATE

APPOSED = ({"NAMES", "ROLES"}, {"TITLED", "ROLES"}, {"TITLED", "NAMES"})


def source_ahead(view: View, cue: int) -> Found | None:
    """Read the source that stands before a cue, at the fine token ``cue``.

    Returns:
        The subject; the antecedent of a relative clause; the subject that an earlier verb shares; or None.
    """
    if cue not in view.subjects:
        view.subjects[cue] = _read_ahead(view, cue)
    return view.subjects[cue]


def before_adverbs(view: View, cue: int) -> int:
    """Return the index of the first adverb or negation that stands right before a cue, the cue's where none does."""
    while cue and view.fine[cue - 1].type in SKIPPED:
        cue -= 1
    return cue


def _read_ahead(view: View, cue: int) -> Found | None:
    """Read what `source_ahead` returns."""
    fine = view.fine
    index = before_adverbs(view, cue)
    if index == 0 and fine[0].type == "OPENER" and is_written(view, 0):  # ``Hasilnya | menunjukkan …``
        return Found(0, 1, "carrier")
    if index > 1 and fine[index - 1].type == "VERB":  # ``Rahmat sendiri diketahui | telah menuduh …``
        known = before_adverbs(view, index - 1)
        index = known if known and fine[known - 1].type in NAMEY | {"ROLE", "ORG", "PRON"} else index
    index = before_companions(view, _before_time(fine, index))
    relative = before_circumstance(fine, index)
    if relative and fine[relative - 1].type == "REL":
        return described(view, cue, relative - 1)
    joined = first_joined(view.fine, index)
    cited = (_cited_before(view, cue) if is_verb_too_many(view, cue) else None) or _adding(view, cue, index)
    shared = source_ahead(view, joined) if joined is not None else cited
    if shared is not None:
        return shared
    if index and (fine[index - 1].type in {"CONJ", "WITH", "BUT"} or _chooses(view, index - 1)):
        more = adds(view, cue) and [type_at(view, index - 1), type_at(view, cue + 1)] == ["CONJ", "COMP"]
        teller = first_speaker(view, index - 1) if more else None
        return teller or main_subject(view, index - 1) or _subject_behind(view, index - 1)
    if (granted := _granting(view, index) if type_at(view, cue + 1) != "COMMA" else None) is not None:
        return granted
    if index and fine[index - 1].low in subjects(view.pack):
        return Found(index - 1, index, "pronoun")
    index = _before_relay(view, index)
    leaves_out = (fine[index].low,) in view.pack.notes("negation")  # ``…, | tanpa merinci letaknya``
    if index and fine[index - 1].type == "COMMA" and (leaves_out or _goes_on(view, index - 1)):
        return main_subject(view, index - 1)
    border = max(_citation_border(view, index), temporal_border(view, index), existential_border(view, index, cue))
    border = max(border, _carried_border(view, index))
    phrases = of_then(view, phrases_ahead(fine, index, border)[::-1])[::-1]
    outcome = source_phrases(tuple(phrase.terminal for phrase in phrases), view.pack)
    if outcome is None:
        return main_subject(view, index) if index == cue or fine[index - 1].type == "COMMA" else None
    return _chosen(view, phrases, *outcome, index)


def _granting(view: View, index: int) -> Found | None:
    """Return who grants what a concession without a subject tells, which ends before ``index``; None elsewhere.

    ``Meski | membantah kabar itu, Rina …``, ``Rina …, kendati | tidak menyebut jumlahnya``.
    """
    if not index or type_at(view, index - 1) != "SUB" or view.fine[index - 1].low not in view.pack.words("contrasts"):
        return None
    if index == 1:
        found = _subject_behind(view, 0)
        parted = found is not None and any(token.type == "COMMA" for token in view.fine[: found.first - 1])
        return None if parted else found
    behind_comma = type_at(view, index - 2) == "COMMA"
    return (first_speaker(view, index - 1) or main_subject(view, index - 1)) if behind_comma else None


def _subject_behind(view: View, joiner: int) -> Found | None:
    """Return the subject of the main clause behind what its subject says: ``Sambil menyebut X, | Rina berjanji …``."""
    if joiner != first_word(view) or type_at(view, joiner) not in {"WITH", "SUB"}:
        return None
    for comma in range(joiner + 1, len(view.fine) - 1):
        begins = type_at(view, comma) == "COMMA" and type_at(view, comma + 1) in SOMEBODY - {"QUANT", "PLACE"}
        if begins and is_clause(view, comma + 1):
            return Found(comma + 1, nominal_end(view.fine, comma + 1), "shared")
    return None


def _chosen(view: View, phrases: list[Phrase], rule: str, chosen: tuple[int, ...], index: int) -> Found:
    """Return the source that stands before ``index``: the phrases that the grammar chose, without what opens them."""
    fine = view.fine
    if rule == "pointed" and is_explained(view, phrases, chosen[0]):
        chosen = (*chosen, chosen[0] + 1)
    if chosen == (0,) and opens_title(view, phrases):
        chosen = (0, 1)
    first = min(phrases[i].first for i in chosen)
    last = max(phrases[i].last for i in chosen)
    first += fine[first].type == "FROM" and is_written(view, first + 1)  # ``Dari | hasil survei itu menunjukkan …``
    if fine[first].type == "FROM" and fine[last - 1].type == "PRON":  # ``Dari situ | kami menduga …``
        first = last - 1
    which = which_end(view, first, last, index)
    return Found(first, min(posted_end(view, first, which), max(which, index)), rule)


@cache
def subjects(pack: Pack) -> frozenset[str]:
    """Return the pronouns that are always a subject: ``Dahulu | ia menduga …``."""
    return frozenset(word for (word, *_), note in pack.notes("pronouns").items() if note.endswith("subject"))


def _before_time(fine: tuple[Token, ...], index: int) -> int:
    """Step over when a coordinated verb's act is: ``ia menyerahkan uang itu dan | nanti | akan menjelaskan …``."""
    first = index
    while first and fine[first - 1].type == "TIME":
        first -= 1
    return first if first and fine[first - 1].type == "CONJ" else index


def adds(view: View, cue: int) -> bool:
    """Tell whether a verb says that more is said: ``menambahkan``."""
    line = view.fine[cue].cue
    return line is not None and line.cls == "adding"


def _adding(view: View, cue: int, index: int) -> Found | None:
    """Return who adds what a verb behind a citation tells: ``Itu bohong, kata Rahmat, | menambahkan bahwa …``."""
    behind_comma = index > 0 and type_at(view, index - 1) == "COMMA"
    if not (behind_comma and adds(view, cue) and type_at(view, cue + 1) == "COMP"):
        return None
    for frame in view.frames:
        if frame.rule == "inverted" and frame.clitic is None and _cites_clause(view, frame, index):
            found = source_behind(view, view.after_index(frame))
            if found is not None and found.resume == index - 1:
                return found._replace(rule="shared")
    return None


def _cited_before(view: View, index: int) -> Found | None:
    """Return who is cited right before a verb of his own, a slip: ``Menurut seorang warga, Rina, | mengatakan …``."""
    for frame in view.frames:
        if frame.rule == "preposition" and frame.clitic is None and view.cue_index(frame) == first_word(view) < index:
            found = source_behind(view, view.after_index(frame))
            beside = found is not None and found.resume in {index, index - (type_at(view, index - 1) == "COMMA")}
            return found if beside else None
    return None


def _cites_clause(view: View, frame: Frame, stop: int) -> bool:
    """Tell whether before ``stop`` more than a subject is cited: not ``Pejabat itu, kata X, menambahkan``."""
    cue = view.cue_index(frame)
    whole = any(token.type in PREDICATE | {"QUOTE"} for token in view.fine[:cue])
    subject = type_at(view, citing_start(view, frame) - 2) in {"DET", "PRON", "NAME", "ROLE"}
    return cue < stop and (whole or not subject)


def _chooses(view: View, index: int) -> bool:
    """Tell whether an alternative joins two verbs: ``membenarkan atau membantah``."""
    cited = any(view.cue_index(frame) < index and frame.rule in {"active", "active_weak"} for frame in view.frames)
    return view.fine[index].low in view.pack.words("choices") and index > 0 and cited


def _before_relay(view: View, index: int) -> int:
    """Step over who is cited between commas: ``Antara, dengan mengutip X, mewartakan``, ``Pelaku, kata X, mengaku``."""
    fine = view.fine
    timed = before_date(fine, index)  # ``Antara, mengutip X, | pada Senin | mewartakan``
    timed += fine[timed].type == "COMMA"
    closes = timed if timed and fine[timed - 1].type == "COMMA" else index
    for frame in view.frames:
        first = citing_start(view, frame)
        set_off = 1 < first < closes and fine[first - 1].type == fine[closes - 1].type == "COMMA"
        if frame.rule in {"relay", "inverted", "preposition"} and set_off and _closes(view, frame, closes - 1):
            return first - 1
        if frame.rule == "relay" and view.after_index(frame) == index and not takes_object(view, view.cue_index(frame)):
            return first  # ``Rahmat dikutip | mengatakan …``
        if frame.rule == "relay" and 0 < relays_on(view, frame) == index:
            return first - (fine[first - 1].type == "COMMA")
    return index


def _closes(view: View, frame: Frame, comma: int) -> bool:
    """Tell whether a citation ends at a comma: ``Pelaku, katanya | , mengaku``, but not ``Air naik, katanya, …``."""
    if frame.clitic is not None:
        subject = view.fine[: citing_start(view, frame) - 1]
        return resume_index(view, frame) == comma and all(token.type not in PREDICATE for token in subject)
    found = source_behind(view, view.after_index(frame))
    return found is not None and comma in {found.last, found.resume}


def _goes_on(view: View, comma: int) -> bool:
    """Tell whether a verb right behind a comma goes on with an earlier one: ``X mengatakan …, menambahkan bahwa …``."""
    fine = view.fine
    for position in range(comma - 1, -1, -1):
        kind, before = fine[position].type, fine[position - 1].type if position else "START"
        if kind in ACTIVE_CUES and not in_relative(fine, position):
            return True
        if kind == "VERB" and before in {"NAME", "ROLE", "ORG", "PRON", "BRACKET", "DET", "CAP"}:
            return True
        beside = kind == "WITH" and fine[position + 1].type in SOMEBODY  # ``bertemu | dengan Rahmat``
        if kind in HARD | {"COMMA"} and not beside:
            return False
    return False


def _citation_border(view: View, index: int) -> int:
    """Return the index behind a citation before ``index``, whose source is not this cue's: ``kata A, B yakin``."""
    border = _behind_opening_verb(view, index)
    for frame in view.frames:
        opening = frame.rule == "passive" and frame.first == 0  # ``Diberitakan Antara, | Menteri Dagang menegaskan …``
        if view.cue_index(frame) >= index:
            continue
        resume = resume_index(view, frame)
        # ``Selain itu, kata Sari, | warga mengaku``
        aside = frame.rule == "inverted" and type_at(view, resume) == "COMMA"
        if (opening or aside or frame.rule in {"like", "preposition"}) and resume <= index:
            border = resume
    return border


def _carried_border(view: View, index: int) -> int:
    """Return where who speaks in a text begins: ``Laporan yang menyebut | pejabat itu mengatakan …``; 0 elsewhere."""
    first = index
    while first and view.fine[first - 1].type in NAMEY | SOMEBODY | {"N", "DET"}:
        first -= 1
    cue, relative = first - 1, before_adverbs(view, max(first - 1, 0)) - 1
    if first == index or type_at(view, cue) not in ACTIVE_CUES | {"FIND"} or type_at(view, relative) != "REL":
        return 0
    head = relative
    while head and view.fine[head - 1].type in NAMEY | {"N", "DET", "CAP", "NOUN"}:
        head -= 1
    line = view.fine[cue].cue
    tells = line is not None and line.cls != "accusing" and type_at(view, first) in SOMEBODY
    return first if tells and (is_written(view, head) or is_claim_noun(view, view.fine[head].low)) else 0


def _behind_opening_verb(view: View, index: int) -> int:
    """Return the index behind a clause without subject that opens a sentence: ``Mendengar itu, | ia berharap …``."""
    opening = first_word(view)
    while type_at(view, opening) == "NEG":  # ``Tak merinci jumlahnya, | ia berharap …``
        opening += 1
    if type_at(view, opening) not in ACTIVE_CUES | {"NAMING", "RELAY"}:
        return 0
    return next((i + 1 for i in range(opening, index) if view.fine[i].type == "COMMA"), 0)


def main_subject(view: View, before: int) -> Found | None:
    """Return the subject that an earlier predicate of the sentence already has.

    The earlier predicates are read from left to right first: each may lead to the one before it, so that from right to
    left a sentence of nothing but reporting words would be as many calls deep as it has words.
    """
    fine = view.fine
    for frame in view.frames:
        if view.cue_index(frame) < before:
            _subject_of(view, frame)
    beside = [type_at(view, before - 1), type_at(view, before)] == ["COMMA", "WITH"]  # ``…, | seraya menegaskan …``
    acts = next((token.type for token in fine[before + 1 :] if token.type not in SKIPPED), "END") in ACTIVE_VERBS
    for frame in reversed(view.frames):
        cue = view.cue_index(frame)
        if cue >= before:
            continue
        if frame.rule == "preposition" and fine[before].type != "WITH":
            continue
        told = frame.rule in {"passive", "thus"} and not acts  # ``Itu disampaikan saksi dan | dibantah Rina``
        if told or (beside and _lies_inside(view, frame)):  # ``Rina berkata Budi | mengkaji itu, seraya menegaskan``
            continue
        found = _subject_of(view, frame)
        if found and found.rule != "antecedent":
            return found._replace(rule="shared")
    found = _first_subject(fine, before, _acting_before(view, before) or _behind_opening_verb(view, before))
    return found._replace(last=_before_verb(view, found)) if found else None


def _lies_inside(view: View, frame: Frame) -> bool:
    """Tell whether a weak verb stands in what another one says, which no comma parts from it."""
    cue = view.cue_index(frame)
    said = (view.cue_index(other) for other in view.frames if other.rule == "active")
    first = max((other for other in said if other < cue), default=0)
    parted = any(token.type in {"COMMA", "BUT"} for token in view.fine[first:cue])
    return frame.rule in {"active_weak", "finding"} and frame.link is None and not parted


def _acting_before(view: View, before: int) -> int:
    """Return where somebody acts in a clause of time: ``Suasana panas saat | hakim menegurnya dengan berkata …``."""
    if type_at(view, before) != "WITH" or type_at(view, first_word(view)) not in {"N", "CAP"}:
        return 0
    temporals = view.pack.words("temporals")
    for index in range(before - 1, 0, -1):
        if view.fine[index].low in temporals and type_at(view, index + 1) in SOMEBODY:
            verbs = [token.low for token in view.fine[index + 1 : before] if token.type == "VERB"]
            himself = any(split_clitic(verb, view.pack)[1] for verb in verbs)  # ``Ia lari saat polisi mengejar|nya``
            nobody = all(token.type not in SOMEBODY for token in view.fine[:index])
            return index + 1 if verbs and nobody and not himself else 0
    return 0


def first_speaker(view: View, before: int) -> Found | None:
    """Return the subject of the first verb of a sentence that says something, as shared, None if there is none."""
    said = (view.cue_index(frame) for frame in view.frames if frame.rule in {"active", "active_weak"})
    cue = next((cue for cue in said if cue < before), None)
    found = source_ahead(view, cue) if cue is not None else None
    return found._replace(rule="shared") if found and found.rule != "antecedent" else None


def _before_verb(view: View, subject: Found) -> int:
    """Return where a subject ends before a verb with an object: ``Polisi | menutup jalan itu dengan alasan …``."""
    prefixes = tuple(view.pack.settings["morphology"]["object_clitic_prefixes"])
    for index in range(subject.first + 1, subject.last):
        if view.fine[index].type in {"REL", "AFF"}:
            break
        if view.fine[index].type == "VERB" and view.fine[index].low.startswith(prefixes):
            return index
    return subject.last


def _subject_of(view: View, frame: Frame) -> Found | None:
    """Return the source of an earlier frame whose subject a later verb can share."""
    cue = view.cue_index(frame)
    if view.fine[cue].type in ACTIVE_VERBS:
        return source_ahead(view, cue)
    told = frame.rule in {"passive", "thus"} and _is_told(view, cue)
    if frame.rule not in {"inverted", "preposition"} and not told:
        return None
    if frame.clitic is not None:
        clitic = view.coarse[frame.clitic]
        return Found(clitic.first, clitic.last, "pronoun")
    return source_behind(view, view.after_index(frame))


def _is_told(view: View, cue: int) -> bool:
    """Tell whether the subject of a passive is what was said: ``Hal itu | disampaikan Rina, seraya mengatakan …``."""
    first = first_word(view)
    return first == cue or type_at(view, first) == "THUS" or names_claim(view, Found(first, cue, "subject"))


def _first_subject(fine: tuple[Token, ...], before: int, first: int) -> Found | None:
    """Return the subject at ``first``, behind connectives."""
    # ``Menurut X, Kim … dan yakin …``
    if fine[:1] and (fine[0].type == "PREP" or (fine[0].type == "LIKE" and fine[1].cue)):
        first = next((i for i in range(before) if fine[i].type == "COMMA"), 0)
    while first < before and fine[first].type in {"OPENER", "SUB", "BUT", "COMMA", "TIME", "AUX", "BRACKET", "END"}:
        first += 1
    # ``Menanggapi itu, | Rina menangis dan | membantah``
    if first < before and fine[first].type in {"OCC", "LIKE"}:
        behind = (i + 1 for i in range(first, before) if fine[i].type == "COMMA")
        first = next((i for i in behind if fine[i].type in SOMEBODY), first)
    if first >= before or fine[first].type in HARD | OPENS_ASIDE | PREDICATE:
        return None
    if fine[first].type == "PRON":
        return Found(first, first + 1, "shared")
    phrases = phrases_behind(fine[:before], first)
    if len(phrases) > 1 and phrases[1].comma and {phrases[0].type, phrases[1].type} in APPOSED:
        return Found(first, phrases[1].last, "shared")
    return Found(first, nominal_end(fine[:before], first), "shared")
