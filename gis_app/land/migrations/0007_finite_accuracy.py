from django.db import migrations, models

from gis_app.promises import inside_the_week


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_agreement'),
        ('land', '0006_survey_shared'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='parcel',
            name='parcel_accuracy_positive',
        ),
        migrations.RemoveConstraint(
            model_name='survey',
            name='survey_accuracy_positive',
        ),
        migrations.RemoveConstraint(
            model_name='way',
            name='way_accuracy_positive',
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('accuracy_m__isnull', True), models.Q(('accuracy_m__gt', 0), ('accuracy_m__lt', float("inf"))), _connector='OR'), name='parcel_accuracy_positive'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('accuracy_m__isnull', True), models.Q(('accuracy_m__gt', 0), ('accuracy_m__lt', float("inf"))), _connector='OR'), name='survey_accuracy_positive'),
        ),
        migrations.AddConstraint(
            model_name='way',
            constraint=models.CheckConstraint(condition=models.Q(('accuracy_m__isnull', True), models.Q(('accuracy_m__gt', 0), ('accuracy_m__lt', float("inf"))), _connector='OR'), name='way_accuracy_positive'),
        ),
        inside_the_week('land_right'),
    ]
