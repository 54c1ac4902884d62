SELECT
    g.id,
    g.name_fa,
    g.name_en,
    CASE WHEN busy.people >= 10 THEN busy.people END AS people,
    busy.people AS people_exact,
    d.code AS district,
    g.accuracy_m,
    g.geom,
    g.geom_3857
FROM shelters_gatheringpoint AS g
LEFT JOIN accounts_district AS d ON g.district_id = d.id
CROSS JOIN LATERAL (
    SELECT round(avg(daily.people))::integer AS people
    FROM (
        SELECT max(c.people) AS people
        FROM shelters_headcount AS c
        WHERE c.point_id = g.id
        GROUP BY c.counted_on
    ) AS daily
) AS busy
