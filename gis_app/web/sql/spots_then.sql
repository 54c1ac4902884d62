-- Spots that are taken at the one of two moments, now and then, and free at the other.
WITH held AS (
    SELECT
        s.id,
        coalesce(
            bool_or(r.status = 'active' AND r.valid @> now()), FALSE
        ) AS today,
        coalesce(
            bool_or(
                r.valid @> %(at)s::timestamptz
                AND meydan.active_at(
                    r.id, r.status, r.begin_lifespan, %(at)s::timestamptz
                )
            ),
            FALSE
        ) AS at_that_time
    FROM zones_vendingspot AS s
    LEFT JOIN land_right AS r ON s.id = r.spot_id
    WHERE s.status <> 'closed'
    GROUP BY s.id
)

SELECT
    id,
    CASE WHEN at_that_time THEN 'taken' ELSE 'free' END AS status
FROM held
WHERE today <> at_that_time
ORDER BY id
