-- What the package was made from: changes of the layers it is drawn from, and the day
-- (zones and permits that ended leave it).
SELECT
    concat_ws(
        '.',
        string_agg(c.number::text, '.' ORDER BY c.layer),
        to_char(%(now)s AT TIME ZONE 'Asia/Tehran', 'YYYYMMDD')
    ) AS revision
FROM layer._current AS c
WHERE c.layer IN ('zones', 'spots', 'ways', 'base')
