-- All land that a right or an accusation can be about, in one place. The id of a way is
-- negative, so that one column names the unit.
CREATE OR REPLACE VIEW meydan.unit AS
SELECT
    p.id,
    p.id AS parcel_id,
    NULL::bigint AS way_id,
    p.owner_kind IN ('municipal', 'state', 'waqf') AS public,
    p.accuracy_m,
    p.version,
    p.district_id,
    p.geom
FROM land_parcel AS p
UNION ALL
SELECT
    -w.id AS id,
    NULL::bigint AS parcel_id,
    w.id AS way_id,
    TRUE AS public,
    w.accuracy_m,
    w.version,
    w.district_id,
    w.geom
FROM land_way AS w;
