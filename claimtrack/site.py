"""Site: where a word stands that may be a cue, and the questions that its types ask of its neighbours."""

from collections.abc import Mapping
from typing import NamedTuple

from claimtrack.packs import Cue
from claimtrack.tokens import PREDICATES, Token

Notes = Mapping[tuple[str, ...], str]  # entry of a list -> its note
NEAR = 7
SPEAKERS = frozenset({"ROLE", "ORG", "NAME"})
NOMINAL = frozenset({"NAME", "ROLE", "ORG", "PRON", "CAP", "QUANT", "PLACE", "N"})
AGENTS = frozenset({"NAME", "ROLE", "ORG", "PRON"})
CLAUSE_ENDS = PREDICATES | {"END", "QUOTE"}


class Site(NamedTuple):
    """Where a candidate cue stands.

    Args:
        tokens: the typed words of the sentence.
        position: index of the candidate.
        before: the tokens already decided to its left.
        clitic: whether a clitic follows it.
        cues: the lexicon lines of its form.
        cue: the line that is tried.
        markers: function words that the clause grammar puts behind a cue of this type.
        gerunds: prepositions behind which a verb only names an act (``hati-hati dalam menilai …``).
        addressees: prepositions before whom somebody tells something (``melaporkan | kepada bupati bahwa …``).
        unsaid: words before what may or should be said, but is not (``sulit | diprediksi``).
        givings: passives whose agent says what the noun before them names (``laporan yang | dibuat warga bahwa …``).
        existing: words behind such a noun that something exists (``laporan warga | ada mayat di sungai``).
    """

    tokens: list[Token]
    position: int
    before: list[Token]
    clitic: bool
    cues: tuple[Cue, ...]
    cue: Cue
    markers: frozenset[str]
    gerunds: frozenset[str]
    addressees: frozenset[str]
    unsaid: frozenset[str]
    givings: frozenset[str]
    existing: Notes

    @property
    def only(self) -> bool:
        """Tell whether the form has no other use."""
        return len(self.cues) == 1

    @property
    def opening(self) -> str:
        """Return the type of what opens the sentence behind connectives."""
        return next((token.type for token in self.tokens if token.type not in {"OPENER", "BUT", "COMMA"}), "")

    @property
    def active_too(self) -> bool:
        """Tell whether the same form is an active verb as well."""
        return any(cue.type == "ACT" for cue in self.cues)

    def comma_follows(self, *, closing: bool = False) -> bool:
        """Tell whether a comma, a colon or, if ``closing``, a full stop stands near behind, before any predicate."""
        for token in self.tokens[self.position + 1 : self.position + 1 + NEAR]:
            if token.type in {"COMMA", "COLON"} or (closing and token.type == "END"):
                return True
            if token.type in CLAUSE_ENDS:
                return False
        return False

    def left(self, *skip: str) -> str:
        """Return the type of the nearest token to the left that is not in ``skip``; START at the border."""
        for token in reversed(self.before):
            if token.type not in skip:
                return token.type
        return "START"

    def right(self, *skip: str) -> Token:
        """Return the nearest token to the right that is not in ``skip``."""
        for token in self.tokens[self.position + 1 :]:
            if token.type not in skip:
                return token
        return Token("STOP", 0, 0, "")
