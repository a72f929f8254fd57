"""One sentence as the attribution rules see it: its text, its tokens at both grains, and its frames."""

from functools import cached_property

from attrs import field, frozen

from claimtrack.attribute.found import Found
from claimtrack.lex import lex
from claimtrack.model import Span
from claimtrack.packs import Pack
from claimtrack.parse import Frame, coarse, frames
from claimtrack.segment import Sentence
from claimtrack.tokens import Token

MOST_CUES = 64  # of one sentence; a longer row is no sentence, and each cue is weighed against all others


@frozen
class View:
    """A sentence ready to be attributed.

    Args:
        text: the whole text.
        sentence: where the sentence lies in it.
        fine: its words.
        pack: the language pack.
        spoken: it stands inside a quotation.
        subjects: what was found before each cue (`claimtrack.attribute.source`), so that no search is made twice.
    """

    text: str
    sentence: Sentence
    fine: tuple[Token, ...]
    pack: Pack
    spoken: bool = False
    subjects: dict[int, Found | None] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, text: str, sentence: Sentence, pack: Pack, names: frozenset[str], *, spoken: bool = False) -> "View":
        """Lex a sentence; it is parsed when it is asked, since one in four holds no cue."""
        return cls(text, sentence, lex(text, sentence, pack, names), pack, spoken)

    @cached_property
    def coarse(self) -> tuple[Token, ...]:
        """The runs of the sentence; ``first`` and ``last`` point into ``fine``."""
        return coarse(self.fine, self.pack)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The cues in their constructions, the first `MOST_CUES` of them; indices count ``coarse``."""
        return frames(self.coarse, self.pack)[:MOST_CUES] if any(token.cue for token in self.fine) else ()

    def cue_index(self, frame: Frame) -> int:
        """Return the fine index of a frame's cue."""
        return self.coarse[frame.cue].first

    def after_index(self, frame: Frame) -> int:
        """Return the fine index behind a frame's cue, clitic and marker."""
        return self.coarse[frame.after - 1].last

    def span(self, first: int, last: int) -> Span | None:
        """Return the span of the fine tokens ``[first, last)`` without border punctuation; None if nothing is left."""
        while first < last and self.fine[first].type in BORDER:
            first += 1
        while last > first and self.fine[last - 1].type in BORDER:
            last -= 1
        if first >= last:
            return None
        return Span.of(self.text, self.fine[first].start, self.fine[last - 1].stop)


BORDER = frozenset({"COMMA", "COLON", "SEMI", "DASH", "END", "COMP"})


def first_word(view: View) -> int:
    """Return the index of the first fine token that is no connective; one beyond the last where there is none."""
    fine = view.fine
    return next((i for i, token in enumerate(fine) if token.type not in {"OPENER", "BUT", "COMMA"}), len(fine))


def unquoted(view: View, index: int) -> str:
    """Return the text of a quotation without its opening mark."""
    return view.text[view.fine[index].start : view.fine[index].stop].lstrip("\"“”‘’'`«» ")


def type_at(view: View, index: int) -> str:
    """Return the type of a fine token; END beyond either border."""
    return view.fine[index].type if 0 <= index < len(view.fine) else "END"
