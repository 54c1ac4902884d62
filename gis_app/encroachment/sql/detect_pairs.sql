-- What the sieve has overlaid already: it says how much two shapes share, or that they
-- may; the shape is made when something needs it.
SELECT * FROM (
    SELECT
        n.subject,
        n.unit,
        o.geom,
        coalesce(n.area_m2, ST_Area(o.geom)) AS area_m2
    FROM (
        SELECT
            subject,
            unit,
            nullif(area_m2, 'NaN') AS area_m2
        FROM
            unnest(
                %(near_subjects)s::bigint[],
                %(near_units)s::bigint[],
                %(near_m2)s::float8[]
            ) AS told (subject, unit, area_m2)
    ) AS n
    INNER JOIN scan_subject AS s ON n.subject = s.id
    INNER JOIN meydan.unit AS u ON n.unit = u.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN n.area_m2 IS NULL THEN meydan.clip(s.geom, u.geom) END AS geom
    ) AS o
) AS pair
WHERE area_m2 > 0
