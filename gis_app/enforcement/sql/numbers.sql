-- Numbers without gaps: the counter's row is locked until the transaction ends, and a
-- transaction that fails takes its number back.
CREATE OR REPLACE FUNCTION meydan.take_number() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO enforcement_counter AS c (series, year, last)
    VALUES (TG_ARGV[0], NEW.year, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = c.last + 1
    RETURNING c.last INTO NEW.sequence;
    RETURN NEW;
END $$;

-- What was numbered stays, under its number.
CREATE OR REPLACE FUNCTION meydan.keep_number() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.year, NEW.sequence) = (OLD.year, OLD.sequence) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps every number it gave', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER takes_number BEFORE INSERT ON enforcement_case
FOR EACH ROW EXECUTE FUNCTION meydan.take_number('case');
CREATE OR REPLACE TRIGGER takes_number BEFORE INSERT ON enforcement_notice
FOR EACH ROW EXECUTE FUNCTION meydan.take_number('notice');
CREATE OR REPLACE TRIGGER takes_number BEFORE INSERT ON enforcement_seizedgoods
FOR EACH ROW EXECUTE FUNCTION meydan.take_number('receipt');

CREATE OR REPLACE TRIGGER keeps_number
BEFORE UPDATE OF year, sequence OR DELETE ON enforcement_case
FOR EACH ROW EXECUTE FUNCTION meydan.keep_number();
CREATE OR REPLACE TRIGGER keeps_number
BEFORE UPDATE OF year, sequence OR DELETE ON enforcement_notice
FOR EACH ROW EXECUTE FUNCTION meydan.keep_number();
CREATE OR REPLACE TRIGGER keeps_number
BEFORE UPDATE OF year, sequence OR DELETE ON enforcement_seizedgoods
FOR EACH ROW EXECUTE FUNCTION meydan.keep_number();
