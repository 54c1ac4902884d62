-- Rivers, main streets with names and squares from afar; streets as areas come near.
SELECT
    v.*,
    CASE
        WHEN v.kind IN ('river', 'park', 'square', 'place') THEN 0
        WHEN v.kind = 'axis' AND v.rank IN ('arterial', 'river') THEN 0
        WHEN v.kind = 'axis' AND v.rank = 'collector' THEN 12
        WHEN v.kind = 'block' THEN 13
        ELSE 14
    END AS from_zoom,
    24 AS to_zoom,
    CASE
        WHEN v.kind IN ('river', 'place') THEN 1e12
        WHEN v.kind = 'axis'
            THEN
                CASE v.rank
                    WHEN 'arterial' THEN 1e10 WHEN 'river' THEN 1e10
                    WHEN 'collector' THEN 1e8 ELSE 1e4
                END + ST_Length(v.geom_3857)
        WHEN v.kind IN ('park', 'square') THEN 1e9 + ST_Area(v.geom_3857)
        ELSE ST_Area(v.geom_3857)
    END AS weight
FROM layer.base AS v
WHERE v.kind <> 'sidewalk' AND (v.kind <> 'axis' OR v.rank <> 'alley')
UNION ALL
-- Blocks as one mass: grown over the streets between them, joined, shrunk back.
SELECT
    NULL AS id,
    'mass' AS kind,
    NULL AS rank,
    '' AS name_fa,
    '' AS name_en,
    NULL AS width_m,
    NULL AS geom,
    (ST_Dump(
        ST_Buffer(
            ST_Union(ST_Buffer(v.geom_3857, 20, 'quad_segs=1')), -20, 'quad_segs=1'
        )
    )).geom AS geom_3857,
    0 AS from_zoom,
    12 AS to_zoom,
    1e11 AS weight
FROM layer.base AS v
WHERE v.kind = 'block'
GROUP BY
    floor(ST_X(ST_Centroid(v.geom_3857)) / 5000),
    floor(ST_Y(ST_Centroid(v.geom_3857)) / 5000)
