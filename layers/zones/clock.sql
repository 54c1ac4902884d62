-- Zones come into force and lapse by the clock: the last such moment.
SELECT max(turn.at) AS turned
FROM zones_vendingzone AS z
CROSS JOIN LATERAL (VALUES (lower(z.valid)), (upper(z.valid))) AS turn (at)
WHERE turn.at <= now()
