-- What lies within a box: public ways and parcels, cut to it, with what they are called.
WITH frame AS (
    SELECT
        ST_MakeEnvelope(
            %(west)s, %(south)s, %(east)s, %(north)s, ST_SRID(c.geom)
        ) AS box
    FROM enforcement_case AS c
    WHERE c.id = %(case_id)s
)

SELECT
    'way' AS layer,
    w.kind,
    w.name_fa,
    w.name_en,
    ST_AsBinary(ST_ClipByBox2D(w.geom, frame.box::box2d)) AS shape
FROM land_way AS w
INNER JOIN frame ON w.geom && frame.box AND ST_Intersects(w.geom, frame.box)
UNION ALL
SELECT
    'parcel' AS layer,
    p.owner_kind AS kind,
    coalesce(
        nullif(p.plate, ''), p.asli::text || coalesce('/' || p.fari::text, ''), ''
    ) AS name_fa,
    '' AS name_en,
    ST_AsBinary(ST_ClipByBox2D(p.geom, frame.box::box2d)) AS shape
FROM land_parcel AS p
INNER JOIN frame ON p.geom && frame.box AND ST_Intersects(p.geom, frame.box)
