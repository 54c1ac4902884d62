from django.db import migrations

from gis_app.promises import folded


class Migration(migrations.Migration):
    """Names folded once, when they are written."""

    dependencies = [("land", "0003_search")]
    operations = [
        migrations.RunSQL(
            """
            DROP INDEX IF EXISTS parcel_plate_words;
            DROP INDEX IF EXISTS way_words;
            DROP INDEX IF EXISTS party_words;
            """,
            migrations.RunSQL.noop,
        ),
        folded("land_parcel", "plate"),
        folded("land_way", "name_fa", "name_en"),
        folded("land_party", "pseudonym", "name"),
    ]
