-- The time to act runs from the recorded service of a notice, and is fixed once it was
-- served: no later step and no later holiday moves it, only another notice does.
CREATE OR REPLACE FUNCTION meydan.told_deadline(of_case bigint)
RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT n.deadline FROM enforcement_notice AS n
    WHERE n.case_id = of_case AND n.served_at IS NOT NULL
    ORDER BY n.id DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION meydan.case_due_from_service() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state NOT IN ('notice_served', 'cure_period')
        OR (NEW.state, NEW.due_at) IS NOT DISTINCT FROM (OLD.state, OLD.due_at) THEN
        RETURN NEW;
    ELSIF NEW.due_at IS DISTINCT FROM meydan.told_deadline(NEW.id) THEN
        RAISE EXCEPTION 'case % is due when its served notice says', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_due_from_service';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER b_due_from_service
BEFORE UPDATE OF state, due_at ON enforcement_case
FOR EACH ROW EXECUTE FUNCTION meydan.case_due_from_service();

CREATE OR REPLACE FUNCTION meydan.event_due_from_service() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.to_state IN ('notice_served', 'cure_period')
        AND NEW.deadline IS DISTINCT FROM meydan.told_deadline(NEW.case_id) THEN
        RAISE EXCEPTION 'the event tells another deadline than the served notice'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_due_from_service';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER b_due_from_service
BEFORE INSERT ON enforcement_caseevent
FOR EACH ROW EXECUTE FUNCTION meydan.event_due_from_service();

CREATE OR REPLACE FUNCTION meydan.service_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.served_at IS NULL
        OR (NEW.served_at, NEW.served_how, NEW.served_by, NEW.witness, NEW.deadline)
        IS NOT DISTINCT FROM (
            OLD.served_at, OLD.served_how, OLD.served_by, OLD.witness, OLD.deadline
        ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'notice % was served: its service and its deadline stay', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_service_stays';
END $$;

CREATE OR REPLACE TRIGGER service_stays
BEFORE UPDATE OF served_at, served_how, served_by, witness, deadline
ON enforcement_notice
FOR EACH ROW EXECUTE FUNCTION meydan.service_stays();
