-- What a right covers follows its unit: a right on a spot covers the spot's footprint.
CREATE OR REPLACE FUNCTION meydan.right_takes_footprint() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.spot_id IS NOT NULL THEN
        SELECT ST_Multi(s.geom) INTO NEW.geom
        FROM zones_vendingspot AS s WHERE s.id = NEW.spot_id;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_takes_footprint
BEFORE INSERT OR UPDATE OF spot_id ON land_right
FOR EACH ROW WHEN (new.spot_id IS NOT NULL)
EXECUTE FUNCTION meydan.right_takes_footprint();

CREATE OR REPLACE FUNCTION meydan.spot_moves_rights() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE land_right AS r SET geom = ST_Multi(NEW.geom)
    WHERE r.spot_id = NEW.id AND (upper_inf(r.valid) OR upper(r.valid) > now());
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER moves_rights
AFTER UPDATE OF geom ON zones_vendingspot
FOR EACH ROW WHEN (NOT ST_Equals(old.geom, new.geom))
EXECUTE FUNCTION meydan.spot_moves_rights();
