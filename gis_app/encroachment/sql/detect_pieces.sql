-- Occupation ∩ protected unit − rights, and the lawful rest of each footprint.
CREATE TEMP TABLE scan_piece ON COMMIT DROP AS
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
    );
DELETE FROM scan_piece
WHERE area_m2 < %(least_m2)s;
CREATE INDEX ON scan_piece (subject, unit);
ANALYZE scan_piece;

CREATE TEMP TABLE scan_rest ON COMMIT DROP AS
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
CROSS JOIN LATERAL (SELECT meydan.minus(s.geom, p.geom) AS geom) AS r;
ALTER TABLE scan_rest ADD PRIMARY KEY (subject);
ANALYZE scan_rest;
