-- Every connected part of every charge, measured (docs/detection.md has the formulas).
CREATE TEMP TABLE scan_part ON COMMIT DROP AS
WITH part AS (
    SELECT
        c.charge,
        c.subject,
        c.lawful,
        c.zone_id,
        c.sigma_m,
        d.geom,
        d.area_m2,
        d.inscribed_width_m
    FROM scan_charge AS c
    INNER JOIN scan_shape AS d ON c.charge = d.charge
),

measured AS (
    SELECT
        part.*,
        CASE
            WHEN part.lawful IS NULL THEN 0
            ELSE meydan.contact_m(part.geom, part.lawful)
        END AS contact_m,
        (
            SELECT max(ST_Distance(corner.geom, part.lawful))
            FROM ST_DumpPoints(part.geom) AS corner
        ) AS largest_depth_m
    FROM part
),

edge AS (
    -- Wholly inside: how far the next place is where it might stand.
    SELECT
        m.charge,
        coalesce(min(e.reach_m), %(reach_m)s) AS reach_m
    FROM measured AS m
    INNER JOIN scan_subject AS s ON m.subject = s.id
    CROSS JOIN LATERAL (
        SELECT ST_Expand(m.geom::box2d, %(reach_m)s)::geometry AS box
    ) AS near
    CROSS JOIN LATERAL (
        SELECT
            ST_Distance(
                m.geom,
                meydan.minus(
                    ST_SetSRID(near.box, ST_SRID(m.geom)),
                    (
                        SELECT meydan.merged(array_agg(v.geom))
                        FROM (
                            SELECT z.geom FROM zones_vendingzone AS z
                            WHERE z.id = m.zone_id
                            UNION ALL
                            SELECT u.geom FROM meydan.unit AS u
                            WHERE
                                m.zone_id IS NULL
                                AND u.geom && ST_SetSRID(near.box, ST_SRID(m.geom))
                                AND (u.public OR s.structure)
                                AND NOT EXISTS (
                                    SELECT 1 FROM land_right AS r
                                    WHERE
                                        r.parcel_id = u.parcel_id
                                        AND r.party_id = s.party_id
                                        AND r.status = 'active'
                                        AND r.valid @> s.moment
                                )
                        ) AS v
                    )
                )
            ) AS reach_m
    ) AS e
    WHERE m.lawful IS NULL
    GROUP BY m.charge
)

SELECT
    m.charge,
    m.geom,
    m.area_m2,
    m.contact_m,
    m.inscribed_width_m,
    m.largest_depth_m,
    m.lawful IS NULL AS inside,
    4 * pi() * m.area_m2 / ST_Perimeter(m.geom) ^ 2 AS thinness,
    d.depth_m,
    d.depth_m / m.sigma_m AS z
FROM measured AS m
LEFT JOIN edge ON m.charge = edge.charge
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN m.lawful IS NULL
                THEN m.inscribed_width_m + least(edge.reach_m, %(reach_m)s)
            -- It touches the lawful part in a point or not at all: a corner, or the
            -- land behind another's.
            WHEN m.contact_m < %(least_contact_m)s
                THEN least(
                    m.inscribed_width_m + ST_Distance(m.geom, m.lawful),
                    m.largest_depth_m
                )
            ELSE least(m.area_m2 / m.contact_m, m.largest_depth_m)
        END AS depth_m
) AS d;
ANALYZE scan_part;
