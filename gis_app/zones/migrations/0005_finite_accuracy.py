from django.db import migrations, models

from gis_app.promises import inside_the_week


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_agreement'),
        ('zones', '0004_folded'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='streetfeature',
            name='street_feature_accuracy_positive',
        ),
        migrations.RemoveConstraint(
            model_name='vendingspot',
            name='spot_accuracy_positive',
        ),
        migrations.RemoveConstraint(
            model_name='vendingzone',
            name='zone_accuracy_positive',
        ),
        migrations.AddConstraint(
            model_name='streetfeature',
            constraint=models.CheckConstraint(condition=models.Q(('accuracy_m__isnull', True), models.Q(('accuracy_m__gt', 0), ('accuracy_m__lt', float("inf"))), _connector='OR'), name='street_feature_accuracy_positive'),
        ),
        migrations.AddConstraint(
            model_name='vendingspot',
            constraint=models.CheckConstraint(condition=models.Q(('accuracy_m__isnull', True), models.Q(('accuracy_m__gt', 0), ('accuracy_m__lt', float("inf"))), _connector='OR'), name='spot_accuracy_positive'),
        ),
        migrations.AddConstraint(
            model_name='vendingzone',
            constraint=models.CheckConstraint(condition=models.Q(('accuracy_m__isnull', True), models.Q(('accuracy_m__gt', 0), ('accuracy_m__lt', float("inf"))), _connector='OR'), name='zone_accuracy_positive'),
        ),
        inside_the_week('zones_vendingzone'),
    ]
