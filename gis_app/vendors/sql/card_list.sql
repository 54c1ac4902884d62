-- What a phone needs to judge a card without signal: which cards are no longer good,
-- and which spots of one's districts the holders of the others have. No persons.
WITH area AS (
    SELECT d.geom
    FROM accounts_district AS d
    WHERE d.id = ANY(%(districts)s)
),

current_card AS (
    SELECT
        c.id,
        c.vendor_id,
        v.party_id,
        v.status,
        v.begin_lifespan,
        r.at AS revoked_at,
        r.reason
    FROM vendors_card AS c
    INNER JOIN allocation_vendor AS v ON c.vendor_id = v.id
    LEFT JOIN vendors_cardrevocation AS r ON c.id = r.card_id
    -- A card that expired is refused by what stands on it.
    WHERE c.expires_at > %(now)s
),

ended AS (
    SELECT
        c.id,
        json_build_array(
            c.id,
            floor(extract(EPOCH FROM coalesce(c.revoked_at, c.begin_lifespan))),
            coalesce(c.reason, 'suspended')
        ) AS line
    FROM current_card AS c
    WHERE c.revoked_at IS NOT NULL OR c.status <> 'active'
),

held AS (
    SELECT
        c.id,
        json_agg(json_build_object(
            'spot', s.id,
            'number', s.number,
            'week', p.week::text,
            'since', lower(p.valid),
            'until', upper(p.valid)
        ) ORDER BY p.valid) AS permits
    FROM current_card AS c
    INNER JOIN land_right AS p ON c.party_id = p.party_id
    INNER JOIN zones_vendingspot AS s ON p.spot_id = s.id
    WHERE
        c.revoked_at IS NULL
        AND c.status = 'active'
        AND p.kind = 'vending_permit'
        AND p.status = 'active'
        AND (upper(p.valid) IS NULL OR upper(p.valid) > %(now)s)
        AND EXISTS (
            SELECT 1 FROM area AS a
            WHERE ST_Intersects(s.geom, a.geom)
        )
    GROUP BY c.id
),

key AS (
    SELECT
        k.kid,
        k.public,
        k.withdrawn_at AS withdrawn
    FROM vendors_cardkey AS k
    ORDER BY k.id
)

SELECT json_build_object(
    'keys', (SELECT json_agg(k) FROM key AS k),
    'ended', (SELECT json_agg(e.line ORDER BY e.id) FROM ended AS e),
    'held', (SELECT json_object_agg(h.id, h.permits ORDER BY h.id) FROM held AS h)
)::text AS body
