-- The occupations to judge, each at the moment and the minute that count for it.
SELECT
    o.id,
    o.kind,
    o.kind = ANY(%(structures)s) AS structure,
    o.kind = ANY(%(vending)s) AS vending,
    o.party_id,
    o.accuracy_m,
    o.version,
    o.survey_id,
    o.district_id,
    ST_Multi(meydan.gridded(o.geom)) AS geom,
    ST_Area(o.geom) AS area_m2,
    CASE
        WHEN o.seen @> %(at)s::timestamptz OR lower(o.seen) IS NULL
            THEN %(at)s::timestamptz
        ELSE lower(o.seen)
    END AS moment,
    -- What stands there day and night is not judged by the hour.
    CASE
        WHEN o.kind = ANY(%(mobile)s)
            THEN (
                mod((extract(DOW FROM l.seen_from) + 1)::int, 7) * 1440
                + extract(HOUR FROM l.seen_from) * 60
                + extract(MINUTE FROM l.seen_from)
            )::int
    END AS minute
FROM encroachment_occupation AS o
CROSS JOIN
    LATERAL (
        SELECT lower(o.seen) AT TIME ZONE %(city_time)s AS seen_from
    ) AS l
WHERE
    (lower(o.seen) IS NULL OR lower(o.seen) <= %(at)s::timestamptz)
    AND (
        %(area)s::text IS NULL
        OR o.geom && ST_GeomFromEWKT(%(area)s::text)
    )
    AND (NOT %(named)s OR o.id = ANY(%(only)s::bigint[]))
