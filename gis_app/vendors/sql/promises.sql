-- A key keeps its halves and goes forward only: signing, retired, withdrawn.
CREATE OR REPLACE FUNCTION meydan.card_key_forward() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.kid, NEW.public, NEW.since)
        IS DISTINCT FROM (OLD.id, OLD.kid, OLD.public, OLD.since)
    THEN
        RAISE EXCEPTION 'a key is not exchanged under its number'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_key_itself';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('signing', 'retired'), ('signing', 'withdrawn'), ('retired', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'no step from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_key_forward';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER card_key_forward
BEFORE UPDATE ON vendors_cardkey
FOR EACH ROW EXECUTE FUNCTION meydan.card_key_forward();

CREATE OR REPLACE TRIGGER never_deleted
BEFORE DELETE ON vendors_cardkey
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

-- One card in force for each vendor, signed with the key that signs now.
CREATE OR REPLACE FUNCTION meydan.card_one_each() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM allocation_vendor AS v WHERE v.id = NEW.vendor_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM vendors_card AS c
        WHERE c.vendor_id = NEW.vendor_id
            AND c.expires_at > NEW.issued_at
            AND NOT EXISTS (
                SELECT 1 FROM vendors_cardrevocation AS r WHERE r.card_id = c.id
            )
    ) THEN
        RAISE EXCEPTION 'vendor % has a card in force', NEW.vendor_id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'card_one_each';
    END IF;
    PERFORM FROM vendors_cardkey AS k
    WHERE k.id = NEW.key_id AND k.state = 'signing' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this key signs no cards'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_key_signs';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER card_one_each
BEFORE INSERT ON vendors_card
FOR EACH ROW EXECUTE FUNCTION meydan.card_one_each();

CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON vendors_card
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER never_emptied
BEFORE TRUNCATE ON vendors_card
FOR EACH STATEMENT EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON vendors_cardrevocation
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER never_emptied
BEFORE TRUNCATE ON vendors_cardrevocation
FOR EACH STATEMENT EXECUTE FUNCTION meydan.refuse_change();
