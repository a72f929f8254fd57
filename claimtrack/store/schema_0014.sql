-- A link of a chain that names nobody is its origin alone.

DROP VIEW chain_links;
DROP VIEW claim_chains;

-- As in 0012, without links that name nobody behind the origin: ``kata Rina, dikutip Senin`` tells of no go-between.
CREATE VIEW claim_chains AS
WITH chained AS (
  SELECT a.*, (SELECT outlet_id FROM documents WHERE id = a.document_id) AS outlet_id, (
    WITH RECURSIVE up (id, parent_id, source_id, source_text, addressee_id, place) AS (
      SELECT a.id, a.parent_id, a.source_id, a.source_text, a.addressee_id, 0
      UNION ALL
      SELECT p.id, p.parent_id, p.source_id, p.source_text, p.addressee_id, up.place + 1
      FROM up JOIN attributions p ON p.id = up.parent_id WHERE up.place < 64),
    link (part, place, kind, source_id, name, attribution_id) AS (
      SELECT 0, up.place, 'attribution', up.source_id, coalesce(s.name, nullif(up.source_text, ''), '?'), up.id
      FROM up LEFT JOIN sources s ON s.id = up.source_id
      UNION ALL
      SELECT 0, up.place + 0.5, 'addressee', s.id, s.name, up.id
      FROM up JOIN sources t ON t.id = up.addressee_id JOIN sources s ON s.id = coalesce(t.merged_into, t.id)
      UNION ALL
      SELECT 1 + (c.role = 'dateline'), c.start, 'credit', c.source_id, coalesce(s.name, c.name), NULL
      FROM credits c JOIN documents d ON d.id = c.document_id LEFT JOIN sources s ON s.id = c.source_id
      LEFT JOIN outlets o ON o.id = d.outlet_id
      WHERE c.document_id = a.document_id AND CASE c.role
        WHEN 'wire' THEN c.source_id IS NULL OR c.source_id IS NOT o.source_id
        WHEN 'dateline' THEN d.outlet_id IS NULL END
      UNION ALL
      SELECT 3, 0, 'outlet', o.source_id, o.name, NULL
      FROM documents d JOIN outlets o ON o.id = d.outlet_id WHERE d.id = a.document_id),
    ordered AS (
      SELECT *, lag(lower(name)) OVER (ORDER BY part, place) AS name_before,
             lag(source_id) OVER (ORDER BY part, place) AS source_before
      FROM link WHERE part OR NOT place OR name <> '?' ORDER BY part, place)
    SELECT json_group_array(json_object(
      'kind', kind, 'source_id', source_id, 'name', name, 'attribution_id', attribution_id))
    FROM ordered WHERE name = '?' OR NOT (lower(name) IS name_before OR coalesce(source_id = source_before, 0))) AS links
  FROM attributions a WHERE a.claim_id IS NOT NULL)
SELECT claim_id, id AS attribution_id, document_id, outlet_id, source_id AS origin_id,
       (SELECT group_concat(json_extract(value, '$.name'), ' → ') FROM json_each(links)) AS chain,
       json_array_length(links) AS hops, links, factuality, cue_stance, negated
FROM chained;

CREATE VIEW chain_links AS
SELECT c.claim_id, c.attribution_id, c.document_id, j.key AS hop,
       json_extract(j.value, '$.kind') AS kind, json_extract(j.value, '$.source_id') AS source_id,
       json_extract(j.value, '$.name') AS name, json_extract(j.value, '$.attribution_id') AS link_attribution_id
FROM claim_chains c, json_each(c.links) j;
