-- Rules that count spots, and those that look across the street.

-- Which side of which block a place is on: the nearest block and the nearest street.
CREATE OR REPLACE FUNCTION meydan.block_side(
    place geometry, OUT block bigint, OUT axis bigint
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    SELECT b.id INTO block
    FROM land_block AS b
    WHERE ST_DWithin(b.geom, place, 40)
    ORDER BY ST_Distance(b.geom, place), b.id
    LIMIT 1;
    SELECT a.id INTO axis
    FROM land_wayaxis AS a
    WHERE a.rank <> 'river' AND ST_DWithin(a.geom, place, 60)
    ORDER BY ST_Distance(a.geom, place), a.id
    LIMIT 1;
END $$;

-- Spots in use along the same side of the same block, with this one.
CREATE OR REPLACE FUNCTION meydan.on_block_side(
    footprint geometry, own_spot bigint,
    OUT measured double precision, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    own record;
BEGIN
    SELECT * INTO own FROM meydan.block_side(footprint);
    IF own.block IS NULL OR own.axis IS NULL THEN
        RETURN;
    END IF;
    SELECT count(*) + 1, ST_Collect(ST_Centroid(s.geom))
    INTO measured, proof
    FROM land_block AS b
    INNER JOIN zones_vendingspot AS s ON ST_DWithin(s.geom, b.geom, 40)
    INNER JOIN land_wayaxis AS a ON ST_DWithin(a.geom, s.geom, 60)
    CROSS JOIN LATERAL meydan.block_side(s.geom) AS side
    WHERE b.id = own.block AND a.id = own.axis AND s.status = 'open'
      AND s.id IS DISTINCT FROM own_spot
      AND side.block = own.block AND side.axis = own.axis;
END $$;

-- Spots in use for each zone, side of a block or number of inhabitants, with this one;
-- where they are only when they are too many.
CREATE OR REPLACE FUNCTION meydan.spots_per(
    r zones_rule, footprint geometry, own_zone bigint, own_spot bigint,
    OUT measured double precision, OUT threshold double precision,
    OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    side record;
    counted bigint := CASE
        WHEN r.params ->> 'per' = 'zone' OR r.zone_id IS NOT NULL THEN own_zone
    END;
BEGIN
    threshold := CASE
        WHEN r.params ? 'n' THEN (r.params ->> 'n')::float8
        ELSE floor(
            (r.params ->> 'percent')::numeric / 100
            * (r.params ->> 'population')::numeric
        )
    END;
    IF r.params ->> 'per' = 'block_side' THEN
        side := meydan.on_block_side(footprint, own_spot);
        measured := side.measured;
        proof := side.proof;
        RETURN;
    END IF;
    IF r.params ->> 'per' = 'zone' AND own_zone IS NULL THEN
        RETURN;
    END IF;
    measured := 1 + (
        SELECT count(*)
        FROM zones_vendingspot AS s
        WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
          AND (counted IS NULL OR s.zone_id = counted)
    );
    against := counted;
    IF measured > threshold AND counted IS NOT NULL THEN
        proof := (
            SELECT ST_Collect(ST_Centroid(s.geom))
            FROM zones_vendingspot AS s
            WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
              AND s.zone_id = counted
        );
    END IF;
END $$;

-- How wide the nearest street is, and whether its other side has a spot in use nearby:
-- then the street must be wide enough for both.
CREATE OR REPLACE FUNCTION meydan.road_width(
    footprint geometry, own_spot bigint, params jsonb,
    OUT measured double precision, OUT threshold double precision,
    OUT against bigint, OUT proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    axis record;
BEGIN
    SELECT a.id, a.width_m, a.geom INTO axis
    FROM land_wayaxis AS a
    WHERE a.rank <> 'river' AND ST_DWithin(a.geom, footprint, 60)
    ORDER BY ST_Distance(a.geom, footprint), a.id
    LIMIT 1;
    IF axis.id IS NULL THEN
        RETURN;
    END IF;
    measured := axis.width_m;
    threshold := (params ->> 'one_side_m')::float8;
    proof := ST_ShortestLine(footprint, axis.geom);
    SELECT s.id, ST_ShortestLine(footprint, s.geom) INTO against, proof
    FROM zones_vendingspot AS s
    WHERE s.status = 'open' AND s.id IS DISTINCT FROM own_spot
      AND ST_DWithin(s.geom, footprint, axis.width_m + 10)
      AND ST_Crosses(
          ST_MakeLine(ST_Centroid(footprint), ST_Centroid(s.geom)), axis.geom
      )
    ORDER BY ST_Distance(s.geom, footprint)
    LIMIT 1;
    IF against IS NULL THEN
        proof := ST_ShortestLine(footprint, axis.geom);
    ELSE
        threshold := (params ->> 'both_sides_m')::float8;
    END IF;
END $$;
