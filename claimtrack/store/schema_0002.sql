-- Comparison: which propositions of which articles are the same claim. `claimtrack compare` fills these tables.

CREATE TABLE compared_documents (
  document_id TEXT PRIMARY KEY NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document_keys (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  day INTEGER,
  PRIMARY KEY (key, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_keys_document ON document_keys (document_id);

CREATE TABLE related_documents (
  one_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE CHECK (one_id < other_id),
  reused REAL NOT NULL CHECK (reused BETWEEN 0 AND 1),
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_documents_other ON related_documents (other_id);

CREATE TABLE propositions (
  id TEXT PRIMARY KEY NOT NULL,
  attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  text TEXT NOT NULL CHECK (text <> ''),
  places TEXT NOT NULL CHECK (json_valid(places))
) STRICT;
CREATE INDEX propositions_attribution ON propositions (attribution_id);
CREATE INDEX propositions_document ON propositions (document_id, position);

CREATE TABLE likenesses (
  one_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE CHECK (one_id < other_id),
  likeness REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1),
  verbatim REAL NOT NULL CHECK (verbatim BETWEEN 0 AND 1),
  shared TEXT NOT NULL,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likenesses_other ON likenesses (other_id);

CREATE TABLE clusters (
  id TEXT PRIMARY KEY NOT NULL,
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;

CREATE TABLE cluster_members (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  proposition_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  core INTEGER NOT NULL CHECK (core IN (0, 1)),
  PRIMARY KEY (cluster_id, proposition_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_members_proposition ON cluster_members (proposition_id);

-- Clusters that lost a member, to be grouped again by the next comparison.
CREATE TABLE stale_clusters (
  cluster_id TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER cluster_members_ad AFTER DELETE ON cluster_members BEGIN
  INSERT OR IGNORE INTO stale_clusters (cluster_id) VALUES (old.cluster_id);
END;
