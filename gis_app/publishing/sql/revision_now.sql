-- The revision of one layer as text: the count of changes, and the last turn of the
-- clock (rights and zones begin and end without any write).
SELECT
    concat_ws(
        '.',
        c.number,
        to_char({turned} AT TIME ZONE 'UTC', 'YYMMDDHH24MISSUS')
    )
FROM layer._current AS c
WHERE c.layer = %(layer)s
