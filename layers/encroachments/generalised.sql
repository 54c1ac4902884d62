-- A finding is a few square metres: from afar it is a point, and from further off
-- neighbours are one point that says how many they are and how sure the surest is.
-- Districts stay apart: an officer counts no finding of another one.
SELECT
    v.id,
    v.kind,
    v.certainty,
    v.area_m2,
    v.depth_m,
    v.sigma_m,
    v.depth_in_sigma,
    v.found_on,
    v.findings,
    v.district,
    v.district_id,
    v.geom,
    ST_Centroid(v.geom_3857) AS geom_3857,
    15 AS from_zoom,
    24 AS to_zoom,
    array_position(ARRAY['unknown', 'suspect', 'probable', 'strong'], v.certainty)
    + 1 - 1 / (1 + v.area_m2) AS weight
FROM layer.encroachments AS v
UNION ALL
SELECT
    min(v.id) AS id,
    CASE WHEN count(*) = 1 THEN min(v.kind) END AS kind,
    (ARRAY['unknown', 'suspect', 'probable', 'strong'])[
        max(
            array_position(
                ARRAY['unknown', 'suspect', 'probable', 'strong'], v.certainty
            )
        )
    ] AS certainty,
    sum(v.area_m2) AS area_m2,
    CASE WHEN count(*) = 1 THEN min(v.depth_m) END AS depth_m,
    CASE WHEN count(*) = 1 THEN min(v.sigma_m) END AS sigma_m,
    CASE WHEN count(*) = 1 THEN min(v.depth_in_sigma) END AS depth_in_sigma,
    max(v.found_on) AS found_on,
    nullif(count(*), 1)::integer AS findings,
    v.district,
    v.district_id,
    NULL AS geom,
    ST_Centroid(ST_Collect(ST_Centroid(v.geom_3857))) AS geom_3857,
    seen.zoom AS from_zoom,
    seen.zoom AS to_zoom,
    count(*) AS weight
FROM layer.encroachments AS v
CROSS JOIN (
    SELECT
        z AS zoom,
        40075016.6856 / (2 ^ z) / 7 AS cell_m
    FROM generate_series(10, 14) AS z
) AS seen
GROUP BY
    seen.zoom,
    v.district,
    v.district_id,
    floor(ST_X(ST_Centroid(v.geom_3857)) / seen.cell_m),
    floor(ST_Y(ST_Centroid(v.geom_3857)) / seen.cell_m)
