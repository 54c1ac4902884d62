-- Every structure known at the moment: four columns in the form that copied.py reads.
SELECT
    id,
    coalesce(accuracy_m, 'NaN'::float8),
    coalesce(party_id, 0),
    geom
FROM encroachment_occupation
WHERE
    kind = ANY(%(structures)s)
    AND (lower(seen) IS NULL OR lower(seen) <= %(at)s::timestamptz)
