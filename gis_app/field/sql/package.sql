-- What a phone carries: the zones, spots and ways of some districts, without persons.
-- Shapes are TWKB in degrees: a centimetre for what is judged, a decimetre for the rest.
WITH area AS (
    SELECT
        d.id,
        d.name_fa,
        d.name_en,
        d.geom
    FROM accounts_district AS d
    WHERE d.id = ANY(%(districts)s)
),

zone AS (
    SELECT DISTINCT ON (z.id)
        z.id,
        z.name_fa AS fa,
        z.name_en AS en,
        z.kind,
        z.goods,
        z.week::text AS week,
        z.accuracy_m AS rmse,
        lower(z.valid) AS since,
        upper(z.valid) AS until,
        encode(ST_AsTWKB(ST_Transform(z.geom, 4326), 7), 'base64') AS shape
    FROM area AS a
    INNER JOIN zones_vendingzone AS z ON ST_Intersects(z.geom, a.geom)
    WHERE upper(z.valid) IS NULL OR upper(z.valid) > %(now)s
    ORDER BY z.id
),

permit AS (
    SELECT
        r.spot_id,
        json_agg(json_build_object(
            'status', r.status,
            'week', r.week::text,
            'since', lower(r.valid),
            'until', upper(r.valid)
        ) ORDER BY r.valid DESC) AS permits
    FROM land_right AS r
    WHERE
        r.kind = 'vending_permit'
        AND (upper(r.valid) IS NULL OR upper(r.valid) > %(now)s - interval '90 days')
    GROUP BY r.spot_id
),

spot AS (
    SELECT
        s.id,
        s.number,
        s.zone_id AS zone,
        s.goods,
        s.accuracy_m AS rmse,
        p.permits,
        encode(ST_AsTWKB(ST_Transform(s.geom, 4326), 7), 'base64') AS shape
    FROM zones_vendingspot AS s
    LEFT JOIN permit AS p ON s.id = p.spot_id
    WHERE s.status = 'open' AND s.zone_id IN (SELECT z.id FROM zone AS z)
    ORDER BY s.id
),

way AS (
    SELECT
        w.kind,
        encode(
            ST_AsTWKB(
                ST_Transform(ST_SimplifyPreserveTopology(w.geom, 0.4), 4326), 6
            ), 'base64'
        ) AS shape
    FROM land_way AS w
    WHERE w.district_id = ANY(%(districts)s)
    ORDER BY w.id
),

street AS (
    SELECT DISTINCT ON (x.id)
        x.name_fa AS fa,
        x.name_en AS en,
        x.rank,
        encode(
            ST_AsTWKB(ST_Transform(ST_Simplify(x.geom, 1), 4326), 6), 'base64'
        ) AS shape
    FROM area AS a
    INNER JOIN land_wayaxis AS x ON ST_Intersects(x.geom, a.geom)
    WHERE x.name_fa <> '' AND x.rank <> 'river'
    ORDER BY x.id
)

SELECT json_build_object(
    'districts', (
        SELECT json_agg(json_build_object('id', a.id, 'fa', a.name_fa, 'en', a.name_en))
        FROM area AS a
    ),
    'zones', (SELECT json_agg(z) FROM zone AS z),
    'spots', (SELECT json_agg(s) FROM spot AS s),
    'ways', (SELECT json_agg(w) FROM way AS w),
    'streets', (SELECT json_agg(t) FROM street AS t)
)::text AS body
