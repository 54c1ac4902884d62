-- Spots that their zone doesn't hold any more go to the zone for vending that does.
UPDATE zones_vendingspot AS s
SET zone_id = held.id
FROM zones_vendingspot AS old
INNER JOIN zones_vendingzone AS own ON old.zone_id = own.id
CROSS JOIN
    LATERAL (
        SELECT z.id
        FROM zones_vendingzone AS z
        WHERE
            z.kind IN ('permitted', 'restricted')
            AND z.valid @> clock_timestamp()
            AND z.id <> own.id
            AND ST_Intersects(z.geom, old.geom)
            AND ST_Area(ST_Difference(old.geom, z.geom, 0.001)) <= 0.01
        ORDER BY z.id
        LIMIT 1
    ) AS held
WHERE
    s.id = old.id
    AND ST_Intersects(old.geom, ST_SetSRID(%(area)s::geometry, %(srid)s))
    AND (
        NOT own.valid @> clock_timestamp()
        OR ST_Area(ST_Difference(old.geom, own.geom, 0.001)) > 0.01
    )
