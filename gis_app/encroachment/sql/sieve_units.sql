-- All protected land, in the same form.
SELECT
    id,
    coalesce(accuracy_m, 'NaN'::float8),
    public::int::bigint,
    geom
FROM meydan.unit
