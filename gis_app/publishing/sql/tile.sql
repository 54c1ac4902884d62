-- One vector tile of one layer, with the revision that its rows are seen at: one
-- statement is one snapshot, so that a tile never goes by a newer revision's name.
-- {…} are identifiers and clauses put in by tiles.py; the envelope is transformed to
-- the tile's CRS, never the column.
SELECT
    {revision} AS revision,
    (
        SELECT ST_AsMVT(f, %(layer)s, 4096, 'shape', '_id')
        FROM (
            SELECT
                v.id AS _id,
                {columns},
                ST_AsMVTGeom(
                    v.geom_3857,
                    ST_TileEnvelope(%(z)s, %(x)s, %(y)s),
                    4096,
                    64,
                    TRUE
                ) AS shape
            FROM {relation} AS v
            WHERE
                v.geom_3857
                && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.015625)
                {rows}
            -- The same rows make the same bytes, whatever plan found them.
            ORDER BY v.id, v.geom_3857
        ) AS f
        WHERE f.shape IS NOT NULL
    ) AS mvt
