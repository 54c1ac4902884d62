SELECT
    o.id,
    o.kind,
    to_char(lower(o.seen) AT TIME ZONE 'Asia/Tehran', 'YYYY-MM-DD"T"HH24:MI')
        AS seen_from,
    to_char(upper(o.seen) AT TIME ZONE 'Asia/Tehran', 'YYYY-MM-DD"T"HH24:MI')
        AS seen_until,
    round(ST_Area(o.geom)::numeric, 2)::double precision AS area_m2,
    d.code AS district,
    o.accuracy_m,
    o.district_id,
    o.geom,
    o.geom_3857
FROM encroachment_occupation AS o
LEFT JOIN accounts_district AS d ON o.district_id = d.id
