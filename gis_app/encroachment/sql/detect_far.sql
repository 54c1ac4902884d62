-- Those that the sieve has not overlaid.
SELECT
    id,
    geom
FROM scan_subject
WHERE id <> ALL(%(near_subjects)s::bigint[])
