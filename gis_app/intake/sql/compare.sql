-- What each feature of the file is to the register. The views intake_file and
-- intake_register show both by key and fingerprint (compare.py makes them); a
-- fingerprint costs, and is computed only where both sides have the key.
CREATE TEMPORARY TABLE intake_verdict ON COMMIT DROP AS
WITH repeated AS (
    SELECT
        f.key,
        min(f.feature) AS first_feature,
        max(f.feature) AS last_feature
    FROM intake_file AS f
    GROUP BY f.key
    HAVING count(*) > 1
),

known AS (
    SELECT
        r.key,
        min(r.id) AS row_id,
        count(*) AS holders
    FROM intake_register AS r
    GROUP BY r.key
)

SELECT
    f.feature,
    f.key,
    k.row_id,
    CASE
        WHEN f.feature = d.first_feature THEN d.last_feature
        ELSE d.first_feature
    END AS other_feature,
    CASE
        WHEN %(refuse_all)s AND d.key IS NOT NULL THEN 'duplicate'
        WHEN f.feature <> d.first_feature THEN 'duplicate'
        WHEN k.holders > 1 THEN 'ambiguous'
        WHEN
            f.district IS NOT NULL
            AND f.district NOT IN (SELECT a.code FROM accounts_district AS a)
            THEN 'no_district'
        WHEN k.row_id IS NULL THEN 'new'
        WHEN r.fingerprint <> f.fingerprint THEN 'changed'
        ELSE 'unchanged'
    END AS verdict
FROM intake_file AS f
LEFT JOIN repeated AS d ON f.key = d.key
LEFT JOIN known AS k ON f.key = k.key
LEFT JOIN intake_register AS r ON k.row_id = r.id
