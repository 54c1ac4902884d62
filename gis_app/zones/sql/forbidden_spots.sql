-- What forbids spots in use, and how many permits stand on them then or later. Kept so
-- plain that it is worth several workers: no window, no sort.
SELECT
    s.id,
    s.number,
    s.zone_id,
    v.kind,
    v.params::json AS params,
    v.result,
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
    LATERAL
    meydan.siting(s.geom, s.zone_id, s.id, %(moment)s::timestamptz) AS v
WHERE s.status = 'open' AND v.blocks
