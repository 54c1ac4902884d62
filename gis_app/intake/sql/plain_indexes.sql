-- The indexes of a table that keep no promise, and how to make them again.
SELECT
    c.relname,
    pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index AS i
INNER JOIN pg_class AS c ON i.indexrelid = c.oid
LEFT JOIN pg_constraint AS k ON i.indexrelid = k.conindid
WHERE
    i.indrelid = %(table)s::regclass
    AND NOT i.indisunique
    AND k.oid IS NULL
