-- Every finding that isn't noise, with the row that it has today if any.
SELECT
    k.id,
    k.kind,
    k.certainty,
    k.occupation_id,
    k.other_parcel_id,
    k.parcel_id,
    k.way_id,
    k.zone_id,
    k.spot_id,
    k.occupation_version,
    k.unit_version,
    k.area_m2,
    k.share,
    k.contact_m,
    k.depth_m,
    k.largest_depth_m,
    k.inscribed_width_m,
    k.sigma_m,
    k.z,
    k.thinness,
    k.inside,
    k.district_id,
    k.geom
FROM scan_known AS k
WHERE k.certainty <> 'noise'
