-- Whose open findings this scan may close: all it looked at.
SELECT id FROM encroachment_occupation
WHERE
    (%(area)s::text IS NULL OR geom && ST_GeomFromEWKT(%(area)s::text))
    AND (NOT %(named)s OR id = ANY(%(only)s::bigint[]))
