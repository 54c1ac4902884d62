SELECT
    2 * b.id AS id,
    b.kind,
    b.name_fa,
    b.name_en,
    NULL::smallint AS district,
    b.geom,
    b.geom_3857
FROM land_boundary AS b
UNION ALL
SELECT
    2 * d.id + 1 AS id,
    'district' AS kind,
    d.name_fa,
    d.name_en,
    d.code AS district,
    d.geom,
    d.geom_3857
FROM accounts_district AS d
