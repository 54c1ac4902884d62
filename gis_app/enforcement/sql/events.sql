-- A case's events are one chain: each begins where the one before it ended, is lawful,
-- by a role that may, with a reason where the law wants one, and never earlier.
CREATE OR REPLACE FUNCTION meydan.case_event_follows() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    its_track text;
    before record;
    step record;
BEGIN
    -- One event at a time: two could not both follow from the same one.
    SELECT track INTO its_track FROM enforcement_case
    WHERE id = NEW.case_id FOR NO KEY UPDATE;
    SELECT e.to_state, e.at INTO before FROM enforcement_caseevent AS e
    WHERE e.case_id = NEW.case_id ORDER BY e.id DESC LIMIT 1;
    IF NOT FOUND THEN
        IF (NEW.from_state, NEW.to_state) = ('', 'detected') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the first event of a case is that it was opened'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_follows';
    END IF;
    SELECT * INTO step FROM meydan.case_lawful_steps() AS s
    WHERE its_track = ANY(s.tracks)
        AND s.from_state = NEW.from_state AND s.to_state = NEW.to_state;
    IF NOT FOUND OR NEW.from_state <> before.to_state OR NEW.at < before.at THEN
        RAISE EXCEPTION 'the event does not follow from the one before it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_follows';
    ELSIF NEW."by" = '' OR NOT (NEW.role = ANY(step.roles || '{superuser}')) THEN
        RAISE EXCEPTION 'a step that this role may not take'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_by_role';
    ELSIF step.needs_reason AND trim(NEW.reason) = '' THEN
        RAISE EXCEPTION 'a step that needs a reason'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_reason';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_follows BEFORE INSERT ON enforcement_caseevent
FOR EACH ROW EXECUTE FUNCTION meydan.case_event_follows();

-- No step without an event that says who and why, and no event without its step; looked
-- at when the transaction ends.
CREATE OR REPLACE FUNCTION meydan.case_step_told() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    key bigint;
BEGIN
    IF TG_TABLE_NAME = 'enforcement_case' THEN
        key := NEW.id;
    ELSE
        key := NEW.case_id;
    END IF;
    PERFORM FROM enforcement_case AS c
    WHERE c.id = key AND c.state IS DISTINCT FROM (
        SELECT e.to_state FROM enforcement_caseevent AS e
        WHERE e.case_id = c.id ORDER BY e.id DESC LIMIT 1
    );
    IF FOUND THEN
        RAISE EXCEPTION 'case % took a step that no event tells of', key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_told';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS z_step_told ON enforcement_case;
CREATE CONSTRAINT TRIGGER z_step_told
AFTER INSERT OR UPDATE OF state ON enforcement_case
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION meydan.case_step_told();

DROP TRIGGER IF EXISTS z_event_done ON enforcement_caseevent;
CREATE CONSTRAINT TRIGGER z_event_done AFTER INSERT ON enforcement_caseevent
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION meydan.case_step_told();

CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON enforcement_caseevent
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER never_emptied
BEFORE TRUNCATE ON enforcement_caseevent
FOR EACH STATEMENT EXECUTE FUNCTION meydan.refuse_change();

-- Who a case was given to, by whom and why, is kept as well.
CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON enforcement_caseassignment
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER never_emptied
BEFORE TRUNCATE ON enforcement_caseassignment
FOR EACH STATEMENT EXECUTE FUNCTION meydan.refuse_change();
