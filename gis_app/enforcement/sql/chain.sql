-- The chain of evidence: each row is sealed together with the seal of the row before.
-- The canonical text is JSON of all fields, keys in jsonb's own order, moments in UTC.
CREATE OR REPLACE FUNCTION meydan.evidence_text(e enforcement_evidence) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'seq', e.seq,
        'case', e.case_id,
        'occupation', e.occupation_id,
        'kind', e.kind,
        'sha256', e.sha256,
        'path', e.path,
        'meta', e.meta,
        'by', e."by",
        'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        'device_at',
        to_char(e.device_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        'client_id', e.client_id
    )::text
$$;

CREATE OR REPLACE FUNCTION meydan.evidence_hash(
    e enforcement_evidence, prev_hash text
) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(
        sha256(convert_to(meydan.evidence_text(e) || prev_hash, 'UTF8')), 'hex'
    )
$$;

-- The head's row is locked until the transaction ends: one link at a time, and a
-- transaction that fails leaves no gap.
CREATE OR REPLACE FUNCTION meydan.seal_evidence() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    head enforcement_evidencehead%ROWTYPE;
BEGIN
    INSERT INTO enforcement_evidencehead (id, seq, hash) VALUES (1, 0, repeat('0', 64))
    ON CONFLICT (id) DO NOTHING;
    SELECT * INTO head FROM enforcement_evidencehead WHERE id = 1 FOR UPDATE;
    NEW.seq := head.seq + 1;
    NEW.at := clock_timestamp();
    NEW.prev_hash := head.hash;
    NEW.hash := meydan.evidence_hash(NEW, head.hash);
    UPDATE enforcement_evidencehead SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER z_seals BEFORE INSERT ON enforcement_evidence
FOR EACH ROW EXECUTE FUNCTION meydan.seal_evidence();

CREATE OR REPLACE TRIGGER append_only
BEFORE UPDATE OR DELETE ON enforcement_evidence
FOR EACH ROW EXECUTE FUNCTION meydan.refuse_change();

CREATE OR REPLACE TRIGGER never_emptied
BEFORE TRUNCATE ON enforcement_evidence
FOR EACH STATEMENT EXECUTE FUNCTION meydan.refuse_change();
