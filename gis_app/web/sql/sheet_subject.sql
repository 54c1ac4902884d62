-- The shapes that a case was judged by: the overlap as it was then, the occupation and
-- the unit in the versions that were noted, or in the newest ones when none was.
SELECT
    ST_AsBinary(c.geom) AS overlap,
    (
        SELECT ST_AsBinary(o.geom)
        FROM history.encroachment_occupation_versions AS o
        WHERE o.id = f.occupation_id
        ORDER BY
            o.version IS NOT DISTINCT FROM coalesce(
                (c.judged_by #>> '{occupation,version}')::int, f.occupation_version
            ) DESC,
            o.version DESC
        LIMIT 1
    ) AS occupation,
    (
        SELECT ST_AsBinary(u.geom)
        FROM (
            SELECT s.version, ST_Multi(s.geom) AS geom
            FROM history.zones_vendingspot_versions AS s
            WHERE s.id = f.spot_id
            UNION ALL
            SELECT z.version, z.geom
            FROM history.zones_vendingzone_versions AS z
            WHERE z.id = f.zone_id AND f.spot_id IS NULL
            UNION ALL
            SELECT p.version, p.geom
            FROM history.land_parcel_versions AS p
            WHERE
                p.id = f.parcel_id
                AND f.spot_id IS NULL
                AND f.zone_id IS NULL
            UNION ALL
            SELECT w.version, w.geom
            FROM history.land_way_versions AS w
            WHERE
                w.id = f.way_id
                AND f.spot_id IS NULL
                AND f.zone_id IS NULL
                AND f.parcel_id IS NULL
        ) AS u
        ORDER BY
            u.version IS NOT DISTINCT FROM coalesce(
                (c.judged_by #>> '{unit,version}')::int, f.unit_version
            ) DESC,
            u.version DESC
        LIMIT 1
    ) AS unit
FROM enforcement_case AS c
INNER JOIN encroachment_encroachment AS f ON c.finding_id = f.id
WHERE c.id = %(case_id)s
