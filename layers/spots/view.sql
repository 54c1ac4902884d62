SELECT
    s.id,
    s.number,
    z.code AS zone,
    CASE
        WHEN s.status = 'closed' THEN 'closed'
        WHEN taken.week IS NULL THEN 'free'
        ELSE 'taken'
    END AS status,
    CASE
        WHEN s.status = 'closed' THEN 0
        ELSE (
            SELECT coalesce(sum(upper(part.gap) - lower(part.gap)), 0)
            FROM
                unnest(
                    z.week - coalesce(taken.week, '{}'::int4multirange)
                ) AS part (gap)
        )
    END::integer AS free_minutes,
    array_to_string(CASE WHEN s.goods = '{}' THEN z.goods ELSE s.goods END, ', ')
        AS goods,
    round(ST_Area(s.geom)::numeric, 2)::double precision AS area_m2,
    s.accuracy_m,
    taken.holder,
    s.geom,
    s.geom_3857
FROM zones_vendingspot AS s
INNER JOIN zones_vendingzone AS z ON s.zone_id = z.id
-- The minutes of the week that are given away now: the rights of a spot never overlap.
CROSS JOIN LATERAL (
    SELECT
        range_agg(r.week) AS week,
        string_agg(DISTINCT p.pseudonym, ', ') AS holder
    FROM land_right AS r
    INNER JOIN land_party AS p ON r.party_id = p.id
    WHERE r.spot_id = s.id AND r.status = 'active' AND r.valid @> now()
) AS taken
