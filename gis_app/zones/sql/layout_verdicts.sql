-- What the rules say against stalls: of footprints alone, or of spots that are there.
SELECT
    c.n::integer - 1 AS n,
    v.kind,
    v.params::json AS params,
    v.severity,
    v.result,
    v.blocks,
    v.measured,
    v.threshold
FROM
    unnest(%(shapes)s::geometry[], %(spots)s::bigint[]) WITH ORDINALITY
        AS c (geom, spot_id, n)
CROSS JOIN
    LATERAL meydan.siting(
        c.geom, %(zone)s, c.spot_id, %(moment)s::timestamptz
    ) AS v
WHERE v.blocks OR v.result = 'fail'
ORDER BY c.n, v.blocks DESC, v.rule_id
