-- Every structure known at the moment, packed: one row of byte strings travels ten
-- times faster than a hundred thousand rows.
SELECT
    string_agg(int8send(o.id), ''::bytea ORDER BY o.id) AS ids,
    string_agg(
        float8send(coalesce(o.accuracy_m, 'NaN'::float8)), ''::bytea ORDER BY o.id
    ) AS accuracies,
    string_agg(int8send(coalesce(o.party_id, 0)), ''::bytea ORDER BY o.id) AS parties,
    string_agg(int4send(length(o.wkb)), ''::bytea ORDER BY o.id) AS lengths,
    string_agg(o.wkb, ''::bytea ORDER BY o.id) AS shapes
FROM (
    SELECT
        id,
        accuracy_m,
        party_id,
        ST_AsBinary(geom) AS wkb
    FROM encroachment_occupation
    WHERE
        kind = ANY(%(structures)s)
        AND (lower(seen) IS NULL OR lower(seen) <= %(at)s::timestamptz)
) AS o
