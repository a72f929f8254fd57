"""Gold sources times gold contents: `python -m tests.recombined [SEED] [SENTENCES]` prints what is read otherwise.

A frame of ``fixtures/id/matrix/frames.txt`` tells what is right: who speaks and what is said, each as the gold has it.
So every source meets contents and frames that nobody wrote beside it, which is where rules that know only their own
example show.
"""

import random
import re
import sys
from collections.abc import Iterator

from attrs import frozen

from claimtrack.gold import GoldAttribution, GoldRecord
from claimtrack.gold import read as read_gold
from claimtrack.model import Span
from tests.floors import SUITES
from tests.test_matrix import lines, low, sentence, sources_of

SEED, SENTENCES = 7, 1500
SHORTEST = 5  # words of a content
MARKED = re.compile(r"[\"“”„'‘’«»!?;:.()\[\]\n]")  # what may end a sentence, a quotation or a bracket inside it
INSIDE = re.compile(r"[\w,] ")  # behind which a word has the capital that it has inside a sentence


@frozen
class Reading:
    """One sentence and whether what is right in it was found."""

    text: str
    source: str
    content: str
    right: bool


def _plain(record: GoldRecord, span: Span) -> bool:
    """Tell whether words stand inside a sentence and may stand inside another one."""
    before = record.text[max(0, span.start - 2) : span.start]
    return MARKED.search(span.text) is None and INSIDE.fullmatch(before) is not None


def _says(one: GoldAttribution) -> bool:
    """Tell whether somebody plainly says something of several words, in one piece and in the reporter's."""
    plain = one.style == "indirect" and not one.negated and not one.optional
    return plain and len(one.content) == 1 and len(low(one.content[0].text)) >= SHORTEST


def pools() -> tuple[list[str], list[str]]:
    """Return the sources and the contents of the gold that may stand in any frame."""
    sources: dict[str, None] = {}
    contents: dict[str, None] = {}
    for record in (*read_gold(SUITES["blind"]), *read_gold(SUITES["articles"])):
        for one in record.attributions:
            if one.source and one.source_name and one.source.text[0].isalpha() and _plain(record, one.source):
                sources[one.source.text] = None
            if _says(one) and _plain(record, one.content[0]):
                contents[one.content[0].text] = None
    return list(sources), list(contents)


def is_right(text: str, source: str, content: str) -> bool:
    """Tell whether somebody whose phrase ends with ``source`` is read to say exactly ``content``."""
    return any(who[-len(low(source)) :] == low(source) for who in sources_of(text, content))


def readings(seed: int = SEED, sentences: int = SENTENCES) -> Iterator[Reading]:
    """Yield sentences put together by chance, the same ones for the same ``seed``."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    sources, contents = pools()
    frames = [frame for frame in lines("frames") if "{S}" in frame]
    for _ in range(sentences):
        frame, source, content = chance.choice(frames), chance.choice(sources), chance.choice(contents)
        text = sentence(frame, S=source, C=content)
        yield Reading(text, source, content, is_right(text, source, content))


def main() -> None:
    """Print the sentences that are read otherwise, and how many they are."""
    given = [int(argument) for argument in sys.argv[1:]]
    seed, sentences = (*given, *(SEED, SENTENCES)[len(given) :])
    wrong = [one for one in readings(seed, sentences) if not one.right]
    for one in wrong:
        print(f"{one.text}\n    right: {one.source} | {one.content}")  # noqa: T201 - this is a command
    print(f"{len(wrong)} of {sentences} read otherwise")  # noqa: T201 - this is a command


if __name__ == "__main__":
    main()
