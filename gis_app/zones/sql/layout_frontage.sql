-- Where the stalls of a zone may stand in a row: along the kerb (the edge of its
-- sidewalks beside a carriageway), along the wall (beside parcels), or along its own
-- edge; metres. Ground is where a stall may stand, to tell which side that is.
WITH zone AS (
    SELECT z.geom FROM zones_vendingzone AS z
    WHERE z.id = %(zone)s
),

walk AS (
    SELECT ST_Union(w.geom, 0.001) AS geom
    FROM land_way AS w
    CROSS JOIN zone
    WHERE w.kind IN ('sidewalk', 'square', 'park') AND ST_Intersects(w.geom, zone.geom)
),

ground AS (
    SELECT
        CASE
            WHEN walk.geom IS NULL OR %(side)s = 'edge' THEN zone.geom
            ELSE ST_Intersection(walk.geom, ST_Buffer(zone.geom, 0.5))
        END AS geom
    FROM zone
    CROSS JOIN walk
),

beside AS (
    SELECT ST_Buffer(ST_Union(w.geom), 0.3) AS geom
    FROM land_way AS w
    CROSS JOIN ground
    WHERE
        %(side)s = 'curb' AND w.kind = 'street'
        AND ST_DWithin(w.geom, ground.geom, 0.3)
    UNION ALL
    SELECT ST_Buffer(ST_Union(p.geom), 0.3)
    FROM land_parcel AS p
    CROSS JOIN ground
    WHERE %(side)s = 'wall' AND ST_DWithin(p.geom, ground.geom, 0.3)
),

edge AS (
    SELECT
        CASE
            WHEN %(side)s = 'edge' THEN ST_Boundary(ground.geom)
            ELSE (
                SELECT ST_Intersection(ST_Boundary(ground.geom), ST_Union(beside.geom))
                FROM beside
            )
        END AS geom
    FROM ground
),

line AS (
    SELECT (ST_Dump(ST_LineMerge(ST_CollectionExtract(
        CASE
            WHEN %(inside)s::geometry IS NULL THEN edge.geom
            ELSE ST_Intersection(edge.geom, %(inside)s::geometry)
        END, 2
    )))).geom AS geom
    FROM edge
)

SELECT
    ground.geom::text AS ground,
    ST_AsGeoJSON(ST_SimplifyPreserveTopology(line.geom, 0.02), 3)::json
    -> 'coordinates' AS xy
FROM line
CROSS JOIN ground
WHERE ST_Length(line.geom) > 0.5
ORDER BY ST_XMin(line.geom), ST_YMin(line.geom), ST_Length(line.geom)
