-- What people said of the reliability of a source, when and why; the newest row is the one that `sources` carries.

CREATE TABLE source_ratings (
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  rated_at TEXT NOT NULL,
  reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  PRIMARY KEY (source_id, ordinal)
) STRICT, WITHOUT ROWID;
