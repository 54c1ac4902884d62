-- The siting rules that are data (zones_rule), measured on any footprint: an existing
-- spot, or one that somebody is still drawing (its spot_id is then null).
-- Each measure answers null where there is nothing to measure against.

-- The nearest street feature of a class: metres, and the line that proves it.
CREATE OR REPLACE FUNCTION meydan.measure_feature_distance(
    footprint geometry, feature_class text
) RETURNS TABLE (measured double precision, against bigint, proof geometry)
LANGUAGE sql STABLE AS $$
    SELECT ST_Distance(f.geom, footprint), f.id, ST_ShortestLine(footprint, f.geom)
    FROM zones_streetfeature AS f
    WHERE f.kind = feature_class
    ORDER BY f.geom <-> footprint
    LIMIT 1
$$;

-- The nearest other spot in use.
CREATE OR REPLACE FUNCTION meydan.measure_spacing(
    footprint geometry, own_spot bigint
) RETURNS TABLE (measured double precision, against bigint, proof geometry)
LANGUAGE sql STABLE AS $$
    SELECT ST_Distance(s.geom, footprint), s.id, ST_ShortestLine(footprint, s.geom)
    FROM zones_vendingspot AS s
    WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
    ORDER BY s.geom <-> footprint
    LIMIT 1
$$;

-- Square metres of the footprint outside its zone, and which part that is.
CREATE OR REPLACE FUNCTION meydan.measure_outside(
    footprint geometry, own_zone bigint
) RETURNS TABLE (measured double precision, against bigint, proof geometry)
LANGUAGE sql STABLE AS $$
    SELECT ST_Area(d.geom), z.id, d.geom
    FROM zones_vendingzone AS z
    CROSS JOIN LATERAL (
        SELECT ST_Difference(footprint, z.geom, 0.001) AS geom
    ) AS d
    WHERE z.id = own_zone
$$;

-- Length and depth of the footprint: the sides of its smallest rectangle.
CREATE OR REPLACE FUNCTION meydan.sides(footprint geometry)
RETURNS TABLE (length_m double precision, depth_m double precision)
LANGUAGE sql IMMUTABLE AS $$
    SELECT greatest(a.side, b.side), least(a.side, b.side)
    FROM (SELECT ST_ExteriorRing(ST_OrientedEnvelope(footprint)) AS ring) AS e
    CROSS JOIN LATERAL (
        SELECT ST_Distance(ST_PointN(e.ring, 1), ST_PointN(e.ring, 2)) AS side
    ) AS a
    CROSS JOIN LATERAL (
        SELECT ST_Distance(ST_PointN(e.ring, 2), ST_PointN(e.ring, 3)) AS side
    ) AS b
$$;

