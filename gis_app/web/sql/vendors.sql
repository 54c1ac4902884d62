-- Vendors by code or pseudonym, and by name for those who may see names; with the
-- number of permits they hold now or later, and one of their spots.
SELECT
    v.id,
    v.code,
    v.goods,
    v.status,
    p.name,
    p.pseudonym,
    held.spots,
    place.point,
    place.bbox
FROM allocation_vendor AS v
INNER JOIN land_party AS p ON v.party_id = p.id
CROSS JOIN LATERAL (
    SELECT count(*) AS spots, min(r.spot_id) AS spot_id
    FROM land_right AS r
    WHERE r.party_id = p.id
      AND r.kind = 'vending_permit'
      AND r.status = 'active'
      AND (upper_inf(r.valid) OR upper(r.valid) > %(now)s)
) AS held
LEFT JOIN LATERAL (
    SELECT
        ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(s.geom), 4326), 7)::json
        -> 'coordinates' AS point,
        ST_AsGeoJSON(ST_Transform(ST_Envelope(s.geom), 4326), 7, 1)::json
        -> 'bbox' AS bbox
    FROM zones_vendingspot AS s
    WHERE s.id = held.spot_id
) AS place ON TRUE
WHERE
    meydan.fold(v.code) LIKE %(pattern)s
    OR meydan.fold(p.pseudonym) LIKE %(pattern)s
    OR (%(by_name)s AND meydan.fold(p.name) LIKE %(pattern)s)
ORDER BY
    greatest(
        meydan.likeness(meydan.fold(v.code), %(words)s),
        meydan.likeness(meydan.fold(p.pseudonym), %(words)s),
        CASE WHEN %(by_name)s THEN meydan.likeness(meydan.fold(p.name), %(words)s) END
    ) DESC,
    v.code
LIMIT %(limit)s
