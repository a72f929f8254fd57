"""Every Hypothesis strategy of the tests: documents, extractions, gold, and the messy text of the web."""

from collections.abc import Sequence
from typing import get_args

from hypothesis import strategies as st

from claimtrack.gold import GoldAttribution, GoldRecord
from claimtrack.model import Attribution, Credit, Document, Extraction, Factuality, Span
from claimtrack.store.rows import document_id

NO_SURROGATES = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
ANY = st.characters()
FACTUALITY: st.SearchStrategy[Factuality | None] = st.sampled_from((None, *get_args(Factuality)))
WORDS = ("kapal", "tenggelam", "di", "teluk", "sejak", "Senin", "pagi", "menurut", "Rahmat", "Hidayat,", "petugas.")


def texts(characters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return texts of at least one word, some of any characters and some of plain words."""
    plain = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(" ".join)
    return plain | st.text(characters, min_size=1, max_size=80) | st.tuples(plain, st.text(characters)).map("\n".join)


@st.composite
def documents(draw: st.DrawFn, characters: st.SearchStrategy[str] = NO_SURROGATES, key: str | None = None) -> Document:
    """Draw a document; ``key`` is its id, drawn as well if None."""
    short = st.text(characters, max_size=12).map(str.strip)
    text = draw(texts(characters).filter(str.strip))
    outlet = draw(st.sampled_from(("", "Harian Muara", "Kabar Lereng")) | short)
    name = draw(short) if key is None else key
    return Document(
        text, name, outlet, draw(short), draw(st.sampled_from(("", "2031-05-06"))), draw(short), draw(short)
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Draw a span of ``text``."""
    start = draw(st.integers(0, len(text) - 1))
    return Span.of(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def attributions(draw: st.DrawFn, text: str, cue: Span, parents: list[Attribution]) -> Attribution:
    """Draw an attribution of ``text`` with the given ``cue``, perhaps inside one of ``parents``."""
    maybe = st.none() | spans(text)
    return Attribution(
        source=draw(maybe),
        cue=cue,
        content=tuple(draw(st.lists(spans(text), min_size=1, max_size=3))),
        style=draw(st.sampled_from(("direct", "mixed", "indirect"))),
        negated=draw(st.booleans()),
        rule=draw(st.sampled_from(("active", "inverted"))),
        cue_lemma=draw(st.sampled_from(("", "mengatakan"))),
        cue_class=draw(st.sampled_from(("saying", "denying"))),
        cue_stance=draw(st.sampled_from(("neutral", "distancing", "endorsing", "denying"))),
        source_name=draw(st.sampled_from((None, "Rahmat Hidayat", "KSOP Lamuru", "Nordwire"))),
        source_roles=tuple(draw(st.lists(st.sampled_from(("bupati", "ketua rt 03")), unique=True))),
        addressee=draw(maybe),
        addressee_name=draw(st.sampled_from((None, "Nordwire"))),
        resolved_from=draw(maybe),
        resolution=draw(st.sampled_from(("", "nama lengkap di atas"))),
        extraction_confidence=draw(st.none() | st.floats(0, 1)),
        confidence_reason=draw(st.sampled_from(("", "gold says so"))),
        factuality=draw(FACTUALITY),
        factuality_reason=draw(st.sampled_from(("", "kata mungkin"))),
        modality_marker=draw(maybe),
        anaphoric=draw(st.booleans()),
        antecedent=draw(maybe),
        parent=draw(st.sampled_from([None, *parents])),
    )


@st.composite
def extractions(
    draw: st.DrawFn, characters: st.SearchStrategy[str] = NO_SURROGATES, key: str | None = None
) -> Extraction:
    """Draw an extraction: cues sorted and distinct, parents among the attributions, credits of every role."""
    document = draw(documents(characters, key))
    cues = sorted(draw(st.lists(spans(document.text), max_size=4, unique_by=lambda span: (span.start, span.stop))))
    found: list[Attribution] = []
    for cue in cues:
        found.append(draw(attributions(document.text, cue, found)))
    roles = st.sampled_from(("wire", "dateline", "place", "author", "photo"))
    names = st.sampled_from(("NORDWIRE", "Lamuru", "(abc)"))
    credit = st.builds(Credit, roles, names, spans(document.text))
    unique = st.lists(credit, max_size=3, unique_by=lambda c: (c.role, c.span.start, c.span.stop, c.name))
    credit_list = tuple(sorted(draw(unique), key=lambda c: c.span))
    borders = sorted(draw(st.sets(st.integers(0, len(document.text)), max_size=6)))
    sentences = tuple(zip(borders[::2], borders[1::2], strict=False))
    return Extraction(document, tuple(found), credit_list, "id", "0" * 16, sentences)


@st.composite
def collections(draw: st.DrawFn) -> list[Extraction]:
    """Draw up to four extractions of distinct documents."""
    made = draw(st.lists(extractions(), min_size=1, max_size=4))
    return list({document_id(extraction.document): extraction for extraction in made}.values())


SIGNS = st.text(alphabet=st.sampled_from('ab -#|<>=\\\n\r\u2028.,"é'), min_size=6, max_size=40)
MARKS = ('"', "“", "”", "'", "’", "(", ")", "[", ":", ",", ".", "…", "—", "\n", "\n\n", "\u00a0", "\u200b")


@st.composite
def gold_attributions(draw: st.DrawFn, text: str) -> GoldAttribution:
    """Draw an annotation of ``text``."""
    pieces = st.lists(spans(text), max_size=2, unique=True).map(sorted).map(tuple)
    return GoldAttribution(
        cue=draw(spans(text)),
        content=draw(pieces.filter(bool)),
        style=draw(st.sampled_from(("direct", "mixed", "indirect"))),
        source=draw(st.none() | spans(text)),
        negated=draw(st.booleans()),
        optional=draw(st.booleans()),
        content_alt=draw(pieces),
        source_name=draw(st.none() | st.text("ab =#\n|", min_size=1)),
    )


@st.composite
def gold_records(draw: st.DrawFn) -> GoldRecord:
    """Draw an annotated text full of the signs that the readable form uses itself."""
    text = draw(SIGNS)
    attributions = draw(st.lists(gold_attributions(text), max_size=3))
    ordered = tuple(sorted(attributions, key=lambda attribution: attribution.cue))
    return GoldRecord("r", text, ordered, "sample", draw(st.sampled_from((None, "missed", "name"))))


def messy(sentences: Sequence[str]) -> st.SearchStrategy[str]:
    """Return text as scraping brings it: ``sentences`` whole and cut, marks, odd spaces, other scripts."""
    whole = st.sampled_from(sentences)
    cut = whole.flatmap(lambda text: st.integers(1, len(text)).map(lambda stop: text[:stop]))
    return st.lists(whole | cut | st.text(ANY, max_size=30) | st.sampled_from(MARKS), max_size=8).map("".join)
