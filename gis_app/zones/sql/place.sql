-- What the siting rules say of a footprint that is no spot (yet): of a zone, or of the
-- zone that most of it lies in.
WITH asked AS (
    SELECT
        %(footprint)s::geometry AS geom,
        %(spot)s::bigint AS spot_id
),

own AS (
    SELECT
        a.geom,
        a.spot_id,
        coalesce(%(zone)s::bigint, (
            SELECT z.id
            FROM zones_vendingzone AS z
            WHERE
                z.kind IN ('permitted', 'restricted')
                AND z.valid @> %(moment)s::timestamptz
                AND ST_Intersects(z.geom, a.geom)
            ORDER BY ST_Area(ST_Intersection(z.geom, a.geom)) DESC, z.id ASC
            LIMIT 1
        )) AS zone_id
    FROM asked AS a
)

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
FROM own
CROSS JOIN
    LATERAL
    meydan.siting(
        own.geom, own.zone_id, own.spot_id, %(moment)s::timestamptz,
        %(goods)s::text[], %(week)s::int4multirange
    ) AS v
ORDER BY
    v.blocks DESC,
    v.partial ASC,
    CASE v.result WHEN 'fail' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END ASC,
    v.rule_id ASC
