-- Which of the findings have a row already.
-- Nulls take part by coalesce, so that the tables can be hashed; the planner, who has
-- never seen them, would rather compare each with each.
SET LOCAL enable_nestloop = off;
CREATE TEMP TABLE scan_known ON COMMIT DROP AS
SELECT
    e.id,
    f.*
FROM scan_finding AS f
INNER JOIN encroachment_encroachment AS e
    ON
        e.kind = f.kind
        AND coalesce(e.occupation_id, 0) = coalesce(f.occupation_id, 0)
        AND coalesce(e.other_parcel_id, 0) = coalesce(f.other_parcel_id, 0)
        AND coalesce(e.parcel_id, 0) = coalesce(f.parcel_id, 0)
        AND coalesce(e.way_id, 0) = coalesce(f.way_id, 0)
        AND coalesce(e.zone_id, 0) = coalesce(f.zone_id, 0)
        AND coalesce(e.spot_id, 0) = coalesce(f.spot_id, 0);
SET LOCAL enable_nestloop = on;
ANALYZE scan_known;
ANALYZE scan_judged;
ANALYZE scan_land;
