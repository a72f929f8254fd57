-- What a source says once counts once: text that stands in an article twice, and words inside the same source's words.

ALTER TABLE attributions ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0 CHECK (repeats IN (0, 1));
UPDATE attributions SET repeats = 1
WHERE EXISTS (
    SELECT 1 FROM attributions b WHERE b.document_id = attributions.document_id AND b.position < attributions.position
      AND b.claim_id = attributions.claim_id
      AND coalesce(b.factuality LIKE '%-', b.negated) = coalesce(attributions.factuality LIKE '%-', attributions.negated)
      AND b.source_id IS attributions.source_id AND (b.source_id IS NOT NULL OR b.source_text = attributions.source_text))
  OR EXISTS (
    SELECT 1 FROM attributions p WHERE p.id = attributions.parent_id AND p.source_id = attributions.source_id
      AND coalesce(p.factuality LIKE '%-', p.negated) = coalesce(attributions.factuality LIKE '%-', attributions.negated));

DROP INDEX attributions_source;
CREATE INDEX attributions_source ON attributions (source_id, repeats) WHERE source_id IS NOT NULL;

-- As in 0001, without what repeats.
DROP VIEW outlet_sources;
CREATE VIEW outlet_sources AS
SELECT d.outlet_id, a.source_id, o.name AS outlet, s.name AS source, s.kind,
       count(*) AS attributions, count(DISTINCT a.document_id) AS documents, count(DISTINCT a.claim_id) AS claims
FROM attributions a JOIN documents d ON d.id = a.document_id
JOIN outlets o ON o.id = d.outlet_id JOIN sources s ON s.id = a.source_id
WHERE a.repeats = 0
GROUP BY d.outlet_id, a.source_id;

DROP VIEW source_profile;
CREATE VIEW source_profile AS
SELECT s.id AS source_id, s.name, s.kind, s.affiliation_id, s.country, s.reliability,
       count(a.id) AS attributions, count(DISTINCT a.document_id) AS documents,
       count(DISTINCT d.outlet_id) AS outlets, count(DISTINCT a.claim_id) AS claims,
       coalesce(sum(a.style = 'direct'), 0) AS direct, coalesce(sum(a.negated), 0) AS negated,
       coalesce(sum(a.cue_stance = 'distancing'), 0) AS distanced,
       coalesce(sum(a.factuality IN ('CT-', 'PR-', 'PS-')), 0) AS denied,
       coalesce(sum(a.factuality IN ('PR+', 'PS+', 'PR-', 'PS-')), 0) AS hedged,
       min(nullif(d.published, '')) AS first_published, max(nullif(d.published, '')) AS last_published
FROM sources s LEFT JOIN attributions a ON a.source_id = s.id AND a.repeats = 0
LEFT JOIN documents d ON d.id = a.document_id
GROUP BY s.id;
