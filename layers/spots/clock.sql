-- Rights on spots begin and end by the clock: the last such moment.
SELECT
    greatest(
        (
            SELECT max(lower(r.valid)) FROM land_right AS r
            WHERE r.spot_id IS NOT NULL AND lower(r.valid) <= now()
        ),
        (
            SELECT max(upper(r.valid)) FROM land_right AS r
            WHERE r.spot_id IS NOT NULL AND upper(r.valid) <= now()
        )
    ) AS turned
