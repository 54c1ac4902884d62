-- What forbids a stall before any rule is asked: it leaves its zone, a spot in use is
-- there or too near, a ban covers it. Only stalls with one of these have a row.
SELECT
    c.n::integer - 1 AS n,
    coalesce(o.measured > 0.01, FALSE) AS outside,
    near.number AS taken,
    ban.id AS ban
FROM unnest(%(shapes)s::geometry[]) WITH ORDINALITY AS c (geom, n)
CROSS JOIN LATERAL meydan.outside_zone(c.geom, %(zone)s) AS o
LEFT JOIN LATERAL (
    SELECT s.number
    FROM zones_vendingspot AS s
    WHERE
        s.status = 'open' AND s.id <> ALL(%(own)s::bigint[])
        AND (
            ST_DWithin(s.geom, c.geom, %(spacing)s::float8 - 0.001)
            OR ST_Area(ST_Intersection(s.geom, c.geom)) > 0.01
        )
    ORDER BY ST_Distance(s.geom, c.geom), s.id
    LIMIT 1
) AS near ON TRUE
LEFT JOIN LATERAL (
    SELECT b.id
    FROM meydan.bans(c.geom, tstzrange(%(moment)s, %(moment)s, '[]')) AS b
    ORDER BY b.id
    LIMIT 1
) AS ban ON TRUE
WHERE o.measured > 0.01 OR near.number IS NOT NULL OR ban.id IS NOT NULL
ORDER BY c.n
