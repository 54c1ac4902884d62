from django.db import migrations

from gis_app.promises import geometry_promises


class Migration(migrations.Migration):
    dependencies = [("shelters", "0001_initial")]
    operations = [
        *geometry_promises("shelters_gatheringpoint", "Point"),
        *geometry_promises("shelters_sheltersite", "Point"),
    ]
