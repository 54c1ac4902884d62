-- All that the register knows of one place, as one JSON object. Shapes come relative to
-- the place, in metres, and only what lies near: a phone's error reaches no further.
-- A function, for its plan is kept: planning took longer than looking.
CREATE OR REPLACE FUNCTION meydan.here(
    px float8,
    py float8,
    srid int,
    reach_m float8,
    clip_m float8,
    moment timestamptz,
    person bigint
) RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        WITH fix AS (
            SELECT
                place,
                ST_Expand(place, reach_m) AS near
            FROM
                (
                    SELECT
                        ST_SetSRID(ST_MakePoint(px, py), srid) AS place
                ) AS p
        ),

        zone AS (
            SELECT
                z.id,
                z.code,
                z.name_fa,
                z.name_en,
                z.kind,
                z.goods,
                z.week::text AS week,
                z.legal_ref,
                z.accuracy_m,
                z.district_id,
                lower(z.valid) AS valid_from,
                upper(z.valid) AS valid_until,
                ST_Distance(z.geom, fix.place) AS distance_m,
                ST_AsGeoJSON(
                    ST_ClipByBox2D(
                        ST_Translate(z.geom, -px, -py),
                        ST_MakeEnvelope(
                            -clip_m, -clip_m, clip_m, clip_m, srid
                        )
                    ),
                    4, 0
                )::json AS shape
            FROM fix
            INNER JOIN zones_vendingzone AS z ON z.geom && fix.near
            WHERE
                ST_DWithin(z.geom, fix.place, reach_m)
                AND (upper(z.valid) IS NULL OR upper(z.valid) > moment)
            ORDER BY distance_m, z.id
            LIMIT 12
        ),

        spot AS (
            SELECT
                s.id,
                s.number,
                s.goods,
                s.accuracy_m,
                s.zone_id,
                ST_Distance(s.geom, fix.place) AS distance_m,
                ST_AsGeoJSON(ST_Translate(s.geom, -px, -py), 4, 0)::json AS shape,
                ST_X(fix.middle) AS lon,
                ST_Y(fix.middle) AS lat
            FROM (
                SELECT
                    nearest.id,
                    nearest.number,
                    nearest.goods,
                    nearest.accuracy_m,
                    nearest.zone_id,
                    nearest.geom
                FROM fix
                CROSS JOIN LATERAL (
                    SELECT v.*
                    FROM zones_vendingspot AS v
                    WHERE
                        v.geom && fix.near
                        AND v.status = 'open'
                        AND ST_DWithin(v.geom, fix.place, reach_m)
                    ORDER BY v.geom <-> fix.place
                    LIMIT 5
                ) AS nearest
            ) AS s
            CROSS JOIN LATERAL (
                SELECT
                    f.place,
                    ST_Transform(ST_Centroid(s.geom), 4326) AS middle
                FROM fix AS f
            ) AS fix
        ),

        permit AS (
            SELECT
                r.id,
                r.spot_id,
                r.status,
                r.week::text AS week,
                lower(r.valid) AS valid_from,
                upper(r.valid) AS valid_until,
                p.name,
                p.pseudonym
            FROM land_right AS r
            INNER JOIN land_party AS p ON r.party_id = p.id
            WHERE r.spot_id IN (SELECT s.id FROM spot AS s) AND r.kind = 'vending_permit'
            ORDER BY r.valid DESC
            LIMIT 40
        )

        SELECT row_to_json(answer)
        FROM (
            SELECT
                coalesce((SELECT json_agg(z) FROM zone AS z), '[]') AS zones,
                coalesce(
                    (SELECT json_agg(s ORDER BY s.distance_m) FROM spot AS s), '[]'
                ) AS spots,
                coalesce((SELECT json_agg(p) FROM permit AS p), '[]') AS permits,
                (
                    SELECT json_build_object('fa', a.name_fa, 'en', a.name_en)
                    FROM land_wayaxis AS a
                    WHERE a.geom && fix.near AND a.name_fa <> '' AND a.rank <> 'river'
                    ORDER BY a.geom <-> fix.place
                    LIMIT 1
                ) AS street,
                (
                    SELECT json_build_object('kind', w.kind, 'fa', w.name_fa, 'en', w.name_en)
                    FROM land_way AS w
                    WHERE ST_Intersects(w.geom, fix.place)
                    ORDER BY ST_Area(w.geom)
                    LIMIT 1
                ) AS way,
                (
                    SELECT b.code
                    FROM land_block AS b
                    WHERE b.geom && fix.near
                    ORDER BY b.geom <-> fix.place
                    LIMIT 1
                ) AS block,
                (
                    SELECT
                        json_build_object(
                            'id', d.id, 'code', d.code, 'fa', d.name_fa, 'en', d.name_en,
                            'own', EXISTS (
                                SELECT 1
                                FROM accounts_user_districts AS u
                                WHERE u.district_id = d.id AND u.user_id = person
                            )
                        )
                    FROM accounts_district AS d
                    WHERE ST_Intersects(d.geom, fix.place)
                    LIMIT 1
                ) AS district
            FROM fix
        ) AS answer
    );
END
$$;
