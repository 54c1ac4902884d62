-- Fills the table for low zooms. A pixel is 1/512 of a tile: shapes are simplified to
-- half of one; those that are shorter than one are dropped. Each tile takes
-- its weightiest features until its budget is spent, at an estimated 3 bytes a vertex
-- and 16 a feature after gzip.
WITH made AS (
    INSERT INTO {table} ({columns}, geom_3857, _zoom)
    SELECT {columns}, geom_3857, _zoom
    FROM (
        SELECT
            simple.*,
            sum(16 + 3 * ST_NPoints(geom_3857)) OVER (
                PARTITION BY
                    _zoom,
                    floor(ST_X(middle) / tile_m),
                    floor(ST_Y(middle) / tile_m)
                ORDER BY weight DESC, id ASC
                ROWS UNBOUNDED PRECEDING
            ) AS spent
        FROM (
            SELECT
                {columns},
                s.weight,
                zoom.z AS _zoom,
                zoom.tile_m,
                shape.geom AS geom_3857,
                ST_Centroid(Box2D(shape.geom)::geometry) AS middle
            FROM ({source}) AS s
            CROSS JOIN LATERAL (
                SELECT z, 40075016.6856 / (2 ^ z) AS tile_m
                FROM
                    generate_series(
                        greatest(%(minzoom)s, s.from_zoom),
                        least(%(maxzoom)s, s.to_zoom)
                    ) AS z
            ) AS zoom
            CROSS JOIN LATERAL (
                SELECT
                    CASE
                        WHEN ST_Dimension(s.geom_3857) = 0 THEN s.geom_3857
                        ELSE
                            coalesce(
                                ST_Simplify(s.geom_3857, zoom.tile_m / 1024),
                                -- A strip thinner than a pixel is still a strip.
                                ST_SimplifyPreserveTopology(
                                    s.geom_3857, zoom.tile_m / 1024
                                )
                            )
                    END AS geom
            ) AS shape
            WHERE
                shape.geom IS NOT NULL
                AND (
                    ST_Dimension(shape.geom) = 0
                    OR greatest(
                        ST_XMax(shape.geom) - ST_XMin(shape.geom),
                        ST_YMax(shape.geom) - ST_YMin(shape.geom)
                    ) >= zoom.tile_m / 512
                )
        ) AS simple
    ) AS ranked
    WHERE spent <= %(budget)s
)

SELECT {revision} AS revision
