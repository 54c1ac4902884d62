SELECT
    4 * w.id AS id,
    w.kind,
    NULL::varchar AS rank,
    w.name_fa,
    w.name_en,
    NULL::double precision AS width_m,
    w.geom::geometry AS geom,
    w.geom_3857::geometry AS geom_3857
FROM land_way AS w
UNION ALL
SELECT
    4 * b.id + 1 AS id,
    'block' AS kind,
    NULL::varchar AS rank,
    '' AS name_fa,
    '' AS name_en,
    NULL::double precision AS width_m,
    b.geom::geometry AS geom,
    b.geom_3857::geometry AS geom_3857
FROM land_block AS b
UNION ALL
SELECT
    4 * a.id + 2 AS id,
    'axis' AS kind,
    a.rank,
    a.name_fa,
    a.name_en,
    a.width_m,
    a.geom::geometry AS geom,
    a.geom_3857::geometry AS geom_3857
FROM land_wayaxis AS a
UNION ALL
-- One point to write the name at: a polygon's name would be written in every tile.
SELECT
    4 * w.id + 3 AS id,
    'place' AS kind,
    w.kind AS rank,
    w.name_fa,
    w.name_en,
    NULL::double precision AS width_m,
    ST_PointOnSurface(w.geom) AS geom,
    ST_PointOnSurface(w.geom_3857) AS geom_3857
FROM land_way AS w
WHERE w.kind IN ('square', 'park') AND w.name_fa <> ''