-- The narrowest place for people to pass: cross-sections of the way each 0.5 m along
-- the frontage, 12 m to either side, stalls and obstacles subtracted, and the widest
-- contiguous gap of each. Materialised steps: inlined, each would be computed again
-- for every place that names it.
CREATE OR REPLACE FUNCTION meydan.measure_clear_width(
    footprint geometry, own_spot bigint
) RETURNS TABLE (measured double precision, against bigint, proof geometry)
LANGUAGE sql STABLE AS $$
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
        CROSS JOIN LATERAL (SELECT least(n * 0.5, length_m) AS along) AS step
    ),

    slab AS MATERIALIZED (
        SELECT ST_ConvexHull(ST_Collect(geom)) AS geom FROM section
    ),

    way AS MATERIALIZED (
        SELECT w.id, ST_ClipByBox2D(w.geom, Box2D(slab.geom)) AS geom
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
            WHERE f.kind IN ('hydrant', 'tree', 'pole')
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

    SELECT width_m, id, section_geom FROM gap ORDER BY width_m LIMIT 1
$$;

-- Every rule in force, with what it says of a footprint.
CREATE OR REPLACE FUNCTION meydan.siting(
    footprint geometry, own_zone bigint, own_spot bigint, moment timestamptz
) RETURNS TABLE (
    rule_id bigint,
    kind text,
    severity text,
    params jsonb,
    legal_ref text,
    result text,
    blocks boolean,
    measured double precision,
    threshold double precision,
    against bigint,
    proof geometry
) LANGUAGE sql STABLE AS $$
    SELECT
        r.id, r.kind, r.severity, r.params, r.legal_ref, verdict.result,
        r.severity = 'hard' AND (
            verdict.result = 'fail'
            OR (verdict.result = 'unknown' AND r.on_missing_data = 'fail')
        ),
        m.measured, m.threshold, m.against, m.proof
    FROM zones_rule AS r
    CROSS JOIN LATERAL (
        SELECT max(d.measured) AS measured, (r.params ->> 'm')::float8 AS threshold,
               1 AS sense, max(d.against) AS against, ST_Collect(d.proof) AS proof
        FROM meydan.measure_feature_distance(
            footprint, r.params ->> 'feature_class'
        ) AS d
        WHERE r.kind = 'min_distance'
        HAVING r.kind = 'min_distance'
        UNION ALL
        SELECT max(d.measured), (r.params ->> 'm')::float8, 1,
               max(d.against), ST_Collect(d.proof)
        FROM meydan.measure_spacing(footprint, own_spot) AS d
        WHERE r.kind = 'min_spacing'
        HAVING r.kind = 'min_spacing'
        UNION ALL
        SELECT max(d.measured), (r.params ->> 'm')::float8, 1,
               max(d.against), ST_Collect(d.proof)
        FROM meydan.measure_clear_width(footprint, own_spot) AS d
        WHERE r.kind = 'min_clear_width'
        HAVING r.kind = 'min_clear_width'
        UNION ALL
        SELECT max(d.measured), 0.01, -1, max(d.against), ST_Collect(d.proof)
        FROM meydan.measure_outside(footprint, own_zone) AS d
        WHERE r.kind = 'footprint_within'
        HAVING r.kind = 'footprint_within'
        UNION ALL
        -- The side that is worse against its limit speaks for both.
        SELECT side.measured, side.threshold, -1, NULL, ST_OrientedEnvelope(footprint)
        FROM (
            SELECT v.measured, v.threshold
            FROM meydan.sides(footprint) AS s
            CROSS JOIN LATERAL (
                VALUES
                (s.length_m, (r.params ->> 'length')::float8),
                (s.depth_m, (r.params ->> 'depth')::float8)
            ) AS v (measured, threshold)
            WHERE r.kind = 'max_footprint'
            ORDER BY v.measured - v.threshold DESC NULLS LAST
            LIMIT 1
        ) AS side
    ) AS m
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN m.measured IS NULL OR m.threshold IS NULL THEN 'unknown'
            -- Coordinates are kept to the millimetre.
            WHEN m.sense * (m.measured - m.threshold) >= -0.001 THEN 'pass'
            ELSE 'fail'
        END AS result
    ) AS verdict
    WHERE r.valid @> moment
      AND (r.zone_id IS NULL OR r.zone_id = own_zone)
$$;

-- Whether no hard rule forbids a stall here. Soft rules advise.
CREATE OR REPLACE FUNCTION meydan.lawful_site(
    footprint geometry, own_zone bigint, own_spot bigint, moment timestamptz
) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1
        FROM meydan.siting(footprint, own_zone, own_spot, moment) AS s
        WHERE s.blocks
    )
$$;

-- The no-vending zones that cover part of a footprint at some time in a range.
CREATE OR REPLACE FUNCTION meydan.bans(footprint geometry, during tstzrange)
RETURNS SETOF zones_vendingzone
LANGUAGE sql STABLE AS $$
    SELECT z.*
    FROM zones_vendingzone AS z
    WHERE z.kind = 'no_vending' AND z.valid && during
      AND ST_Intersects(z.geom, footprint)
      AND ST_Area(ST_Intersection(z.geom, footprint, 0.001)) > 0.01
$$;
