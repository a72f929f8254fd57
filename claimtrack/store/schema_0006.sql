-- What people decided about who is who. Each decision is a row that is never changed; `undo` rows take others back.

CREATE TABLE source_edits (
  id INTEGER PRIMARY KEY,
  edited_at TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('merge', 'alias', 'split', 'undo')),
  source_id TEXT REFERENCES sources (id),
  other_id TEXT,
  name TEXT NOT NULL DEFAULT '',
  documents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(documents)),
  undoes INTEGER REFERENCES source_edits (id),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  CHECK ((action = 'undo') = (undoes IS NOT NULL)),
  CHECK ((action = 'undo') = (source_id IS NULL)),
  CHECK ((action = 'undo') = (other_id IS NULL))
) STRICT;

-- Whom the extraction read, where a decision has put somebody else into source_id.
ALTER TABLE attributions ADD COLUMN read_id TEXT REFERENCES sources (id);
ALTER TABLE credits ADD COLUMN read_id TEXT REFERENCES sources (id);
ALTER TABLE outlets ADD COLUMN read_id TEXT REFERENCES sources (id);
CREATE INDEX attributions_read ON attributions (read_id) WHERE read_id IS NOT NULL;
CREATE INDEX credits_read ON credits (read_id) WHERE read_id IS NOT NULL;
CREATE INDEX outlets_read ON outlets (read_id) WHERE read_id IS NOT NULL;

-- The source that one stands for, after a merge.
ALTER TABLE sources ADD COLUMN merged_into TEXT REFERENCES sources (id);
CREATE INDEX sources_merged ON sources (merged_into) WHERE merged_into IS NOT NULL;

-- The decision that a name comes from; none where the registry has it.
ALTER TABLE source_aliases ADD COLUMN edit_id INTEGER REFERENCES source_edits (id);
CREATE INDEX source_aliases_edit ON source_aliases (edit_id) WHERE edit_id IS NOT NULL;
