-- Which occupations, and which parcels' conflicts, the shapes that wait may concern.
-- Whoever asks puts ``waits`` before it: source, occupation_id, parcel_id, geom.
WITH place AS (
    SELECT
        source,
        geom
    FROM waits
    WHERE geom IS NOT NULL
),

concerned AS (
    SELECT o.id
    FROM place
    INNER JOIN encroachment_occupation AS o
        ON
            o.geom && ST_Expand(place.geom, %(reach_m)s)
            -- The corner of a box of that reach.
            AND ST_DWithin(o.geom, place.geom, 1.5 * %(reach_m)s)
    UNION
    -- A bad fix may have put a vendor beside the place of this right.
    SELECT o.id
    FROM place
    INNER JOIN encroachment_occupation AS o
        ON
            place.source = 'land_right'
            AND o.kind = ANY(%(vending)s)
            AND o.geom && ST_Expand(place.geom, %(aside_m)s)
            AND meydan.aside_box(o.geom, o.accuracy_m, %(aside_m)s)
            && ST_Expand(place.geom, 0.01)
    UNION
    SELECT occupation_id
    FROM waits
    WHERE occupation_id IS NOT NULL
)

SELECT
    (SELECT coalesce(array_agg(c.id ORDER BY c.id), '{}') FROM concerned AS c)
        AS occupations,
    (
        SELECT coalesce(array_agg(DISTINCT n.id ORDER BY n.id), '{}')
        FROM (
            SELECT p.id
            FROM place
            INNER JOIN land_parcel AS p ON ST_Intersects(p.geom, place.geom)
            WHERE place.source = 'land_parcel'
            UNION ALL
            SELECT parcel_id
            FROM waits
            WHERE parcel_id IS NOT NULL
        ) AS n
    ) AS parcels
