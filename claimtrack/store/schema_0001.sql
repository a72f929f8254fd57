-- The first schema. A released migration is never edited: changes come as the next file.
-- What each table, column and value means stands in glossary.toml and, in the database, in the table glossary.

CREATE TABLE runs (
  id TEXT PRIMARY KEY NOT NULL,
  started_at TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  lang TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters))
) STRICT;

CREATE TABLE sources (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'government_body', 'state_media', 'news_agency', 'outlet',
                                     'organisation', 'document', 'unnamed')),
  affiliation_id TEXT REFERENCES sources (id) CHECK (affiliation_id <> id),
  country TEXT NOT NULL DEFAULT '',
  reliability TEXT NOT NULL DEFAULT 'F' CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F'))
) STRICT;
CREATE INDEX sources_affiliation ON sources (affiliation_id) WHERE affiliation_id IS NOT NULL;

CREATE TABLE source_aliases (
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  alias TEXT NOT NULL CHECK (alias <> ''),
  lang TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (alias, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_aliases_source ON source_aliases (source_id);

CREATE TABLE outlets (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  source_id TEXT REFERENCES sources (id)
) STRICT;
CREATE INDEX outlets_source ON outlets (source_id) WHERE source_id IS NOT NULL;

CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  outlet_id TEXT REFERENCES outlets (id),
  title TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
  lang TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  ingested_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_outlet ON documents (outlet_id, published);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_run ON documents (run_id);

CREATE TABLE credits (
  id TEXT PRIMARY KEY NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('wire', 'dateline', 'place', 'author', 'photo')),
  name TEXT NOT NULL,
  source_id TEXT REFERENCES sources (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  stop INTEGER NOT NULL CHECK (stop > start)
) STRICT, WITHOUT ROWID;
CREATE INDEX credits_document ON credits (document_id, start);
CREATE INDEX credits_source ON credits (source_id) WHERE source_id IS NOT NULL;

CREATE TABLE claims (
  id TEXT PRIMARY KEY NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  normalised TEXT NOT NULL CHECK (normalised <> '')
) STRICT;

CREATE TABLE attributions (
  id TEXT PRIMARY KEY NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  parent_id TEXT REFERENCES attributions (id) DEFERRABLE INITIALLY DEFERRED CHECK (parent_id <> id),
  source_id TEXT REFERENCES sources (id),
  claim_id TEXT REFERENCES claims (id),
  sentence TEXT NOT NULL,
  sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
  source_text TEXT NOT NULL DEFAULT '',
  cue_text TEXT NOT NULL CHECK (cue_text <> ''),
  content_text TEXT NOT NULL CHECK (content_text <> ''),
  cue_lemma TEXT NOT NULL DEFAULT '',
  cue_class TEXT NOT NULL CHECK (cue_class <> ''),
  cue_stance TEXT NOT NULL CHECK (cue_stance IN ('neutral', 'distancing', 'endorsing', 'denying')),
  style TEXT NOT NULL CHECK (style IN ('direct', 'mixed', 'indirect')),
  negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
  rule TEXT NOT NULL,
  factuality TEXT CHECK (factuality IN ('CT+', 'PR+', 'PS+', 'CT-', 'PR-', 'PS-', 'CTu', 'Uu')),
  factuality_reason TEXT NOT NULL DEFAULT '',
  modality_marker TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '',
  extraction_confidence REAL CHECK (extraction_confidence BETWEEN 0 AND 1),
  run_id TEXT NOT NULL REFERENCES runs (id),
  UNIQUE (document_id, position)
) STRICT;
CREATE INDEX attributions_claim ON attributions (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX attributions_source ON attributions (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX attributions_parent ON attributions (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE spans (
  attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'modality', 'resolved_from')),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  start INTEGER NOT NULL CHECK (start >= 0),
  stop INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (attribution_id, role, ordinal),
  CHECK (stop > start AND (length(text) = stop - start OR instr(text, char(0))))
) STRICT, WITHOUT ROWID;

CREATE TABLE glossary (
  field TEXT NOT NULL,
  value TEXT NOT NULL DEFAULT '',
  definition_id TEXT NOT NULL CHECK (definition_id <> ''),
  definition_en TEXT NOT NULL CHECK (definition_en <> ''),
  standard TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (field, value)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE documents_fts USING fts5 (
  title, text, content='documents', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER documents_ai AFTER INSERT ON documents BEGIN
  INSERT INTO documents_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER documents_ad AFTER DELETE ON documents BEGIN
  INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
CREATE TRIGGER documents_au AFTER UPDATE ON documents BEGIN
  INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
  INSERT INTO documents_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;

CREATE VIRTUAL TABLE claims_fts USING fts5 (
  text, content='claims', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER claims_ai AFTER INSERT ON claims BEGIN
  INSERT INTO claims_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER claims_ad AFTER DELETE ON claims BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
END;
CREATE TRIGGER claims_au AFTER UPDATE ON claims BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
  INSERT INTO claims_fts (rowid, text) VALUES (new.rowid, new.text);
END;

-- One row for each attribution that carries a claim: its chain, innermost source first, then the enclosing
-- attributions, the wire credits of the document and the outlet (the dateline's, where the input names none). Neighbours of one name or source are one link.
-- The subquery is correlated on purpose: a page that asks for one claim walks that claim's chains alone, where a
-- plain recursive view would first walk the whole table; and counting the rows reads one index.
CREATE VIEW claim_chains AS
WITH chained AS (
  SELECT a.*, (SELECT outlet_id FROM documents WHERE id = a.document_id) AS outlet_id, (
    WITH RECURSIVE up (id, parent_id, source_id, source_text, place) AS (
      SELECT a.id, a.parent_id, a.source_id, a.source_text, 0
      UNION ALL
      SELECT p.id, p.parent_id, p.source_id, p.source_text, up.place + 1
      FROM up JOIN attributions p ON p.id = up.parent_id WHERE up.place < 64),
    link (part, place, kind, source_id, name, attribution_id) AS (
      SELECT 0, up.place, 'attribution', up.source_id, coalesce(s.name, nullif(up.source_text, ''), '?'), up.id
      FROM up LEFT JOIN sources s ON s.id = up.source_id
      UNION ALL
      SELECT 1 + (c.role = 'dateline'), c.start, 'credit', c.source_id, coalesce(s.name, c.name), NULL
      FROM credits c JOIN documents d ON d.id = c.document_id LEFT JOIN sources s ON s.id = c.source_id
      LEFT JOIN outlets o ON o.id = d.outlet_id
      WHERE c.document_id = a.document_id AND CASE c.role
        WHEN 'wire' THEN c.source_id IS NULL OR c.source_id IS NOT o.source_id
        WHEN 'dateline' THEN d.outlet_id IS NULL END
      UNION ALL
      SELECT 3, 0, 'outlet', o.source_id, o.name, NULL
      FROM documents d JOIN outlets o ON o.id = d.outlet_id WHERE d.id = a.document_id),
    ordered AS (
      SELECT *, lag(lower(name)) OVER (ORDER BY part, place) AS name_before,
             lag(source_id) OVER (ORDER BY part, place) AS source_before
      FROM link ORDER BY part, place)
    SELECT json_group_array(json_object(
      'kind', kind, 'source_id', source_id, 'name', name, 'attribution_id', attribution_id))
    FROM ordered WHERE name = '?' OR NOT (lower(name) IS name_before OR coalesce(source_id = source_before, 0))) AS links
  FROM attributions a WHERE a.claim_id IS NOT NULL)
SELECT claim_id, id AS attribution_id, document_id, outlet_id, source_id AS origin_id,
       (SELECT group_concat(json_extract(value, '$.name'), ' → ') FROM json_each(links)) AS chain,
       json_array_length(links) AS hops, links, factuality, cue_stance, negated
FROM chained;

CREATE VIEW chain_links AS
SELECT c.claim_id, c.attribution_id, c.document_id, j.key AS hop,
       json_extract(j.value, '$.kind') AS kind, json_extract(j.value, '$.source_id') AS source_id,
       json_extract(j.value, '$.name') AS name, json_extract(j.value, '$.attribution_id') AS link_attribution_id
FROM claim_chains c, json_each(c.links) j;

CREATE VIEW outlet_sources AS
SELECT d.outlet_id, a.source_id, o.name AS outlet, s.name AS source, s.kind,
       count(*) AS attributions, count(DISTINCT a.document_id) AS documents, count(DISTINCT a.claim_id) AS claims
FROM attributions a JOIN documents d ON d.id = a.document_id
JOIN outlets o ON o.id = d.outlet_id JOIN sources s ON s.id = a.source_id
GROUP BY d.outlet_id, a.source_id;

CREATE VIEW source_profile AS
SELECT s.id AS source_id, s.name, s.kind, s.affiliation_id, s.country, s.reliability,
       count(a.id) AS attributions, count(DISTINCT a.document_id) AS documents,
       count(DISTINCT d.outlet_id) AS outlets, count(DISTINCT a.claim_id) AS claims,
       coalesce(sum(a.style = 'direct'), 0) AS direct, coalesce(sum(a.negated), 0) AS negated,
       coalesce(sum(a.cue_stance = 'distancing'), 0) AS distanced,
       coalesce(sum(a.factuality IN ('CT-', 'PR-', 'PS-')), 0) AS denied,
       coalesce(sum(a.factuality IN ('PR+', 'PS+', 'PR-', 'PS-')), 0) AS hedged,
       min(nullif(d.published, '')) AS first_published, max(nullif(d.published, '')) AS last_published
FROM sources s LEFT JOIN attributions a ON a.source_id = s.id LEFT JOIN documents d ON d.id = a.document_id
GROUP BY s.id;
