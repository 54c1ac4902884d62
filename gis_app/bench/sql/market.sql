-- Sidewalks, a kiosk at every spot, by its holder where there is one and some beside it,
-- and an owner for every four private plots.
SELECT setval(pg_get_serial_sequence('encroachment_occupation', 'id'), max(id))
FROM encroachment_occupation;

UPDATE land_way SET accuracy_m = 0.2;

INSERT INTO land_way (kind, name_fa, name_en, accuracy_m, geom)
SELECT
    'sidewalk',
    a.name_fa,
    a.name_en,
    0.1,
    ST_Multi(ST_Buffer(ST_Translate(a.geom, 0, 9), 3, 'endcap=flat'))
FROM land_wayaxis AS a;

INSERT INTO encroachment_occupation (
    kind, party_id, seen, method, note, accuracy_m, geom
)
SELECT
    'kiosk',
    r.party_id,
    '[2025-06-01,)',
    '',
    '',
    0.1,
    ST_Multi(ST_Translate(s.geom, CASE mod(s.id, 4) WHEN 0 THEN 0.8 ELSE 0 END, 0))
FROM zones_vendingspot AS s
LEFT JOIN land_right AS r ON s.id = r.spot_id;

INSERT INTO land_party (kind, name, pseudonym)
SELECT
    'natural',
    'مالک ' || p.id,
    'O-' || p.id
FROM land_parcel AS p
WHERE mod(p.id, 4) = 0;

INSERT INTO land_right (kind, status, party_id, parcel_id, valid, week, goods)
SELECT
    'ownership',
    'active',
    o.id,
    p.id,
    '[2000-01-01,)',
    '{[0,10080)}',
    ''
FROM land_parcel AS p
INNER JOIN land_party AS o ON o.pseudonym = 'O-' || (p.id / 4 * 4)
WHERE p.owner_kind = 'private';
