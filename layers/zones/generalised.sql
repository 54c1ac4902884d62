-- A zone is a strip of a few metres along a street: from afar it is drawn a pixel wider
-- on each side, or nobody would see where vending is allowed.
SELECT
    v.id,
    v.code,
    v.name_fa,
    v.name_en,
    v.kind,
    v.goods,
    v.week,
    v.valid_from,
    v.valid_until,
    v.legal_ref,
    v.district,
    v.accuracy_m,
    v.geom,
    ST_Buffer(
        v.geom_3857, 40075016.6856 / (2 ^ seen.zoom) / 512, 'join=mitre mitre_limit=2'
    ) AS geom_3857,
    seen.zoom AS from_zoom,
    seen.zoom AS to_zoom,
    ST_Area(v.geom_3857) AS weight
FROM layer.zones AS v
CROSS JOIN generate_series(10, 13) AS seen (zoom)
