-- History by triggers: every version of a row is kept, whoever writes.
CREATE SCHEMA IF NOT EXISTS meydan;
CREATE SCHEMA IF NOT EXISTS history;

-- A new version begins: number it, date it, sign it.
CREATE OR REPLACE FUNCTION meydan.begin_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.version := 1;
        NEW.begin_lifespan := now();
        NEW.changed_by := current_setting('meydan.actor', TRUE);
    ELSE
        NEW.version := OLD.version + 1;
        NEW.begin_lifespan := now();
        NEW.changed_by := current_setting('meydan.actor', TRUE);
    END IF;
    RETURN NEW;
END $$;

-- An old version ends. Statement-level: one INSERT … SELECT for a bulk edit.
-- A version that began in this very transaction was never seen by anyone, so it
-- leaves no trace (its lifespan would be empty).
CREATE OR REPLACE FUNCTION meydan.end_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO history.%1$I (%2$s, lifespan, ended_by)
         SELECT %2$s, tstzrange(begin_lifespan, now()),
                current_setting(''meydan.actor'', TRUE)
         FROM old_rows WHERE begin_lifespan < now()',
        TG_TABLE_NAME, TG_ARGV[0]
    );
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION meydan.keep_history(table_name text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    own_columns text;
    missing record;
    changed record;
BEGIN
    -- Generated columns are left out: they can be computed again.
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
    INTO own_columns
    FROM pg_attribute AS a
    WHERE a.attrelid = format('public.%I', table_name)::regclass
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '';
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS history.%1$I AS
         SELECT %2$s, tstzrange(NULL, NULL) AS lifespan, NULL::text AS ended_by
         FROM public.%1$I WITH NO DATA', table_name, own_columns
    );
    -- A column added later by a migration is added to the twin too.
    FOR missing IN
        SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type_name
        FROM pg_attribute AS a
        WHERE a.attrelid = format('public.%I', table_name)::regclass
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          AND NOT EXISTS (
              SELECT 1 FROM pg_attribute AS h
              WHERE h.attrelid = format('history.%I', table_name)::regclass
                AND h.attname = a.attname AND NOT h.attisdropped
          )
    LOOP
        EXECUTE format('ALTER TABLE history.%I ADD COLUMN %I %s',
                       table_name, missing.attname, missing.type_name);
    END LOOP;
    EXECUTE format('DROP VIEW IF EXISTS history.%I', table_name || '_versions');
    -- One whose type a migration changed changes in the twin.
    FOR changed IN
        SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type_name
        FROM pg_attribute AS a
        INNER JOIN pg_attribute AS h ON h.attname = a.attname
        WHERE a.attrelid = format('public.%I', table_name)::regclass
          AND h.attrelid = format('history.%I', table_name)::regclass
          AND a.attnum > 0 AND NOT a.attisdropped AND NOT h.attisdropped
          AND (a.atttypid, a.atttypmod) <> (h.atttypid, h.atttypmod)
    LOOP
        EXECUTE format('ALTER TABLE history.%I ALTER COLUMN %I TYPE %s',
                       table_name, changed.attname, changed.type_name);
    END LOOP;
    EXECUTE format(
        'CREATE INDEX IF NOT EXISTS %1$I ON history.%2$I (id)',
        table_name || '_id', table_name
    );
    EXECUTE format(
        'CREATE VIEW history.%1$I AS
         SELECT %2$s, tstzrange(begin_lifespan, NULL) AS lifespan, NULL::text AS ended_by
         FROM public.%3$I
         UNION ALL
         SELECT %2$s, lifespan, ended_by FROM history.%3$I',
        table_name || '_versions', own_columns, table_name
    );
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER begin_version BEFORE UPDATE ON public.%1$I
         FOR EACH ROW EXECUTE FUNCTION meydan.begin_version()', table_name
    );
    EXECUTE format(
        -- The columns' defaults say the same: the trigger is for who writes otherwise.
        'CREATE OR REPLACE TRIGGER begin_first_version BEFORE INSERT ON public.%1$I
         FOR EACH ROW WHEN (
             NEW.version <> 1
             OR NEW.begin_lifespan <> now()
             OR NEW.changed_by IS DISTINCT FROM current_setting(''meydan.actor'', TRUE)
         ) EXECUTE FUNCTION meydan.begin_version()', table_name
    );
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER end_version_updated AFTER UPDATE ON public.%1$I
         REFERENCING OLD TABLE AS old_rows
         FOR EACH STATEMENT EXECUTE FUNCTION meydan.end_version(%2$L)',
        table_name, own_columns
    );
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER end_version_deleted AFTER DELETE ON public.%1$I
         REFERENCING OLD TABLE AS old_rows
         FOR EACH STATEMENT EXECUTE FUNCTION meydan.end_version(%2$L)',
        table_name, own_columns
    );
    EXECUTE format('REVOKE ALL ON history.%I FROM PUBLIC', table_name);
END $$;
