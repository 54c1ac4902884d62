-- The rights that speak for each occupation at its place, and how they stand at its
-- moment: current, at other minutes, later, or ended.
WITH holder AS (
    SELECT
        id AS subject,
        party_id
    FROM scan_subject
    WHERE party_id IS NOT NULL
    UNION
    -- Whoever owns the parcel that an unknown builder's structure belongs to.
    SELECT
        own.subject,
        r.party_id
    FROM scan_own AS own
    INNER JOIN scan_subject AS s ON own.subject = s.id AND s.party_id IS NULL
    INNER JOIN land_right AS r
        ON own.unit = r.parcel_id AND r.kind = 'ownership'
    WHERE
        r.valid @> s.moment
        AND meydan.active_at(r.id, r.status, r.begin_lifespan, s.moment)
),

-- land_right.geom null: the whole parcel, whatever its shape.
at_place AS (
    SELECT
        p.subject,
        p.unit,
        p.area_m2 AS pair_m2,
        r.id AS right_id
    FROM scan_pair AS p
    INNER JOIN land_right AS r ON p.unit = r.parcel_id
    UNION ALL
    SELECT
        p.subject,
        p.unit,
        p.area_m2,
        r.id
    FROM scan_pair AS p
    INNER JOIN land_right AS r ON r.way_id = -p.unit
    UNION ALL
    SELECT
        s.id,
        NULL,
        NULL,
        r.id
    FROM scan_subject AS s
    INNER JOIN land_right AS r ON s.geom && r.geom
    WHERE r.spot_id IS NOT NULL
),

speaking AS (
    SELECT
        a.subject,
        a.unit,
        r.id AS right_id,
        r.spot_id,
        r.kind,
        r.geom AS shape,
        h.subject IS NOT NULL AS his,
        CASE
            WHEN NOT stands.active OR upper(r.valid) <= s.moment THEN 'ended'
            WHEN NOT r.valid @> s.moment THEN 'later'
            WHEN s.minute IS NULL OR r.week @> s.minute THEN 'current'
            ELSE 'other_minutes'
        END AS standing,
        CASE
            WHEN r.geom IS NULL THEN a.pair_m2
            ELSE ST_Area(meydan.clip(s.geom, r.geom))
        END AS overlap_m2
    FROM at_place AS a
    INNER JOIN scan_subject AS s ON a.subject = s.id
    INNER JOIN land_right AS r ON a.right_id = r.id
    CROSS JOIN
        LATERAL (
            SELECT
                meydan.active_at(
                    r.id, r.status, r.begin_lifespan, s.moment
                ) AS active
        ) AS stands
    LEFT JOIN holder AS h ON a.subject = h.subject AND r.party_id = h.party_id
    LEFT JOIN meydan.unit AS u ON a.unit = u.id
    WHERE
        (r.geom IS NULL OR ST_Intersects(r.geom, s.geom))
        -- Revoked before it began: it never held and never will.
        AND (stands.active OR lower(r.valid) <= s.moment)
        AND (
            h.subject IS NOT NULL
            -- Somebody of whom nothing is known has the benefit of any permit there, but
            -- the city's own title to its land permits nobody.
            OR (
                s.party_id IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM holder
                    WHERE holder.subject = s.id
                )
                AND r.kind <> 'ownership'
                AND coalesce(u.public, TRUE)
            )
        )
)

SELECT * FROM speaking
WHERE overlap_m2 IS DISTINCT FROM 0
