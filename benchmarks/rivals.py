"""What claimtrack is measured beside. A contender reads articles in a process of its own and says what that cost.

usage: rivals.py NAME ARTICLES      (`speed.py` starts one process for each contender)

Prints one line of JSON: words a second with each article read once, and with the articles read over and over; how many
attributions were found; resident memory at its peak; and the CPU time from the start of the process to a first result.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from resource import RUSAGE_SELF, getrusage

from claimtrack.packs import load_pack
from claimtrack.read import Document, Reader

LANG = "id"
FIRST = '"Air sudah surut," kata Rahmat Hidayat, Senin.'
REPEATED = 20_000_000  # bytes of text that are read over and over, if it can be done in time
SECONDS = 5.0  # CPU time after which a contender may stop reading over and over
NEAR = 12  # tokens behind a quotation in which spaCy's matcher looks for who said it
Read = Callable[[str], int]


def claimtrack() -> Read:
    """Return `claimtrack.extract`: everything, from the text to sources with names."""
    from claimtrack.pipeline import extract  # noqa: PLC0415 - each contender loads only itself

    return lambda text: len(extract(text, lang=LANG).attributions)


def regular_expression() -> Read:
    """Return what one writes in five minutes: content, comma, one of the pack's reporting words, a capitalised name."""
    forms = "|".join(sorted(map(re.escape, load_pack(LANG).cues), key=len, reverse=True))
    pattern = re.compile(rf"([^.\n]+),[\"”]? (?:{forms}) ((?:[A-Z][\w-]+ ?)+)")
    return lambda text: len(pattern.findall(text))


def spacy_rules() -> Read:
    """Return a spaCy pipeline with a rule-based quotation extractor: a quotation with a cue and a name near it."""
    import spacy  # noqa: PLC0415 - it may be absent
    from spacy.matcher import Matcher  # noqa: PLC0415

    nlp = spacy.blank(LANG)
    nlp.add_pipe("sentencizer")
    said, name = {"LOWER": {"IN": sorted(load_pack(LANG).cues)}}, {"IS_TITLE": True, "OP": "+"}
    mark, inside = {"IS_QUOTE": True}, {"IS_QUOTE": False, "OP": "+"}
    matcher = Matcher(nlp.vocab)
    matcher.add("quotation", [[mark, inside, mark]], greedy="LONGEST")
    matcher.add("speaker", [[said, name], [name, said]], greedy="LONGEST")

    def read(text: str) -> int:
        doc = nlp(text)
        found = [(nlp.vocab.strings[kind], start, stop) for kind, start, stop in matcher(doc)]
        speakers = [start for kind, start, _ in found if kind == "speaker"]
        ends = [stop for kind, _, stop in found if kind == "quotation"]
        return sum(any(stop <= start <= stop + NEAR for start in speakers) for stop in ends)

    return read


def parsing(read_types: Callable[[tuple[str, ...]], int]) -> Read:
    """Return a contender that only parses; what the lexer makes of a text is made before the clock starts."""
    from claimtrack.attribute import views  # noqa: PLC0415
    from claimtrack.parse import frames_of  # noqa: PLC0415

    pack, known = load_pack(LANG), dict[str, list[tuple[str, ...]]]()

    def read(text: str) -> int:
        if text not in known:
            runs = [tuple(token.type for token in view.coarse) for view in views(text, pack) if view.frames]
            known[text] = runs
            frames_of.cache_clear()
            return 0
        return sum(map(read_types, known[text]))

    return read


def shape_memo() -> Read:
    """Return what claimtrack does: LALR, each shape once."""
    from claimtrack.parse import frames_of  # noqa: PLC0415

    pack = load_pack(LANG)
    return parsing(lambda types: len(frames_of(types, pack)))


def lark(kind: str) -> Read:
    """Return plain Lark on the same tokens, with one of its algorithms."""
    from lark import Lark, Tree  # noqa: PLC0415
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415

    from claimtrack.grammar import TypeLexer  # noqa: PLC0415

    parser = Lark(load_pack(LANG).grammar("clause"), parser=kind, lexer=TypeLexer, start="start")

    def read(types: tuple[str, ...]) -> int:
        try:
            tree = parser.parse(types)  # type: ignore[arg-type] - the lexer takes types, not a text
        except UnexpectedInput:
            return 0
        return sum(isinstance(child, Tree) for child in tree.children)

    return parsing(read)


CONTENDERS: dict[str, Callable[[], Read]] = {
    "claimtrack": claimtrack,
    "regular expression": regular_expression,
    "spaCy, rules": spacy_rules,
    "claimtrack, parsing only": shape_memo,
    "Lark LALR, parsing only": lambda: lark("lalr"),
    "Lark Earley, parsing only": lambda: lark("earley"),
}


def measure(name: str, path: str) -> dict[str, float]:
    """Return what a contender costs on the articles of a file.

    Args:
        name: one of `CONTENDERS`.
        path: the articles.
    """
    read = CONTENDERS[name]()
    read(FIRST)
    first = time.process_time()  # it counts from the start of the process
    articles = [item.text.encode() for item in Reader().read([path]) if isinstance(item, Document)]
    words = sum(len(text.split()) for text in articles)
    if "parsing" in name:
        for text in articles:
            read(text.decode())
    start = time.process_time()
    found = sum(read(text.decode()) for text in articles)
    once, passes = time.process_time() - start, 1
    for _ in again(sum(map(len, articles)), start):
        for text in articles:
            read(text.decode())
        passes += 1
    spent = time.process_time() - start
    return {
        "once": words / once,
        "repeated": words * passes / spent,
        "passes": passes,
        "found": found,
        "memory": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "first": first,
    }


def again(size: int, start: float) -> Iterator[int]:
    """Yield as often as articles of a size must be read again, until the text is long enough or the time is over."""
    for number in range(REPEATED // size):
        if time.process_time() - start > SECONDS:
            return
        yield number


if __name__ == "__main__":
    try:
        print(json.dumps(measure(sys.argv[1], sys.argv[2])))
    except ModuleNotFoundError as error:
        if str(error.name).startswith("claimtrack"):
            raise
        print(json.dumps({"absent": error.name}))
