"""The lexicons that ship: every line of reporting words shows by its own example that it works."""

import pytest

from claimtrack.packs import Cue, languages, load_pack
from claimtrack.pipeline import extract

CUES = [(lang, cue) for lang in languages() for cues in load_pack(lang).cues.values() for cue in cues]
TYPES = sorted({(lang, cue.type) for lang, cue in CUES})


def unread(lang: str, cue: Cue) -> bool:
    return all(cue.form != found.cue.text.lower() for found in extract(cue.example, lang=lang).attributions)


@pytest.mark.parametrize(("lang", "kind"), TYPES)
def test_every_cue_is_read_in_its_own_example(lang: str, kind: str) -> None:
    cues = [cue for where, cue in CUES if where == lang and cue.type == kind]
    assert [] == [f"cues.txt:{cue.line}: {cue.example}" for cue in cues if unread(lang, cue)]


@pytest.mark.parametrize("lang", languages())
def test_a_form_with_a_context_is_no_cue_there(lang: str) -> None:
    """A context is there to stop a cue: the form between the words of its context alone reports nothing."""
    stopped = 0
    for cues in load_pack(lang).cues.values():
        for cue in cues:
            if any(set(other.contexts) != set(cue.contexts) for other in cues):
                continue  # another line of the form may well read it
            for context in cue.contexts:
                phrase = " ".join(cue.form if word == "_" else word for word in context)
                assert all(cue.form != found.cue.text for found in extract(phrase, lang=lang).attributions), phrase
                stopped += 1
    assert stopped
