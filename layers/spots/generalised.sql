-- A stall is a few metres wide: from afar it is a point.
SELECT
    v.id,
    v.number,
    v.zone,
    v.status,
    v.free_minutes,
    v.goods,
    v.area_m2,
    v.accuracy_m,
    v.holder,
    v.geom,
    ST_Centroid(v.geom_3857) AS geom_3857,
    0 AS from_zoom,
    24 AS to_zoom,
    v.free_minutes AS weight
FROM layer.spots AS v
