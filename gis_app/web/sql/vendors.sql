-- Vendors by code or pseudonym, and by name for those who may see names; with the
-- number of permits they hold now or later, and one of their spots.
WITH found AS (
    SELECT
        v.id,
        v.code,
        v.goods,
        v.party_id,
        p.name,
        p.pseudonym,
        greatest(
            meydan.likeness(v.folded, %(words)s),
            CASE
                WHEN %(by_name)s THEN meydan.likeness(p.folded, %(words)s)
                -- The pseudonym is the part of the party's folded names before the bar.
                ELSE meydan.likeness(split_part(p.folded, '|', 1), %(words)s)
            END
        ) AS score
    FROM allocation_vendor AS v
    INNER JOIN land_party AS p ON v.party_id = p.id
),

best AS (
    SELECT * FROM found
    WHERE score > 0 OR %(words)s = ''
    ORDER BY score DESC, code ASC
    LIMIT %(limit)s
)

SELECT
    b.id,
    b.code,
    b.goods,
    b.name,
    b.pseudonym,
    held.spots,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(s.geom), 4326), 7)::json
    -> 'coordinates' AS point,
    ST_AsGeoJSON(ST_Transform(ST_Envelope(s.geom), 4326), 7, 1)::json -> 'bbox' AS bbox
FROM best AS b
CROSS JOIN
    LATERAL (
        SELECT
            count(*) AS spots,
            min(r.spot_id) AS spot_id
        FROM land_right AS r
        WHERE
            r.party_id = b.party_id
            AND r.kind = 'vending_permit'
            AND r.status = 'active'
            AND (upper_inf(r.valid) OR upper(r.valid) > %(now)s)
    ) AS held
LEFT JOIN zones_vendingspot AS s ON held.spot_id = s.id
ORDER BY b.score DESC, b.code ASC
