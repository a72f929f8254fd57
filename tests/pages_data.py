"""Databases for the tests of the pages, made from the gold of the fixtures: what a perfect extractor would store."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve

from claimtrack.gold import GoldAttribution, GoldRecord, read
from claimtrack.model import Attribution, Credit, Document, Extraction, Span, Stance
from claimtrack.store import Writer, open_database
from claimtrack.store.writer import Run

FIXTURES = Path(__file__).parent.parent / "fixtures" / "id"
RUN = Run("id", "0" * 16, "0.1.0")

NASTY_NAME = "<script>alert('x')</script> & \"Budi\" O'Neil"
LONG_NAME = "Panjang " * 37 + "Ujung"
RIGHT_TO_LEFT = "وزارة الصحة"
OVERRIDE = "Budi\N{RIGHT-TO-LEFT OVERRIDE}itna\N{POP DIRECTIONAL FORMATTING}"


def gold_extractions(path: Path = FIXTURES / "articles.gold.jsonl", articles: Path | None = None) -> list[Extraction]:
    """Return an extraction for each record of a gold file of whole articles."""
    facts = {}
    for line in (articles or FIXTURES / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            article = json.loads(line)
            facts[article["id"]] = article
    return [extraction(record, facts.get(record.id, {})) for record in read(path)]


def extraction(record: GoldRecord, facts: dict[str, str]) -> Extraction:
    """Return what a perfect extractor reads in ``record``."""
    known = {
        key: facts.get(key) or record.extra.get(key) or "" for key in ("outlet", "title", "published", "url", "author")
    }
    document = Document(record.text, id=record.id, **known)
    credits_found = record.extra.get("doc", {}).get("credits", [])
    credit_spans = [(c["role"], c["name"], Span.of(record.text, *c["span"])) for c in credits_found if c.get("span")]
    attributions = with_parents([attribution(gold) for gold in record.attributions])
    return Extraction(document, attributions, tuple(Credit(*found) for found in credit_spans), "id", "0" * 16)


def attribution(gold: GoldAttribution) -> Attribution:
    """Return the attribution of ``gold``."""
    stance: Stance = "denying" if gold.negated else "neutral"
    return Attribution(
        gold.source,
        gold.cue,
        gold.content,
        gold.style,
        gold.negated,
        "gold",
        cue_lemma=gold.cue.text.lower(),
        cue_stance=stance,
        source_name=gold.source_name,
    )


def with_parents(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return ``found``, each with the smallest attribution whose content holds its cue as parent."""
    linked: list[Attribution] = []
    for inner in found:
        outer = [a for a in found if a is not inner and any(span.contains(inner.cue) for span in a.content)]
        outer.sort(key=lambda a: sum(span.stop - span.start for span in a.content))
        linked.append(evolve(inner, parent=outer[0] if outer else None))
    return tuple(linked)


def quote(text: str, source: str, cue: str, content: str, *, negated: bool = False) -> Attribution:
    """Return an attribution whose parts are found in ``text`` by their words."""
    spans = [Span.of(text, text.index(words), text.index(words) + len(words)) for words in (source, cue, content)]
    stance: Stance = "denying" if negated else "neutral"
    return Attribution(
        spans[0],
        spans[1],
        (spans[2],),
        "indirect",
        negated,
        "test",
        cue,
        "saying",
        stance,
        source_name=source,
    )


def odd_extractions() -> list[Extraction]:
    """Return articles with hostile, huge, empty and right-to-left parts."""
    hostile = f"{NASTY_NAME} mengatakan <img src=x onerror=alert(1)> harga naik.\n\nLalu {OVERRIDE} menyebut itu salah."
    long = f"{LONG_NAME} mengatakan stok {'beras ' * 600}cukup."
    rtl = f"{RIGHT_TO_LEFT} mengatakan وصل اللقاح إلى المدينة kemarin."
    return [
        Extraction(
            Document(
                hostile,
                id="odd/1 <b>",
                outlet="<b>Media & Co</b>",
                title="</title><script>alert(2)</script>",
                published="not a date <i>",
                url="javascript:alert(document.domain)",
                author="<svg onload=alert(3)>",
            ),
            (
                quote(hostile, NASTY_NAME, "mengatakan", "<img src=x onerror=alert(1)> harga naik"),
                quote(hostile, OVERRIDE, "menyebut", "itu salah", negated=True),
            ),
            (Credit("wire", "Media", Span.of(hostile, 0, 5)),),
            "id",
        ),
        Extraction(
            Document(long, id="long", outlet="Portal Panjang"),
            (quote(long, LONG_NAME, "mengatakan", "stok " + "beras " * 600 + "cukup"),),
            (),
            "id",
        ),
        Extraction(
            Document(rtl, id="rtl", outlet="Portal Panjang", published="2026-08-29T22:00:00+07:00"),
            (quote(rtl, RIGHT_TO_LEFT, "mengatakan", "وصل اللقاح إلى المدينة"),),
            (),
            "id",
        ),
        Extraction(Document("", id="blank"), (), (), "id"),
        Extraction(
            Document(
                "Tidak ada kutipan di sini.",
                id="no-quotes",
                outlet="Portal Panjang",
                url="https://portal.example/a?b=1&c=2",
            ),
            (),
            (),
            "id",
        ),
    ]


def build(path: Path, extractions: Iterable[Extraction]) -> Path:
    """Write ``extractions`` to a database at ``path`` and return it."""
    database = open_database(path)
    Writer(database, RUN).write(extractions)
    database.execute("PRAGMA wal_checkpoint(truncate)")
    database.close()
    return path


STORY = (
    # id, outlet, published, source, cue, content
    ("pertama", "Media Satu", "2026-03-01T08:00:00+07:00", "Rina Sagara", "mengatakan", "{first}"),
    ("kedua", "Media Dua", "2026-03-01T09:30:00+07:00", "Rina Sagara", "menyebut", "{second}"),
    ("ketiga", "Media Tiga", "2026-03-01T11:00:00+07:00", "Bahar Toligi", "mengatakan", "{third}"),
    ("bantah", "Media Satu", "2026-03-02T07:00:00+07:00", "Dani Wajongga", "membantah", "{first}"),
    ("diam", "Media Diam", "2026-03-01T12:00:00+07:00", "Rina Sagara", "mengatakan", "{other}"),
)
WORDINGS = {
    "first": "tanggul Sungai Lamuru di Kecamatan Toligi retak sepanjang 40 meter",
    "second": "tanggul Sungai Lamuru di Kecamatan Toligi retak sepanjang 60 meter",
    "third": "tanggul Sungai Lamuru di Kecamatan Toligi retak",
    "other": "warga Kecamatan Toligi di tepi Sungai Lamuru sudah mengungsi ke balai desa",
}
EVENT = (
    "Warga Kecamatan Toligi di tepi Sungai Lamuru waspada. Tanggul Lamuru diperiksa petugas Kecamatan Toligi. "
    "Sungai Lamuru meluap dan warga Toligi mengungsi dari tepi tanggul."
)


def story_extractions() -> list[Extraction]:
    """Return articles of five outlets on one event: one claim with two figures and a denial, and one who is silent."""
    found = []
    for key, outlet, published, source, cue, content in STORY:
        words = content.format(**WORDINGS)
        text = f"{EVENT}\n\n{source} {cue} {words}."
        document = Document(text, id=key, outlet=outlet, published=published, title=f"Tanggul Lamuru: {key}")
        said = quote(text, source, cue, words, negated=cue == "membantah")
        found.append(Extraction(document, (said,), (), "id"))
    return found
