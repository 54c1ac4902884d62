-- The layer's revision now, and which build its low zooms show.
SELECT
    {revision} AS revision,
    b.number,
    b.built_from
FROM (SELECT 1) AS one
LEFT JOIN tile._build AS b ON b.layer = %(layer)s
