"""Phrase: one phrase beside a cue, and what goes on with it behind a word that would end another."""

from typing import NamedTuple

from claimtrack.attribute.nominal import belongs, nominal_end
from claimtrack.tokens import Token

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
    # ``sumber | di kalangan pedagang``, ``Jaksa federal | di Karlsruhe``
    if set(head) <= {"ROLE", "N", "CAP", "QUANT", "ORG"} and place <= PLACED | {"ROLE", "ORG", "DET", "DI"}:
        return True
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
