-- Spots along every street's sidewalk up to some five thousand in the whole city, what
-- stands in the street every few metres, and the rules of the demo city.
INSERT INTO zones_vendingspot (number, zone_id, status, goods, accuracy_m, geom)
SELECT
    z.code || '-w' || n,
    z.id,
    'open',
    CASE mod(n, 3) WHEN 0 THEN '{fish}'::varchar[] ELSE '{}' END,
    0.05,
    ST_MakeEnvelope(
        ST_XMin(z.geom) + 8 * n + 3 + mod(n * 7, 5) * 0.25,
        ST_YMin(z.geom) + 1,
        ST_XMin(z.geom) + 8 * n + 5 + mod(n * 7, 5) * 0.25,
        ST_YMin(z.geom) + 2.5,
        %(srid)s
    )
FROM zones_vendingzone AS z
CROSS JOIN generate_series(0, %(more)s) AS n;

INSERT INTO zones_streetfeature (kind, name_fa, accuracy_m, geom)
SELECT
    (ARRAY['tree', 'entrance', 'pole', 'hydrant', 'crossing', 'bus_stop'])[
        1 + mod(n, 6)
    ],
    '',
    0.1,
    ST_Translate(
        ST_LineInterpolatePoint(a.geom, n / 24.0),
        mod(n * 13, 7) * 0.4,
        8.5 + mod(n * 5, 4) * 0.7
    )
FROM land_wayaxis AS a
CROSS JOIN generate_series(0, 23) AS n;

INSERT INTO zones_rule (
    kind, severity, params, on_missing_data, valid, legal_ref
)
VALUES
(
    'min_distance',
    'hard',
    '{"feature_class": "entrance", "m": 3}',
    'warn',
    '[2024-01-01,)',
    ''
),
(
    'min_distance',
    'hard',
    '{"feature_class": "hydrant", "m": 3}',
    'warn',
    '[2024-01-01,)',
    ''
),
(
    'min_distance',
    'hard',
    '{"feature_class": "crossing", "m": 3}',
    'warn',
    '[2024-01-01,)',
    ''
),
(
    'min_distance',
    'hard',
    '{"feature_class": "bus_stop", "m": 5}',
    'warn',
    '[2024-01-01,)',
    ''
),
('min_clear_width', 'hard', '{"m": 2}', 'warn', '[2024-01-01,)', ''),
('footprint_within', 'hard', '{"of": "zone"}', 'warn', '[2024-01-01,)', ''),
('max_footprint', 'hard', '{"length": 2, "depth": 1.5}', 'warn', '[2024-01-01,)', ''),
('min_spacing', 'hard', '{"m": 0.5}', 'warn', '[2024-01-01,)', ''),
('same_goods_spacing', 'soft', '{"m": 2}', 'warn', '[2024-01-01,)', ''),
('exclusion_zone', 'hard', '{"of": "parcel:municipal"}', 'warn', '[2024-01-01,)', ''),
('max_per', 'soft', '{"per": "zone", "n": 40}', 'warn', '[2024-01-01,)', ''),
('abut', 'soft', '{"to": "curb", "m": 1}', 'warn', '[2024-01-01,)', '');
