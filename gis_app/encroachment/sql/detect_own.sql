-- The parcel that a structure belongs to: one its occupant holds, else the one with the
-- largest share of the footprint, presumed his if private and not registered to another.
WITH held AS (
    SELECT DISTINCT
        p.subject,
        p.unit
    FROM scan_pair AS p
    INNER JOIN scan_subject AS s ON p.subject = s.id
    INNER JOIN land_right AS r ON p.unit = r.parcel_id AND s.party_id = r.party_id
    WHERE
        s.structure
        AND r.valid @> s.moment
        AND meydan.active_at(r.id, r.status, r.begin_lifespan, s.moment)
),

main AS (
    SELECT DISTINCT ON (p.subject)
        p.subject,
        p.unit
    FROM scan_pair AS p
    INNER JOIN scan_subject AS s ON p.subject = s.id
    WHERE s.structure AND p.unit > 0
    ORDER BY p.subject ASC, p.area_m2 DESC, p.unit ASC
)

SELECT
    held.subject,
    held.unit,
    FALSE AS presumed
FROM held
UNION ALL
SELECT
    main.subject,
    main.unit,
    TRUE AS presumed
FROM main
INNER JOIN scan_subject AS s ON main.subject = s.id
INNER JOIN land_parcel AS l ON main.unit = l.id
WHERE
    l.owner_kind IN ('private', 'unknown')
    AND NOT EXISTS (
        SELECT 1 FROM held
        WHERE held.subject = main.subject
    )
    AND (
        s.party_id IS NULL
        OR NOT EXISTS (
            SELECT 1 FROM land_right AS r
            WHERE
                r.parcel_id = main.unit
                AND r.kind = 'ownership'
                AND r.valid @> s.moment
                AND meydan.active_at(r.id, r.status, r.begin_lifespan, s.moment)
                -- Who owned it before sold the building with the land.
                AND NOT EXISTS (
                    SELECT 1 FROM land_right AS former
                    WHERE
                        former.parcel_id = main.unit
                        AND former.kind = 'ownership'
                        AND former.party_id = s.party_id
                )
        )
    )
