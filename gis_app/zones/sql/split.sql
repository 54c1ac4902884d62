-- A shape cut along a line, the largest part first; the line is lengthened a little, for
-- an end that was snapped to the edge may lie a millimetre inside.
WITH drawn AS (
    SELECT
        ST_SetSRID(%(shape)s::geometry, %(srid)s) AS shape,
        ST_SetSRID(%(line)s::geometry, %(srid)s) AS line
),

longer AS (
    SELECT
        d.shape,
        ST_MakeLine(ARRAY[
            ST_Translate(
                p.a,
                (ST_X(p.a) - ST_X(p.b)) / p.first * 0.1,
                (ST_Y(p.a) - ST_Y(p.b)) / p.first * 0.1
            ),
            d.line,
            ST_Translate(
                p.z,
                (ST_X(p.z) - ST_X(p.y)) / p.last * 0.1,
                (ST_Y(p.z) - ST_Y(p.y)) / p.last * 0.1
            )
        ]) AS line
    FROM drawn AS d
    CROSS JOIN LATERAL (
        SELECT
            ST_PointN(d.line, 1) AS a,
            ST_PointN(d.line, 2) AS b,
            ST_PointN(d.line, -2) AS y,
            ST_PointN(d.line, -1) AS z,
            ST_Distance(ST_PointN(d.line, 1), ST_PointN(d.line, 2)) AS first,
            ST_Distance(ST_PointN(d.line, -2), ST_PointN(d.line, -1)) AS last
    ) AS p
)

SELECT ST_AsGeoJSON(ST_Transform(ST_Multi(part.geom), 4326), 8)::json AS part
FROM longer
CROSS JOIN LATERAL ST_Dump(ST_Split(longer.shape, longer.line)) AS part
ORDER BY ST_Area(part.geom) DESC
