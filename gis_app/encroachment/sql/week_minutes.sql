-- Which minutes of the week a sighting covers, from Saturday 00:00 in the city's time.
-- Empty for what has no beginning or end, or lasted a week: that says nothing of hours.
CREATE OR REPLACE FUNCTION meydan.week_minutes(
    seen tstzrange, city_time text
) RETURNS int4multirange
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN lower(seen) IS NULL OR upper(seen) IS NULL OR m.length >= 10080
            THEN '{}'::int4multirange
        WHEN m.start + m.length <= 10080
            THEN int4multirange(int4range(m.start, m.start + m.length))
        ELSE int4multirange(
            int4range(m.start, 10080), int4range(0, m.start + m.length - 10080)
        )
    END
    FROM (
        SELECT
            mod((extract(DOW FROM l.since) + 1)::int, 7) * 1440
            + extract(HOUR FROM l.since)::int * 60
            + extract(MINUTE FROM l.since)::int AS start,
            -- A moment counts as the minute it falls in.
            greatest(ceil(extract(EPOCH FROM l.until - l.since) / 60), 1)::int AS length
        FROM (
            SELECT
                lower(seen) AT TIME ZONE city_time AS since,
                upper(seen) AT TIME ZONE city_time AS until
        ) AS l
    ) AS m
$$;
