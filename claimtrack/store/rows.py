"""One extraction in, the rows of every table out, as tuples in column order; nothing is read or written here."""

import json
from collections.abc import Callable, Iterable

from attrs import field, frozen

from claimtrack.model import Attribution, Credit, Document, Extraction
from claimtrack.store.chains import denied_indexes, parent_indexes, relay_indexes, repeated_indexes, spoken
from claimtrack.store.ids import digest, normalise_claim, slug, text_sha256
from claimtrack.store.sentences import Sentences

Row = tuple[str | int | float | None, ...]

COLUMNS = {
    "sources": ("id", "name", "kind", "affiliation_id", "country"),
    "source_aliases": ("source_id", "alias", "lang"),
    "outlets": ("id", "name", "source_id"),
    "documents": (
        *("id", "outlet_id", "title", "published", "url", "author", "text", "text_sha256", "lang", "run_id"),
        "ingested_at",
    ),
    "credits": ("id", "document_id", "role", "name", "source_id", "start", "stop"),
    "claims": ("id", "text", "normalised"),
    "attributions": (
        *("id", "document_id", "position", "parent_id", "source_id", "claim_id", "sentence", "sentence_start"),
        *("source_text", "cue_text", "content_text", "cue_lemma", "cue_class", "cue_stance", "style", "negated"),
        *("rule", "factuality", "factuality_reason", "modality_marker", "resolution", "extraction_confidence"),
        *("run_id", "source_roles", "confidence_reason", "addressee_id", "repeats"),
    ),
    "spans": ("attribution_id", "role", "ordinal", "start", "stop", "text"),
}


def document_id(document: Document) -> str:
    """Return the id of ``document``: its own, else a digest of outlet and address, else of outlet and text."""
    if document.id:
        return document.id
    return digest("document", document.outlet, document.url or document.text)


def attribution_ids(document: str, attributions: Iterable[Attribution]) -> list[str]:
    """Return an id for each attribution of the document with id ``document``, in their order.

    The first half names the document, so that its rows lie together in every index; the second names document and
    place of the cue, since first halves clash now and then. Attributions of one cue are told apart by their order.
    """
    prefix = digest("attributions", document)[:8]
    seen: dict[tuple[int, int], int] = {}
    ids = []
    for a in attributions:
        place = (a.cue.start, a.cue.stop)
        ids.append(prefix + digest(document, f"{place[0]} {place[1]} {seen.get(place, 0)}")[:8])
        seen[place] = seen.get(place, 0) + 1
    return ids


@frozen
class SourceFacts:
    """What is known of a source beyond one document.

    Args:
        name: canonical name.
        kind: one of the kinds of the table ``sources``.
        affiliation: canonical name of the source it belongs to; empty where none.
        country: ISO 3166-1 alpha-2 code; empty where unknown.
        aliases: pairs of another name and its language.
        known: this comes from a registry, not from a guess.
    """

    name: str
    kind: str
    affiliation: str = ""
    country: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    known: bool = False


Describe = Callable[[str], SourceFacts]
Table = str


