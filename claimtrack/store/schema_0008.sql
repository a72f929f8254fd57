-- What pages list, sort and filter claims by: figures as intervals, who stands behind a claim, and its mentions counted.
-- `claimtrack compare` fills these tables; `claimtrack publish` counts anew where it leaves something out.

CREATE TABLE figures (
  proposition_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  words TEXT NOT NULL CHECK (words <> ''),
  low REAL,
  high REAL,
  comparator TEXT NOT NULL CHECK (comparator IN ('=', '~', '>', '>=', '<', '<=', 'range', 'vague')),
  unit TEXT NOT NULL CHECK (unit <> ''),
  measure TEXT CHECK (measure IN ('plan', 'capacity', 'rate')),
  PRIMARY KEY (proposition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_origins (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('supports', 'denies', 'differs')),
  party_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  PRIMARY KEY (cluster_id, source_id, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_origins_source ON claim_origins (source_id, side);
CREATE INDEX claim_origins_party ON claim_origins (party_id);

-- The attributions that carry a claim, each once; one that only encloses another of them is a relay and is left out.
CREATE TABLE claim_mentions (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  published TEXT NOT NULL,
  attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
  proposition_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  core INTEGER NOT NULL CHECK (core IN (0, 1)),
  sign TEXT NOT NULL CHECK (sign IN ('states', 'denies', 'open')),
  PRIMARY KEY (cluster_id, published, attribution_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_mentions_attribution ON claim_mentions (attribution_id);
CREATE INDEX claim_mentions_proposition ON claim_mentions (proposition_id);

CREATE TABLE stories (
  cluster_id TEXT PRIMARY KEY NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  n_outlets INTEGER NOT NULL CHECK (n_outlets >= 0),
  n_origins INTEGER NOT NULL CHECK (n_origins >= 0),
  n_mentions INTEGER NOT NULL CHECK (n_mentions >= 0),
  n_denials INTEGER NOT NULL CHECK (n_denials >= 0),
  n_open INTEGER NOT NULL CHECK (n_open >= 0),
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  partial INTEGER NOT NULL DEFAULT 0 CHECK (partial IN (0, 1)),
  first_published TEXT NOT NULL DEFAULT '',
  last_published TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_carried ON stories (n_outlets DESC, last_published DESC, cluster_id);
CREATE INDEX stories_contested ON stories (n_outlets DESC, last_published DESC, cluster_id) WHERE contested = 1;
CREATE INDEX stories_one_origin ON stories (n_outlets DESC, last_published DESC, cluster_id) WHERE n_origins = 1;
CREATE INDEX stories_newest ON stories (last_published DESC, cluster_id) WHERE n_outlets > 1;

CREATE TABLE claim_outlets (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  outlet_id TEXT NOT NULL REFERENCES outlets (id) ON DELETE CASCADE,
  states INTEGER NOT NULL CHECK (states >= 0),
  denies INTEGER NOT NULL CHECK (denies >= 0),
  open INTEGER NOT NULL CHECK (open >= 0),
  first_published TEXT NOT NULL DEFAULT '',
  n_outlets INTEGER NOT NULL CHECK (n_outlets >= 0),
  n_origins INTEGER NOT NULL CHECK (n_origins >= 0),
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  PRIMARY KEY (cluster_id, outlet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_outlets_outlet ON claim_outlets
  (outlet_id, n_outlets DESC, first_published DESC, cluster_id, n_origins, contested);

-- As before, but a question about one claim reads that claim alone, and nothing is said of a claim that is shown in part.
DROP VIEW silent_outlets;
CREATE VIEW silent_outlets AS
SELECT m.cluster_id, d.outlet_id, count(DISTINCT d.id) AS documents
FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
JOIN documents d ON d.id IN (
  SELECT other_id FROM related_documents WHERE one_id = p.document_id
  UNION ALL SELECT one_id FROM related_documents WHERE other_id = p.document_id)
WHERE d.outlet_id IS NOT NULL
GROUP BY m.cluster_id, d.outlet_id
HAVING NOT EXISTS (SELECT 1 FROM stories s WHERE s.cluster_id = m.cluster_id AND s.partial)
  AND NOT EXISTS (
    SELECT 1 FROM cluster_members n JOIN propositions q ON q.id = n.proposition_id
    JOIN documents c ON c.id = q.document_id WHERE n.cluster_id = m.cluster_id AND c.outlet_id = d.outlet_id);
