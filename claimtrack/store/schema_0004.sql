-- How the wordings of a claim relate to the first one, and who covers an event without it.

CREATE TABLE claim_relations (
  cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
  proposition_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
  first_id TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE CHECK (first_id <> proposition_id),
  relation TEXT NOT NULL CHECK (relation IN ('agrees', 'refines', 'updates', 'differs', 'denies', 'not_comparable')),
  first_words TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (cluster_id, proposition_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_relations_proposition ON claim_relations (proposition_id);
CREATE INDEX claim_relations_first ON claim_relations (first_id);

CREATE VIEW silent_outlets AS
WITH mentioned (cluster_id, document_id) AS (
  SELECT DISTINCT m.cluster_id, p.document_id FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id),
near (cluster_id, document_id) AS (
  SELECT m.cluster_id, r.other_id FROM mentioned m JOIN related_documents r ON r.one_id = m.document_id
  UNION SELECT m.cluster_id, r.one_id FROM mentioned m JOIN related_documents r ON r.other_id = m.document_id)
SELECT n.cluster_id, d.outlet_id, count(*) AS documents
FROM near n JOIN documents d ON d.id = n.document_id
WHERE d.outlet_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM mentioned m JOIN documents c ON c.id = m.document_id
  WHERE m.cluster_id = n.cluster_id AND c.outlet_id = d.outlet_id)
GROUP BY n.cluster_id, d.outlet_id;

-- Counting the claims of several outlets reads these alone.
CREATE INDEX corroborations_shared ON corroborations (cluster_id) WHERE n_outlets > 1;
