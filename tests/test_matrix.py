"""Constructions times words: each frame of ``fixtures/id/matrix`` is read alike whoever speaks and whatever is said."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

from claimtrack import extract
from claimtrack.model import Attribution

MATRIX = Path(__file__).resolve().parent.parent / "fixtures" / "id" / "matrix"
PEOPLE = ("Rina Wulandari", "Hergun Satriawan", "Tomas Lembata", "Wartini")
SPEAKERS = (
    "Rina Wulandari",
    "Kepala Dinas Perdagangan Lembah Rina Wulandari",
    "juru bicara perusahaan itu",
    "Kementerian Perdagangan",
)
CLAUSES = (
    "harga beras naik dua kali lipat",
    "pemerintah akan menambah stok beras bulan depan",
    "tiga warga yang tertimbun longsor sudah dievakuasi",
    "tidak ada korban dalam kebakaran itu",
    "jembatan sepanjang 40 meter di Desa Sukamaju ambruk karena hujan deras",
    "dirinya belum menerima surat panggilan dari penyidik",
)
VOICES = ("Rina Wulandari", "Kepala Desa Sukamaju Budi Santoso", "dia", "seorang warga")
UTTERANCES = (
    "Harga beras naik dua kali lipat",
    "Kami tidak akan menyerah",
    "Saya sudah melapor ke polisi, tetapi belum ada tindakan",
)
THINGS = ("Bupati Lembah", "jembatan itu", "tiga warga Desa Sukamaju", "rencana pembangunan bendungan")
REPORTS = (  # a report, who makes it, with what words, what it says
    ("Rina Wulandari mengatakan air surut", "Rina Wulandari", "mengatakan", "air surut"),
    ("menteri itu menegaskan bahwa stok aman", "menteri itu", "menegaskan", "stok aman"),
    ("“Stok aman,” kata Rina Wulandari", "Rina Wulandari", "kata", "Stok aman"),
    ("menurut Rina Wulandari, stok aman", "Rina Wulandari", "menurut", "stok aman"),
    ("stok aman, kata Rina Wulandari", "Rina Wulandari", "kata", "stok aman"),
)
PREDICATES = ("menerima suap", "terlalu mahal", "ambruk karena hujan", "akan merugikan petani kecil")


def lines(name: str) -> list[str]:
    """Return the frames of a file."""
    rows = (MATRIX / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def sentence(frame: str, **words: str) -> str:
    """Return a frame with words in it, with a capital in front."""
    filled = frame.format(**words)
    return filled[0].upper() + filled[1:]


def low(text: str) -> list[str]:
    """Return the words of a text in lower case, as the guidelines of annotation compare them."""
    return re.findall(r"\w+", text.lower())


def said(attribution: Attribution) -> list[str]:
    """Return the words of the content."""
    return low(" ".join(span.text for span in attribution.content))


def told(attributions: Iterable[Attribution]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of source and content of each attribution."""
    for a in attributions:
        yield low(a.source.text) if a.source else [], said(a)


def sources_of(text: str, content: str) -> list[list[str]]:
    """Return the words of each source that says exactly ``content``, none where it has none."""
    return [source for source, words in told(extract(text).attributions) if words == low(content)]


@pytest.mark.parametrize("frame", lines("introductions"))
def test_who_is_introduced_goes_on(frame: str) -> None:
    for name in PEOPLE:
        goes_on = "“Kiosnya sepi,” imbuhnya. Ia menilai pasar lesu."
        text = f"{frame.format(N=name)} {goes_on} {name.split()[0]} menambahkan bahwa pembeli berkurang."
        found = [a.source_name for a in extract(text).attributions if a.source and a.source.text != "Harian Lembah"]
        assert [name] * 4 == found, text


@pytest.mark.parametrize("frame", lines("frames"))
def test_clause_is_read_whole_whoever_says_it(frame: str) -> None:
    for speaker, clause in product(SPEAKERS, CLAUSES):
        text = sentence(frame, S=speaker, C=clause)
        whoever = sources_of(text, clause)
        assert whoever if "{S}" not in frame else any(who[-len(low(speaker)) :] == low(speaker) for who in whoever), (
            text
        )


@pytest.mark.parametrize("frame", lines("quotations"))
def test_quotation_is_read_whole_whoever_says_it(frame: str) -> None:
    for speaker, words in product(VOICES, UTTERANCES):
        text = sentence(frame, S=speaker, C=words)
        assert any(who[: len(low(speaker))] == low(speaker) for who in sources_of(text, words)), text


@pytest.mark.parametrize("line", lines("predications"))
def test_what_is_predicated_is_read_with_its_subject(line: str) -> None:
    frame, speaker = (part.strip() for part in line.split("|"))
    for thing, predicate in product(THINGS, PREDICATES):
        text = sentence(frame, X=thing, P=predicate)
        found = list(told(extract(text).attributions))
        assert (low(speaker), low(f"{thing} {predicate}")) in found, f"{text} {found}"


@pytest.mark.parametrize("manner", lines("manners"))
def test_how_somebody_said_it_belongs_to_nobody(manner: str) -> None:
    for speaker in ("Rina Wulandari", "Paulus", "dia"):
        (first, *_) = [
            a for a in extract(f"“Harga beras naik,” kata {speaker} {manner}.").attributions if a.cue.text == "kata"
        ]
        assert (speaker, low("Harga beras naik")) == (first.source and first.source.text, said(first)), manner
    (first, *_) = [a for a in extract(f"“Harga beras naik,” katanya {manner}.").attributions if a.cue.text == "kata"]
    assert ("nya", low("Harga beras naik")) == (first.source and first.source.text, said(first)), manner


@pytest.mark.parametrize("line", lines("relays"))
def test_who_passes_on_and_who_said_it_are_both_read(line: str) -> None:
    frame, outlet = (part.strip() for part in line.split("|"))
    for report, speaker, cue, content in REPORTS:
        text = sentence(frame, X=report)
        found = [(*one, a.cue.text.lower()) for a in extract(text).attributions for one in told([a])]
        assert (low(speaker), low(content), cue) in found, f"{text} {found}"
        passed_on = [words for source, words, _ in found if source == low(outlet)]
        assert any(words in (low(report), low(content)) for words in passed_on), f"{text} {found}"
