-- What pages count of a whole database, a much quoted source or an outlet, counted once by `claimtrack publish`.

CREATE TABLE page_facts (
  page TEXT NOT NULL,
  key TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  PRIMARY KEY (page, key)
) STRICT, WITHOUT ROWID;
