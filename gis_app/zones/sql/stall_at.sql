-- A stall of a length and depth (metres) with its middle at a place, its long side along
-- the nearest street (along the map where no street is near); degrees, GeoJSON.
WITH place AS (
    SELECT ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s) AS geom
),

heading AS (
    SELECT
        place.geom,
        coalesce(street.radians, 0) AS radians
    FROM place
    LEFT JOIN LATERAL (
        SELECT
            pi() / 2 - ST_Azimuth(
                ST_LineInterpolatePoint(a.geom, greatest(at.share - at.step, 0)),
                ST_LineInterpolatePoint(a.geom, least(at.share + at.step, 1))
            ) AS radians
        FROM land_wayaxis AS a
        CROSS JOIN
            LATERAL (
                SELECT
                    ST_LineLocatePoint(a.geom, place.geom) AS share,
                    0.5 / greatest(ST_Length(a.geom), 1) AS step
            ) AS at
        WHERE a.rank <> 'river' AND ST_DWithin(a.geom, place.geom, 60)
        ORDER BY ST_Distance(a.geom, place.geom), a.id
        LIMIT 1
    ) AS street ON TRUE
)

SELECT
    ST_AsGeoJSON(
        ST_Transform(
            ST_Rotate(
                ST_MakeEnvelope(
                    ST_X(h.geom) - %(length)s / 2, ST_Y(h.geom) - %(depth)s / 2,
                    ST_X(h.geom) + %(length)s / 2, ST_Y(h.geom) + %(depth)s / 2,
                    %(srid)s
                ),
                h.radians,
                h.geom
            ),
            4326
        ),
        8
    )::json -> 'coordinates' -> 0 AS ring
FROM heading AS h
