from django.db import migrations

from gis_app.promises import geometry_promises


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0001_initial")]
    operations = [*geometry_promises("enforcement_case", "MultiPolygon")]
