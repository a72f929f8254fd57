"""Coverage-guided fuzzing with atheris: ``python -m tests.fuzz reader|segmenter|extractor SECONDS``.

A fault ends it with a traceback, the input in a file and a status other than 0. `make soak` runs it.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["claimtrack"]):
    from claimtrack.evaluate import gold_files
    from claimtrack.gold import read
    from claimtrack.model import Document
    from claimtrack.packs import load_pack
    from claimtrack.pipeline import extract
    from claimtrack.read import Limits, Reader
    from claimtrack.read.records import PARSERS
    from claimtrack.segment import segment

LANG = "id"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "id"
LONGEST, SLOWEST, MEMORY = 4_096, 25, 2_048  # bytes of an input, seconds for it, MiB of the process
RECORDS = (
    b'{"id": "a", "outlet": "Harian", "text": "Air surut, kata Budi."}\n{"text": ""}\n',
    b'id,text\n1,"Air ""surut"", kata Budi."\n2;3\n',
    b"Banjir Lamuru\n\nAir surut, kata Budi.\r\n",
    b'\xef\xbb\xbf{"text": "\\ud800\\u0000"}',
)
MARKS = (
    '"',
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "``",
    "''",
    "(",
    ")",
    "[",
    "]",
    ":",
    ";",
    ",",
    ".",
    "...",
    "…",
    "—",
    " - ",
    "\n\n",
)


def reader(data: bytes) -> None:
    """Read ``data`` as every kind of file: what comes out can be stored, what is said about it is one line."""
    limits = Limits(article=LONGEST // 2, field=100)
    items: list[object] = [i for parse in PARSERS.values() for _, i in parse(io.BytesIO(data), "a", limits)]
    items += list(Reader(limits=limits, keep_going=True, stdin=io.BytesIO(data)).read(["-"]))
    for item in items:
        if isinstance(item, Document):
            f"{item.text}{item.id}{item.outlet}{item.title}{item.url}".encode()
            assert "\0" not in item.text
            assert item.text.strip()
        else:
            assert str(item).isprintable(), ascii(item)


def segmenter(data: bytes) -> None:
    """Cut ``data`` into sentences: in order, apart from one another, each with quotations of its own."""
    text = data.decode("utf-8", "surrogateescape")
    sentences = segment(text, load_pack(LANG))
    assert all(one.stop <= other.start for one, other in pairwise(sentences))
    for sentence in sentences:
        assert 0 <= sentence.start < sentence.stop <= len(text)
        inside = [sentence.start, *(at for quote in sentence.quotes for at in (quote.start, quote.stop)), sentence.stop]
        assert sorted(inside) == inside


def extractor(data: bytes) -> None:
    """Extract from ``data``: every span slices back, no cue is read twice, a parent holds its child."""
    text = data.decode("utf-8", "surrogateescape")
    extraction = extract(text, lang=LANG)
    starts = [attribution.cue.start for attribution in extraction.attributions]
    assert sorted(set(starts)) == starts
    for attribution in extraction.attributions:
        for span in (attribution.cue, *attribution.content, *([attribution.source] if attribution.source else [])):
            assert span.text == text[span.start : span.stop]
        if attribution.parent:
            around = attribution.parent.content
            assert all(any(span.contains(part) for span in around) for part in attribution.content) or any(
                span.contains(attribution.cue) for span in around
            )


TARGETS: Mapping[str, Callable[[bytes], None]] = {"reader": reader, "segmenter": segmenter, "extractor": extractor}


def write_seeds(folder: Path, target: str) -> None:
    """Write inputs to begin with: records for the reader, sentences of the gold for the others."""
    sentences = [record.text.encode() for path in gold_files([FIXTURES / "gold"]) for record in read(path)]
    for number, data in enumerate(RECORDS if target == "reader" else sentences):
        (folder / str(number)).write_bytes(data[:LONGEST])


def write_words(path: Path) -> Path:
    """Write the words and signs that inputs are made of, as libFuzzer reads them."""
    pack = load_pack(LANG)
    phrases = (" ".join(entry) for entries in pack.lists.values() for entry in entries[:40])
    words = dict.fromkeys((*MARKS, *pack.cues, *phrases))
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in words]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return path


def main(target: str, seconds: int) -> None:
    """Fuzz ``target`` for ``seconds``; libFuzzer ends the process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        write_seeds(folder / "seeds", target)
        words = write_words(folder / "words")
        options = {"max_total_time": seconds, "max_len": LONGEST, "timeout": SLOWEST, "rss_limit_mb": MEMORY}
        options |= {"print_final_stats": 1, "verbosity": 0}
        flags = [f"-{option}={value}" for option, value in options.items()]
        where = f"-artifact_prefix={tempfile.gettempdir()}/claimtrack-{target}-"
        atheris.Setup([sys.argv[0], *flags, where, f"-dict={words}", str(folder / "seeds")], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
