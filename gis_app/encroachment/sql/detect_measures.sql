-- Every connected part of every charge, measured (docs/detection.md has the formulas).
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
    CROSS JOIN
        LATERAL (
            SELECT
                ST_SetSRID(
                    ST_Expand(m.geom::box2d, %(reach_m)s)::geometry, ST_SRID(m.geom)
                ) AS box
        ) AS near
    CROSS JOIN
        LATERAL (
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
                                    AND meydan.active_at(
                                        r.id, r.status, r.begin_lifespan, s.moment
                                    )
                                    AND r.valid @> s.moment
                            )
                    ) AS v
                )) AS geom
        ) AS free
    WHERE
        m.lawful IS NULL
        OR m.area_m2 > %(slender)s * m.inscribed_width_m * m.contact_m
),

aside AS (
    -- A bad fix may put a vendor beside the spot he stands on. How sure is it that he
    -- does not stand there? The error of a place has two axes: its length r exceeds
    -- t sigma with p = exp(-t^2 / 2), and z is the one-sided normal deviate of that p
    -- (Abramowitz and Stegun 26.2.23, whose t is this very t).
    SELECT
        c.charge,
        CASE
            WHEN r.t < 1.2 THEN 0
            ELSE
                r.t
                - (2.515517 + 0.802853 * r.t + 0.010328 * r.t ^ 2)
                / (
                    1 + 1.432788 * r.t + 0.189269 * r.t ^ 2
                    + 0.001308 * r.t ^ 3
                )
        END AS z
    FROM scan_charge AS c
    INNER JOIN scan_subject AS s ON c.subject = s.id AND s.vending
    CROSS JOIN
        LATERAL (
            SELECT
                min(ST_Distance(ST_Centroid(s.geom), ST_Centroid(own.geom)))
                / c.sigma_m AS t
            FROM land_right AS own
            WHERE
                (own.party_id = s.party_id OR s.party_id IS NULL)
                AND own.geom && meydan.aside_box(s.geom, s.accuracy_m, %(aside_m)s)
                AND own.geom && ST_Expand(s.geom, 4 * c.sigma_m)
                AND meydan.active_at(
                    own.id, own.status, own.begin_lifespan, s.moment
                )
                AND own.valid @> s.moment
                AND (s.minute IS NULL OR own.week @> s.minute)
                -- It must be a place that would hold what was seen.
                AND s.area_m2 <= %(fits)s * ST_Area(own.geom)
        ) AS r
    WHERE
        c.kind IN ('way_obstruction', 'no_vending_zone')
        AND c.sigma_m IS NOT NULL
        AND r.t IS NOT NULL
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
    -- least() passes over what is missing.
    least(d.depth_m / m.sigma_m, aside.z) AS z
FROM measured AS m
LEFT JOIN edge ON m.part = edge.part
LEFT JOIN aside ON m.charge = aside.charge
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
) AS d
