-- The next moment at which something begins or ends; null when nothing does.
WITH first_of_each AS (
    SELECT min(lower(valid)) AS at FROM land_right
    WHERE lower(valid) > %(at)s
    UNION ALL
    SELECT min(upper(valid)) FROM land_right
    WHERE upper(valid) > %(at)s
    UNION ALL
    SELECT min(lower(valid)) FROM zones_vendingzone
    WHERE lower(valid) > %(at)s
    UNION ALL
    SELECT min(upper(valid)) FROM zones_vendingzone
    WHERE upper(valid) > %(at)s
    UNION ALL
    SELECT min(lower(seen)) FROM encroachment_occupation
    WHERE lower(seen) > %(at)s
    UNION ALL
    SELECT min(upper(seen)) FROM encroachment_occupation
    WHERE upper(seen) > %(at)s
)

SELECT min(at) AS at FROM first_of_each
WHERE at < 'infinity'
