-- Every finding, and the row that it has already.
SELECT
    e.id,
    f.*
FROM scan_finding AS f
LEFT JOIN encroachment_encroachment AS e
    ON
        e.occupation_id = f.occupation_id
        AND e.kind = f.kind
        AND coalesce(e.parcel_id, 0) = coalesce(f.parcel_id, 0)
        AND coalesce(e.way_id, 0) = coalesce(f.way_id, 0)
        AND coalesce(e.zone_id, 0) = coalesce(f.zone_id, 0)
        AND coalesce(e.spot_id, 0) = coalesce(f.spot_id, 0)
WHERE f.occupation_id IS NOT NULL
UNION ALL
SELECT
    e.id,
    f.*
FROM scan_finding AS f
LEFT JOIN encroachment_encroachment AS e
    ON
        e.parcel_id = f.parcel_id
        AND e.other_parcel_id = f.other_parcel_id
        AND e.kind = f.kind
        AND e.occupation_id IS NULL
WHERE f.occupation_id IS NULL
