-- Every connected part of every charge, measured (docs/detection.md has the formulas).
CREATE TEMP TABLE scan_part ON COMMIT DROP AS
WITH part AS (
    SELECT
        d.part,
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
    -- How far the nearest place is where it might stand, and the farthest corner from
    -- it. Asked where the footprint alone can't tell: wholly inside, and for thin things
    -- along a boundary, whose corners are far from the lawful rest but not from its land.
    SELECT
        m.part,
        coalesce(ST_Distance(m.geom, free.geom), %(reach_m)s) AS reach_m,
        (
            SELECT
                max(
                    least(
                        ST_Distance(corner.geom, free.geom),
                        ST_Distance(corner.geom, m.lawful)
                    )
                )
            FROM ST_DumpPoints(m.geom) AS corner
        ) AS deepest_m
    FROM measured AS m
    INNER JOIN scan_subject AS s ON m.subject = s.id
    CROSS JOIN LATERAL (
        SELECT
            ST_SetSRID(
                ST_Expand(m.geom::box2d, %(reach_m)s)::geometry, ST_SRID(m.geom)
            ) AS box
    ) AS near
    CROSS JOIN LATERAL (
        SELECT
            meydan.minus(near.box, (
                SELECT meydan.merged(array_agg(v.geom))
                FROM (
                    SELECT z.geom FROM zones_vendingzone AS z
                    WHERE z.id = m.zone_id
                    UNION ALL
                    SELECT u.geom FROM meydan.unit AS u
                    WHERE
                        m.zone_id IS NULL
                        AND u.geom && near.box
                        AND (u.public OR s.structure)
                        AND NOT EXISTS (
                            SELECT 1 FROM scan_own AS own
                            WHERE
                                own.subject = s.id
                                AND own.unit = u.id
                                AND own.presumed
                        )
                        AND NOT EXISTS (
                            SELECT 1 FROM land_right AS r
                            WHERE
                                r.parcel_id = u.parcel_id
                                AND r.party_id = s.party_id
                                AND r.geom IS NULL
                                AND r.status = 'active'
                                AND r.valid @> s.moment
                        )
                ) AS v
            )) AS geom
    ) AS free
    WHERE
        m.lawful IS NULL
        OR m.area_m2 > %(slender)s * m.inscribed_width_m * m.contact_m
)

SELECT
    m.charge,
    m.geom,
    m.area_m2,
    m.contact_m,
    m.inscribed_width_m,
    CASE
        WHEN m.lawful IS NOT NULL THEN least(m.largest_depth_m, edge.deepest_m)
    END AS largest_depth_m,
    m.lawful IS NULL AS inside,
    4 * pi() * m.area_m2 / ST_Perimeter(m.geom) ^ 2 AS thinness,
    d.depth_m,
    d.depth_m / m.sigma_m AS z
FROM measured AS m
LEFT JOIN edge ON m.part = edge.part
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
                    m.largest_depth_m,
                    edge.deepest_m
                )
            ELSE least(
                m.area_m2 / m.contact_m, m.largest_depth_m, edge.deepest_m
            )
        END AS depth_m
) AS d;
ANALYZE scan_part;
