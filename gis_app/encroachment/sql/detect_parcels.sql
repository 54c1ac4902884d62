-- Two parcels that claim the same land: a conflict in the data, accusing nobody.
WITH pair AS (
    SELECT
        a.id,
        b.id AS other_id,
        a.geom AS a,
        o.geom,
        ST_Area(o.geom) AS area_m2,
        least(ST_Area(a.geom), ST_Area(b.geom)) AS smaller_m2,
        greatest(a.version, b.version) AS version,
        coalesce(a.district_id, b.district_id) AS district_id,
        meydan.sigma_m(a.accuracy_m, b.accuracy_m, v.shared_m) AS sigma_m
    FROM land_parcel AS a
    INNER JOIN land_parcel AS b
        ON
            a.geom && b.geom
            AND a.id < b.id
            AND ST_Relate(a.geom, b.geom, '2********')
    LEFT JOIN land_survey AS v ON a.survey_id = v.id AND b.survey_id = v.id
    CROSS JOIN LATERAL (SELECT meydan.clip(a.geom, b.geom) AS geom) AS o
    WHERE
        (%(area)s::text IS NULL OR a.geom && ST_GeomFromEWKT(%(area)s::text))
        AND (NOT %(named)s OR a.id = ANY(%(land)s::bigint[]))
        AND ST_Area(o.geom) >= %(least_m2)s
),

part AS (
    SELECT
        pair.id,
        pair.other_id,
        d.geom,
        ST_Area(d.geom) AS area_m2,
        rest.geom AS lawful,
        2 * (ST_MaximumInscribedCircle(d.geom)).radius AS inscribed_width_m,
        meydan.contact_m(d.geom, rest.geom) AS contact_m
    FROM pair
    CROSS JOIN LATERAL ST_Dump(pair.geom) AS d
    CROSS JOIN
        LATERAL (
            SELECT meydan.minus(ST_ReducePrecision(pair.a, 0.001), pair.geom) AS geom
        ) AS rest
    WHERE ST_Area(d.geom) >= %(least_m2)s
),

deep AS (
    SELECT
        part.*,
        CASE
            WHEN part.contact_m < %(least_contact_m)s THEN part.inscribed_width_m
            ELSE part.area_m2 / part.contact_m
        END AS depth_m,
        (
            SELECT max(ST_Distance(corner.geom, part.lawful))
            FROM ST_DumpPoints(part.geom) AS corner
        ) AS largest_depth_m
    FROM part
),

decisive AS (
    SELECT DISTINCT ON (id, other_id) * FROM deep
    ORDER BY id ASC, other_id ASC, depth_m DESC
)

SELECT
    'parcel_overlap',
    CASE
        WHEN pair.sigma_m IS NULL THEN 'unknown'
        WHEN d.depth_m / pair.sigma_m < %(noise_z)s THEN 'noise'
        WHEN d.depth_m / pair.sigma_m < %(suspect_z)s THEN 'suspect'
        WHEN d.depth_m / pair.sigma_m < %(probable_z)s THEN 'probable'
        ELSE 'strong'
    END,
    NULL,
    pair.other_id,
    pair.id,
    NULL::bigint,
    NULL::bigint,
    NULL::bigint,
    NULL::int,
    pair.version,
    pair.area_m2,
    least(pair.area_m2 / pair.smaller_m2, 1),
    d.contact_m,
    d.depth_m,
    d.largest_depth_m,
    d.inscribed_width_m,
    pair.sigma_m,
    d.depth_m / pair.sigma_m,
    4 * pi() * d.area_m2 / ST_Perimeter(d.geom) ^ 2,
    FALSE,
    pair.district_id,
    ST_Multi(pair.geom)
FROM pair
INNER JOIN decisive AS d ON pair.id = d.id AND pair.other_id = d.other_id
