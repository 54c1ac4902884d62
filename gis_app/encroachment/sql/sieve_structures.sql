-- Every structure known at the moment, packed: one row of byte strings travels ten
-- times faster than a hundred thousand rows. All five see the rows in one order.
SELECT
    string_agg(int8send(o.id), ''::bytea) AS ids,
    string_agg(
        float8send(coalesce(o.accuracy_m, 'NaN'::float8)), ''::bytea
    ) AS accuracies,
    string_agg(int8send(coalesce(o.party_id, 0)), ''::bytea) AS flags,
    string_agg(int4send(length(o.wkb)), ''::bytea) AS lengths,
    string_agg(o.wkb, ''::bytea) AS shapes
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
