"""Phrase: one phrase beside a cue, and what goes on with it behind a word that would end another."""

from typing import NamedTuple

from claimtrack.attribute.borders import SKIPPED, SOMEBODY
from claimtrack.attribute.nominal import BEHIND_APPOSITION, belongs, follows_name, nominal_end
from claimtrack.attribute.stretches import ADDRESS, NAMEY, age_end
from claimtrack.tokens import PREDICATES as PREDICATE
from claimtrack.tokens import Token

SHORT = 6  # letters of the short name of a body
PLACED = frozenset({"PLACE", "NAME", "PLACE_HEAD", "CONJ", "N"})


class Phrase(NamedTuple):
    """A phrase beside a cue: its type for ``source.lark`` and its fine tokens ``[first, last)``."""

    type: str
    first: int
    last: int
    comma: bool = False

    @property
    def terminal(self) -> str:
        """Return the token type as the grammar spells it."""
        plain = self.type in {"STOP", "BRACKET", "LOCATION"}
        return self.type if plain or not self.comma else f"C_{self.type}"


def nominal_type(tokens: tuple[Token, ...]) -> str:
    """Return the type of a noun phrase: names only, a title and a name, or any other."""
    origin = next((i for i, token in enumerate(tokens) if token.type == "FROM"), len(tokens))
    named = tokens[:origin] if origin > 1 else tokens  # ``Rahmat Hidayat dari Partai Lontar``
    if all(token.type in NAMEY for token in named):
        return "NAMES"
    return "TITLED" if _is_titled(named) else "ROLES"