@frozen
class RowMaker:
    """Turns extractions into rows.

    Args:
        run_id: the run that every row names.
        now: time of writing, UTC ISO 8601.
        describe: canonical name to what is known of that source.
        told: names of the sources whose rows were made; none is made again.
    """

    run_id: str
    now: str
    describe: Describe
    told: set[str] = field(factory=set, init=False, repr=False, eq=False)
    made: dict[Table, list[Row]] = field(init=False, repr=False, eq=False)

    @made.default
    def _nothing_made(self) -> dict[Table, list[Row]]:
        return {table: [] for table in COLUMNS}

    def rows(self, extractions: Iterable[Extraction]) -> dict[Table, list[Row]]:
        """Return every row of ``extractions`` by table, tables and rows in an order that foreign keys allow.

        A source has its rows in the first extraction that names it.
        """
        for extraction in extractions:
            key = document_id(extraction.document)
            self._document(clean(key), extraction.document, extraction.lang)
            for credit in extraction.credits:
                self._credit(key, credit)
            self._attributions(clean(key), extraction.attributions, Sentences.of(extraction))
        return self.made

    def _document(self, key: str, document: Document, lang: str) -> None:
        """Make the rows of the outlet and the article itself, whose id is ``key``."""
        outlet = None
        if document.outlet.strip():
            outlet = slug(document.outlet)
            facts = self.describe(document.outlet)
            source = self.source(facts) if facts.known else None
            self.made["outlets"].append((outlet, clean(document.outlet), source))
        words = (document.title, document.published, document.url, document.author, document.text)
        row = (key, outlet, *map(clean, words), text_sha256(document.text))
        self.made["documents"].append((*row, lang, self.run_id, self.now))

    def source(self, facts: SourceFacts) -> str:
        """Return the id of a source; make the rows of it, of what it belongs to and of its other names."""
        key = slug(facts.name)
        if facts.name not in self.told:
            self.told.add(facts.name)
            party = self.source(self.describe(facts.affiliation)) if facts.affiliation else None
            self.made["sources"].append((key, clean(facts.name), facts.kind, party, facts.country))
            self.made["source_aliases"] += [(key, clean(alias), lang) for alias, lang in facts.aliases]
        return key

    def _named(self, name: str | None) -> str | None:
        """Return the id of the source with a canonical name, made if need be; None where there is no name."""
        return self.source(self.describe(name)) if name else None

    def _credit(self, document: str, credit: Credit) -> None:
        """Make the row of ``credit`` of the article with id ``document``."""
        facts = self.describe(credit.name)
        source = self.source(facts) if facts.known and credit.role != "place" else None
        key = digest("credit", document, credit.role, str(credit.span.start), str(credit.span.stop), credit.name)
        place = (credit.span.start, credit.span.stop)
        self.made["credits"].append((key, clean(document), credit.role, clean(credit.name), source, *place))

    def _attributions(self, document: str, attributions: tuple[Attribution, ...], sentences: Sentences) -> None:
        """Make the rows of all attributions of the article with id ``document``, their sources, claims and spans."""
        claims, made, spans = self.made["claims"], self.made["attributions"], self.made["spans"]
        ids = attribution_ids(document, attributions)
        parents = parent_indexes(attributions)
        relays = relay_indexes(attributions, parents)
        denied = denied_indexes(attributions, relays)
        said = spoken(attributions, parents)
        again = repeated_indexes(said, parents)
        for position, (key, a, parent) in enumerate(zip(ids, said, parents, strict=True)):
            content = _content(a)
            meant = attributions[denied[position]] if position in denied else a
            claim = None if meant.anaphoric or position in relays else claim_of(_content(meant))
            if claim:
                claims.append(claim)
            pointers = (None if parent is None else ids[parent], self._named(a.source_name), claim and claim[0])
            told = self._named(a.addressee_name)
            roles = json.dumps([clean(role) for role in a.source_roles], ensure_ascii=False) if a.source_roles else "[]"
            words = (clean(a.source.text) if a.source else "", clean(a.cue.text), content)
            start, sentence = sentences.around(*_hull(attributions[position]))
            reasons = (self.run_id, roles, a.confidence_reason, told, int(position in again))
            made.append((key, document, position, *pointers, clean(sentence), start, *words, *_features(a), *reasons))
            spans += _spans(key, a)


def _features(a: Attribution) -> Row:
    """Return the values of ``a`` that are not words of the text."""
    return (
        *(a.cue_lemma, a.cue_class, a.cue_stance, a.style, int(a.negated)),
        *(a.rule, a.factuality, a.factuality_reason),
        *(clean(a.modality_marker.text) if a.modality_marker else "", clean(a.resolution), a.extraction_confidence),
    )


def _content(a: Attribution) -> str:
    """Return the words of the content of ``a``."""
    return clean(a.content[0].text if len(a.content) == 1 else " ".join([span.text for span in a.content]))


def claim_of(text: str) -> tuple[str, str, str] | None:
    """Return id, text and normalised text of the claim that content with the words ``text`` is; None without words."""
    normalised = normalise_claim(text)
    return (digest("claim", normalised), text, normalised) if normalised else None


def clean(text: str) -> str:
    """Return ``text`` with each lone surrogate, which SQLite cannot hold, as U+FFFD; offsets stay the same."""
    try:
        if not text.isascii():
            text.encode()  # quick, and fails for what is not clean
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _spans(key: str, attribution: Attribution) -> list[Row]:
    """Return the rows of the table ``spans`` for the attribution with id ``key``: each role with its spans in order."""
    single = (
        ("source", attribution.source),
        ("cue", attribution.cue),
        ("modality", attribution.modality_marker),
        ("resolved_from", attribution.resolved_from),
        ("antecedent", attribution.antecedent),
    )
    found = [("content", ordinal, span) for ordinal, span in enumerate(attribution.content)]
    found += [(role, 0, span) for role, span in single if span is not None]
    return [(key, role, ordinal, span.start, span.stop, clean(span.text)) for role, ordinal, span in found]


def _hull(attribution: Attribution) -> tuple[int, int]:
    """Return the start and stop that hold cue, source and content of ``attribution``."""
    cue, content, source = attribution.cue, attribution.content, attribution.source
    starts = [cue.start, *[span.start for span in content]]
    stops = [cue.stop, *[span.stop for span in content]]
    if source is not None:
        starts.append(source.start)
        stops.append(source.stop)
    return min(starts), max(stops)
