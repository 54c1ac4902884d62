-- For each hour of the week: findings that were seen then, for how many minutes, and on
-- how many days anything that comes and goes was seen there at that hour at all.
WITH told AS (
    SELECT
        e.id,
        meydan.week_minutes(o.seen, %(city_time)s) AS week
    FROM encroachment_encroachment AS e
    INNER JOIN encroachment_occupation AS o ON e.occupation_id = o.id
    WHERE e.id = ANY(%(findings)s::bigint[])
),

found AS (
    SELECT
        hour.n AS hour,
        count(DISTINCT told.id) AS findings,
        sum(
            least(upper(piece), hour.n * 60 + 60) - greatest(lower(piece), hour.n * 60)
        ) AS minutes
    FROM told
    CROSS JOIN LATERAL unnest(told.week) AS piece
    CROSS JOIN
        LATERAL generate_series(lower(piece) / 60, (upper(piece) - 1) / 60) AS hour (n)
    GROUP BY hour.n
),

sighting AS (
    SELECT
        lower(o.seen) AT TIME ZONE %(city_time)s AS since,
        upper(o.seen) AT TIME ZONE %(city_time)s AS until
    FROM encroachment_occupation AS o
    WHERE
        o.kind = ANY(%(mobile)s)
        AND (%(districts)s::bigint[] IS NULL OR o.district_id = ANY(%(districts)s))
        AND upper(o.seen) - lower(o.seen) < interval '7 days'
),

looked AS (
    SELECT
        mod((extract(DOW FROM at.hour) + 1)::int, 7) * 24
        + extract(HOUR FROM at.hour)::int AS hour,
        count(DISTINCT at.hour::date) AS days
    FROM sighting AS s
    CROSS JOIN
        LATERAL generate_series(
            date_trunc('hour', s.since),
            greatest(s.until - interval '1 microsecond', s.since),
            interval '1 hour'
        ) AS at (hour)
    GROUP BY 1
)

SELECT
    n AS hour,
    coalesce(found.findings, 0)::int AS findings,
    coalesce(found.minutes, 0)::int AS minutes,
    coalesce(looked.days, 0)::int AS days
FROM generate_series(0, 167) AS n
LEFT JOIN found ON n = found.hour
LEFT JOIN looked ON n = looked.hour
ORDER BY n
