-- What a shape holds: its area, the part that hard rules of distance leave to stalls, what
-- stands in the way, what lies off public ways, and the zones that it overlaps.
WITH shape AS (
    SELECT ST_SetSRID(%(shape)s::geometry, %(srid)s) AS geom
),

rule AS (
    SELECT DISTINCT ON (r.params ->> 'feature_class')
        r.params ->> 'feature_class' AS kind,
        (r.params ->> 'm')::float8 AS m
    FROM zones_rule AS r
    WHERE
        r.kind = 'min_distance'
        AND r.severity = 'hard'
        AND r.goods = '{}'
        AND r.valid @> %(moment)s::timestamptz
        AND (r.zone_id IS NULL OR r.zone_id = %(zone)s)
    ORDER BY r.params ->> 'feature_class' ASC, r.priority DESC
),

feature AS (
    SELECT
        f.kind,
        ST_Intersection(ST_Buffer(f.geom, rule.m), shape.geom) AS geom
    FROM shape
    INNER JOIN zones_streetfeature AS f ON ST_DWithin(f.geom, shape.geom, 1000)
    INNER JOIN rule ON f.kind = rule.kind
    WHERE ST_DWithin(f.geom, shape.geom, rule.m)
),

blocked AS (
    SELECT
        (SELECT ST_Union(feature.geom) FROM feature) AS geom,
        (
            SELECT json_object_agg(counted.kind, counted.n)
            FROM (
                SELECT
                    feature.kind,
                    count(*) AS n
                FROM feature
                GROUP BY feature.kind
            ) AS counted
        ) AS counts
),

other AS (
    SELECT
        z.id,
        z.name_fa,
        z.name_en,
        z.kind,
        ST_Area(ST_Intersection(z.geom, shape.geom, 0.001)) AS area_m2
    FROM shape
    INNER JOIN zones_vendingzone AS z ON ST_Intersects(z.geom, shape.geom)
    WHERE
        z.id IS DISTINCT FROM %(zone)s::bigint
        AND (upper_inf(z.valid) OR upper(z.valid) > %(moment)s::timestamptz)
)

SELECT
    ST_Area(shape.geom) AS area_m2,
    ST_Perimeter(shape.geom) AS edge_m,
    ST_Area(shape.geom) - coalesce(ST_Area(blocked.geom), 0) AS room_m2,
    (meydan.outside_ways(shape.geom)).measured AS off_ways_m2,
    coalesce(blocked.counts, '{}'::json) AS features,
    ST_AsGeoJSON(ST_Transform(blocked.geom, 4326), 7)::json AS blocked,
    (
        SELECT coalesce(json_agg(other ORDER BY other.area_m2 DESC), '[]'::json)
        FROM other
        WHERE other.area_m2 > 0.01
    ) AS others,
    (
        SELECT count(*)
        FROM zones_vendingspot AS s
        WHERE s.status = 'open' AND ST_Intersects(s.geom, shape.geom)
    ) AS spots
FROM shape
CROSS JOIN blocked
