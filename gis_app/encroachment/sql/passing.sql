-- Time is an edit too: what began or ended between two moments, or was revoked or
-- suspended then, may be judged otherwise at the one than at the other.
SELECT
    'land_right' AS source,
    NULL::bigint AS occupation_id,
    meydan.reach_of_right(r.geom, r.parcel_id) AS geom
FROM land_right AS r
WHERE
    lower(r.valid) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
    OR upper(r.valid) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
UNION ALL
SELECT
    'zones_vendingzone',
    NULL,
    z.geom
FROM zones_vendingzone AS z
WHERE
    z.kind = 'no_vending'
    AND (
        lower(z.valid) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
        OR upper(z.valid) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
    )
UNION ALL
SELECT
    'encroachment_occupation',
    o.id,
    NULL::geometry
FROM encroachment_occupation AS o
WHERE
    lower(o.seen) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
    OR upper(o.seen) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
UNION ALL
SELECT
    'land_right',
    NULL,
    meydan.reach_of_right(r.geom, r.parcel_id)
FROM history.land_right AS h
INNER JOIN land_right AS r ON h.id = r.id
WHERE
    h.status <> r.status
    AND upper(h.lifespan) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
