-- The clock asks for the last right that began or ended: two index look-ups.
CREATE INDEX IF NOT EXISTS right_of_spot_begins ON land_right (lower(valid))
WHERE spot_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS right_of_spot_ends ON land_right (upper(valid))
WHERE spot_id IS NOT NULL;
