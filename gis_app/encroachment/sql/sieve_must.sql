-- Whatever the sieve can't judge: what has an open finding, what was gone at the moment
-- of the scan, and all that is no structure.
SELECT o.id
FROM encroachment_occupation AS o
WHERE
    (lower(o.seen) IS NULL OR lower(o.seen) <= %(at)s::timestamptz)
    AND (
        o.kind <> ALL(%(structures)s)
        OR NOT o.seen @> %(at)s::timestamptz
        OR EXISTS (
            SELECT 1 FROM encroachment_encroachment AS e
            WHERE e.occupation_id = o.id AND e.closed_at IS NULL
        )
    )
