-- The lawful steps of a case, as enforcement/stages.py has them (a test holds the two
-- together): whoever writes, a case can't jump.
DROP FUNCTION IF EXISTS meydan.case_lawful_steps();
CREATE FUNCTION meydan.case_lawful_steps()
RETURNS TABLE (
    tracks text[],
    from_state text,
    to_state text,
    roles text[],
    needs_reason boolean,
    needs_measurement boolean,
    needs_certainty boolean,
    needs_notice boolean
)
LANGUAGE sql IMMUTABLE AS $$
    WITH step (on_track, a, b, by_role, why, measured, sure, served) AS (VALUES
        ('both', 'detected', 'verified', '{officer}', FALSE, TRUE, FALSE, FALSE),
        ('both', 'verified', 'notice_served', '{officer}', FALSE, TRUE, TRUE, TRUE),
        ('obstruction', 'verified', 'removed', '{officer}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'notice_served', 'cure_period',
            '{officer,clerk}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'cure_period', 'complied', '{officer}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'cure_period', 'objection',
            '{officer,clerk}', TRUE, FALSE, FALSE, FALSE),
        ('construction', 'cure_period', 'heard',
            '{planner,clerk}', FALSE, FALSE, FALSE, FALSE),
        ('obstruction', 'cure_period', 'removed',
            '{officer}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'objection', 'heard', '{planner,clerk}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'heard', 'decided', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'decided', 'complied', '{officer}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'decided', 'removed', '{officer}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'decided', 'appealed', '{officer,clerk}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'complied', 'closed', '{planner,clerk}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'removed', 'cost_recovered', '{clerk}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'removed', 'appealed', '{officer,clerk}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'removed', 'closed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'cost_recovered', 'appealed',
            '{officer,clerk}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'cost_recovered', 'closed',
            '{planner,clerk}', FALSE, FALSE, FALSE, FALSE),
        ('both', 'appealed', 'decided', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'appealed', 'closed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'detected', 'dismissed',
            '{planner,officer}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'verified', 'dismissed',
            '{planner,officer}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'notice_served', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'cure_period', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'objection', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'heard', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'decided', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'complied', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'removed', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'cost_recovered', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE),
        ('both', 'appealed', 'dismissed', '{planner}', TRUE, FALSE, FALSE, FALSE)
    )

    SELECT
        CASE
            WHEN on_track = 'both' THEN '{obstruction,construction}'
            ELSE ARRAY[on_track]
        END,
        a,
        b,
        by_role::text [],
        why,
        measured,
        sure,
        served
    FROM step
$$;

CREATE OR REPLACE FUNCTION meydan.case_step(
    track text, from_state text, to_state text
) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT EXISTS (
        SELECT FROM meydan.case_lawful_steps() AS s
        WHERE track = ANY(s.tracks)
            AND s.from_state = case_step.from_state
            AND s.to_state = case_step.to_state
    )
$$;

-- Somebody measured on the ground: for the case, or for its occupation before that.
CREATE OR REPLACE FUNCTION meydan.case_measured(
    case_id bigint, finding_id bigint
) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM enforcement_evidence AS v
        WHERE v.kind = 'measurement' AND v.case_id = case_measured.case_id
    ) OR EXISTS (
        SELECT FROM enforcement_evidence AS v
        INNER JOIN encroachment_encroachment AS f
            ON v.occupation_id = f.occupation_id
        WHERE v.kind = 'measurement' AND v.case_id IS NULL
            AND f.id = case_measured.finding_id
    )
$$;

CREATE OR REPLACE FUNCTION meydan.case_sure(finding_id bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM encroachment_encroachment AS f
        WHERE f.id = finding_id
            AND f.closed_at IS NULL
            AND f.certainty IN ('probable', 'strong')
    )
$$;

CREATE OR REPLACE FUNCTION meydan.case_steps() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    step record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'detected' THEN
            RAISE EXCEPTION 'a case begins as detected, not as %', NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_lawful';
        END IF;
        RETURN NEW;
    ELSIF NEW.track <> OLD.track OR NEW.finding_id <> OLD.finding_id THEN
        RAISE EXCEPTION 'a case keeps its track and its finding'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_keeps_subject';
    ELSIF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    SELECT * INTO step FROM meydan.case_lawful_steps() AS s
    WHERE NEW.track = ANY(s.tracks)
        AND s.from_state = OLD.state AND s.to_state = NEW.state;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no step from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_lawful';
    ELSIF step.needs_measurement
        AND NOT meydan.case_measured(NEW.id, NEW.finding_id) THEN
        RAISE EXCEPTION 'nobody measured case % on the ground', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_measured';
    ELSIF step.needs_certainty AND NOT meydan.case_sure(NEW.finding_id) THEN
        RAISE EXCEPTION 'the finding of case % is not sure enough', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_sure';
    ELSIF step.needs_notice AND NOT EXISTS (
        SELECT FROM enforcement_notice AS n
        WHERE n.case_id = NEW.id AND n.served_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'no notice of case % was served', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step_served';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_takes_lawful_steps
BEFORE INSERT OR UPDATE OF state, track, finding_id ON enforcement_case
FOR EACH ROW EXECUTE FUNCTION meydan.case_steps();
