-- Origins: how many places a claim comes from. `claimtrack compare` fills this table.

CREATE TABLE corroborations (
  cluster_id TEXT PRIMARY KEY NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  n_outlets INTEGER NOT NULL CHECK (n_outlets >= 0),
  n_origins_min INTEGER NOT NULL CHECK (n_origins_min BETWEEN 0 AND n_origins_max),
  n_origins_max INTEGER NOT NULL,
  n_origin_groups INTEGER NOT NULL CHECK (n_origin_groups BETWEEN 0 AND n_origins_max),
  n_unnamed INTEGER NOT NULL CHECK (n_unnamed >= 0),
  n_interested_groups INTEGER NOT NULL CHECK (n_interested_groups >= 0),
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  corroboration TEXT NOT NULL CHECK (corroboration IN ('no_named_origin', 'uncorroborated', 'one_origin_repeated',
                                                       'independence_not_established', 'independent_origins')),
  credibility INTEGER CHECK (credibility IN (1, 2, 3, 6)),
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
