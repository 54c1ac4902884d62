-- One finding an accusation: areas summed, depths of the most certain part.
WITH decisive AS (
    SELECT DISTINCT ON (charge) * FROM scan_part
    ORDER BY charge ASC, z DESC NULLS LAST, area_m2 DESC
),

total AS (
    SELECT
        charge,
        sum(area_m2) AS area_m2,
        ST_Multi(ST_Collect(geom)) AS geom
    FROM scan_part
    GROUP BY charge
),

finding AS (
    SELECT
        c.kind,
        c.rank,
        c.subject AS occupation_id,
        NULL::bigint AS other_parcel_id,
        nullif(greatest(c.unit, 0), 0) AS parcel_id,
        nullif(greatest(-c.unit, 0), 0) AS way_id,
        c.zone_id,
        c.spot_id,
        s.version AS occupation_version,
        c.unit_version,
        t.area_m2,
        least(t.area_m2 / s.area_m2, 1) AS share,
        d.contact_m,
        d.depth_m,
        d.largest_depth_m,
        d.inscribed_width_m,
        c.sigma_m,
        d.z,
        d.thinness,
        d.inside,
        coalesce(s.district_id, c.district_id) AS district_id,
        s.vending,
        t.geom
    FROM scan_charge AS c
    INNER JOIN scan_subject AS s ON c.subject = s.id
    INNER JOIN decisive AS d ON c.charge = d.charge
    INNER JOIN total AS t ON c.charge = t.charge
),

chosen AS (
    SELECT
        finding.*,
        -- One accusation an act: the most specific that is more than noise.
        row_number() OVER (
            PARTITION BY occupation_id
            ORDER BY coalesce(z < %(noise_z)s, FALSE) ASC, rank ASC
        ) AS choice
    FROM finding
)

SELECT
    kind,
    CASE
        WHEN z IS NULL THEN 'unknown'
        WHEN z < %(noise_z)s THEN 'noise'
        WHEN z < %(suspect_z)s THEN 'suspect'
        WHEN z < %(probable_z)s THEN 'probable'
        ELSE 'strong'
    END AS certainty,
    occupation_id,
    other_parcel_id,
    parcel_id,
    way_id,
    zone_id,
    spot_id,
    occupation_version,
    unit_version,
    area_m2,
    share,
    contact_m,
    depth_m,
    largest_depth_m,
    inscribed_width_m,
    sigma_m,
    z,
    thinness,
    inside,
    district_id,
    geom
FROM chosen
WHERE NOT vending OR choice = 1
