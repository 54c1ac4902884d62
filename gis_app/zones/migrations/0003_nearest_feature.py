from django.db import migrations


class Migration(migrations.Migration):
    """The nearest feature of one class, and the nearest spot, by one index each."""

    dependencies = [("zones", "0002_promises")]
    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX street_feature_nearest
            ON zones_streetfeature USING gist (kind, geom)
            """,
            "DROP INDEX street_feature_nearest",
        ),
    ]
