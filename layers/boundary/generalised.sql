-- Districts reach as far as the city is responsible for, a little beyond its limits: from
-- afar only what divides the city is drawn, and a name in the middle of each part.
WITH city AS (
    SELECT ST_Union(v.geom_3857) AS geom
    FROM layer.boundary AS v
    WHERE v.kind = 'city'
),

district AS (
    SELECT
        v.*,
        coalesce(
            ST_Intersection(ST_Boundary(v.geom_3857), ST_Buffer(city.geom, -15)),
            ST_Boundary(v.geom_3857)
        ) AS line,
        coalesce(ST_Intersection(v.geom_3857, city.geom), v.geom_3857) AS part
    FROM layer.boundary AS v
    CROSS JOIN city
    WHERE v.kind = 'district'
)

SELECT
    v.*,
    0 AS from_zoom,
    24 AS to_zoom,
    1e9 AS weight
FROM layer.boundary AS v
WHERE v.kind <> 'district'
UNION ALL
SELECT
    d.id,
    d.kind,
    '' AS name_fa,
    '' AS name_en,
    d.district,
    d.geom,
    ST_CollectionExtract(d.line, 2) AS geom_3857,
    0 AS from_zoom,
    24 AS to_zoom,
    1e8 AS weight
FROM district AS d
UNION ALL
SELECT
    d.id,
    d.kind,
    d.name_fa,
    d.name_en,
    d.district,
    d.geom,
    ST_PointOnSurface(d.part) AS geom_3857,
    0 AS from_zoom,
    24 AS to_zoom,
    1e8 AS weight
FROM district AS d
WHERE NOT ST_IsEmpty(d.part)
