from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations
from django.db.models import F, Q

WHEN = [(F("valid"), "&&"), (F("week"), "&&")]


class Migration(migrations.Migration):
    """Nobody has two spots for the same minutes, whoever writes the right."""

    dependencies = [("land", "0004_folded")]
    operations = [
        migrations.AlterConstraint(
            model_name="right",
            name="right_spot_once",
            constraint=ExclusionConstraint(
                name="right_spot_once",
                index_type="GIST",
                expressions=[(F("spot"), "="), *WHEN],
                condition=Q(("spot__isnull", False), ("status", "active")),
                violation_error_message=(
                    "Somebody else already has this spot for these hours."
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="right",
            constraint=ExclusionConstraint(
                name="right_holder_once",
                index_type="GIST",
                expressions=[(F("party"), "="), *WHEN],
                condition=Q(
                    ("kind", "vending_permit"),
                    ("spot__isnull", False),
                    ("status", "active"),
                ),
                violation_error_message=(
                    "This vendor already has a spot for these hours."
                ),
            ),
        ),
    ]
