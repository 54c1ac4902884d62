SELECT
    s.id,
    s.code,
    s.name_fa,
    s.name_en,
    s.status,
    s.capacity,
    array_to_string(s.amenities, ', ') AS amenities,
    d.code AS district,
    s.accuracy_m,
    s.geom,
    s.geom_3857
FROM shelters_sheltersite AS s
LEFT JOIN accounts_district AS d ON s.district_id = d.id
