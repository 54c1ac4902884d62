-- What a file says about its rows: how many there are and how accurate.
SELECT
    {revision} AS revision,
    count(*) AS rows,
    min({accuracy}) AS least,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY {accuracy}) AS middle,
    max({accuracy}) AS largest,
    count(*) - count({accuracy}) AS unknown
FROM {view} AS v
WHERE {condition}
