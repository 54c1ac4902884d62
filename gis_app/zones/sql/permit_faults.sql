-- Permits in force at a moment or later on the spots of a zone or in an area, with what
-- is wrong with each from then on.
SELECT
    r.id,
    s.id AS spot,
    s.number,
    array_remove(ARRAY[
        CASE WHEN z.kind = 'no_vending' THEN 'kind' END,
        CASE WHEN NOT z.valid @> span.valid THEN 'valid' END,
        CASE WHEN NOT r.week <@ z.week THEN 'week' END,
        CASE
            WHEN
                r.goods <> ''
                AND NOT (
                    coalesce(nullif(s.goods, '{}'), z.goods) = '{}'
                    OR r.goods = ANY(coalesce(nullif(s.goods, '{}'), z.goods))
                )
                THEN 'goods'
        END,
        CASE
            WHEN EXISTS (SELECT 1 FROM meydan.bans(s.geom, span.valid)) THEN 'ban'
        END,
        CASE
            WHEN NOT meydan.lawful_site(
                s.geom, z.id, s.id, lower(span.valid),
                CASE WHEN r.goods <> '' THEN ARRAY[r.goods::text] END, r.week
            ) THEN 'rules'
        END
    ], NULL) AS faults,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(s.geom), 4326), 7)::json
    -> 'coordinates' AS point
FROM land_right AS r
INNER JOIN zones_vendingspot AS s ON r.spot_id = s.id
INNER JOIN zones_vendingzone AS z ON s.zone_id = z.id
CROSS JOIN
    LATERAL (
        SELECT r.valid * tstzrange(%(moment)s, NULL) AS valid
    ) AS span
WHERE
    r.kind = 'vending_permit'
    AND r.status = 'active'
    AND r.valid && tstzrange(%(moment)s, NULL)
    AND (
        s.zone_id = %(zone)s
        OR ST_Intersects(s.geom, %(area)s::geometry)
    )
ORDER BY s.number, r.id
