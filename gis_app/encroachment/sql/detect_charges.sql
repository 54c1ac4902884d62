-- What each piece is an instance of. Structures and material answer for every unit; a
-- vending act for one, and the lower rank wins (detection.py drops the others).
WITH had AS (
    -- A right of the occupant's own at this place, at other times, that covers a good
    -- part of the footprint: nearer to the facts than "no right".
    SELECT DISTINCT ON (r.subject)
        r.subject,
        r.unit,
        r.spot_id,
        CASE r.standing WHEN 'ended' THEN 'expired_right' ELSE 'wrong_time' END AS kind
    FROM scan_right AS r
    INNER JOIN scan_subject AS s ON r.subject = s.id
    WHERE
        s.vending
        AND r.his
        AND r.standing <> 'current'
        AND r.overlap_m2 >= %(same_place)s * s.area_m2
        AND NOT EXISTS (
            SELECT 1 FROM scan_right AS c
            WHERE
                c.subject = r.subject
                AND c.standing = 'current'
                AND c.overlap_m2 >= %(same_place)s * s.area_m2
        )
    ORDER BY
        r.subject ASC, (r.standing = 'ended') ASC, r.overlap_m2 DESC, r.right_id ASC
),

beyond AS (
    SELECT DISTINCT ON (r.subject)
        r.subject,
        r.spot_id
    FROM scan_right AS r
    INNER JOIN scan_subject AS s ON r.subject = s.id
    WHERE s.vending AND r.standing = 'current' AND r.spot_id IS NOT NULL
    ORDER BY r.subject ASC, r.overlap_m2 DESC, r.right_id ASC
),

vending AS (
    SELECT
        rest.subject,
        coalesce(
            had.kind,
            CASE WHEN beyond.subject IS NOT NULL THEN 'spot_overrun' END,
            CASE
                WHEN rest.largest_unit < 0 THEN 'way_obstruction'
                ELSE 'unlicensed_occupation'
            END
        ) AS kind,
        CASE
            WHEN had.subject IS NOT NULL
                THEN
                    CASE
                        WHEN had.spot_id IS NULL
                            THEN coalesce(had.unit, rest.largest_unit)
                    END
            WHEN beyond.subject IS NULL THEN rest.largest_unit
        END AS unit,
        CASE
            WHEN had.subject IS NOT NULL THEN had.spot_id ELSE beyond.spot_id
        END AS spot_id,
        rest.largest_unit,
        rest.accused,
        rest.lawful,
        had.subject IS NULL AND beyond.subject IS NULL AS bare
    FROM scan_rest AS rest
    INNER JOIN scan_subject AS s ON rest.subject = s.id AND s.vending
    LEFT JOIN had ON rest.subject = had.subject
    LEFT JOIN beyond ON rest.subject = beyond.subject
),

charge AS (
    SELECT
        v.subject,
        v.kind,
        2 AS rank,
        v.unit,
        NULL::bigint AS zone_id,
        v.spot_id,
        v.accused AS geom,
        v.lawful,
        CASE
            WHEN v.kind = 'spot_overrun' THEN spot.accuracy_m ELSE u.accuracy_m
        END AS accuracy_m,
        CASE WHEN v.kind <> 'spot_overrun' THEN u.survey_id END AS survey_id,
        coalesce(spot.version, named.version) AS unit_version,
        u.district_id
    FROM vending AS v
    INNER JOIN meydan.unit AS u ON v.largest_unit = u.id
    LEFT JOIN meydan.unit AS named ON v.unit = named.id
    LEFT JOIN zones_vendingspot AS spot ON v.spot_id = spot.id
    UNION ALL
    SELECT
        v.subject,
        'no_vending_zone',
        1,
        NULL,
        z.id,
        NULL,
        c.geom,
        CASE WHEN ST_Area(o.geom) >= %(least_m2)s THEN o.geom END,
        z.accuracy_m,
        NULL,
        z.version,
        coalesce(z.district_id, u.district_id)
    FROM vending AS v
    INNER JOIN scan_subject AS s ON v.subject = s.id
    INNER JOIN meydan.unit AS u ON v.largest_unit = u.id
    CROSS JOIN
        LATERAL (
            SELECT DISTINCT ON (v.subject) zone.*
            FROM zones_vendingzone AS zone
            WHERE
                zone.kind = 'no_vending'
                AND zone.valid @> s.moment
                AND (s.minute IS NULL OR zone.week @> s.minute)
                AND zone.geom && v.accused
                AND ST_Intersects(zone.geom, v.accused)
            ORDER BY v.subject ASC, ST_Area(ST_Intersection(zone.geom, v.accused)) DESC
        ) AS z
    CROSS JOIN LATERAL (SELECT meydan.clip(v.accused, z.geom) AS geom) AS c
    CROSS JOIN LATERAL (SELECT meydan.minus(s.geom, c.geom) AS geom) AS o
    WHERE v.bare AND ST_Area(c.geom) >= %(least_m2)s
    UNION ALL
    SELECT
        p.subject,
        CASE
            WHEN u.public AND EXISTS (
                SELECT 1 FROM scan_right AS r
                WHERE
                    r.subject = p.subject
                    AND r.unit = p.unit
                    AND r.his
                    AND r.standing = 'ended'
                    AND r.kind <> 'ownership'
            ) THEN 'expired_right'
            WHEN s.structure AND (NOT u.public OR EXISTS (
                SELECT 1 FROM scan_own AS own
                WHERE own.subject = p.subject AND own.unit <> p.unit
            )) THEN 'boundary_intrusion'
            WHEN u.way_id IS NOT NULL THEN 'way_obstruction'
            ELSE 'unlicensed_occupation'
        END,
        1,
        p.unit,
        NULL,
        NULL,
        p.geom,
        rest.lawful,
        u.accuracy_m,
        u.survey_id,
        u.version,
        u.district_id
    FROM scan_piece AS p
    INNER JOIN scan_subject AS s ON p.subject = s.id AND NOT s.vending
    INNER JOIN scan_rest AS rest ON p.subject = rest.subject
    INNER JOIN meydan.unit AS u ON p.unit = u.id
)

SELECT
    row_number() OVER () AS charge,
    charge.*,
    -- Who is judged by a missing number is not judged at all.
    meydan.sigma_m(s.accuracy_m, charge.accuracy_m, v.shared_m) AS sigma_m
FROM charge
INNER JOIN scan_subject AS s ON charge.subject = s.id
LEFT JOIN land_survey AS v ON s.survey_id = v.id AND charge.survey_id = v.id
