-- Five districts over the blocks, a carriageway under each street, and along one street
-- in sixteen a zone with twenty spots, two in three of them held.
INSERT INTO accounts_district (code, name_fa, name_en, geom)
SELECT
    strip.n,
    'منطقه ' || strip.n,
    'District ' || strip.n,
    ST_Multi(ST_MakeEnvelope(
        strip.west + (strip.n - 1) * strip.width,
        strip.south,
        strip.west + strip.n * strip.width,
        strip.north,
        %(srid)s
    ))
FROM (
    SELECT
        part.n,
        ST_XMin(city.box) - 200 AS west,
        ST_YMin(city.box) - 200 AS south,
        ST_YMax(city.box) + 200 AS north,
        (ST_XMax(city.box) - ST_XMin(city.box) + 400) / 5 AS width
    FROM (SELECT ST_Extent(b.geom) AS box FROM land_block AS b) AS city
    CROSS JOIN generate_series(1, 5) AS part (n)
) AS strip;

INSERT INTO land_way (kind, name_fa, name_en, geom)
SELECT
    'street',
    a.name_fa,
    a.name_en,
    ST_Multi(ST_Buffer(a.geom, 6, 'endcap=flat'))
FROM land_wayaxis AS a;

INSERT INTO zones_vendingzone (
    code, name_fa, name_en, kind, goods, week, valid, legal_ref, accuracy_m, geom
)
SELECT
    'Z-' || a.id,
    a.name_fa,
    a.name_en,
    CASE mod(a.id / 16, 10)
        WHEN 0 THEN 'no_vending' WHEN 5 THEN 'restricted' ELSE 'permitted'
    END,
    string_to_array(
        CASE mod(a.id / 16, 3) WHEN 0 THEN '' ELSE 'produce,fish' END, ','
    ),
    CASE mod(a.id / 16, 2)
        WHEN 0 THEN '{[0,10080)}' ELSE %(evenings)s
    END::int4multirange,
    '[2024-01-01,)',
    'bench',
    0.1,
    ST_Multi(ST_Buffer(ST_Translate(a.geom, 0, 20), 12, 'endcap=flat'))
FROM land_wayaxis AS a
WHERE mod(a.id, 16) = 0;

INSERT INTO zones_vendingspot (number, zone_id, status, goods, accuracy_m, geom)
SELECT
    z.code || '-' || n,
    z.id,
    'open',
    '{}',
    0.05,
    ST_MakeEnvelope(
        ST_XMin(z.geom) + 8 * n,
        ST_YMin(z.geom) + 1,
        ST_XMin(z.geom) + 8 * n + 2,
        ST_YMin(z.geom) + 2.5,
        %(srid)s
    )
FROM zones_vendingzone AS z
CROSS JOIN generate_series(0, 19) AS n;

INSERT INTO land_party (kind, name, pseudonym)
SELECT
    'natural',
    'دارنده ' || s.id,
    'B-' || s.id
FROM zones_vendingspot AS s
WHERE mod(s.id, 3) > 0;

INSERT INTO land_right (kind, status, party_id, spot_id, valid, week, goods)
SELECT
    'vending_permit',
    'active',
    p.id,
    s.id,
    '[2025-01-01,2099-01-01)',
    '{[0,10080)}',
    ''
FROM zones_vendingspot AS s
INNER JOIN land_party AS p ON p.pseudonym = 'B-' || s.id;
