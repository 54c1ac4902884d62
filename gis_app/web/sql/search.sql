-- What the search box finds: a few of each kind, exact matches before beginnings,
-- beginnings before parts. ``words`` is folded; ``pattern`` is it between per cents.
-- A kind that the reader may not open is switched off by its parameter, and parcels
-- outside an agency's area are left out (everything else is public). Shapes are
-- read last, of the hits alone.
WITH hit AS (
    (
        SELECT
            'parcel' AS type,
            p.id,
            CASE
                WHEN p.asli = %(asli)s AND coalesce(p.fari, 0) = coalesce(%(fari)s, 0)
                    THEN 3.1
                WHEN p.folded = %(words)s THEN 3
                WHEN p.asli = %(fari)s AND p.fari = %(asli)s THEN 2.5
                WHEN p.asli = %(asli)s AND %(fari)s::integer IS NULL THEN 2.2
                ELSE 1
            END AS score
        FROM land_parcel AS p
        WHERE
            %(parcel)s
            AND (
                %(area)s::geometry IS NULL
                OR ST_Intersects(p.geom, %(area)s::geometry)
            )
            AND (
                (
                    p.asli = %(asli)s
                    AND (%(fari)s::integer IS NULL OR p.fari = %(fari)s)
                    AND (%(bakhsh)s::integer IS NULL OR p.bakhsh = %(bakhsh)s)
                )
                OR (p.asli = %(fari)s AND p.fari = %(asli)s)
                OR (%(long)s AND p.folded LIKE %(pattern)s)
            )
        ORDER BY score DESC, p.asli ASC, p.fari ASC, p.id ASC
        LIMIT 8
    )
    UNION ALL
    (
        SELECT 'spot', s.id, meydan.likeness(s.folded, %(words)s) + 0.2 AS score
        FROM zones_vendingspot AS s
        WHERE %(spot)s AND s.folded LIKE %(pattern)s
        ORDER BY score DESC, s.number ASC
        LIMIT 8
    )
    UNION ALL
    (
        SELECT 'zone', z.id, meydan.likeness(z.folded, %(words)s) AS score
        FROM zones_vendingzone AS z
        WHERE %(zone)s AND z.folded LIKE %(pattern)s
        ORDER BY score DESC, z.code ASC
        LIMIT 8
    )
    UNION ALL
    (
        -- A street is many pieces of way: one hit for the name, the carriageway first.
        SELECT
            'way',
            (array_agg(w.id ORDER BY w.kind = 'street' DESC, w.id ASC))[1],
            meydan.likeness(w.folded, %(words)s) + 0.1 AS score
        FROM land_way AS w
        WHERE %(way)s AND w.folded LIKE %(pattern)s
        GROUP BY w.folded
        ORDER BY score DESC, w.folded ASC
        LIMIT 8
    )
    UNION ALL
    (
        SELECT 'shelter', h.id, meydan.likeness(h.folded, %(words)s) AS score
        FROM shelters_sheltersite AS h
        WHERE %(shelter)s AND h.folded LIKE %(pattern)s
        ORDER BY score DESC, h.code ASC
        LIMIT 8
    )
    UNION ALL
    (
        SELECT 'gathering_point', g.id, meydan.likeness(g.folded, %(words)s) AS score
        FROM shelters_gatheringpoint AS g
        WHERE %(gathering_point)s AND g.folded LIKE %(pattern)s
        ORDER BY score DESC, g.id ASC
        LIMIT 8
    )
),

best AS (
    SELECT * FROM hit
    ORDER BY score DESC, type ASC, id ASC
    LIMIT 20
),

-- Each hit looks up its own row only: seven lookups by primary key at most.
named AS (
    SELECT b.*, p.plate AS name_fa, '' AS name_en, p.owner_kind AS kind,
        p.asli, p.fari, p.geom
    FROM best AS b INNER JOIN land_parcel AS p ON b.id = p.id
    WHERE b.type = 'parcel'
    UNION ALL
    SELECT b.*, s.number, '', s.status, NULL, NULL, s.geom
    FROM best AS b INNER JOIN zones_vendingspot AS s ON b.id = s.id
    WHERE b.type = 'spot'
    UNION ALL
    SELECT b.*, z.name_fa, z.name_en, z.kind, NULL, NULL, z.geom
    FROM best AS b INNER JOIN zones_vendingzone AS z ON b.id = z.id
    WHERE b.type = 'zone'
    UNION ALL
    SELECT b.*, w.name_fa, w.name_en, w.kind, NULL, NULL, w.geom
    FROM best AS b INNER JOIN land_way AS w ON b.id = w.id
    WHERE b.type = 'way'
    UNION ALL
    SELECT b.*, h.name_fa, h.name_en, h.status, NULL, NULL, h.geom
    FROM best AS b INNER JOIN shelters_sheltersite AS h ON b.id = h.id
    WHERE b.type = 'shelter'
    UNION ALL
    SELECT b.*, g.name_fa, g.name_en, '', NULL, NULL, g.geom
    FROM best AS b INNER JOIN shelters_gatheringpoint AS g ON b.id = g.id
    WHERE b.type = 'gathering_point'
)

SELECT
    type,
    id,
    name_fa,
    name_en,
    kind,
    asli,
    fari,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(geom), 4326), 7)::json
    -> 'coordinates' AS point,
    ST_AsGeoJSON(ST_Transform(ST_Envelope(geom), 4326), 7, 1)::json -> 'bbox' AS bbox
FROM named
ORDER BY score DESC, type ASC, id ASC