def _is_titled(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a title and a name make a phrase: ``Menteri Rahmat``, ``Mayjen TNI Rahmat``."""
    last = len(tokens)
    while last and tokens[last - 1].type in {"NAME", "BRACKET"}:
        last -= 1
    rank = last > 1 and tokens[last - 1].type == "ORG" and tokens[0].type == "NAME"
    return last < len(tokens) and last > 0 and (tokens[last - 1].type == "ROLE" or rank)


def is_told_by(phrases: list[Phrase], kind: str) -> bool:
    """Tell whether an agent belongs to the circumstance before it: ``dalam surat yang dikirim kemarin | oleh Sari``."""
    return kind == "BY" and phrases[:1] != [] and phrases[0].type == "CIRCUMSTANCE"


def made(fine: tuple[Token, ...], phrases: list[Phrase], index: int) -> list[Phrase]:
    """Join whoever made a thing to it and its date, where he is told of at ``index``; return no phrase if not.

    ``Survei terbaru | oleh Pusat Kajian``, ``Laporan pekan lalu | dari Pusat Kajian``.
    """
    dated = len(phrases) > 1 and phrases[-1].type == "TIME"
    if not phrases or fine[index].type not in ({"FROM", "BY"} if dated else {"BY"}):
        return []
    *before, thing = phrases[: len(phrases) - dated]
    opens = thing.last - thing.first == 1 and fine[thing.first].type == "CAP"
    if fine[thing.first].type == "ROLE" or (thing.type != "ROLES" and not opens):  # ``Korban penipuan | oleh Rahmat``
        return []
    return [*before, thing._replace(last=nominal_end(fine, index + 1), type="ROLES")]


def grown(fine: tuple[Token, ...], phrases: list[Phrase], index: int) -> list[Phrase]:
    """Let a word go on with the phrase before it; return no phrase if it does not.

    ``ibu | saya``, ``saksi | memberatkan | yang X``, ``Dewi Kusumastuti | sebagai Manajer Promosi``.
    """
    if not phrases:
        return []
    *before, phrase = phrases
    if fine[index].type == "AS" and phrase.type == "NAMES" and phrase.last == index:
        office = index + 1 < len(fine) and fine[index + 1].type == "ROLE"
        return [*before, phrase._replace(last=nominal_end(fine, index + 1))] if office else []
    if fine[index].type == "PRON":
        grows = phrase.type in {"ROLES", "TITLED"} and belongs(fine, phrase.first, index)
    else:
        grows = fine[index].type == "VERB" and index + 1 < len(fine) and fine[index + 1].type == "REL"
    return [*before, phrase._replace(last=index + 1)] if grows else []


def interrupts(fine: tuple[Token, ...], index: int) -> bool:
    """Tell whether who tells it stands inside what is told: ``Pelaku itu, saksi | mengatakan, | lari``.

    A comma follows the verb before any clause does, or a predicate whose subject stands before: ``… mengatakan, akan``.
    """
    cue = next((i for i in range(index, len(fine)) if fine[i].type not in SKIPPED), index)
    following = [token.type for token in fine[cue + 1 :]]
    inside = next((kind for kind in following if kind in PREDICATE | {"COMMA", "COMP", "QUOTE"}), "END")
    closed = following[:1] == ["COMMA"]
    line = fine[cue].cue if cue < len(fine) else None
    himself = line is not None and line.cls == "admitting" and not closed  # ``warga itu mengaku | belum makan``
    acts = following[closed : closed + 1] in ([kind] for kind in PREDICATE) and not himself
    return (not closed and inside == "COMMA") or acts


def stays(fine: tuple[Token, ...], phrases: list[Phrase], index: int) -> bool:
    """Tell whether where somebody without a name is tells who it is: ``relawan | di posko mengatakan``.

    So does the place of a body or a thing, which are where they are: ``Kedutaan Besar RI | di Kota Muara memastikan``.
    """
    if _serves(fine, phrases, index):
        return True
    if len(phrases) != 1 or phrases[0].type != "ROLES" or index + 1 >= len(fine):
        return False
    head = [token.type for token in fine[phrases[0].first : index]]
    place = {token.type for token in fine[index + 1 :]}
    # ``sumber | di kalangan pedagang``, ``Jaksa federal | di Karlsruhe``, ``Petani | di Muara, Lembah Utara``
    if set(head) <= {"ROLE", "N", "CAP", "QUANT", "ORG"} and place <= PLACED | {"ROLE", "ORG", "DET", "DI", "COMMA"}:
        return True
    if follows_name(fine, phrases[0].first) and place <= PLACED | {"ORG", "COMMA", "ROLE"}:
        return True  # ``Rina, profesor hukum | di Universitas Lembah menilai``
    counted = fine[index + 1].type in {"QUANT", "NUM"}  # ``Sebuah studi | di empat negara menemukan``
    noun = head[head[0] == "QUANT" and len(head) > 1]
    thing = head[0] == "ORG" or (noun in {"N", "CAP"} and "NAME" not in head)
    return thing and place <= PLACED | {"QUANT", "NUM"} and (counted or fine[index + 1].type in {"PLACE", "NAME"})


def _serves(fine: tuple[Token, ...], phrases: list[Phrase], index: int) -> bool:
    """Tell whether a name follows where a title is held: ``Konsul Jenderal RI | di Davao Markus Lantang | yakin``."""
    place, *name = [token.type for token in fine[index + 1 :]] or ["END"]
    titled = bool(phrases) and fine[phrases[-1].first].type == "ROLE" and phrases[-1].last == index
    titled = titled and phrases[-1].last - phrases[-1].first > 1  # not ``Petugas | di Jakarta Trade Mall``
    return titled and place == "PLACE" and len(name) > 1 and set(name) == {"NAME"}


def longer_end(fine: tuple[Token, ...], phrase: Phrase, index: int, *, comma: bool, cites: bool) -> int | None:
    """Return where a phrase ends that goes on at ``index``: a short name, an age, an address, what somebody speaks as.

    ``kata Rina Sari | sebagai Ketua Panitia, …``
    """
    kind = fine[index].type
    if comma and kind == "ORG" and _is_acronym(fine, phrase, index):
        return index + 1
    if kind == "CONJ" and cites and not comma and fine[index - 1].type == "DET" and phrase.type != "CIRCUMSTANCE":
        end = nominal_end(fine, index + 1)  # ``menurut sumber tersebut | dan seorang mantan pejabat``
        more = fine[index + 1 : end]
        known = end < len(fine) and fine[end].type == "REL"  # ``… dan dua orang | yang tahu soal itu, …``
        if known:
            end = next((i for i in range(end, len(fine)) if fine[i].type in {"COMMA", "QUOTE", "END"}), end)
        somebody = any(token.type in (SOMEBODY if known else SOMEBODY - {"QUANT"}) for token in more)
        return end if somebody and (end == len(fine) or fine[end].type in {"END", "QUOTE", "COMMA"}) else None
    if comma:
        return age_end(fine, index) or (_address_end(fine, phrase, index) if kind == "PLACE" else None)
    longer = grown(fine, [phrase], index) if kind == "AS" and cites else []
    end = longer[-1].last if longer else len(fine)
    return end if longer and (end == len(fine) or fine[end].type in BEHIND_APPOSITION) else None


def _is_acronym(fine: tuple[Token, ...], phrase: Phrase, index: int) -> bool:
    """Tell whether the short name of a body follows what it is: ``badan intelijen Korea Selatan, | NIS | , …``."""
    told = fine[phrase.first].type == "ORG" and phrase.last > phrase.first + 1 and len(fine[index].low) <= SHORT
    behind = [token.type for token in fine[index + 1 : index + 3]]
    listed = behind == ["COMMA", "CONJ"] or behind[:1] == ["CONJ"]
    return told and not listed and (behind[0] if behind else "END") in BEHIND_APPOSITION


def _address_end(fine: tuple[Token, ...], phrase: Phrase, index: int) -> int | None:
    """Return where an address ends that goes on at ``index``: ``warga Desa Sumber, Kecamatan Lembah, Rahmat``."""
    kinds = [token.type for token in fine[phrase.first : phrase.last]]
    # ``Rina, pedagang di Pasar Lama, Muara``
    placed = "PLACE" in kinds or (phrase.comma and kinds[-1] == "NAME" and "DI" in kinds)
    if phrase.type in {"TIME", "PRON"} or not placed:
        return None
    end = index
    while end < len(fine) and fine[end].type in ADDRESS:
        end += 1
    following = fine[end].type if end < len(fine) else "END"
    return end if following in BEHIND_APPOSITION else None
