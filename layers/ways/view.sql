SELECT
    w.id,
    w.kind,
    w.name_fa,
    w.name_en,
    d.code AS district,
    round(ST_Area(w.geom)::numeric, 1)::double precision AS area_m2,
    w.accuracy_m,
    w.geom,
    w.geom_3857
FROM land_way AS w
LEFT JOIN accounts_district AS d ON w.district_id = d.id
