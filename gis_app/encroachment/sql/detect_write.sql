-- Findings keep their identity: changed rows are updated, new ones inserted, and a row
-- that says the same as before is left alone (its history would tell of no change).
WITH updated AS (
    UPDATE encroachment_encroachment AS e
    SET
        certainty = k.certainty,
        occupation_version = k.occupation_version,
        unit_version = k.unit_version,
        area_m2 = k.area_m2,
        share = k.share,
        contact_m = k.contact_m,
        depth_m = k.depth_m,
        largest_depth_m = k.largest_depth_m,
        inscribed_width_m = k.inscribed_width_m,
        sigma_m = k.sigma_m,
        z = k.z,
        thinness = k.thinness,
        inside = k.inside,
        district_id = k.district_id,
        geom = k.geom,
        seen_at = %(at)s,
        closed_at = NULL
    FROM scan_known AS k
    WHERE
        e.id = k.id
        -- What went away and comes back as noise stays away.
        AND (k.certainty <> 'noise' OR e.closed_at IS NULL OR %(keep_noise)s)
        AND (
            e.closed_at IS NOT NULL
            OR (
                e.certainty, e.occupation_version, e.unit_version, e.inside,
                e.district_id
            )
            IS DISTINCT FROM
            (
                k.certainty, k.occupation_version, k.unit_version, k.inside,
                k.district_id
            )
            OR abs(e.area_m2 - k.area_m2) > 1e-6
            OR abs(e.depth_m - k.depth_m) > 1e-6
            OR e.sigma_m IS DISTINCT FROM k.sigma_m
        )
    RETURNING 1 AS one
),

inserted AS (
    INSERT INTO encroachment_encroachment (
        kind, certainty, occupation_id, other_parcel_id, parcel_id, way_id, zone_id,
        spot_id, occupation_version, unit_version, area_m2, share, contact_m, depth_m,
        largest_depth_m, inscribed_width_m, sigma_m, z, thinness, inside, district_id,
        geom, found_at, seen_at
    )
    SELECT
        f.kind,
        f.certainty,
        f.occupation_id,
        f.other_parcel_id,
        f.parcel_id,
        f.way_id,
        f.zone_id,
        f.spot_id,
        f.occupation_version,
        f.unit_version,
        f.area_m2,
        f.share,
        f.contact_m,
        f.depth_m,
        f.largest_depth_m,
        f.inscribed_width_m,
        f.sigma_m,
        f.z,
        f.thinness,
        f.inside,
        f.district_id,
        f.geom,
        %(at)s,
        %(at)s
    FROM scan_known AS f
    WHERE f.id IS NULL AND (f.certainty <> 'noise' OR %(keep_noise)s)
    RETURNING 1 AS one
),

closed AS (
    UPDATE encroachment_encroachment AS e
    SET closed_at = %(at)s
    WHERE
        e.closed_at IS NULL
        -- An OR would not use the indexes.
        AND e.id IN (
            SELECT o.id FROM encroachment_encroachment AS o
            INNER JOIN scan_judged AS j ON o.occupation_id = j.id
            UNION ALL
            SELECT o.id FROM encroachment_encroachment AS o
            INNER JOIN scan_land AS j ON o.parcel_id = j.id
            WHERE o.occupation_id IS NULL
        )
        AND NOT EXISTS (
            SELECT 1 FROM scan_known AS k
            WHERE k.id = e.id
        )
    RETURNING 1 AS one
)

SELECT
    (SELECT count(*) FROM scan_judged) AS judged,
    (SELECT count(*) FROM inserted) AS opened,
    (SELECT count(*) FROM updated) AS changed,
    (SELECT count(*) FROM closed) AS closed
