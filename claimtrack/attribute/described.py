"""Described: a relative clause that holds a cue in, whom or what it describes out."""

from claimtrack.attribute.ahead import phrases_ahead
from claimtrack.attribute.anaphors import is_claim_noun
from claimtrack.attribute.antecedents import antecedent
from claimtrack.attribute.borders import SOMEBODY
from claimtrack.attribute.found import Found
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.attribute.written import is_written
from claimtrack.parse import source_phrases
from claimtrack.tokens import Token

PERSONAL = frozenset({"saying", "believing", "admitting", "claiming", "accusing"})  # nouns for what somebody holds
INSIDE = frozenset({"N", "NAME", "PLACE", "ORG", "NUM", "DET", "BRACKET", "TIME"})  # words of a circumstance
OFFICE = frozenset({"ROLE", "ORG", "NAME", "PLACE", "N"})  # words of an office
CIRCUMSTANCE = 5  # words of one between a relative pronoun and its verb


def described(view: View, cue: int, relative: int) -> Found | None:
    """Return whom the relative clause of a cue describes, whose pronoun stands at ``relative``."""
    if relative and (apposed := _apposed(view, relative)) is not None:
        return apposed
    of_thing = view.fine[cue].type == "OPI"
    found = antecedent(view.fine, relative, of_thing=of_thing)
    return found if found is None or of_thing else _meant(view, cue, found)


def before_circumstance(fine: tuple[Token, ...], index: int) -> int:
    """Step over when or where somebody described says it: ``media itu, yang | dalam laporannya | mengklaim …``."""
    first = index
    while first and index - first < CIRCUMSTANCE and fine[first - 1].type in INSIDE:
        first -= 1
    first -= first > 0 and fine[first - 1].type in {"OCC", "DI"}
    opens = first < index and fine[first].type in {"OCC", "DI", "TIME"}
    return first if opens and first and fine[first - 1].type == "REL" else index


def _apposed(view: View, relative: int) -> Found | None:
    """Return a name with its title that a relative clause describes.

    ``Rahmat, pakar, | yang …``, with a comma before the pronoun; ``Lurah Muara, Rahmat | yang …``, without one.
    """
    set_off = view.fine[relative - 1].type == "COMMA"
    last = relative - set_off
    phrases = phrases_ahead(view.fine, relative, 0)
    outcome = source_phrases(tuple(phrase.terminal for phrase in phrases), view.pack)
    if outcome is None or outcome[0] != "apposed":
        return _behind_office(view, last) if set_off else None
    chosen = [phrases[at] for at in outcome[1]]
    first = chosen[-1].first
    named = chosen[-1].type in {"NAMES", "TITLED"}
    office = next((i for i in range(first, chosen[-1].last) if type_at(view, i) == "ROLE"), first)
    if all(type_at(view, i) in {"N", "CAP", "NOUN"} for i in range(first, office)):
        first = office  # ``tuduhan | Lurah Muara, Rahmat | yang …``
    titled = chosen[0].type == "NAMES" and chosen[-1].type == "ROLES" and type_at(view, first) == "ROLE"
    whole = max(phrase.last for phrase in chosen) == last and ((named and set_off) or titled)
    return Found(first, last, "antecedent") if whole else None


def _behind_office(view: View, last: int) -> Found | None:
    """Return a name that ends at ``last`` with the office before a comma: ``membahas ucapan | Lurah Muara, Rahmat``."""
    first = last
    while first and type_at(view, first - 1) in {"NAME", "BRACKET"}:
        first -= 1
    comma = first - 1
    office = comma
    while first < last and type_at(view, comma) == "COMMA" and type_at(view, office - 1) in OFFICE:
        office -= 1
    office = next((i for i in range(office, comma) if type_at(view, i) == "ROLE"), comma)
    # ``Saat bertemu Presiden Norlandia, | Rahmat, yang …``: another one
    timed = view.fine[first_word(view)].low.split(" ", 1)[0] in view.pack.words("temporals")
    return Found(office, last, "antecedent") if office < comma and not timed else None


