SELECT
    f.id,
    f.kind,
    f.name_fa,
    f.accuracy_m,
    f.geom,
    f.geom_3857
FROM zones_streetfeature AS f
