-- What was seen lately where a phone stands, of the same sort of thing.
SELECT
    o.id,
    o.kind,
    lower(o.seen) AS seen_at,
    ST_Distance(o.geom, here.place) AS distance_m
FROM (
    SELECT ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s) AS place
) AS here
INNER JOIN encroachment_occupation AS o
    ON o.geom && ST_Expand(here.place, %(reach_m)s)
WHERE
    ST_DWithin(o.geom, here.place, %(reach_m)s)
    AND o.kind = ANY(%(kinds)s)
    AND o.seen && tstzrange(%(since)s, %(now)s, '[]')
    AND (o.district_id = ANY(%(districts)s) OR %(everywhere)s)
ORDER BY distance_m, o.id
LIMIT 5
