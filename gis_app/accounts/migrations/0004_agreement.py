import django.contrib.gis.db.models.fields
from django.db import migrations, models

from gis_app.crs import STORAGE_SRID


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sign_in_failure"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="area",
            field=django.contrib.gis.db.models.fields.MultiPolygonField(
                blank=True,
                help_text="It takes what touches this area; empty: the whole city.",
                null=True,
                srid=STORAGE_SRID,
                verbose_name="area",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="fields",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="For each layer the names of the fields it may take; a layer that is not named here is taken whole.",
                verbose_name="fields",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("area__isnull", True),
                    models.Q(("area__isempty", False), ("area__isvalid", True)),
                    _connector="OR",
                ),
                name="agency_area_valid",
            ),
        ),
    ]
