-- Features for a map in one file: degrees, a decimetre, shapes no finer than seen.
SELECT
    v.id,
    {columns},
    ST_AsGeoJSON(
        ST_Transform(ST_Simplify({shape}, %(finest_m)s, TRUE), %(lonlat)s), 6, 0
    ) AS geometry
FROM {relation} AS v
WHERE
    v.geom_3857
    && ST_Transform(ST_MakeEnvelope(%(w)s, %(s)s, %(e)s, %(n)s, %(lonlat)s), 3857)
    {rows}
ORDER BY v.id
LIMIT %(limit)s
