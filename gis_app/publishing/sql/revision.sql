-- Revisions of the published layers, and the role that reads them.
CREATE SCHEMA IF NOT EXISTS layer;
CREATE SCHEMA IF NOT EXISTS tile;

CREATE TABLE IF NOT EXISTS layer._revision (
    layer text PRIMARY KEY,
    number bigint NOT NULL DEFAULT extract(EPOCH FROM now())::bigint
);

-- One row for each statement that touched a source. Nobody waits for anybody here, as
-- they would for one counter; and what a snapshot sees of this table is just what it
-- sees of the data. See docs/decisions: "A revision is counted, not stored".
CREATE TABLE IF NOT EXISTS layer._change (layer text NOT NULL);

CREATE OR REPLACE VIEW layer._current AS
SELECT
    r.layer,
    r.number + coalesce(c.changes, 0) AS number
FROM layer._revision AS r
LEFT JOIN (
    SELECT
        layer,
        count(*) AS changes
    FROM layer._change
    GROUP BY layer
) AS c ON r.layer = c.layer;

-- With the owner's rights: whoever may write a source advances its layers.
CREATE OR REPLACE FUNCTION layer.advance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO layer._change (layer) SELECT unnest(TG_ARGV);
    RETURN NULL;
END $$;

-- Counts the changes into the revision. One at a time; the rest need not wait.
CREATE OR REPLACE FUNCTION layer.compact() RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('layer.compact')) THEN
        RETURN FALSE;
    END IF;
    WITH gone AS (
        DELETE FROM layer._change RETURNING layer
    ),
    counted AS (
        SELECT layer, count(*) AS changes FROM gone GROUP BY layer
    )
    UPDATE layer._revision AS r SET number = r.number + c.changes
    FROM counted AS c WHERE r.layer = c.layer;
    RETURN TRUE;
END $$;

-- What a table for low zooms was built from, and when.
CREATE TABLE IF NOT EXISTS tile._build (
    layer text PRIMARY KEY,
    fingerprint text NOT NULL,
    number bigint NOT NULL DEFAULT 0,
    built_from text,
    built_at timestamptz,
    took_s double precision
);

-- Tiles and files are read as a role that sees nothing but this schema. Where the
-- server forbids making roles, its administrator does: see docs/layers.md.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'meydan_reader') THEN
        CREATE ROLE meydan_reader NOLOGIN;
    END IF;
    IF NOT pg_has_role('meydan_reader', 'MEMBER') THEN
        EXECUTE format('GRANT meydan_reader TO %I', current_user);
    END IF;
EXCEPTION
    WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
END $$;
