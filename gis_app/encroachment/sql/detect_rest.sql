-- The lawful rest of each footprint, beside all that is accused of it.
SELECT
    s.id AS subject,
    p.geom AS accused,
    p.largest_unit,
    CASE
        WHEN ST_Area(r.geom) >= %(least_m2)s THEN r.geom
    END AS lawful
FROM scan_subject AS s
INNER JOIN (
    SELECT
        subject,
        meydan.merged(array_agg(geom)) AS geom,
        (array_agg(unit ORDER BY area_m2 DESC, unit ASC))[1] AS largest_unit
    FROM scan_piece
    GROUP BY subject
) AS p ON s.id = p.subject
CROSS JOIN LATERAL (SELECT meydan.minus(s.geom, p.geom) AS geom) AS r
