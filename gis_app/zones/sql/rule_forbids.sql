-- The spots in use about which a rule says anything but yes, at a moment; with how many
-- permits on each are in force then or later.
SELECT
    s.id,
    s.number,
    v.kind,
    v.severity,
    v.params::json AS params,
    v.result,
    v.blocks,
    v.partial,
    v.measured,
    v.threshold,
    (
        SELECT count(*)
        FROM land_right AS r
        WHERE
            r.spot_id = s.id
            AND r.status = 'active'
            AND r.valid && tstzrange(%(moment)s, NULL)
    ) AS permits,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(s.geom), 4326), 7)::json
    -> 'coordinates' AS point
FROM zones_vendingspot AS s
CROSS JOIN
    LATERAL meydan.siting(
        s.geom, s.zone_id, s.id, %(moment)s::timestamptz, NULL, NULL, %(rule)s
    ) AS v
WHERE
    s.status = 'open'
    AND (%(zone)s::bigint IS NULL OR s.zone_id = %(zone)s)
    AND v.result <> 'pass'
ORDER BY s.number
