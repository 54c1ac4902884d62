-- What was edited since its findings were last judged. Statement-level triggers write it
-- down, whoever edits: the ORM, a bulk load or raw SQL. A row that names nothing says:
-- everything. The functions run with their owner's rights, so that whoever may write a
-- source may also say so; nobody else can call them.
CREATE OR REPLACE FUNCTION meydan.everything_is_dirty(source text) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO encroachment_dirty (source, bulk)
    SELECT everything_is_dirty.source, TRUE
    WHERE NOT EXISTS (
        SELECT 1 FROM encroachment_dirty
        WHERE
            bulk
            AND geom IS NULL
            AND occupation_id IS NULL
            AND parcel_id IS NULL
    );
    SELECT pg_notify('meydan_dirty', '')
$$;
REVOKE ALL ON FUNCTION meydan.everything_is_dirty(text) FROM public;

-- TG_ARGV: the column to fill (an occupation's id or a shape), the expression for it of
-- a row r, and the shape of r. Old rows count as well as new ones. More rows than that
-- are one shape, the box around them, for the worker.
CREATE OR REPLACE FUNCTION meydan.mark_dirty() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched CONSTANT text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
        ELSE 'SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows'
    END;
    many boolean;
BEGIN
    EXECUTE format(
        'SELECT count(*) > 1000 FROM (%s LIMIT 1001) AS r', touched
    ) INTO many;
    IF many THEN
        EXECUTE format(
            'INSERT INTO encroachment_dirty (source, geom, bulk)'
            ' SELECT %L, ST_SetSRID(b.box::geometry, :storage_srid), TRUE'
            ' FROM (SELECT ST_Extent(%s) AS box FROM (%s) AS r) AS b'
            ' WHERE b.box IS NOT NULL',
            TG_TABLE_NAME, TG_ARGV[2], touched
        );
    ELSE
        EXECUTE format(
            'INSERT INTO encroachment_dirty (source, %I)'
            ' SELECT DISTINCT %L, d.it'
            ' FROM (%s) AS r CROSS JOIN LATERAL (SELECT %s AS it) AS d'
            ' WHERE d.it IS NOT NULL',
            TG_ARGV[0], TG_TABLE_NAME, touched, TG_ARGV[1]
        );
    END IF;
    PERFORM pg_notify('meydan_dirty', '');
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION meydan.mark_dirty() FROM public;

CREATE OR REPLACE FUNCTION meydan.mark_all_dirty() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM meydan.everything_is_dirty(TG_TABLE_NAME);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION meydan.mark_all_dirty() FROM public;

CREATE OR REPLACE FUNCTION meydan.watch_dirt(
    watched regclass, kind text, expression text, shape text
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    event text;
    transition text;
BEGIN
    FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        transition := CASE event
            WHEN 'INSERT' THEN 'NEW TABLE AS new_rows'
            WHEN 'DELETE' THEN 'OLD TABLE AS old_rows'
            ELSE 'OLD TABLE AS old_rows NEW TABLE AS new_rows'
        END;
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER dirty_%s AFTER %s ON %s REFERENCING %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION meydan.mark_dirty(%L, %L, %L)',
            lower(event), event, watched, transition, kind, expression, shape
        );
    END LOOP;
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER dirty_truncate AFTER TRUNCATE ON %s'
        ' FOR EACH STATEMENT EXECUTE FUNCTION meydan.mark_all_dirty()', watched
    );
END $$;
REVOKE ALL ON FUNCTION meydan.watch_dirt(regclass, text, text, text) FROM public;

-- Where a right may matter: its part, and the whole parcel, for it says whose parcel a
-- structure belongs to.
CREATE OR REPLACE FUNCTION meydan.reach_of_right(
    part geometry, parcel bigint
) RETURNS geometry
LANGUAGE sql STABLE AS $$
    SELECT ST_Collect(part, (SELECT p.geom FROM land_parcel AS p WHERE p.id = parcel))
$$;

-- A former right keeps the footprint that its spot had.
CREATE OR REPLACE FUNCTION meydan.reach_of_spot(
    footprint geometry, spot bigint
) RETURNS geometry
LANGUAGE sql STABLE AS $$
    SELECT ST_Collect(
        footprint,
        (SELECT ST_Collect(r.geom) FROM land_right AS r WHERE r.spot_id = spot)
    )
$$;

SELECT meydan.watch_dirt('encroachment_occupation', 'occupation_id', 'r.id', 'r.geom');
SELECT meydan.watch_dirt('land_parcel', 'geom', 'r.geom', 'r.geom');
SELECT meydan.watch_dirt('land_way', 'geom', 'r.geom', 'r.geom');
SELECT meydan.watch_dirt(
    'zones_vendingzone', 'geom',
    'CASE WHEN r.kind = ''no_vending'' THEN r.geom END',
    'CASE WHEN r.kind = ''no_vending'' THEN r.geom END'
);
SELECT meydan.watch_dirt(
    'zones_vendingspot', 'geom',
    'meydan.reach_of_spot(r.geom, r.id)', 'meydan.reach_of_spot(r.geom, r.id)'
);
SELECT meydan.watch_dirt(
    'land_right', 'geom',
    'meydan.reach_of_right(r.geom, r.parcel_id)',
    'meydan.reach_of_right(r.geom, r.parcel_id)'
);

-- What a survey says of its errors reaches wherever it measured.
CREATE OR REPLACE TRIGGER dirty_survey
AFTER UPDATE OF shared_m ON land_survey
FOR EACH STATEMENT EXECUTE FUNCTION meydan.mark_all_dirty();
