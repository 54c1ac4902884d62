-- All land that a right or an accusation can be about, in one place. The id of a way is
-- negative, so that one column names the unit.
CREATE OR REPLACE VIEW meydan.unit AS
SELECT
    p.id,
    p.id AS parcel_id,
    NULL::bigint AS way_id,
    p.owner_kind IN ('municipal', 'state', 'waqf') AS public,
    p.accuracy_m,
    p.version,
    p.district_id,
    p.geom,
    p.survey_id
FROM land_parcel AS p
UNION ALL
SELECT
    -w.id AS id,
    NULL::bigint AS parcel_id,
    w.id AS way_id,
    TRUE AS public,
    w.accuracy_m,
    w.version,
    w.district_id,
    w.geom,
    w.survey_id
FROM land_way AS w;

-- The error of a distance across the line of two shapes, per axis, metres; null where
-- either RMSE is. ``shared`` is what both have in common, being of one survey: it moves
-- both alike and cancels out. Never below the millimetre of the grid.
CREATE OR REPLACE FUNCTION meydan.sigma_m(a float8, b float8, shared float8)
RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        CASE
            -- greatest() passes over what is missing.
            WHEN a IS NOT NULL AND b IS NOT NULL
                THEN sqrt(
                    greatest(
                        (
                            greatest(a ^ 2 - coalesce(shared, 0) ^ 2, 0)
                            + greatest(b ^ 2 - coalesce(shared, 0) ^ 2, 0)
                        ) / 2,
                        1e-6
                    )
                )
        END
$$;

-- Where the place of a thing may truly be: four sigma around it, with a map that errs by
-- three metres, and no farther than ``most``. It doesn't depend on the map at the place,
-- so that one can ask it from both ends.
CREATE OR REPLACE FUNCTION meydan.aside_box(
    thing geometry, rmse float8, most float8
) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ST_Expand(thing, least(4 * sqrt((rmse ^ 2 + 3 ^ 2) / 2), most))
$$;
