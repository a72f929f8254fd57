"""Phrases before a cue: its words cut at commas, then into typed phrases for ``source.lark``, nearest first."""

from claimtrack.attribute.borders import SKIPPED, SOMEBODY, left_border
from claimtrack.attribute.nominal import NAMELESS, THING, holds_too, nominal_end
from claimtrack.attribute.phrase import Phrase, grown, interrupts, is_told_by, made, nominal_type, stays
from claimtrack.attribute.phrases import OPENS_ASIDE, phrase_at, time_end
from claimtrack.attribute.stretches import ADDRESS, age_end, is_list, pieces, without_aside
from claimtrack.tokens import ACTIVE_CUES, Token
from claimtrack.tokens import PREDICATES as PREDICATE

APPOSED = 2  # a name and what is set off before it


def phrases_ahead(fine: tuple[Token, ...], index: int, border: int) -> list[Phrase]:
    """Cut the words before a cue into phrases, nearest first, back to ``border`` at most."""
    phrases: list[Phrase] = []
    start = max(left_border(fine, index), border)
    stretches = pieces(fine, start, index)
    for number, (first, end) in enumerate(stretches):
        if first == end:
            continue
        clause = first > 0 and fine[first - 1].type == "SUB" and _is_told(fine, first, end)
        if number and first == start and (clause or _is_object(fine, first, end) or _is_example(fine, first)):
            break  # ``Karena banyak pembeli yang protes, | Hasni mengatakan …``
        told = not phrases and any(token.type in {"NAME", "ROLE"} for token in fine[first:end])
        dated = [phrase.type for phrase in phrases] == ["TIME"] and _opens_office(fine, start, first, end)
        cut = _cut_piece(fine, first, end, adjacent=number == 0 or dated, told=told)
        if phrases and phrases[-1].type in {"NAMES", "TITLED"}:
            if _through(fine, cut):
                phrases.pop()
            cut = _described(fine, cut)
        phrases.extend(phrase._replace(comma=number > 0 and i == 0) for i, phrase in enumerate(reversed(cut)))
        pointing = number == 0 and any(p.type == "ROLES" and fine[p.last - 1].type == "DET" for p in cut)
        pointing = pointing and not _is_of_name(fine, stretches[1:], index)
        if (cut and cut[0].type == "CLAUSE") or pointing:  # ``Mengutip Menteri Rahmat, | harian itu menulis …``
            break
    return _without_opening(fine, phrases)


