-- The overlay of two tables: every pair that shares land, and what it shares.
-- {subjects} and {units} are identifiers of tables with id and geom, unit geom indexed.
SELECT
    s.id AS subject,
    u.id AS unit,
    o.geom,
    ST_Area(o.geom) AS area_m2
FROM {subjects} AS s
INNER JOIN {units} AS u ON s.geom && u.geom AND ST_Intersects(u.geom, s.geom)
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN ST_CoveredBy(s.geom, u.geom) THEN s.geom
            ELSE meydan.clip(s.geom, u.geom)
        END AS geom
) AS o
WHERE ST_Area(o.geom) > 0
