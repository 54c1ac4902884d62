SELECT
    e.id,
    e.kind,
    e.certainty,
    round(e.area_m2::numeric, 2)::double precision AS area_m2,
    round(e.depth_m::numeric, 2)::double precision AS depth_m,
    round(e.sigma_m::numeric, 3)::double precision AS sigma_m,
    round(e.z::numeric, 2)::double precision AS depth_in_sigma,
    to_char(e.found_at AT TIME ZONE 'Asia/Tehran', 'YYYY-MM-DD') AS found_on,
    NULL::integer AS findings,
    d.code AS district,
    e.district_id,
    e.geom,
    e.geom_3857
FROM encroachment_encroachment AS e
LEFT JOIN accounts_district AS d ON e.district_id = d.id
WHERE e.closed_at IS NULL AND e.certainty <> 'noise'
