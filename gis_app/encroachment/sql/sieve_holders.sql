-- Who holds which whole parcel at the moment of the scan.
SELECT
    r.party_id,
    r.parcel_id
FROM land_right AS r
WHERE
    r.status = 'active'
    AND r.valid @> %(at)s::timestamptz
    AND r.parcel_id IS NOT NULL
    AND r.geom IS NULL