def _is_told(fine: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell whether something is told between commas: ``pembeli yang protes``, or ``lahan itu | milik X``, verbless."""
    closed = any(fine[index].type == "DET" and fine[index + 1].type == "N" for index in range(first, last - 1))
    thing = all(token.type == "N" for token in fine[first:last])  # ``Meski hujan, | Rina …``
    return closed or thing or any(token.type == "REL" for token in fine[first:last])


def _opens_office(fine: tuple[Token, ...], start: int, first: int, last: int) -> bool:
    """Tell whether who holds an office, or whose it is, is told first: ``Bupati Lembah Rina``, not ``Pedagang``."""
    opening = next((i for i in range(start, last) if fine[i].type not in {"OPENER", "COMMA"}), last)
    office = opening >= first and fine[opening].type == "ROLE"
    placed = next((i for i in range(opening, last) if fine[i].type == "DI"), last)
    return office and any(token.type in {"NAME", "ORG", "PLACE"} for token in fine[opening:placed])


def _is_of_name(fine: tuple[Token, ...], before: list[tuple[int, int]], index: int) -> bool:
    """Tell whether only a name opens a sentence before a comma, whom a phrase describes that no comma closes.

    ``Rahmat Hidayat, | lurah desa itu mengatakan …``, not ``Rahmat Hidayat, harian itu melaporkan, …``.
    """
    if len(before) != 1 or before[0][0] != 0:
        return False
    first = before[0][1] + 1
    named = [token.type for token in fine[: first - 1]]
    relative = any(token.type == "REL" for token in fine[first:index])
    opens = set(named) <= {"CAP", "NAME", "BRACKET", "PLACE"} and (len(named) > 1 or named == ["NAME"])
    # not ``Rahmat Hidayat, pejabat itu menyebut …``
    office = fine[first].type in ({"ROLE", "QUANT"} if relative else {"ROLE"}) and index > first + APPOSED
    return opens and office and not interrupts(fine, index)


def _is_object(fine: tuple[Token, ...], first: int, end: int) -> bool:
    """Tell whether a thing is an earlier verb's object: ``Setelah jaksa menuntut | 5 tahun penjara, Rahmat …``.

    What belongs to somebody may lead to him: ``menepis | tuduhan Gubernur Lembah, Rahmat, yang menuding …``.
    """
    thing = {"NAME", "PLACE", "ORG"}.isdisjoint(token.type for token in fine[first:end])
    acted = first > 0 and fine[first - 1].type in ACTIVE_CUES | {"WITH"}  # ``Dibandingkan dengan | gas, Rina menyebut``
    return acted and thing and fine[first].type in {"N", "NUM", "TIME", "QUANT"}


def _is_example(fine: tuple[Token, ...], first: int) -> bool:
    """Tell whether somewhere else it is like that: ``Merujuk kota lain seperti | Muara, Rahmat mengatakan``."""
    return first > 0 and fine[first - 1].type == "LIKE" and fine[first].type == "PLACE"


def _through(fine: tuple[Token, ...], cut: list[Phrase]) -> bool:
    """Tell whether the name behind a comma is through whom it is said: ``Rina lewat kuasa hukumnya, | Budi, …``.

    Commas may set off the whole: ``Rina, melalui kuasa hukumnya, | Budi, …``.
    """
    if not cut or cut[-1].type != "CIRCUMSTANCE":
        return False
    office = cut[-1].last
    while fine[office - 1].type in {"PLACE", "ORG", "NAME"}:
        office -= 1
    beside = office > cut[-1].first + 2  # ``Rina, dalam rapat bersama Menteri Laut Velgrad, | Budi, …``
    if fine[office - 1].type != "ROLE" or (office < cut[-1].last and not beside):
        return False
    if len(cut) > 1:
        return cut[-2].type in {"NAMES", "TITLED"}
    before = [token.type for token in fine[max(0, cut[0].first - 2) : cut[0].first]]
    return before in (["NAME", "COMMA"], ["BRACKET", "COMMA"])


def _without_opening(fine: tuple[Token, ...], phrases: list[Phrase]) -> list[Phrase]:
    """Let a phrase without role or name that opens a sentence before a subject be no title: ``Sisi lain, Rahmat …``."""
    if len(phrases) < APPOSED or phrases[0].type not in {"NAMES", "TITLED"}:
        return phrases
    if phrases[0].comma and len(phrases) == APPOSED:
        return phrases
    last = phrases[-1]
    nameless = all(token.type in NAMELESS for token in fine[last.first : last.last]) or fine[last.first].type == "FROM"
    opens = last.terminal == "C_ROLES" and last.first == 0 and nameless
    return [*phrases[:-1], last._replace(type="CIRCUMSTANCE")] if opens else phrases


def _cut_piece(fine: tuple[Token, ...], first: int, last: int, *, adjacent: bool, told: bool) -> list[Phrase]:
    """Cut one stretch between commas into phrases, in order of the text; the nearest may be ``told`` of somebody."""
    first, last = _stripped(fine, first, last)
    if joiner := _beside_thing(fine, first, last):
        return [Phrase("CLAUSE", first, joiner), Phrase(nominal_type(fine[joiner + 1 : last]), joiner + 1, last)]
    if listed := _listed(fine, first, last):
        return listed
    kinds = [token.type for token in fine[first:last]]
    paired = kinds[:2] == ["PRON", "CONJ"] and nominal_end(fine, first + 2) == last
    if paired or (adjacent and kinds == ["NAME", "PRON"]):  # ``Saya dan Bu Ratna | sepakat``, ``Ibu saya | berkata``
        return [Phrase("ROLES", first, last)]
    phrases: list[Phrase] = []
    index = first
    while index < last:
        kind = fine[index].type
        if longer := grown(fine[:last], phrases, index) or made(fine[:last], phrases, index):
            phrases = longer
            index = longer[-1].last
            continue
        if kind in PREDICATE:
            return _after_predicate(fine, index, last, alone=not adjacent and index == first and kind == "VERB")
        if kind == "DI" and adjacent and stays(fine[:last], phrases, index):
            phrases[-1] = phrases[-1]._replace(last=last)
            break
        # ``untuk itu, | ia``, ``selaku pribadi | saya``, but ``warga, termasuk Rahmat, |``
        set_off = not (adjacent or told) or fine[last - 1].type == "PRON"
        if (kind in OPENS_ASIDE or (kind == "AFF" and set_off)) and not phrases:
            end = _opening_aside_end(fine, index, last, adjacent=adjacent)
            phrases.append(Phrase("CIRCUMSTANCE", index, end))
        elif kind in OPENS_ASIDE | {"REL", "AS"} or is_told_by(phrases, kind):
            end = last
            phrases.append(Phrase("RELATIVE" if kind in {"REL", "AS"} else "CIRCUMSTANCE", index, end))
        else:
            phrase = phrase_at(fine[:last], index, comma=False, apposed=not adjacent)
            end = _behind_address(fine[:last], phrase.last)
            phrase = phrase if end == phrase.last else phrase._replace(last=end)
            phrases.append(phrase if phrase.type != "STOP" else Phrase("STOP", index, end))
        index = end
    return phrases


def _listed(fine: tuple[Token, ...], first: int, last: int) -> list[Phrase]:
    """Cut a stretch that is a list, with when or where it was said: ``Badan Laut, Cuaca, dan Iklim | pada Senin``."""
    members = without_aside(fine, first, last)
    aside = first + len(members)
    if not is_list(members) or all(token.type != "COMMA" for token in members[:-1]):
        return []
    if aside < last:
        kind = "TIME" if fine[aside].type == "TIME" else "CIRCUMSTANCE"
        return [Phrase(nominal_type(members), first, aside), Phrase(kind, aside, last)]
    comma = next(i for i in range(first, last) if fine[i].type == "COMMA")
    end = comma if age_end(fine, comma + 1) == last else last  # ``Rahmat, 61 tahun``
    return [Phrase(nominal_type(fine[first:end]), first, last)]


def _stripped(fine: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """Return a stretch without the connectives before it and the adverbs behind it."""
    opening = first
    while first < last and fine[first].type in {"OPENER", "SUB", "BUT", "CONJ", "AUX", "BRACKET"}:
        first += 1
    asks = opening < first and fine[first - 1].type == "AUX" and first + 1 < last and fine[first].type == "NEG"
    if asks and fine[first + 1].type in SOMEBODY - {"QUANT"}:  # ``Pernah tidak | Rina …``
        first += 1
    while last > first and fine[last - 1].type in SKIPPED:
        last -= 1
    often = [token.type for token in fine[max(first, last - 2) : last]] in (["NAME", "QUANT"], ["CAP", "QUANT"])
    return first, last - often  # ``Rahmat | banyak | mengaku``


def _beside_thing(fine: tuple[Token, ...], first: int, last: int) -> int:
    """Return where somebody is joined to a thing, so that he is a subject alone; 0 if nowhere.

    ``Rina mengatakan hujan deras | dan | Budi mengatakan …``.
    """
    joiner = next((i for i in range(last - 1, first, -1) if fine[i].type == "CONJ"), 0)
    if not joiner or not {token.type for token in fine[first:joiner]} <= THING | {"COMMA"}:
        return 0
    return joiner if nominal_type(fine[joiner + 1 : last]) in {"NAMES", "TITLED"} else 0


def _described(fine: tuple[Token, ...], cut: list[Phrase]) -> list[Phrase]:
    """Let what describes a title before a name be part of it: ``Warga yang selamat, | Rahmat, menuturkan …``.

    So do the body and the time of an office: ``Kepala Humas pada Polda Lembah, …``, ``Menteri Laut saat itu, …``.
    """
    kinds = [phrase.type for phrase in cut]
    office = len(cut) == APPOSED and any(t.type == "ROLE" for t in fine[cut[0].first : cut[0].last])
    placed = kinds in (["ROLES", "CIRCUMSTANCE"], ["TITLED", "CIRCUMSTANCE"]) and fine[cut[1].first].type == "DI"
    if office and (placed or kinds in (["ROLES", "TIME"], ["TITLED", "TIME"])):
        return [Phrase("ROLES", cut[0].first, cut[1].last)]
    held = kinds == ["TITLED", "RELATIVE"] and holds_too(fine, cut[1].first)  # ``Ketua Muara yang juga lurah, |``
    if kinds != ["ROLES", "RELATIVE"] and not held:
        return cut
    doing = sum(token.type in {"VERB", "PRED"} for token in fine[cut[1].first : cut[1].last])
    return [cut[0]._replace(last=cut[1].last)] if doing <= 1 else cut


def _behind_address(fine: tuple[Token, ...], index: int) -> int:
    """Return where a phrase ends whose address goes on at a comma: ``warga Kota Muara | , Lembah Utara itu``."""
    end = index
    while end < len(fine) and fine[end].type in ADDRESS | {"COMMA"}:
        end += 1
    if not index < end or fine[index].type != "COMMA":
        return index
    if end == len(fine):
        return end
    return end + 1 if fine[end].type == "DET" else index


def _opening_aside_end(fine: tuple[Token, ...], index: int, last: int, *, adjacent: bool) -> int:
    """Return where a circumstance that opens a clause ends: ``dalam rapat itu | Rahmat``, ``pada Senin | Rahmat``."""
    if not adjacent:  # ``Menanggapi hal itu | Lurah Muara, Rahmat, mengatakan …``
        roles = (i for i in range(index + 2, last) if fine[i - 1].type == "DET" and fine[i].type == "ROLE")
        return next(roles, last)
    acts = next((token.type for token in fine[last:] if token.type not in SKIPPED), "END") in ACTIVE_CUES
    for position in range(index + 1, last):
        kind = fine[position].type
        if kind == "DET":
            return position + 1
        if kind == "TIME":
            return time_end(fine[:last], position)
        if kind == "NUM" and position == index + 1:  # ``pada 2020 | skema ini``
            return position + 1
        # ``Kepada wartawan | Bupati Rina``
        named = fine[position - 1].type in {"ROLE", "ORG"} and kind == "ROLE" and fine[last - 1].type == "NAME"
        titled = kind in {"ROLE", "ORG"} and (fine[position - 1].type in {"N", "NAME"} or (named and acts))
        told = kind == "ORG" and fine[position + 1].type == "ROLE"  # ``Kepada awak media | Ketua RW Rina``
        titled = titled and position > index + 1 and not told
        if kind == "PRON" or titled or (acts and _is_speaker(fine, position, last)):
            return position
    return last


def _is_speaker(fine: tuple[Token, ...], index: int, last: int) -> bool:
    """Tell whether nothing but a name stands from ``index`` to the cue, behind a noun or an occasion of two words.

    ``Dalam rapat | Rina Wulandari | mengatakan``, ``saat ditemui | Rina Wulandari | mengatakan``.
    """
    before, behind = fine[index - 1], index
    while behind < last and fine[behind].type == "NAME":
        behind += 1
    told = before.type == "ROLE" and fine[index - 2].type == "OCC"  # ``Kepada wartawan | Rina | mengatakan``
    led = told or before.type == "N" or (before.type == "OCC" and " " in before.low)
    return led and behind > index and (behind == last or fine[behind].type == "AFF")


def _after_predicate(fine: tuple[Token, ...], index: int, last: int, *, alone: bool) -> list[Phrase]:
    """Cut a stretch that holds another predicate: a new subject can only follow its last conjunction, behind adverbs.

    ``ia menunggu hasil sampel B dan | kini | Antara memastikan …``; or a title, what opens a clause of time:
    ``Itu terjadi sehari setelah | Gubernur Lembah, Rahmat, menuduh …``. In a clause without a subject of its own nobody
    is one: ``Didampingi Camat dan Budi, | Bupati mengatakan``, ``Bupati, didampingi Camat dan Budi, | mengatakan``.
    """
    if alone:
        return [Phrase("CIRCUMSTANCE" if index and fine[index - 1].type == "COMMA" else "CLAUSE", index, last)]
    for position in range(last - 1, index, -1):
        opening = fine[position]
        timed = opening.type == "SUB" or (opening.type == "OCC" and " " in opening.low)
        if opening.type != "CONJ" and not (timed and position + 1 < last and fine[position + 1].type == "ROLE"):
            continue
        first = position + 1
        while first < last and fine[first].type in {"AUX", "OPENER", "TIME"}:
            first += 1
        if first < last and nominal_end(fine[:last], first) == last:
            return [Phrase("CLAUSE", index, position), Phrase(nominal_type(fine[first:last]), first, last)]
    named = index + 1 < last and all(token.type == "NAME" for token in fine[index + 1 : last])
    if named and index > 0 and fine[index - 1].type in {"SUB", "WITH"}:  # ``Saat ditemui | Rina | mengaku …``
        return [Phrase("CLAUSE", index, index + 1), Phrase("NAMES", index + 1, last)]
    return [Phrase("CLAUSE", index, last)]
