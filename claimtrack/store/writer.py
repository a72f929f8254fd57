"""Writing: extractions in, rows out, a batch in one transaction, a document as a whole or not at all."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from attrs import field, frozen
from sqlite_utils import Database

from claimtrack.model import Document, Extraction
from claimtrack.store.bulk import indexed_in_bulk, insert
from claimtrack.store.database import clear_errors, path_of
from claimtrack.store.identity import identities, read_edits, settle
from claimtrack.store.ids import digest, slug, text_sha256
from claimtrack.store.orphans import drop_orphans, remove
from claimtrack.store.rows import COLUMNS, Describe, Row, RowMaker, SourceFacts, clean, document_id

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
ON_CONFLICT = {
    "outlets": """ON CONFLICT (id) DO UPDATE SET
        source_id = excluded.source_id, read_id = NULL WHERE coalesce(read_id, source_id) IS NOT excluded.source_id""",
    "sources": """ON CONFLICT (id) DO UPDATE SET
        kind = excluded.kind, affiliation_id = excluded.affiliation_id, country = excluded.country
        WHERE (kind, affiliation_id, country) IS NOT (excluded.kind, excluded.affiliation_id, excluded.country)""",
    "source_aliases": """ON CONFLICT (alias, source_id) DO UPDATE SET lang = excluded.lang, edit_id = NULL
        WHERE lang <> excluded.lang OR edit_id IS NOT NULL""",
    "claims": "ON CONFLICT (id) DO NOTHING",
}


@frozen
class Run:
    """One way of extracting; two extractions of one run differ in their document alone.

    Args:
        lang: language pack.
        pack_version: digest of that pack's files.
        tool_version: version of claimtrack.
        parameters: anything else that changes what is extracted.
    """

    lang: str
    pack_version: str
    tool_version: str
    parameters: Mapping[str, str | int | float | bool] = field(factory=dict)

    @property
    def id(self) -> str:
        """Return the digest that names this run."""
        return digest("run", self.lang, self.pack_version, self.tool_version, self._parameters())

    def row(self, now: str) -> Row:
        """Return the values of the table ``runs``, started at ``now``."""
        return (self.id, now, self.tool_version, self.lang, self.pack_version, self._parameters())

    def _parameters(self) -> str:
        """Return the parameters as JSON in one fixed order."""
        return json.dumps(dict(self.parameters), sort_keys=True, ensure_ascii=False)


def unknown(name: str) -> SourceFacts:
    """Return what is known of the source ``name`` without a registry: somebody."""
    return SourceFacts(name, "person")


@frozen
class Writer:
    """Writes extractions of one run into a database.

    Args:
        db: as `open_database` returns it.
        run: how the extractions were made.
        describe: canonical name of a source to what is known of it.
    """

    db: Database
    run: Run
    describe: Describe = unknown

    def compare(self, documents: Sequence[Document]) -> list[str]:
        """Return for each of ``documents`` what writing it would do: ``added``, ``changed`` or ``unchanged``."""
        keys = [clean(document_id(document)) for document in documents]
        with clear_errors(path_of(self.db)):
            stored = self._fingerprints(keys)
        return [
            ADDED if key not in stored else UNCHANGED if stored[key] == self._fingerprint(document) else CHANGED
            for key, document in zip(keys, documents, strict=True)
        ]

    def write(self, extractions: Iterable[Extraction]) -> dict[str, int]:
        """Write ``extractions`` in one transaction; each replaces what its document had before.

        Args:
            extractions: of distinct documents, made by this writer's run.

        Returns:
            How many documents were ``added`` and how many ``changed``.

        Raises:
            StoreError: the database is locked, full, read-only or damaged; then nothing was written.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        batch = list(extractions)
        rows = self._rows(batch, now)
        keys = [str(row[0]) for row in rows["documents"]]
        with clear_errors(path_of(self.db)):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                shared = self._shared_claims(rows["claims"])
                replaced = remove(self.db.conn, sorted(self._fingerprints(keys)))
                with indexed_in_bulk(self.db.conn):
                    self._insert(rows, now)
                self._word(shared.union(replaced.pointed_to["claims"]))
                settle(self.db.conn, identities(read_edits(self.db.conn)), documents=set(keys))
                drop_orphans(self.db.conn, replaced)
            except BaseException:
                self.db.rollback()
                raise
            self.db.commit()
        changed = len(replaced.documents)
        return {ADDED: len(keys) - changed, CHANGED: changed}

    def _rows(self, batch: Sequence[Extraction], now: str) -> dict[str, list[Row]]:
        """Return the rows of ``batch`` by table, in an order that foreign keys allow."""
        rows = RowMaker(self.run.id, now, self.describe).rows(batch)
        return {table: list(dict.fromkeys(found)) if table in ON_CONFLICT else found for table, found in rows.items()}

    def _insert(self, rows: Mapping[str, list[Row]], now: str) -> None:
        """Insert ``rows``; sources, outlets and claims that are there already stay."""
        if rows["documents"]:
            self.db.conn.execute(
                "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING", self.run.row(now)
            )
        for table, columns in COLUMNS.items():
            insert(self.db.conn, table, columns, rows[table], ON_CONFLICT.get(table, ""))

    def _shared_claims(self, claims: Sequence[Row]) -> set[str]:
        """Return the ids of those of ``claims`` that have several wordings in the batch, or that are stored already."""
        times = Counter(str(row[0]) for row in claims)
        query = "SELECT id FROM claims WHERE id IN (SELECT value FROM json_each(?))"
        known = {row[0] for row in self.db.conn.execute(query, [json.dumps(list(times))])}
        return known | {claim for claim, count in times.items() if count > 1}

    def _word(self, claims: set[str]) -> None:
        """Give each of ``claims`` the shortest of its wordings, so that it does not matter which came first.

        What only points back (``Hal itu dibantah``) is no wording of the claim that it denies.
        """
        shortest = """(SELECT a.content_text FROM attributions a WHERE a.claim_id = claims.id
            AND (coalesce(a.factuality, '') NOT LIKE '%-' OR NOT EXISTS (
              SELECT 1 FROM spans s WHERE s.attribution_id = a.id AND s.role = 'antecedent'))
            ORDER BY length(a.content_text), a.content_text LIMIT 1)"""
        query = f"""UPDATE claims SET text = {shortest} WHERE id IN (SELECT value FROM json_each(?))
            AND text <> {shortest}"""  # noqa: S608 - our own words; a claim that nobody makes any more stays as it is
        self.db.conn.execute(query, [json.dumps(sorted(claims))])

    def _fingerprint(self, document: Document) -> tuple[str | None, ...]:
        """Return all that decides whether ``document`` must be written again."""
        outlet = slug(document.outlet) if document.outlet.strip() else None
        words = (document.title, document.published, document.url, document.author)
        return (text_sha256(document.text), outlet, *map(clean, words), self.run.id)

    def _fingerprints(self, keys: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
        """Return the stored fingerprints of those of ``keys`` that are stored."""
        columns = "id, text_sha256, outlet_id, title, published, url, author, run_id"
        query = f"SELECT {columns} FROM documents WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
        rows = self.db.conn.execute(query, [json.dumps(keys)])
        return {row[0]: tuple(row[1:]) for row in rows}
