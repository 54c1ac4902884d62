from django.db import migrations


class Migration(migrations.Migration):
    """A dump is restored without a search path: the function must name its schema."""

    dependencies = [("zones", "0008_layouts")]
    operations = [
        migrations.RunSQL(
            """
            CREATE OR REPLACE FUNCTION meydan.rule_subject(
                kind varchar, params jsonb, shape geometry
            ) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT kind || ':' || coalesce(
                    params ->> 'feature_class', params ->> 'of', params ->> 'per',
                    params ->> 'to', ''
                ) || CASE kind
                    WHEN 'goods_deny' THEN coalesce(params ->> 'goods', '')
                    WHEN 'exclusion_zone'
                        THEN coalesce(md5(public.ST_AsBinary(shape)), '')
                    ELSE ''
                END
            $$
            """,
            migrations.RunSQL.noop,
        ),
    ]
