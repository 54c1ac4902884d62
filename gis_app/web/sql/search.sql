-- What the search box finds: a few of each kind, exact matches before beginnings,
-- beginnings before parts. ``words`` is folded; ``pattern`` is it between per cents.
-- A kind that the reader may not open is switched off by its parameter.
WITH hit AS (
    (
        SELECT
            'parcel' AS type, p.id, p.plate AS name_fa, '' AS name_en,
            p.owner_kind AS kind, p.asli, p.fari, p.geom,
            CASE
                WHEN p.asli = %(asli)s AND p.fari IS NOT DISTINCT FROM %(fari)s THEN 3.1
                WHEN meydan.fold(p.plate) = %(words)s THEN 3
                WHEN p.asli = %(fari)s AND p.fari = %(asli)s THEN 2.5
                WHEN p.asli = %(asli)s AND %(fari)s::integer IS NULL THEN 2.2
                ELSE 1
            END AS score
        FROM land_parcel AS p
        WHERE %(parcel)s AND (
            (
                p.asli = %(asli)s
                AND (%(fari)s::integer IS NULL OR p.fari = %(fari)s)
                AND (%(bakhsh)s::integer IS NULL OR p.bakhsh = %(bakhsh)s)
            )
            OR (p.asli = %(fari)s AND p.fari = %(asli)s)
            OR (%(long)s AND meydan.fold(p.plate) LIKE %(pattern)s)
        )
        ORDER BY score DESC, p.asli, p.fari, p.id
        LIMIT 8
    )
    UNION ALL
    (
        SELECT
            'spot', s.id, s.number, '', s.status, NULL, NULL, s.geom,
            meydan.likeness(meydan.fold(s.number), %(words)s) + 0.2
        FROM zones_vendingspot AS s
        WHERE %(spot)s AND meydan.fold(s.number) LIKE %(pattern)s
        ORDER BY 9 DESC, s.number
        LIMIT 8
    )
    UNION ALL
    (
        SELECT
            'zone', z.id, z.name_fa, z.name_en, z.kind, NULL, NULL, z.geom,
            greatest(
                meydan.likeness(meydan.fold(z.code), %(words)s),
                meydan.likeness(meydan.fold(z.name_fa), %(words)s),
                meydan.likeness(meydan.fold(z.name_en), %(words)s)
            )
        FROM zones_vendingzone AS z
        WHERE
            %(zone)s
            AND meydan.fold(z.code || ' ' || z.name_fa || ' ' || z.name_en)
            LIKE %(pattern)s
        ORDER BY 9 DESC, z.code
        LIMIT 8
    )
    UNION ALL
    (
        -- A street is many pieces of way: one hit for the name, the carriageway first.
        SELECT
            'way', w.id, w.name_fa, w.name_en, w.kind, NULL, NULL, w.geom,
            greatest(
                meydan.likeness(meydan.fold(w.name_fa), %(words)s),
                meydan.likeness(meydan.fold(w.name_en), %(words)s)
            ) + 0.1
        FROM (
            SELECT DISTINCT ON (name_fa, name_en) *
            FROM land_way
            WHERE meydan.fold(name_fa || ' ' || name_en) LIKE %(pattern)s
            ORDER BY name_fa, name_en, kind = 'street' DESC, id
        ) AS w
        WHERE %(way)s
        ORDER BY 9 DESC, w.name_fa
        LIMIT 8
    )
    UNION ALL
    (
        SELECT
            'shelter', h.id, h.name_fa, h.name_en, h.status, NULL, NULL, h.geom,
            greatest(
                meydan.likeness(meydan.fold(h.code), %(words)s),
                meydan.likeness(meydan.fold(h.name_fa), %(words)s),
                meydan.likeness(meydan.fold(h.name_en), %(words)s)
            )
        FROM shelters_sheltersite AS h
        WHERE
            %(shelter)s
            AND meydan.fold(h.code || ' ' || h.name_fa || ' ' || h.name_en)
            LIKE %(pattern)s
        ORDER BY 9 DESC, h.code
        LIMIT 8
    )
    UNION ALL
    (
        SELECT
            'gathering_point', g.id, g.name_fa, g.name_en, '', NULL, NULL, g.geom,
            greatest(
                meydan.likeness(meydan.fold(g.name_fa), %(words)s),
                meydan.likeness(meydan.fold(g.name_en), %(words)s)
            )
        FROM shelters_gatheringpoint AS g
        WHERE
            %(gathering_point)s
            AND meydan.fold(g.name_fa || ' ' || g.name_en) LIKE %(pattern)s
        ORDER BY 9 DESC, g.id
        LIMIT 8
    )
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
FROM hit
ORDER BY score DESC, type, id
LIMIT 20
