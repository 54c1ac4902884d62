from django.db import migrations

from gis_app.promises import folded


class Migration(migrations.Migration):
    """Names folded once, when they are written."""

    dependencies = [("shelters", "0002_promises"), ("land", "0004_folded")]
    operations = [
        folded("shelters_sheltersite", "code", "name_fa", "name_en"),
        folded("shelters_gatheringpoint", "name_fa", "name_en"),
    ]
