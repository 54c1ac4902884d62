-- Features as RFC 7946 wants them: longitude and latitude, outer rings anticlockwise;
-- the seventh decimal is a centimetre.
SELECT
    concat(
        '{{"type":"Feature","id":', v.id,
        ',"geometry":',
        ST_AsGeoJSON(
            ST_ForcePolygonCCW(ST_Transform(v.geom, %(lonlat)s)), 7, 0
        ),
        ',"properties":',
        (SELECT row_to_json(p) FROM (SELECT {columns}) AS p),
        '}}'
    )
FROM {view} AS v
WHERE {condition}
ORDER BY v.id
