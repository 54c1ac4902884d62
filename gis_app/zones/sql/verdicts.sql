-- What the siting rules say of one spot: failures first, then what is not known.
SELECT
    v.rule_id,
    v.kind,
    v.severity,
    v.params::json AS params,
    v.legal_ref,
    v.result,
    v.blocks,
    v.partial,
    v.measured,
    v.threshold,
    v.against,
    ST_AsGeoJSON(ST_Transform(v.proof, 4326), 7)::json AS proof
FROM zones_vendingspot AS s
CROSS JOIN
    LATERAL
    meydan.siting(
        s.geom, s.zone_id, s.id, %(moment)s::timestamptz,
        %(goods)s::text[], %(week)s::int4multirange
    ) AS v
WHERE s.id = %(spot)s
ORDER BY
    v.blocks DESC,
    v.partial ASC,
    CASE v.result WHEN 'fail' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END ASC,
    v.rule_id ASC
