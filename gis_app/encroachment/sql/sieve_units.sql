-- All protected land, packed in the same manner.
SELECT
    string_agg(int8send(u.id), ''::bytea) AS ids,
    string_agg(
        float8send(coalesce(u.accuracy_m, 'NaN'::float8)), ''::bytea
    ) AS accuracies,
    string_agg(int8send(u.public::int::bigint), ''::bytea) AS flags,
    string_agg(int4send(length(u.wkb)), ''::bytea) AS lengths,
    string_agg(u.wkb, ''::bytea) AS shapes
FROM (
    SELECT
        id,
        accuracy_m,
        public,
        ST_AsBinary(geom) AS wkb
    FROM meydan.unit
) AS u
