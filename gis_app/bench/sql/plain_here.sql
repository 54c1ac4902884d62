-- The peer: what stands near a place, asked plainly.
SELECT
    coalesce(
        (
            SELECT array_agg(z.code ORDER BY ST_Distance(z.geom, fix.place), z.id)
            FROM zones_vendingzone AS z
            WHERE ST_DWithin(z.geom, fix.place, %(reach_m)s)
        ), '{}'
    ) AS zones,
    coalesce(
        (
            SELECT (array_agg(s.number ORDER BY ST_Distance(s.geom, fix.place)))[1:5]
            FROM zones_vendingspot AS s
            WHERE ST_DWithin(s.geom, fix.place, %(reach_m)s)
        ), '{}'
    ) AS spots,
    coalesce(
        (
            SELECT array_agg(s.number)
            FROM zones_vendingspot AS s
            INNER JOIN land_right AS r ON s.id = r.spot_id
            WHERE
                ST_DWithin(s.geom, fix.place, %(reach_m)s)
                AND r.status = 'active'
                AND r.valid @> now()
        ), '{}'
    ) AS held,
    (
        SELECT d.id
        FROM accounts_district AS d
        WHERE ST_Intersects(d.geom, fix.place)
        ORDER BY d.id
        LIMIT 1
    ) AS district
FROM (
    SELECT ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s) AS place
) AS fix
