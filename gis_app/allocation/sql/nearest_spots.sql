-- The nearest spots that may be given: in use, in a zone that allows vending on all of
-- these days, outside every ban, breaking no hard siting rule, with minutes of the week
-- that nobody has. The cheap questions are asked of all spots, the siting rules only
-- outward from the point until there are enough: OFFSET 0 keeps the two apart, and the
-- rows, sorted already, stay in their order.
WITH free AS (
    SELECT
        s.id,
        z.week - coalesce(taken.week, '{}'::int4multirange) AS minutes
    FROM zones_vendingspot AS s
    INNER JOIN zones_vendingzone AS z ON s.zone_id = z.id
    LEFT JOIN (
        SELECT
            r.spot_id,
            range_agg(r.week) AS week
        FROM land_right AS r
        WHERE
            r.spot_id IS NOT NULL
            AND r.status = 'active'
            AND r.valid && %(valid)s::tstzrange
        GROUP BY r.spot_id
    ) AS taken ON s.id = taken.spot_id
    WHERE
        s.status = 'open'
        AND z.kind IN ('permitted', 'restricted')
        AND z.valid @> %(valid)s::tstzrange
        AND (%(zone)s::bigint IS NULL OR s.zone_id = %(zone)s)
),

candidate AS (
    SELECT
        s.id,
        s.number,
        s.zone_id,
        z.name_fa,
        z.name_en,
        free.minutes,
        s.geom,
        s.geom <-> ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s) AS distance_m,
        coalesce(nullif(s.goods, '{}'), z.goods) AS goods
    FROM free
    INNER JOIN zones_vendingspot AS s ON free.id = s.id
    INNER JOIN zones_vendingzone AS z ON s.zone_id = z.id
    WHERE
        NOT isempty(free.minutes)
        AND (
            %(week)s::int4multirange IS NULL
            OR %(week)s::int4multirange <@ free.minutes
        )
    ORDER BY distance_m
    OFFSET 0
)

SELECT
    c.id,
    c.number,
    c.zone_id,
    c.name_fa,
    c.name_en,
    c.minutes::text AS week,
    c.distance_m,
    c.goods,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(c.geom), 4326), 7)::json
    -> 'coordinates' AS point,
    ST_AsGeoJSON(ST_Transform(ST_Envelope(c.geom), 4326), 7, 1)::json -> 'bbox' AS bbox
FROM candidate AS c
WHERE
    (
        %(goods)s::text[] IS NULL
        OR c.goods = '{}'
        OR c.goods::text[] && %(goods)s::text[]
    )
    AND NOT EXISTS (SELECT 1 FROM meydan.bans(c.geom, %(valid)s::tstzrange))
    AND CASE
        WHEN %(goods)s::text[] IS NULL
            THEN
                meydan.lawful_site(
                    c.geom, c.zone_id, c.id, lower(%(valid)s::tstzrange),
                    NULL, %(week)s::int4multirange
                )
        ELSE EXISTS (
            SELECT 1
            FROM unnest(%(goods)s::text[]) AS sold (goods)
            WHERE
                (c.goods = '{}' OR sold.goods = ANY(c.goods))
                AND meydan.lawful_site(
                    c.geom, c.zone_id, c.id, lower(%(valid)s::tstzrange),
                    ARRAY[sold.goods], coalesce(%(week)s::int4multirange, c.minutes)
                )
        )
    END
ORDER BY c.distance_m
LIMIT %(limit)s
