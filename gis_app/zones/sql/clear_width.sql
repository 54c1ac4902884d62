-- How wide a passage a stall would leave.

-- The narrowest place for people to pass: cross-sections of the way each 0.5 m along
-- the frontage, 12 m to either side, stalls and obstacles subtracted, and the widest
-- contiguous gap of each; the outer ones a centimetre inside, for on the very edge of
-- the stall both the stall and its neighbour would be there or not by chance. Materialised steps: inlined, each would be computed again
-- for every place that names it.
DROP FUNCTION IF EXISTS meydan.measure_clear_width(geometry, bigint);
CREATE OR REPLACE FUNCTION meydan.measure_clear_width(
    footprint geometry, own_spot bigint,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    WITH corner AS MATERIALIZED (
        SELECT
            ST_PointN(ring, 1) AS p1, ST_PointN(ring, 2) AS p2, ST_PointN(ring, 3) AS p3
        FROM (SELECT ST_ExteriorRing(ST_OrientedEnvelope(footprint)) AS ring) AS r
    ),

    frontage AS MATERIALIZED (
        SELECT
            side.a,
            ST_Distance(side.a, side.b) AS length_m,
            (ST_X(side.b) - ST_X(side.a)) / ST_Distance(side.a, side.b) AS dx,
            (ST_Y(side.b) - ST_Y(side.a)) / ST_Distance(side.a, side.b) AS dy
        FROM corner
        CROSS JOIN LATERAL (
            VALUES (p1, p2, ST_Distance(p1, p2)), (p2, p3, ST_Distance(p2, p3))
        ) AS side (a, b, length_m)
        WHERE side.length_m > 0
        ORDER BY side.length_m DESC
        LIMIT 1
    ),

    section AS MATERIALIZED (
        SELECT ST_MakeLine(
            ST_Translate(a, along * dx - 12 * dy, along * dy + 12 * dx),
            ST_Translate(a, along * dx + 12 * dy, along * dy - 12 * dx)
        ) AS geom
        FROM frontage
        CROSS JOIN LATERAL generate_series(0, ceil(length_m / 0.5)::integer) AS n
        CROSS JOIN LATERAL (SELECT greatest(least(n * 0.5, length_m - 0.01), 0.01) AS along) AS step
    ),

    slab AS MATERIALIZED (
        SELECT ST_ConvexHull(ST_Collect(geom)) AS geom FROM section
    ),

    way AS MATERIALIZED (
        SELECT w.id, ST_ClipByBox2D(w.geom, Box2D(ST_Expand(slab.geom, 1))) AS geom
        FROM land_way AS w
        CROSS JOIN slab
        WHERE w.kind IN ('sidewalk', 'square', 'street', 'park')
          AND ST_Intersects(w.geom, ST_Centroid(footprint))
        ORDER BY w.kind = 'sidewalk' DESC, w.id
        LIMIT 1
    ),

    blocked AS MATERIALIZED (
        -- Things may touch or overlap each other: only an aggregate union is safe.
        SELECT ST_Union(thing.geom) AS geom
        FROM (
            SELECT footprint AS geom
            UNION ALL
            SELECT s.geom
            FROM zones_vendingspot AS s
            CROSS JOIN slab
            WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
              AND ST_Intersects(s.geom, slab.geom)
            UNION ALL
            -- A pole or trunk is a point in the register and 0.5 m wide in the street.
            SELECT ST_Buffer(f.geom, 0.25)
            FROM zones_streetfeature AS f
            CROSS JOIN slab
            WHERE f.kind IN ('hydrant', 'tree', 'pole', 'bin', 'bollard', 'bench')
              AND ST_DWithin(f.geom, slab.geom, 0.25)
        ) AS thing
    ),

    passable AS MATERIALIZED (
        SELECT way.id, ST_Difference(way.geom, blocked.geom) AS geom
        FROM way
        CROSS JOIN blocked
    ),

    gap AS (
        SELECT
            passable.id,
            section.geom AS section_geom,
            coalesce(max(ST_Length(part.geom)), 0) AS width_m
        FROM passable
        CROSS JOIN section
        LEFT JOIN LATERAL ST_Dump(
            ST_Intersection(section.geom, passable.geom)
        ) AS part ON TRUE
        GROUP BY passable.id, section.geom
    )

    SELECT gap.width_m, gap.id, gap.section_geom
    INTO measured, against, proof
    FROM gap
    ORDER BY gap.width_m
    LIMIT 1;
END $$;
