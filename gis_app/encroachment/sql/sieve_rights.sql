-- Structures at a right that covers only a part of a parcel or way: what it leaves of a
-- piece may be deeper than the whole. Whether it is in force does not matter here.
SELECT DISTINCT o.id
FROM land_right AS r
INNER JOIN encroachment_occupation AS o ON o.geom && r.geom
WHERE
    r.geom IS NOT NULL
    AND o.kind = ANY(%(structures)s)
