from django.db import migrations, models

from gis_app.promises import inside_the_week

# Neither the history nor the promise that records stay is about what is filled in here.
FILL_IN = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE rounds_round DISABLE TRIGGER USER;
UPDATE rounds_round AS r SET cancelled_because = coalesce((
    SELECT left(nullif(e.detail ->> 'reason', ''), 500) FROM accounts_auditentry AS e
    WHERE e.action = 'round_cancelled_because' AND e.subject = 'round:' || r.id
    ORDER BY e.id DESC LIMIT 1
), '—') WHERE r.stage = 'cancelled';
ALTER TABLE rounds_round ENABLE TRIGGER USER;
ALTER TABLE rounds_record DISABLE TRIGGER USER;
UPDATE rounds_record AS r SET
    pool = jsonb_array_length(r.drawn::jsonb -> 'results'),
    given = (
        SELECT count(*) FROM jsonb_array_elements(r.drawn::jsonb -> 'results') AS one
        WHERE one ->> 'given' IS NOT NULL
    )
WHERE r.drawn <> '';
ALTER TABLE rounds_record ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    """Why a round was called off, and what its draw counted."""

    dependencies = [("rounds", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="cancelled_because",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="why it was called off"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="record",
            name="pool",
            field=models.PositiveIntegerField(null=True, verbose_name="took part"),
        ),
        migrations.AddField(
            model_name="record",
            name="given",
            field=models.PositiveIntegerField(null=True, verbose_name="were given a lot"),
        ),
        migrations.RunSQL(FILL_IN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "cancelled"), models.Q(("cancelled_because", ""), _negated=True)),
                    models.Q(models.Q(("stage", "cancelled"), _negated=True), ("cancelled_because", "")),
                    _connector="OR",
                ),
                name="round_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("drawn", ""), ("given__isnull", True), ("pool__isnull", True)),
                    models.Q(
                        models.Q(("drawn", ""), _negated=True),
                        ("given__isnull", False),
                        ("given__lte", models.F("pool")),
                        ("pool__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="record_counted_when_drawn",
            ),
        ),
        inside_the_week("rounds_lot"),
    ]
