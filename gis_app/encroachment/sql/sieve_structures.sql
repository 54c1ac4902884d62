-- Every structure known at the moment: four columns in the form that copied.py reads.
-- What its survey shares with land of the same survey cancels out, at most.
SELECT
    o.id,
    CASE
        WHEN o.accuracy_m IS NULL THEN 'NaN'::float8
        ELSE sqrt(greatest(o.accuracy_m ^ 2 - coalesce(v.shared_m, 0) ^ 2, 0))
    END,
    coalesce(o.party_id, 0),
    o.geom
FROM encroachment_occupation AS o
LEFT JOIN land_survey AS v ON o.survey_id = v.id
WHERE
    o.kind = ANY(%(structures)s)
    AND (lower(o.seen) IS NULL OR lower(o.seen) <= %(at)s::timestamptz)
