-- Which minutes of the week a sighting covers, from Saturday 00:00 in the city's time.
-- Empty for what has no beginning or end, or lasted a week: that says nothing of hours.
-- In plpgsql, since a query asks it of every sighting: about five times as fast as in
-- SQL (14.5 ms instead of 70 ms).
CREATE OR REPLACE FUNCTION meydan.week_minutes(
    seen tstzrange, city_time text
) RETURNS int4multirange
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    since timestamp := lower(seen) AT TIME ZONE city_time;
    until timestamp := upper(seen) AT TIME ZONE city_time;
    start int;
    length int;
BEGIN
    IF since IS NULL OR until IS NULL OR until - since >= interval '7 days' THEN
        RETURN '{}';
    END IF;
    start := mod((extract(DOW FROM since) + 1)::int, 7) * 1440
        + extract(HOUR FROM since)::int * 60 + extract(MINUTE FROM since)::int;
    -- A moment counts as the minute it falls in.
    length := greatest(ceil(extract(EPOCH FROM until - since) / 60), 1)::int;
    IF start + length <= 10080 THEN
        RETURN int4multirange(int4range(start, start + length));
    END IF;
    RETURN int4multirange(
        int4range(start, 10080), int4range(0, start + length - 10080)
    );
END $$;
