-- Open cases about the same sort of thing where a phone stands, however long ago seen.
SELECT
    c.id,
    c.year || '/' || c.sequence AS number,
    c.state,
    o.kind,
    ST_Distance(o.geom, here.place) AS distance_m
FROM (
    SELECT ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s) AS place
) AS here
INNER JOIN encroachment_occupation AS o
    ON o.geom && ST_Expand(here.place, %(reach_m)s)
INNER JOIN encroachment_encroachment AS f ON o.id = f.occupation_id
INNER JOIN enforcement_case AS c ON f.id = c.finding_id
WHERE
    ST_DWithin(o.geom, here.place, %(reach_m)s)
    AND o.kind = ANY(%(kinds)s)
    AND c.state NOT IN ('closed', 'dismissed')
    AND (c.district_id = ANY(%(districts)s) OR %(everywhere)s)
ORDER BY distance_m, c.id
LIMIT 5
