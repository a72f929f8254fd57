"""Acting: a name of an article in, whether it does something there out: who acts may be who speaks next."""

import re

from claimtrack.resolve.runs import OPENERS, Run, words_before
from claimtrack.resolve.titles import TITLE_REACH, role_before
from claimtrack.resolve.words import PEOPLE, Vocabulary

CLOSING = re.compile(r", ([a-z]+)\b[^,.\n]*[.]")
BEHIND = re.compile(r" ([a-z]+)")
ENDS = frozenset(".!?")


def acts(text: str, run: Run, words: Vocabulary) -> bool:
    """Tell whether a name opens its sentence or clause, with its title or not, or is the agent that ends a sentence."""
    if run.opens:  # ``kepada pejabat baru, Rina Wulandari.``: nothing is told of her
        return text[run.stop : run.stop + 1] not in ENDS
    return bool(run.before) and (is_agent(text, run, words) or _goes_first(text, run, words))


def is_agent(text: str, run: Run, words: Vocabulary) -> bool:
    """Tell whether a sentence ends with a run behind a passive verb: ``Gol itu diborong Yance Rumbewas.``.

    Who it is may follow: ``Hal sama dialami Wagiman, petani tebu.``.
    """
    if text[run.stop : run.stop + 1] in ENDS:
        return _is_acted(run, words)
    return _is_acted(run, words) and _tells_again(text, run, words) and is_called(CLOSING.match(text, run.stop), words)


def _tells_again(text: str, run: Run, words: Vocabulary) -> bool:
    """Tell whether the sentence before a run begins with what stands for something told: ``Hal sama | dialami``."""
    return words.anaphora.match(words_before(text, run.start)) > 1


def _is_acted(run: Run, words: Vocabulary) -> bool:
    """Tell whether a passive verb stands right before a run."""
    return bool(run.before) and words.is_passive(run.before[-1])


def _goes_first(text: str, run: Run, words: Vocabulary) -> bool:
    """Tell whether a title and name open a clause behind a comma: ``Namun, pegiat | Hendra Kotolaweh punya …``."""
    role = " ".join(role_before(run, words))
    lead = text[max(0, run.start - TITLE_REACH) : run.start].rstrip()
    behind = BEHIND.match(text, run.stop)
    if not role or behind is None or not lead.endswith(role):
        return False
    return lead.removesuffix(role).rstrip()[-1:] in OPENERS and behind[1] not in words.prepositions | words.locatives


def is_called(apposed: re.Match[str] | None, words: Vocabulary) -> bool:
    """Tell whether the word behind a name and a comma says what a person is: ``…, penyiar``."""
    word = (apposed[1],) if apposed else ()
    return bool(word) and (words.descriptions.get(word) in PEOPLE or words.roles.match(word) > 0)
