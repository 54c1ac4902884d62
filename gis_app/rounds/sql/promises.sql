-- A round goes forward only, as rounds/stages.py has it (a test compares).
CREATE OR REPLACE FUNCTION meydan.round_step(from_stage text, to_stage text)
RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (from_stage, to_stage) IN (
        ('draft', 'open'),
        ('draft', 'cancelled'),
        ('open', 'review'),
        ('open', 'cancelled'),
        ('review', 'frozen'),
        ('review', 'cancelled'),
        ('frozen', 'drawn'),
        ('drawn', 'closed')
    )
$$;

CREATE OR REPLACE FUNCTION meydan.round_steps() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.stage <> 'draft' THEN
            RAISE EXCEPTION 'a round begins as a draft, not as %', NEW.stage
                USING ERRCODE = 'check_violation', CONSTRAINT = 'round_step_lawful';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.stage <> OLD.stage AND NOT meydan.round_step(OLD.stage, NEW.stage) THEN
        RAISE EXCEPTION 'no step from % to %', OLD.stage, NEW.stage
            USING ERRCODE = 'check_violation', CONSTRAINT = 'round_step_lawful';
    END IF;
    IF NEW.stage IN ('frozen', 'drawn', 'closed') AND NOT EXISTS (
        SELECT 1 FROM rounds_record AS r WHERE r.round_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'a round is frozen with its record'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'round_has_record';
    END IF;
    IF OLD.stage IN ('frozen', 'drawn', 'closed', 'cancelled') AND (
        NEW.code, NEW.title_fa, NEW.title_en, NEW.draw_at, NEW.valid,
        NEW.answer_days, NEW.number_name, NEW.legal_ref
    ) IS DISTINCT FROM (
        OLD.code, OLD.title_fa, OLD.title_en, OLD.draw_at, OLD.valid,
        OLD.answer_days, OLD.number_name, OLD.legal_ref
    ) THEN
        RAISE EXCEPTION 'what was published of a round is not changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'round_rules_fixed';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_goes_forward
BEFORE INSERT OR UPDATE ON rounds_round
FOR EACH ROW EXECUTE FUNCTION meydan.round_steps();

-- What the record of a draw was made from stays as it was. TG_ARGV[0]: how the row
-- names its round.
CREATE OR REPLACE FUNCTION meydan.round_is_frozen() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    r record;
    which bigint;
    stage text;
BEGIN
    r := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    IF TG_ARGV[0] = 'round' THEN
        which := r.round_id;
    ELSE
        SELECT a.round_id INTO which FROM rounds_application AS a
        WHERE a.id = r.application_id;
    END IF;
    SELECT o.stage INTO stage FROM rounds_round AS o WHERE o.id = which FOR SHARE;
    IF stage IN ('frozen', 'drawn', 'closed') THEN
        RAISE EXCEPTION 'the list of this round is frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'round_list_frozen';
    END IF;
    RETURN r;
END $$;

CREATE OR REPLACE TRIGGER is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON rounds_lot
FOR EACH ROW EXECUTE FUNCTION meydan.round_is_frozen('round');
CREATE OR REPLACE TRIGGER is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON rounds_priorityclass
FOR EACH ROW EXECUTE FUNCTION meydan.round_is_frozen('round');
CREATE OR REPLACE TRIGGER is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON rounds_application
FOR EACH ROW EXECUTE FUNCTION meydan.round_is_frozen('round');
CREATE OR REPLACE TRIGGER is_frozen
BEFORE INSERT OR DELETE OR UPDATE OF name, commit, round_id ON rounds_witness
FOR EACH ROW EXECUTE FUNCTION meydan.round_is_frozen('round');
CREATE OR REPLACE TRIGGER is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON rounds_wish
FOR EACH ROW EXECUTE FUNCTION meydan.round_is_frozen('application');
CREATE OR REPLACE TRIGGER is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON rounds_application_classes
FOR EACH ROW EXECUTE FUNCTION meydan.round_is_frozen('application');

-- A record is written in two strokes, the list and then the draw, and stays.
CREATE OR REPLACE FUNCTION meydan.record_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.drawn = '' AND NEW.drawn <> ''
        AND (NEW.id, NEW.round_id, NEW.frozen, NEW.root, NEW.rules_hash, NEW.frozen_at)
        = (OLD.id, OLD.round_id, OLD.frozen, OLD.root, OLD.rules_hash, OLD.frozen_at)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the record of a draw is written once'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER stays
BEFORE UPDATE OR DELETE ON rounds_record
FOR EACH ROW EXECUTE FUNCTION meydan.record_stays();

-- A witness reveals what he committed to, once, after the list was frozen.
CREATE OR REPLACE FUNCTION meydan.witness_reveals() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reveal IS NOT DISTINCT FROM OLD.reveal THEN
        RETURN NEW;
    END IF;
    IF OLD.reveal <> '' OR (
        SELECT r.stage FROM rounds_round AS r WHERE r.id = NEW.round_id FOR SHARE
    ) <> 'frozen' THEN
        RAISE EXCEPTION 'a word is revealed once, between the list and the draw'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'witness_reveals_once';
    END IF;
    IF NEW.commit <> encode(sha256(
        convert_to('meydan-witness', 'UTF8') || '\x00'::bytea
        || convert_to(NEW.reveal, 'UTF8')
    ), 'hex') THEN
        RAISE EXCEPTION 'this is not the word that was committed to'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'witness_keeps_word';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER reveals
BEFORE UPDATE ON rounds_witness
FOR EACH ROW EXECUTE FUNCTION meydan.witness_reveals();

-- Whoever challenged an application doesn't decide about it.
CREATE OR REPLACE FUNCTION meydan.application_decided_by_another() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decided_by <> '' AND EXISTS (
        SELECT 1 FROM rounds_challenge AS c
        WHERE c.application_id = NEW.id AND c.by = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'somebody else has to decide what one raised'
            USING ERRCODE = 'check_violation',
            CONSTRAINT = 'application_decided_by_another';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER decided_by_another
BEFORE UPDATE OF decided_by ON rounds_application
FOR EACH ROW EXECUTE FUNCTION meydan.application_decided_by_another();
