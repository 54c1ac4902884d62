-- Rows for a file in the storage CRS.
SELECT {columns}, ST_AsBinary({shape}) AS geom
FROM {view} AS v
WHERE {condition}
ORDER BY v.id
