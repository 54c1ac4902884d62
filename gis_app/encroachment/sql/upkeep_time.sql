-- Time is an edit too: what began or ended between two moments waits to be judged.
INSERT INTO encroachment_dirty (source, occupation_id, geom, bulk)
SELECT
    'land_right',
    NULL::bigint,
    meydan.reach_of_right(r.geom, r.parcel_id),
    TRUE
FROM land_right AS r
WHERE
    lower(r.valid) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
    OR upper(r.valid) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
UNION ALL
SELECT
    'zones_vendingzone',
    NULL,
    z.geom,
    TRUE
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
    NULL::geometry,
    TRUE
FROM encroachment_occupation AS o
WHERE
    lower(o.seen) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
    OR upper(o.seen) BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
