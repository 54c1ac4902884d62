-- Occupation ∩ protected unit − rights.
SELECT
    p.subject,
    p.unit,
    c.geom,
    ST_Area(c.geom) AS area_m2
FROM scan_pair AS p
INNER JOIN scan_subject AS s ON p.subject = s.id
INNER JOIN meydan.unit AS u ON p.unit = u.id
CROSS JOIN
    LATERAL (
        SELECT
            meydan.minus(coalesce(p.geom, meydan.clip(s.geom, u.geom)), (
                SELECT meydan.merged(array_agg(r.shape))
                FROM scan_right AS r
                WHERE
                    r.subject = p.subject
                    AND r.standing = 'current'
                    AND r.shape IS NOT NULL
            )) AS geom
    ) AS c
WHERE
    (u.public OR s.structure)
    AND NOT EXISTS (
        SELECT 1 FROM scan_own AS own
        WHERE own.subject = p.subject AND own.unit = p.unit AND own.presumed
    )
    AND NOT EXISTS (
        SELECT 1 FROM scan_right AS r
        WHERE
            r.subject = p.subject
            AND r.unit = p.unit
            AND r.standing = 'current'
            AND r.shape IS NULL
    )
    AND ST_Area(c.geom) >= %(least_m2)s
