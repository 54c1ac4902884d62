-- What was drawn stays drawn: neither the list nor the draw can be made to fit later.
CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON enforcement_auditsample
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE FUNCTION meydan.audit_item_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.sample_id, NEW.rank, NEW.subject, NEW.officer)
            = (OLD.sample_id, OLD.rank, OLD.subject, OLD.officer)
        AND NEW.case_id IS NOT DISTINCT FROM OLD.case_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was drawn for the audit stays drawn'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER a_stays_drawn
BEFORE UPDATE OR DELETE ON enforcement_audititem
FOR EACH ROW EXECUTE FUNCTION meydan.audit_item_stays();
