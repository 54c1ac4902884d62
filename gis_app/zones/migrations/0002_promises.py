from django.db import migrations

from gis_app.promises import geometry_promises


class Migration(migrations.Migration):
    dependencies = [("zones", "0001_initial")]
    operations = [
        *geometry_promises("zones_vendingzone", "MultiPolygon"),
        *geometry_promises("zones_vendingspot", "Polygon"),
        *geometry_promises("zones_streetfeature", "Point"),
    ]
