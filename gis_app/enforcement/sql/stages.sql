-- The lawful steps of a case, as enforcement/stages.py has them (a test holds the two
-- together): whoever writes, a case can't jump.
CREATE OR REPLACE FUNCTION meydan.case_step(
    track text, from_state text, to_state text
) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_state = 'dismissed' AND from_state NOT IN ('closed', 'dismissed')
        OR (from_state, to_state) IN (
            ('detected', 'verified'),
            ('verified', 'notice_served'),
            ('notice_served', 'cure_period'),
            ('cure_period', 'complied'),
            ('cure_period', 'objection'),
            ('objection', 'heard'),
            ('heard', 'decided'),
            ('decided', 'complied'),
            ('decided', 'removed'),
            ('decided', 'appealed'),
            ('complied', 'closed'),
            ('removed', 'cost_recovered'),
            ('removed', 'appealed'),
            ('removed', 'closed'),
            ('cost_recovered', 'appealed'),
            ('cost_recovered', 'closed'),
            ('appealed', 'decided'),
            ('appealed', 'closed')
        )
        OR (track, from_state, to_state) IN (
            ('obstruction', 'verified', 'removed'),
            ('obstruction', 'cure_period', 'removed'),
            ('construction', 'cure_period', 'heard')
        )
$$;

CREATE OR REPLACE FUNCTION meydan.case_steps() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'detected' THEN
            RAISE EXCEPTION 'a case begins as detected, not as %', NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_lawful';
        END IF;
    ELSIF NEW.track <> OLD.track OR NEW.finding_id <> OLD.finding_id THEN
        RAISE EXCEPTION 'a case keeps its track and its finding'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_keeps_subject';
    ELSIF NEW.state <> OLD.state
        AND NOT meydan.case_step(NEW.track, OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'no step from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_lawful';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_takes_lawful_steps
BEFORE INSERT OR UPDATE OF state, track, finding_id ON enforcement_case
FOR EACH ROW EXECUTE FUNCTION meydan.case_steps();

-- No step without an event that says who and why; looked at when the transaction ends.
CREATE OR REPLACE FUNCTION meydan.case_step_told() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM enforcement_case AS c
    WHERE c.id = NEW.id AND c.state IS DISTINCT FROM (
        SELECT e.to_state FROM enforcement_caseevent AS e
        WHERE e.case_id = c.id ORDER BY e.id DESC LIMIT 1
    );
    IF FOUND THEN
        RAISE EXCEPTION 'case % took a step that no event tells of', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_told';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS z_step_told ON enforcement_case;
CREATE CONSTRAINT TRIGGER z_step_told
AFTER INSERT OR UPDATE OF state ON enforcement_case
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION meydan.case_step_told();

CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON enforcement_caseevent
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER never_emptied
BEFORE TRUNCATE ON enforcement_caseevent
FOR EACH STATEMENT EXECUTE FUNCTION meydan.refuse_change();
