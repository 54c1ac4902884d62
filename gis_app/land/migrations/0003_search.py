from django.db import migrations

from gis_app import sql


def install_fold(apps, schema_editor):
    sql.install("land", "fold")


class Migration(migrations.Migration):
    """Search: plates by number, and names whatever keyboard they were typed with."""

    dependencies = [("land", "0002_promises")]
    operations = [
        migrations.RunPython(install_fold, migrations.RunPython.noop),
        migrations.RunSQL(
            """
            CREATE INDEX parcel_plate_number ON land_parcel (asli, fari);
            CREATE INDEX parcel_plate_words ON land_parcel
                USING gin (meydan.fold(plate) gin_trgm_ops);
            CREATE INDEX way_words ON land_way
                USING gin (meydan.fold(name_fa || ' ' || name_en) gin_trgm_ops);
            CREATE INDEX party_words ON land_party
                USING gin (meydan.fold(name) gin_trgm_ops);
            """,
            """
            DROP INDEX party_words;
            DROP INDEX way_words;
            DROP INDEX parcel_plate_words;
            DROP INDEX parcel_plate_number;
            """,
        ),
    ]
