from django.db import migrations

from gis_app.promises import folded


class Migration(migrations.Migration):
    """Codes folded once, when they are written."""

    dependencies = [("allocation", "0001_initial"), ("land", "0004_folded")]
    operations = [folded("allocation_vendor", "code")]
