-- Areal overlay that never raises: on a millimetre grid, and where GEOS gives up, again
-- on a coarser one. Each second attempt is counted, so that a report can say so.
CREATE OR REPLACE FUNCTION meydan.fell_back() RETURNS void
LANGUAGE sql VOLATILE AS $$
    SELECT set_config(
        'meydan.fallbacks',
        (coalesce(
            nullif(current_setting('meydan.fallbacks', TRUE), ''), '0'
        )::int + 1)::text,
        TRUE
    )
$$;

-- A shape that GEOS can work with; repairs lose nothing but spikes and doubled lines.
CREATE OR REPLACE FUNCTION meydan.repaired(a geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE AS $$
    SELECT ST_CollectionExtract(
        ST_MakeValid(ST_SnapToGrid(ST_MakeValid(a), 0.001)), 3
    )
$$;

-- On the millimetre grid. Most shapes are there already, which is seen sooner.
CREATE OR REPLACE FUNCTION meydan.gridded(a geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE AS $$
    SELECT
        CASE
            WHEN
                ST_AsBinary(ST_SnapToGrid(ST_Scale(a, 1000, 1000), 1))
                = ST_AsBinary(ST_Scale(a, 1000, 1000))
                THEN a
            ELSE ST_ReducePrecision(a, 0.001)
        END
$$;

CREATE OR REPLACE FUNCTION meydan.clip(a geometry, b geometry) RETURNS geometry
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN ST_CollectionExtract(ST_Intersection(a, b, 0.001), 3);
EXCEPTION WHEN internal_error OR invalid_parameter_value THEN
    PERFORM meydan.fell_back();
    RETURN ST_CollectionExtract(
        ST_Intersection(meydan.repaired(a), meydan.repaired(b), 0.01), 3
    );
END $$;

CREATE OR REPLACE FUNCTION meydan.minus(a geometry, b geometry) RETURNS geometry
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF b IS NULL THEN
        RETURN a;
    END IF;
    RETURN ST_CollectionExtract(ST_Difference(a, b, 0.001), 3);
EXCEPTION WHEN internal_error OR invalid_parameter_value THEN
    PERFORM meydan.fell_back();
    RETURN ST_CollectionExtract(
        ST_Difference(meydan.repaired(a), meydan.repaired(b), 0.01), 3
    );
END $$;

CREATE OR REPLACE FUNCTION meydan.merged(pieces geometry[]) RETURNS geometry
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF cardinality(pieces) = 1 THEN
        RETURN pieces[1];
    END IF;
    IF cardinality(pieces) = 2 AND ST_Distance(pieces[1], pieces[2]) > 0.002 THEN
        RETURN ST_CollectionExtract(ST_Collect(pieces), 3);
    END IF;
    RETURN ST_CollectionExtract(ST_UnaryUnion(ST_Collect(pieces), 0.001), 3);
EXCEPTION WHEN internal_error OR invalid_parameter_value THEN
    PERFORM meydan.fell_back();
    RETURN ST_CollectionExtract(
        ST_UnaryUnion(meydan.repaired(ST_Collect(pieces)), 0.01), 3
    );
END $$;

-- How long two shapes of one overlay touch. Both lie on the millimetre grid, but a corner
-- of a third shape on a straight line bends it by less than that. Where a tenth or more
-- of what runs within two millimetres isn't shared exactly, that is the same line too.
CREATE OR REPLACE FUNCTION meydan.contact_m(a geometry, b geometry) RETURNS float8
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    shared float8;
    near float8;
BEGIN
    -- Errors in a declaration would pass by the handler below.
    near := ST_Length(
        ST_Intersection(ST_Boundary(a), ST_Buffer(ST_Boundary(b), 0.002, 2))
    );
    -- What both have alike needs no grid to be found, and takes a quarter of the time.
    shared := ST_Length(ST_Intersection(ST_Boundary(a), ST_Boundary(b)));
    IF shared < 0.98 * near THEN
        shared := ST_Length(
            ST_Intersection(ST_Boundary(a), ST_Boundary(b), 0.001)
        );
    END IF;
    RETURN CASE WHEN shared >= 0.9 * near THEN shared ELSE near END;
EXCEPTION WHEN internal_error OR invalid_parameter_value THEN
    PERFORM meydan.fell_back();
    RETURN ST_Length(
        ST_Intersection(ST_Boundary(a), ST_Buffer(ST_Boundary(b), 0.005))
    );
END $$;
