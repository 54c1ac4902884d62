-- What each occupation shares with each parcel and way. Where the sieve has done the
-- overlay already, it says how much; the shape is made when something needs it.
CREATE TEMP TABLE scan_pair ON COMMIT DROP AS
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
) AS o;
DELETE FROM scan_pair
WHERE area_m2 = 0;

CREATE TEMP TABLE scan_far ON COMMIT DROP AS
SELECT
    id,
    geom
FROM scan_subject
WHERE id <> ALL(%(near_subjects)s::bigint[]);
