SELECT
    z.id,
    z.code,
    z.name_fa,
    z.name_en,
    z.kind,
    array_to_string(z.goods, ', ') AS goods,
    z.week::text AS week,
    to_char(lower(z.valid) AT TIME ZONE 'Asia/Tehran', 'YYYY-MM-DD') AS valid_from,
    to_char(upper(z.valid) AT TIME ZONE 'Asia/Tehran', 'YYYY-MM-DD') AS valid_until,
    z.legal_ref,
    d.code AS district,
    z.accuracy_m,
    z.geom,
    z.geom_3857
FROM zones_vendingzone AS z
LEFT JOIN accounts_district AS d ON z.district_id = d.id
WHERE z.valid @> now()
