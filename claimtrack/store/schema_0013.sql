-- How surely two articles are about one event; who is silent on a claim covers its event for sure.

ALTER TABLE related_documents ADD COLUMN closeness REAL NOT NULL DEFAULT 0 CHECK (closeness BETWEEN 0 AND 1);

CREATE VIEW one_event AS SELECT one_id, other_id FROM related_documents WHERE closeness = 1;

DROP VIEW silent_outlets;
CREATE VIEW silent_outlets AS
SELECT m.cluster_id, d.outlet_id, count(DISTINCT d.id) AS documents
FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
JOIN documents d ON d.id IN (
  SELECT other_id FROM one_event WHERE one_id = p.document_id
  UNION ALL SELECT one_id FROM one_event WHERE other_id = p.document_id)
WHERE d.outlet_id IS NOT NULL
GROUP BY m.cluster_id, d.outlet_id
HAVING NOT EXISTS (SELECT 1 FROM stories s WHERE s.cluster_id = m.cluster_id AND s.partial)
  AND NOT EXISTS (
    SELECT 1 FROM cluster_members n JOIN propositions q ON q.id = n.proposition_id
    JOIN documents c ON c.id = q.document_id WHERE n.cluster_id = m.cluster_id AND c.outlet_id = d.outlet_id);
