-- A finding is a few square metres: from afar it is a point, the surest ones first.
SELECT
    v.id,
    v.kind,
    v.certainty,
    v.area_m2,
    v.depth_m,
    v.sigma_m,
    v.depth_in_sigma,
    v.found_on,
    v.district,
    v.district_id,
    v.geom,
    ST_Centroid(v.geom_3857) AS geom_3857,
    0 AS from_zoom,
    24 AS to_zoom,
    array_position(ARRAY['unknown', 'suspect', 'probable', 'strong'], v.certainty)
    + 1 - 1 / (1 + v.area_m2) AS weight
FROM layer.encroachments AS v
