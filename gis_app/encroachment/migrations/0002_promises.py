from django.db import migrations

from gis_app.promises import geometry_promises


class Migration(migrations.Migration):
    dependencies = [("encroachment", "0001_initial")]
    operations = [
        *geometry_promises("encroachment_occupation", "MultiPolygon"),
        *geometry_promises("encroachment_encroachment", "MultiPolygon"),
    ]
