-- Which spacing the binding rules ask for between the stalls of a layout, and how many
-- more of them they leave room for; null: no limit.
SELECT
    max(v.threshold) FILTER (
        WHERE v.kind IN ('min_spacing', 'same_goods_spacing')
    ) AS spacing,
    min(v.threshold - v.measured + 1) FILTER (
        WHERE v.kind = 'max_per' AND v.params ->> 'per' <> 'block_side'
    ) AS room
FROM
    meydan.siting(
        %(shape)s::geometry, %(zone)s, NULL, %(moment)s::timestamptz
    ) AS v
WHERE
    v.severity = 'hard' AND NOT v.partial
