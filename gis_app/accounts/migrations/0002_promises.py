from django.db import migrations

from gis_app.promises import geometry_promises


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        *geometry_promises("accounts_district", "MultiPolygon"),
    ]
