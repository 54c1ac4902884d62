-- These are judged; so are those of the same places that had been set aside.
DELETE FROM encroachment_dirty
WHERE id IN (
    SELECT unnest(%(ids)s::bigint[])
    UNION ALL
    SELECT id FROM encroachment_dirty
    WHERE
        NOT error = ''
        AND (
            occupation_id = ANY(%(occupations)s::bigint[])
            OR parcel_id = ANY(%(parcels)s::bigint[])
        )
)
