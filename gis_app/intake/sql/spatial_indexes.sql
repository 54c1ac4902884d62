-- The GiST indexes of a table that no constraint rests on, and how to make them again.
SELECT
    c.relname,
    pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index AS i
INNER JOIN pg_class AS c ON i.indexrelid = c.oid
INNER JOIN pg_am AS a ON c.relam = a.oid
LEFT JOIN pg_constraint AS k ON i.indexrelid = k.conindid
WHERE
    i.indrelid = %(table)s::regclass
    AND a.amname = 'gist'
    AND k.oid IS NULL
