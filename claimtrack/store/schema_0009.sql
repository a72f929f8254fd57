-- What an anaphoric content points to, the titles that an article gives a source, and decisions that claimtrack took itself.

CREATE TABLE new_spans (
  attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'modality', 'resolved_from', 'antecedent')),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  start INTEGER NOT NULL CHECK (start >= 0),
  stop INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (attribution_id, role, ordinal),
  CHECK (stop > start AND (length(text) = stop - start OR instr(text, char(0))))
) STRICT, WITHOUT ROWID;
INSERT INTO new_spans SELECT attribution_id, role, ordinal, start, stop, text FROM spans;
DROP TABLE spans;
ALTER TABLE new_spans RENAME TO spans;

ALTER TABLE attributions ADD COLUMN source_roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(source_roles));
ALTER TABLE source_edits ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1));
