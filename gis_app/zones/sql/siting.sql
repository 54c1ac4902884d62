-- The siting rules that are data (zones_rule), asked about any footprint.
DROP FUNCTION IF EXISTS meydan.siting(geometry, bigint, bigint, timestamptz);
DROP FUNCTION IF EXISTS meydan.lawful_site(geometry, bigint, bigint, timestamptz);

-- The rules that hold for a stall of a zone. sold: its goods ('{}': any); hours: its
-- minutes of the week. A rule for some goods or hours only binds the whole stall when it
-- covers all of what is sold, or when exactly these goods and hours are asked for; else
-- it is partial, and advises. Of rules about one subject the highest priority holds.
CREATE OR REPLACE FUNCTION meydan.rules_on(
    own_zone bigint, sold text[], exact_goods boolean,
    hours int4multirange, exact_hours boolean, moment timestamptz
) RETURNS TABLE (
    rule zones_rule, partial boolean
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN QUERY
    WITH applying AS (
        SELECT
            r,
            NOT (
                (r.goods = '{}' OR CASE
                    WHEN exact_goods THEN r.goods::text [] && sold
                    ELSE sold <> '{}' AND sold <@ r.goods::text []
                END)
                AND (exact_hours OR hours <@ r.week)
            ) AS partial
        FROM zones_rule AS r
        WHERE r.valid @> moment
          AND (r.zone_id IS NULL OR r.zone_id = own_zone)
          AND (r.goods = '{}' OR sold = '{}' OR r.goods::text [] && sold)
          AND r.week && hours
    ),

    ranked AS (
        SELECT
            a.r, a.partial,
            max((a.r).priority) FILTER (WHERE NOT a.partial)
            OVER (PARTITION BY (a.r).subject) AS highest
        FROM applying AS a
    )

    SELECT k.r, k.partial
    FROM ranked AS k
    WHERE k.highest IS NULL OR (k.r).priority >= k.highest
    ORDER BY (k.r).id;
END $$;

-- What one rule says of a footprint. sense 1: at least the threshold; -1: at most.
-- known is false where the register has nothing to measure against.
CREATE OR REPLACE FUNCTION meydan.measure(
    r zones_rule, footprint geometry, own_zone bigint, own_spot bigint,
    sold text[], hours int4multirange, height_m double precision,
    OUT measured double precision, OUT threshold double precision, OUT sense integer,
    OUT against bigint, OUT proof geometry, OUT known boolean
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    m double precision := (r.params ->> 'm')::float8;
    -- Assigned, not selected into: that spares starting the executor, the most of it.
    f record;
BEGIN
    threshold := m;
    sense := 1;
    CASE r.kind
    WHEN 'min_distance' THEN
        f := meydan.to_feature(footprint, r.params ->> 'feature_class');
    WHEN 'min_spacing' THEN
        f := meydan.to_spot(footprint, own_spot);
        known := TRUE;
    WHEN 'same_goods_spacing' THEN
        f := meydan.to_same_goods(footprint, own_spot, sold, m + 100);
        known := TRUE;
    WHEN 'min_clear_width' THEN
        f := meydan.measure_clear_width(footprint, own_spot);
    WHEN 'footprint_within' THEN
        threshold := 0.01;
        sense := -1;
        IF r.params ->> 'of' = 'ways' THEN
            f := meydan.outside_ways(footprint);
        ELSE
            f := meydan.outside_zone(footprint, own_zone);
        END IF;
    WHEN 'max_footprint' THEN
        sense := -1;
        f := meydan.worst_side(footprint, height_m, r.params);
        threshold := f.threshold;
    WHEN 'exclusion_zone' THEN
        known := TRUE;
        IF coalesce(m, 0) = 0 THEN
            threshold := 0.01;
            sense := -1;
            f := meydan.inside_forbidden(footprint, r.params ->> 'of', r.shape);
        ELSE
            f := meydan.to_forbidden(footprint, r.params ->> 'of', r.shape, m + 100);
        END IF;
    WHEN 'abut' THEN
        sense := -1;
        f := meydan.to_edge(footprint, r.params ->> 'to');
    WHEN 'road_width_sides' THEN
        f := meydan.road_width(footprint, own_spot, r.params);
        threshold := f.threshold;
    WHEN 'max_per' THEN
        sense := -1;
        f := meydan.spots_per(r, footprint, own_zone, own_spot);
        threshold := f.threshold;
    WHEN 'goods_allow', 'goods_deny' THEN
        threshold := 1;
        f := meydan.goods_left(r.kind, r.params -> 'goods', sold);
        known := TRUE;
    WHEN 'time_window' THEN
        sense := -1;
        threshold := 0;
        f := meydan.minutes_outside(hours, r.params ->> 'week');
    END CASE;
    measured := f.measured;
    against := f.against;
    proof := f.proof;
    known := coalesce(known, measured IS NOT NULL);
END $$;

-- Every rule that holds, with what it says of a footprint. Goods and hours that aren't
-- asked for are the spot's own, else its zone's. only_rule leaves one of them.
-- Its cost and rows are told, so that a question about every spot is shared by workers.
CREATE OR REPLACE FUNCTION meydan.siting(
    footprint geometry, own_zone bigint, own_spot bigint, moment timestamptz,
    asked_goods text[] DEFAULT NULL, asked_hours int4multirange DEFAULT NULL,
    only_rule bigint DEFAULT NULL
) RETURNS TABLE (
    rule_id bigint,
    kind text,
    severity text,
    params jsonb,
    legal_ref text,
    result text,
    blocks boolean,
    partial boolean,
    measured double precision,
    threshold double precision,
    against bigint,
    proof geometry
) LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 ROWS 10 AS $$
DECLARE
    own record;
    it record;
    m record;
BEGIN
    SELECT
        coalesce(nullif(s.goods, '{}'), z.goods, '{}')::text [] AS goods,
        coalesce(z.week, '{[0,10080)}') AS hours,
        s.height_m
    INTO own
    FROM (VALUES (1)) AS one (row)
    LEFT JOIN zones_vendingzone AS z ON z.id = own_zone
    LEFT JOIN zones_vendingspot AS s ON s.id = own_spot;
    FOR it IN
        SELECT o.rule, o.partial
        FROM meydan.rules_on(
            own_zone, coalesce(asked_goods, own.goods), asked_goods IS NOT NULL,
            coalesce(asked_hours, own.hours), asked_hours IS NOT NULL, moment
        ) AS o
        WHERE only_rule IS NULL OR (o.rule).id = only_rule
    LOOP
        m := meydan.measure(
            it.rule, footprint, own_zone, own_spot, coalesce(asked_goods, own.goods),
            coalesce(asked_hours, own.hours), own.height_m
        );
        rule_id := (it.rule).id;
        kind := (it.rule).kind;
        severity := (it.rule).severity;
        params := (it.rule).params;
        legal_ref := (it.rule).legal_ref;
        partial := it.partial OR (
            -- Hours outside the window are no fault of a place that has others.
            kind = 'time_window' AND asked_hours IS NULL
            AND own.hours && (params ->> 'week')::int4multirange
        );
        result := CASE
            WHEN NOT m.known OR (m.measured IS NOT NULL AND m.threshold IS NULL)
                THEN 'unknown'
            WHEN m.measured IS NULL THEN 'pass'
            -- Coordinates are kept to the millimetre.
            WHEN m.sense * (m.measured - m.threshold) >= -0.001 THEN 'pass'
            ELSE 'fail'
        END;
        blocks := severity = 'hard' AND NOT partial AND (
            result = 'fail'
            OR (result = 'unknown' AND (it.rule).on_missing_data = 'fail')
        );
        measured := m.measured;
        threshold := m.threshold;
        against := m.against;
        proof := m.proof;
        RETURN NEXT;
    END LOOP;
END $$;

-- Whether no hard rule forbids a stall here. Soft rules advise.
CREATE OR REPLACE FUNCTION meydan.lawful_site(
    footprint geometry, own_zone bigint, own_spot bigint, moment timestamptz,
    asked_goods text[] DEFAULT NULL, asked_hours int4multirange DEFAULT NULL
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NOT EXISTS (
        SELECT 1
        FROM meydan.siting(
            footprint, own_zone, own_spot, moment, asked_goods, asked_hours
        ) AS s
        WHERE s.blocks
    )
$$;

-- The no-vending zones that cover part of a footprint at some time in a range.
CREATE OR REPLACE FUNCTION meydan.bans(footprint geometry, during tstzrange)
RETURNS SETOF zones_vendingzone
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT z.*
    FROM zones_vendingzone AS z
    WHERE z.kind = 'no_vending' AND z.valid && during
      AND ST_Intersects(z.geom, footprint)
      AND ST_Area(ST_Intersection(z.geom, footprint, 0.001)) > 0.01
$$;
