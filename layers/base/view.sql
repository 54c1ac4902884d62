SELECT
    3 * w.id AS id,
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
    3 * b.id + 1 AS id,
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
    3 * a.id + 2 AS id,
    'axis' AS kind,
    a.rank,
    a.name_fa,
    a.name_en,
    a.width_m,
    a.geom::geometry AS geom,
    a.geom_3857::geometry AS geom_3857
FROM land_wayaxis AS a
