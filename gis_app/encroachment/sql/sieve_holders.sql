-- Who holds which whole parcel at the moment of the scan.
SELECT
    r.party_id,
    r.parcel_id
FROM land_right AS r
WHERE
    r.valid @> %(at)s::timestamptz
    AND meydan.active_at(
        r.id, r.status, r.begin_lifespan, %(at)s::timestamptz
    )
    AND r.parcel_id IS NOT NULL
    AND r.geom IS NULL
