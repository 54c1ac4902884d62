-- All that measuring needs to know of the shapes found so far, one row a shape.
SELECT
    d.part,
    d.geom,
    d.area_m2,
    c.charge,
    c.kind,
    c.rank,
    c.unit,
    c.zone_id,
    c.spot_id,
    c.lawful,
    c.unit_version,
    c.district_id AS unit_district_id,
    c.sigma_m,
    s.id AS subject,
    s.structure,
    s.vending,
    s.party_id,
    s.accuracy_m,
    s.version,
    s.district_id,
    s.geom AS footprint,
    s.area_m2 AS footprint_m2,
    s.moment,
    s.minute,
    own.unit AS presumed_unit
FROM scan_shape AS d
INNER JOIN scan_charge AS c ON d.charge = c.charge
INNER JOIN scan_subject AS s ON c.subject = s.id
LEFT JOIN scan_own AS own ON s.id = own.subject AND own.presumed
