-- The rules of the same priority that already speak about the same, at some time.
SELECT r.id
FROM zones_rule AS r
WHERE
    r.subject = meydan.rule_subject(
        %(kind)s, %(params)s::jsonb, %(shape)s::geometry
    )
    AND r.priority = %(priority)s
    AND int8range(r.zone_id, r.zone_id, '[]')
    && int8range(%(zone)s::bigint, %(zone)s::bigint, '[]')
    AND meydan.goods_span(r.goods) && meydan.goods_span(%(goods)s::varchar[])
    AND r.week && %(week)s::int4multirange
    AND r.valid && %(valid)s::tstzrange
ORDER BY r.id
