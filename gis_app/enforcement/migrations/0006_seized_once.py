import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    # Nothing could take goods before this: there are no rows that would share an id.
    dependencies = [("enforcement", "0005_notices")]

    operations = [
        migrations.AddField(
            model_name="seizedgoods",
            name="client_id",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                unique=True,
                verbose_name="id made by the client",
            ),
        ),
    ]
