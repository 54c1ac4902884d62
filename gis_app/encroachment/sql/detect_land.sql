-- Whose open conflicts this scan may close.
SELECT id FROM land_parcel
WHERE
    %(parcels)s
    AND (%(area)s::text IS NULL OR geom && ST_GeomFromEWKT(%(area)s::text))
    AND (NOT %(named)s OR id = ANY(%(land)s::bigint[]))
