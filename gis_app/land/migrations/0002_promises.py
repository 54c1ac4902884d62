from django.db import migrations

from gis_app.promises import geometry_promises, web_geometry


class Migration(migrations.Migration):
    dependencies = [("land", "0001_initial")]
    operations = [
        *geometry_promises("land_parcel", "MultiPolygon"),
        *geometry_promises("land_way", "MultiPolygon"),
        *geometry_promises("land_wayaxis", "LineString"),
        *geometry_promises("land_block", "MultiPolygon"),
        # A boundary may reach beyond the area of interest (the county around the city).
        web_geometry("land_boundary", "MultiPolygon"),
    ]
