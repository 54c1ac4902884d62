-- From afar only public land counts; private parcels are the mass of the blocks.
SELECT
    v.*,
    0 AS from_zoom,
    24 AS to_zoom,
    ST_Area(v.geom_3857) AS weight
FROM layer.parcels AS v
WHERE v.owner_kind IN ('municipal', 'state', 'waqf')
