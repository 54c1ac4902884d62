-- All protected land, in the same form.
SELECT
    u.id,
    CASE
        WHEN u.accuracy_m IS NULL THEN 'NaN'::float8
        ELSE sqrt(greatest(u.accuracy_m ^ 2 - coalesce(v.shared_m, 0) ^ 2, 0))
    END,
    u.public::int::bigint,
    u.geom
FROM meydan.unit AS u
LEFT JOIN land_survey AS v ON u.survey_id = v.id
