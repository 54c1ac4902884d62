from django.db import migrations

from gis_app.promises import folded


class Migration(migrations.Migration):
    """Names folded once, when they are written."""

    dependencies = [("zones", "0003_nearest_feature"), ("land", "0004_folded")]
    operations = [
        folded("zones_vendingzone", "code", "name_fa", "name_en"),
        folded("zones_vendingspot", "number"),
    ]
