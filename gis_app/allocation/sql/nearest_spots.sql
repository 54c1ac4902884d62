-- The nearest spots that may be given: in use, in a zone that allows vending on all of
-- these days, outside every ban, breaking no hard siting rule, with minutes of the week
-- that nobody has. Reads outward from the point by the index (<->) and stops at the limit.
SELECT
    s.id,
    s.number,
    s.zone_id,
    z.name_fa,
    z.name_en,
    free.week::text AS week,
    ST_Distance(s.geom, origin.geom) AS distance_m,
    CASE WHEN s.goods = '{}' THEN z.goods ELSE s.goods END AS goods,
    ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(s.geom), 4326), 7)::json
    -> 'coordinates' AS point,
    ST_AsGeoJSON(ST_Transform(ST_Envelope(s.geom), 4326), 7, 1)::json -> 'bbox' AS bbox
FROM zones_vendingspot AS s
INNER JOIN zones_vendingzone AS z ON s.zone_id = z.id
CROSS JOIN (
    SELECT ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s) AS geom
) AS origin
CROSS JOIN LATERAL (
    SELECT
        z.week - coalesce(range_agg(r.week), '{}'::int4multirange) AS week
    FROM land_right AS r
    WHERE r.spot_id = s.id
      AND r.status = 'active'
      AND r.valid && %(valid)s::tstzrange
) AS free
WHERE s.status = 'open'
  AND z.kind IN ('permitted', 'restricted')
  AND z.valid @> %(valid)s::tstzrange
  AND (%(zone)s::bigint IS NULL OR s.zone_id = %(zone)s)
  AND NOT isempty(free.week)
  AND (
      %(week)s::int4multirange IS NULL
      OR %(week)s::int4multirange <@ free.week
  )
  AND (
      %(goods)s::text[] IS NULL
      OR coalesce(nullif(s.goods, '{}'), z.goods) = '{}'
      OR coalesce(nullif(s.goods, '{}'), z.goods)::text[] && %(goods)s::text[]
  )
  AND NOT EXISTS (SELECT 1 FROM meydan.bans(s.geom, %(valid)s::tstzrange))
  AND meydan.lawful_site(s.geom, s.zone_id, s.id, lower(%(valid)s::tstzrange))
ORDER BY s.geom <-> origin.geom
LIMIT %(limit)s
