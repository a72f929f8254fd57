-- Text that outlets share, what changes between them, and what people decided about claims.

-- Sentences that an article of another outlet has as well, word for word or nearly so.
CREATE TABLE passages (
  id TEXT PRIMARY KEY NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL CHECK (start >= 0),
  stop INTEGER NOT NULL CHECK (stop > start)
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_document ON passages (document_id, start);

CREATE TABLE passage_likenesses (
  one_id TEXT NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES passages (id) ON DELETE CASCADE CHECK (one_id < other_id),
  shared REAL NOT NULL CHECK (shared BETWEEN 0 AND 1),
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_likenesses_other ON passage_likenesses (other_id);

CREATE TABLE reuse_groups (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('document', 'passage')),
  first_document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  credit_id TEXT REFERENCES credits (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reuse_groups_first ON reuse_groups (first_document_id);
CREATE INDEX reuse_groups_credit ON reuse_groups (credit_id) WHERE credit_id IS NOT NULL;

CREATE TABLE reuse_members (
  group_id TEXT NOT NULL REFERENCES reuse_groups (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL CHECK (start >= 0),
  stop INTEGER NOT NULL CHECK (stop >= start),
  PRIMARY KEY (group_id, document_id, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX reuse_members_document ON reuse_members (document_id, start);

-- Articles whose reuse group lost a member, to be grouped again by the next comparison.
CREATE TABLE stale_reuse (
  document_id TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reuse_members_ad AFTER DELETE ON reuse_members BEGIN
  INSERT OR IGNORE INTO stale_reuse (document_id)
  SELECT document_id FROM reuse_members WHERE group_id = old.group_id UNION SELECT old.document_id;
END;

-- Wordings that seem to be taken from another one: same words in shared text, and no credit that says so.
CREATE TABLE inferred_links (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  proposition_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  from_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE CHECK (from_id <> proposition_id),
  group_id TEXT NOT NULL REFERENCES reuse_groups (id) ON DELETE CASCADE,
  PRIMARY KEY (cluster_id, proposition_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX inferred_links_proposition ON inferred_links (proposition_id);
CREATE INDEX inferred_links_from ON inferred_links (from_id);
CREATE INDEX inferred_links_group ON inferred_links (group_id);

CREATE TABLE drifts (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('hedge_lost', 'number_hardened', 'plan_to_fact', 'polarity')),
  origin_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  softer_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  softer_words TEXT NOT NULL CHECK (softer_words <> ''),
  softer_start INTEGER NOT NULL CHECK (softer_start >= 0),
  softer_stop INTEGER NOT NULL CHECK (softer_stop > softer_start),
  harder_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE CHECK (harder_id <> softer_id),
  harder_words TEXT NOT NULL CHECK (harder_words <> ''),
  harder_start INTEGER NOT NULL CHECK (harder_start >= 0),
  harder_stop INTEGER NOT NULL CHECK (harder_stop > harder_start),
  PRIMARY KEY (cluster_id, harder_id, kind, softer_start)
) STRICT, WITHOUT ROWID;
CREATE INDEX drifts_softer ON drifts (softer_id);
CREATE INDEX drifts_harder ON drifts (harder_id);
CREATE INDEX drifts_origin ON drifts (origin_id);

-- What people decided about claims. Each decision is a row that is never changed; `undo` rows take others back.
CREATE TABLE claim_decisions (
  id INTEGER PRIMARY KEY NOT NULL,
  decided_at TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'undo')),
  undoes INTEGER UNIQUE REFERENCES claim_decisions (id),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;

-- No foreign keys: a decision outlives the rows it was made on, and holds again when the article comes back.
CREATE TABLE claim_decision_members (
  decision_id INTEGER NOT NULL REFERENCES claim_decisions (id),
  side INTEGER NOT NULL CHECK (side >= 0),
  proposition_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  normalised TEXT NOT NULL,
  PRIMARY KEY (decision_id, proposition_id)
) STRICT, WITHOUT ROWID;

-- An index by day, so that adding an article reads the articles of its days alone.
CREATE INDEX document_keys_day ON document_keys (key, day, document_id);

CREATE VIEW reuse AS
SELECT g.id AS group_id, g.kind, g.first_document_id, o.name AS first_outlet, d.published AS first_published,
       c.name AS credit, c.source_id AS credit_source_id,
       (SELECT count(DISTINCT m.document_id) FROM reuse_members m WHERE m.group_id = g.id) AS documents,
       (SELECT count(DISTINCT e.outlet_id) FROM reuse_members m JOIN documents e ON e.id = m.document_id
        WHERE m.group_id = g.id) AS outlets,
       CASE g.kind WHEN 'passage' THEN (SELECT substr(d.text, m.start + 1, m.stop - m.start) FROM reuse_members m
        WHERE m.group_id = g.id AND m.document_id = g.first_document_id ORDER BY m.start LIMIT 1) ELSE d.title END AS text
FROM reuse_groups g JOIN documents d ON d.id = g.first_document_id LEFT JOIN outlets o ON o.id = d.outlet_id
LEFT JOIN credits c ON c.id = g.credit_id;

CREATE VIEW claim_drift AS
SELECT f.cluster_id, c.text AS claim, f.kind, f.origin_id, s.name AS origin,
       f.softer_id, f.softer_words, p.document_id AS softer_document_id, po.name AS softer_outlet,
       pd.published AS softer_published,
       f.harder_id, f.harder_words, q.document_id AS harder_document_id, qo.name AS harder_outlet,
       qd.published AS harder_published
FROM drifts f JOIN clusters c ON c.id = f.cluster_id JOIN sources s ON s.id = f.origin_id
JOIN propositions p ON p.id = f.softer_id JOIN documents pd ON pd.id = p.document_id
LEFT JOIN outlets po ON po.id = pd.outlet_id
JOIN propositions q ON q.id = f.harder_id JOIN documents qd ON qd.id = q.document_id
LEFT JOIN outlets qo ON qo.id = qd.outlet_id;

CREATE VIEW claim_story AS
SELECT m.cluster_id, p.id AS proposition_id, m.core, p.attribution_id, p.document_id, d.outlet_id, o.name AS outlet,
       d.published, d.title, p.text, p.places, a.source_id, coalesce(s.name, a.source_text) AS source,
       a.style, a.factuality, r.relation, r.first_words, r.words, i.from_id AS taken_from_id
FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = p.document_id
LEFT JOIN outlets o ON o.id = d.outlet_id LEFT JOIN sources s ON s.id = a.source_id
LEFT JOIN claim_relations r ON r.cluster_id = m.cluster_id AND r.proposition_id = p.id
LEFT JOIN inferred_links i ON i.cluster_id = m.cluster_id AND i.proposition_id = p.id;

CREATE VIEW claim_conflict AS
SELECT r.cluster_id, r.relation,
       f.document_id AS first_document_id, f.text AS first_text, r.first_words,
       (SELECT chain FROM claim_chains WHERE attribution_id = f.attribution_id) AS first_chain,
       p.document_id, p.text, r.words, (SELECT chain FROM claim_chains WHERE attribution_id = p.attribution_id) AS chain
FROM claim_relations r JOIN propositions f ON f.id = r.first_id JOIN propositions p ON p.id = r.proposition_id
WHERE r.relation IN ('differs', 'denies');
