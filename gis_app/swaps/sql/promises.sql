-- What was carried out stays as it was, and who is willing changes while it is asked.
CREATE OR REPLACE FUNCTION meydan.swap_goes_on() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.stage IN ('done', 'cancelled') THEN
        RAISE EXCEPTION 'what became of a swap stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'swap_stays';
    END IF;
    IF (OLD.stage, NEW.stage) NOT IN (
        ('collecting', 'collecting'),
        ('collecting', 'shown'),
        ('collecting', 'cancelled'),
        ('shown', 'collecting'),
        ('shown', 'done')
    ) OR (OLD.stage = 'shown' AND NEW.stage = 'done' AND NEW.record <> OLD.record) THEN
        RAISE EXCEPTION 'no step from % to %', OLD.stage, NEW.stage
            USING ERRCODE = 'check_violation', CONSTRAINT = 'swap_step_lawful';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_goes_on
BEFORE UPDATE OR DELETE ON swaps_swap
FOR EACH ROW EXECUTE FUNCTION meydan.swap_goes_on();

-- TG_ARGV[0]: how the row names its swap.
CREATE OR REPLACE FUNCTION meydan.swap_is_asked() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    r record;
    which bigint;
    stage text;
BEGIN
    r := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    IF TG_ARGV[0] = 'swap' THEN
        which := r.swap_id;
    ELSE
        SELECT w.swap_id INTO which FROM swaps_willing AS w WHERE w.id = r.willing_id;
    END IF;
    SELECT s.stage INTO stage FROM swaps_swap AS s WHERE s.id = which FOR SHARE;
    IF stage <> 'collecting' THEN
        RAISE EXCEPTION 'the cycles of this swap are shown already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'swap_list_fixed';
    END IF;
    RETURN r;
END $$;

CREATE OR REPLACE TRIGGER is_asked
BEFORE INSERT OR DELETE OR UPDATE OF swap_id, held_id, receipt ON swaps_willing
FOR EACH ROW EXECUTE FUNCTION meydan.swap_is_asked('swap');
CREATE OR REPLACE TRIGGER is_asked
BEFORE INSERT OR UPDATE OR DELETE ON swaps_rather
FOR EACH ROW EXECUTE FUNCTION meydan.swap_is_asked('willing');
