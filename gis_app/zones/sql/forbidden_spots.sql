-- Every spot in use that a hard rule forbids, with what it breaks first and how many
-- permits stand on it then or later.
WITH verdict AS (
    SELECT
        s.id,
        s.number,
        s.zone_id,
        s.geom,
        v.rule_id,
        v.kind,
        v.params,
        v.result,
        v.measured,
        v.threshold
    FROM zones_vendingspot AS s
    CROSS JOIN
        LATERAL
        meydan.siting(s.geom, s.zone_id, s.id, %(moment)s::timestamptz) AS v
    WHERE s.status = 'open' AND v.blocks
)

SELECT
    first.id,
    first.number,
    first.zone_id,
    first.kind,
    first.params::json AS params,
    first.result,
    first.measured,
    first.threshold,
    first.broken,
    (
        SELECT count(*)
        FROM land_right AS r
        WHERE
            r.spot_id = first.id
            AND r.status = 'active'
            AND r.valid && tstzrange(%(moment)s, NULL)
    ) AS permits,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(first.geom), 4326), 7)::json
    -> 'coordinates' AS point
FROM (
    SELECT DISTINCT ON (v.id)
        v.*,
        count(*) OVER (PARTITION BY v.id) AS broken
    FROM verdict AS v
    ORDER BY v.id ASC, v.rule_id ASC
) AS first
ORDER BY first.number
