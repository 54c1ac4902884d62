-- Whether a right was active at a moment, as the register held it then: what is revoked
-- or suspended today was in force until then. Of moments before it was registered the
-- first that is known of it counts, for rights are written down late.
CREATE OR REPLACE FUNCTION meydan.was_active(
    right_id bigint, status text, moment timestamptz
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT
        coalesce(
            (
                SELECT h.status
                FROM history.land_right AS h
                WHERE h.id = right_id AND was_active.moment < upper(h.lifespan)
                ORDER BY upper(h.lifespan)
                LIMIT 1
            ),
            was_active.status
        ) = 'active'
$$;

-- The same, without looking into history where the row itself says it.
CREATE OR REPLACE FUNCTION meydan.active_at(
    right_id bigint, status text, since timestamptz, moment timestamptz
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT
        CASE
            WHEN active_at.moment >= active_at.since
                THEN active_at.status = 'active'
            ELSE meydan.was_active(right_id, active_at.status, active_at.moment)
        END
$$;

CREATE INDEX IF NOT EXISTS land_right_ended ON history.land_right (upper(lifespan));
