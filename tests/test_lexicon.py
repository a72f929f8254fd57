"""The lexicons that ship: every line of reporting words shows by its own example that it works."""

import pytest

from claimtrack.check import unread_examples
from claimtrack.packs import languages, load_pack, packs_folder
from claimtrack.pipeline import extract


@pytest.mark.parametrize("lang", languages())
def test_every_cue_is_read_in_its_own_example(lang: str) -> None:
    assert [] == [str(fault) for fault in unread_examples(packs_folder() / lang)]


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