def _placed(view: View, preposition: int) -> Found | None:
    """Return what is written somewhere, before where: ``sebuah pesan | di media sosial yang menyebut …``."""
    word = view.fine[preposition].low if 0 <= preposition < len(view.fine) else ""
    if type_at(view, preposition) != "DI" and view.pack.notes("particles").get((word,)) != "VIA":
        return None
    first = preposition
    while first and type_at(view, first - 1) in {"N", "CAP", "QUANT", "AUX"}:  # ``pesan singkat``
        first -= 1
    head = first + (type_at(view, first) == "QUANT")
    return Found(first, preposition, "antecedent") if head < preposition and is_written(view, head) else None


def _holds(view: View, found: Found, noun: int) -> bool:
    """Tell whether what somebody made says a thing, not he: a body, an unknown one, or anybody behind a ``surat``."""
    kind, low = type_at(view, found.first), view.fine[found.first].low
    unknown = view.pack.notes("descriptions").get((low,)) == "anonymous"
    short = kind == "NAME" and view.text[view.fine[found.first].start : view.fine[found.first].stop].isupper()
    mute = not view.pack.cues.get(view.fine[noun].low)  # ``surat | dari lurah itu yang …``
    return kind == "ORG" or unknown or short or (mute and kind == "ROLE")


def _before_where(view: View, found: Found) -> Found | None:
    """Return who or what is described before where it is: ``Analis bank | di Muara yang memperkirakan …``; else None.

    Where somebody speaks is no part of it: ``pernyataan Presiden | dalam debat yang menyebutkan …``.
    """
    words = view.fine[found.first : found.last]
    there = {"N"} if is_claim_noun(view, view.fine[found.first - 2].low) else {"PLACE", "NAME"}
    placed = type_at(view, found.first - 1) == "DI" and all(token.type in there for token in words)
    speech = view.pack.words("speech_occasions")
    spoken = type_at(view, found.first - 1) == "OCC" and all(token.low in speech for token in words)
    if not placed and not (spoken and not is_written(view, found.first)):
        return None
    outer = antecedent(view.fine, found.first - 1, of_thing=False)
    if outer is None or outer.first >= outer.last:
        return None
    return outer._replace(last=found.last) if placed and there != {"N"} else outer


def _meant(view: View, cue: int, found: Found) -> Found:
    """Return of a described phrase who can do what the cue tells.

    Somebody admits, not his report (``tujuh laporan | warga | yang mengaku …``), and holds what is in his view
    (``pandangan | beberapa analis | yang menilai …``); a document says what a relative clause behind the body that
    made it tells: ``survei yang dirilis Pusat Kajian | yang menyebut …``.
    """
    if (holder := _before_where(view, found)) is not None:
        return _meant(view, cue, holder)
    line, first = view.fine[cue].cue, found.first + (type_at(view, found.first) in {"QUANT", "NUM"})
    somebody = type_at(view, first + 1) in SOMEBODY and first + 1 < found.last
    admits = line is not None and line.cls == "admitting" and is_written(view, first)
    held = any(noun.type == "NOUN" and noun.cls in PERSONAL for noun in view.pack.cues.get(view.fine[first].low, ()))
    head = first + 1 + (type_at(view, first + 1) == "QUANT")
    if somebody and (admits or held) and not is_written(view, head):  # not ``unggahan | sebuah akun | yang menyebut``
        return found._replace(first=first + 1)
    noun = found.first - 2  # ``pernyataan | dari Dinas Laut yang menyebut …``
    while type_at(view, noun) in {"AUX", "OPENER"} and noun > 0:
        noun -= 1
    held_by = type_at(view, found.first - 1) == "FROM" and _holds(view, found, noun)
    told = line is not None and (line.cls not in {"admitting", "believing"} or line.stance == "endorsing")
    if told and (placed := _placed(view, found.first - 1)) is not None:
        return placed
    if held_by and told and is_written(view, noun):
        return found._replace(first=noun - (type_at(view, noun - 1) == "QUANT"))
    relative = found.first - 2
    made = relative > 0 and type_at(view, relative) == "REL" and type_at(view, relative + 1) in {"VERB", "PAS"}
    thing = antecedent(view.fine, relative, of_thing=False) if made and type_at(view, found.first) == "ORG" else None
    return found._replace(first=thing.first) if thing and is_written(view, thing.first) else found
