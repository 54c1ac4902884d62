-- The area of interest: no geometry of the city lies outside it. The box comes from
-- the setting MEYDAN_AREA_OF_INTEREST, transformed by the settings to the storage CRS.
CREATE SCHEMA IF NOT EXISTS meydan;

CREATE OR REPLACE FUNCTION meydan.in_city(geom geometry) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- RETURN, not a quoted body: a restore of a dump, which finds no name without its
-- schema, must be able to check rows by it.
RETURN geom @ ST_MakeEnvelope(:aoi, :storage_srid);
