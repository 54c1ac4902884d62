-- The connected parts of every charge, one row a part.
SELECT
    row_number() OVER () AS part,
    c.charge,
    d.geom,
    ST_Area(d.geom) AS area_m2,
    NULL::float8 AS inscribed_width_m
FROM scan_charge AS c
CROSS JOIN LATERAL ST_Dump(c.geom) AS d
WHERE ST_Area(d.geom) >= %(least_m2)s
