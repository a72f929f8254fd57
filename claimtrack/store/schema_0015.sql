-- The titles that articles give their sources, those of a former time and of an affair left out, each with the body whose it is.

CREATE TABLE offices (
  role TEXT NOT NULL CHECK (role <> ''),
  attribution_id TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('office', 'relation', 'other')),
  body_id TEXT REFERENCES sources (id),
  PRIMARY KEY (role, attribution_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX offices_attribution ON offices (attribution_id);
CREATE INDEX offices_body ON offices (body_id) WHERE body_id IS NOT NULL;

CREATE VIEW speaks_for AS
SELECT a.source_id, b.id AS body_id, s.name AS source, b.name AS body, o.role,
       count(DISTINCT a.document_id) AS documents, max(nullif(d.published, '')) AS last_published
FROM offices o JOIN attributions a ON a.id = o.attribution_id JOIN documents d ON d.id = a.document_id
JOIN sources s ON s.id = a.source_id JOIN sources t ON t.id = o.body_id
JOIN sources b ON b.id = coalesce(t.merged_into, t.id)
GROUP BY a.source_id, b.id, o.role;
