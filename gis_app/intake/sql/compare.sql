-- What each feature of the file is to the register. The views intake_file and
-- intake_register show both by key and fingerprint (compare.py makes them).
CREATE TEMPORARY TABLE intake_verdict ON COMMIT DROP AS
WITH told AS (
    SELECT
        f.feature,
        f.key,
        f.fingerprint,
        f.district,
        min(f.feature) OVER same_key AS first_feature,
        max(f.feature) OVER same_key AS last_feature
    FROM intake_file AS f
    WINDOW same_key AS (PARTITION BY f.key)
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
    t.feature,
    t.key,
    k.row_id,
    CASE
        WHEN t.feature = t.first_feature THEN t.last_feature ELSE t.first_feature
    END AS other_feature,
    CASE
        WHEN
            t.first_feature <> t.last_feature
            AND (%(refuse_all)s OR t.feature <> t.first_feature) THEN 'duplicate'
        WHEN k.holders > 1 THEN 'ambiguous'
        WHEN
            t.district IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM accounts_district AS d WHERE d.code = t.district
            ) THEN 'no_district'
        WHEN k.row_id IS NULL THEN 'new'
        WHEN
            (SELECT r.fingerprint FROM intake_register AS r WHERE r.id = k.row_id)
            <> t.fingerprint THEN 'changed'
        ELSE 'unchanged'
    END AS verdict
FROM told AS t
LEFT JOIN known AS k ON t.key = k.key
