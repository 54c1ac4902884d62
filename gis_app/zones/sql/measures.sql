-- What the siting rules measure on a footprint: of a spot that is there, or of one that
-- somebody is still drawing (its spot is then null). Each answers with one row; measured
-- is null where nothing of the kind is near.
DROP FUNCTION IF EXISTS meydan.measure_feature_distance(geometry, text);
DROP FUNCTION IF EXISTS meydan.measure_spacing(geometry, bigint);
DROP FUNCTION IF EXISTS meydan.measure_outside(geometry, bigint);
DROP FUNCTION IF EXISTS meydan.worst_side(geometry, double precision, jsonb);

-- The nearest street feature of a class: metres, and the line that proves it.
CREATE OR REPLACE FUNCTION meydan.to_feature(
    footprint geometry, feature_class text,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT ST_Distance(f.geom, footprint), f.id, ST_ShortestLine(footprint, f.geom)
    INTO measured, against, proof
    FROM zones_streetfeature AS f
    WHERE f.kind = feature_class
    ORDER BY f.geom <-> footprint
    LIMIT 1;
END $$;

-- The nearest other spot in use.
CREATE OR REPLACE FUNCTION meydan.to_spot(
    footprint geometry, own_spot bigint,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT ST_Distance(s.geom, footprint), s.id, ST_ShortestLine(footprint, s.geom)
    INTO measured, against, proof
    FROM zones_vendingspot AS s
    WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
    ORDER BY s.geom <-> footprint
    LIMIT 1;
END $$;

-- The nearest other spot in use, within reach metres, where some of the same goods are
-- sold ('{}': all goods).
CREATE OR REPLACE FUNCTION meydan.to_same_goods(
    footprint geometry, own_spot bigint, sold text[], reach double precision,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT ST_Distance(s.geom, footprint), s.id, ST_ShortestLine(footprint, s.geom)
    INTO measured, against, proof
    FROM zones_vendingspot AS s
    WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
      AND (sold = '{}' OR (
          SELECT other.goods = '{}' OR other.goods && sold
          FROM zones_vendingzone AS z
          CROSS JOIN LATERAL (
              SELECT coalesce(nullif(s.goods, '{}'), z.goods)::text [] AS goods
          ) AS other
          WHERE z.id = s.zone_id
      ))
    ORDER BY s.geom <-> footprint
    LIMIT 1;
    IF measured > reach THEN
        measured := NULL;
        against := NULL;
        proof := NULL;
    END IF;
END $$;

-- Square metres of the footprint outside its zone, and which part that is.
CREATE OR REPLACE FUNCTION meydan.outside_zone(
    footprint geometry, own_zone bigint,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    -- Of a zone as long as its street only what is near is compared.
    SELECT
        ST_Difference(
            footprint,
            ST_ClipByBox2D(z.geom, Box2D(ST_Expand(footprint, 1))),
            0.001
        ),
        z.id
    INTO proof, against
    FROM zones_vendingzone AS z
    WHERE z.id = own_zone;
    measured := ST_Area(proof);
END $$;

-- Square metres of the footprint outside the public ways. Null while no way at all is
-- in the register within 200 m: then nothing can be said.
CREATE OR REPLACE FUNCTION meydan.outside_ways(
    footprint geometry,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    public geometry;
BEGIN
    SELECT ST_Union(w.geom) INTO public
    FROM land_way AS w
    WHERE w.kind IN ('street', 'sidewalk', 'square', 'park')
      AND ST_Intersects(w.geom, footprint);
    IF public IS NULL AND NOT EXISTS (
        SELECT 1 FROM land_way AS w WHERE ST_DWithin(w.geom, footprint, 200)
    ) THEN
        RETURN;
    END IF;
    proof := CASE
        WHEN public IS NULL THEN footprint
        ELSE ST_Difference(footprint, public, 0.001)
    END;
    measured := ST_Area(proof);
END $$;

-- The forbidden areas of a rule near a footprint: parcels of an owner
-- ('parcel:state'), ways of a kind ('way:river'), or the rule's own shape ('shape').
CREATE OR REPLACE FUNCTION meydan.forbidden(
    footprint geometry, area text, shape geometry, reach double precision
) RETURNS TABLE (id bigint, geom geometry) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF area = 'shape' THEN
        RETURN QUERY SELECT NULL::bigint, shape
        WHERE ST_DWithin(shape, footprint, reach);
    ELSIF area LIKE 'parcel:%' THEN
        RETURN QUERY SELECT p.id, p.geom FROM land_parcel AS p
        WHERE ST_DWithin(p.geom, footprint, reach)
          AND p.owner_kind = substr(area, 8);
    ELSE
        RETURN QUERY SELECT w.id, w.geom FROM land_way AS w
        WHERE ST_DWithin(w.geom, footprint, reach)
          AND w.kind = substr(area, 5);
    END IF;
END $$;

-- Square metres of the footprint inside a forbidden area.
CREATE OR REPLACE FUNCTION meydan.inside_forbidden(
    footprint geometry, area text, shape geometry,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT coalesce(ST_Area(ST_Union(part.geom)), 0), min(part.id), ST_Union(part.geom)
    INTO measured, against, proof
    FROM (
        SELECT f.id, ST_Intersection(f.geom, footprint, 0.001) AS geom
        FROM meydan.forbidden(footprint, area, shape, 0) AS f
    ) AS part;
END $$;

-- Metres to the nearest forbidden area within reach.
CREATE OR REPLACE FUNCTION meydan.to_forbidden(
    footprint geometry, area text, shape geometry, reach double precision,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT d.metres, d.id, ST_ShortestLine(footprint, d.geom)
    INTO measured, against, proof
    FROM (
        SELECT f.id, f.geom, ST_Distance(f.geom, footprint) AS metres
        FROM meydan.forbidden(footprint, area, shape, reach) AS f
    ) AS d
    ORDER BY d.metres, d.id
    LIMIT 1;
END $$;

-- Metres to the kerb (the nearest carriageway) or to the wall (the nearest parcel).
CREATE OR REPLACE FUNCTION meydan.to_edge(
    footprint geometry, edge text,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF edge = 'curb' THEN
        SELECT ST_Distance(w.geom, footprint), w.id, ST_ShortestLine(footprint, w.geom)
        INTO measured, against, proof
        FROM land_way AS w
        WHERE w.kind = 'street' AND ST_DWithin(w.geom, footprint, 30)
        ORDER BY ST_Distance(w.geom, footprint)
        LIMIT 1;
    ELSE
        SELECT ST_Distance(p.geom, footprint), p.id, ST_ShortestLine(footprint, p.geom)
        INTO measured, against, proof
        FROM land_parcel AS p
        WHERE ST_DWithin(p.geom, footprint, 30)
        ORDER BY ST_Distance(p.geom, footprint)
        LIMIT 1;
    END IF;
END $$;

-- Length and depth of the footprint: the sides of its smallest rectangle.
CREATE OR REPLACE FUNCTION meydan.sides(footprint geometry)
RETURNS TABLE (length_m double precision, depth_m double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(a.side, b.side), least(a.side, b.side)
    FROM (SELECT ST_ExteriorRing(ST_OrientedEnvelope(footprint)) AS ring) AS e
    CROSS JOIN LATERAL (
        SELECT ST_Distance(ST_PointN(e.ring, 1), ST_PointN(e.ring, 2)) AS side
    ) AS a
    CROSS JOIN LATERAL (
        SELECT ST_Distance(ST_PointN(e.ring, 2), ST_PointN(e.ring, 3)) AS side
    ) AS b
$$;

-- The side that is worse against its limit.
CREATE OR REPLACE FUNCTION meydan.worst_side(
    footprint geometry, height_m double precision, params jsonb,
    OUT measured double precision, OUT threshold double precision,
    OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT v.measured, v.threshold, ST_OrientedEnvelope(footprint)
    INTO measured, threshold, proof
    FROM meydan.sides(footprint) AS s
    CROSS JOIN LATERAL (
        VALUES
        (s.length_m, (params ->> 'length')::float8),
        (s.depth_m, (params ->> 'depth')::float8),
        (height_m, (params ->> 'height')::float8)
    ) AS v (measured, threshold)
    WHERE v.threshold IS NOT NULL
    -- A height that nobody knows is told before what keeps its limit.
    ORDER BY
        CASE
            WHEN v.measured > v.threshold + 0.001 THEN 0
            WHEN v.measured IS NULL THEN 1
            ELSE 2
        END,
        v.measured - v.threshold DESC
    LIMIT 1;
END $$;

-- How many of the goods may be sold ('{}': all goods); one is enough for a stall. Null:
-- all goods but some.
CREATE OR REPLACE FUNCTION meydan.goods_left(
    kind text, listed jsonb, sold text[],
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF sold = '{}' THEN
        measured := CASE kind WHEN 'goods_allow' THEN jsonb_array_length(listed) END;
    ELSE
        measured := (
            SELECT count(*)
            FROM unnest(sold) AS g (name)
            WHERE (listed ? g.name) = (kind = 'goods_allow')
        );
    END IF;
END $$;

-- Minutes of the week that lie outside a window.
CREATE OR REPLACE FUNCTION meydan.minutes_outside(
    hours int4multirange, within text,
    OUT measured double precision, OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    measured := (
        SELECT coalesce(sum(upper(part) - lower(part)), 0)
        FROM unnest(hours - within::int4multirange) AS part
    );
END $$;
