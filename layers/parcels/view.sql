SELECT
    p.id,
    p.plate,
    p.owner_kind,
    p.land_use,
    d.code AS district,
    round(ST_Area(p.geom)::numeric, 1)::double precision AS area_m2,
    p.accuracy_m,
    p.geom,
    p.geom_3857
FROM land_parcel AS p
LEFT JOIN accounts_district AS d ON p.district_id = d.id
