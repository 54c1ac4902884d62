"""Indexes for time's own edits, on the moments at which something begins or ends; and
for ways by the number that they have among the units."""

from django.db import migrations

TABLES = {
    "encroachment_occupation": "seen",
    "land_right": "valid",
    "zones_vendingzone": "valid",
}
ENDS = [(table, end) for table in TABLES for end in ("lower", "upper")]
CREATE = "".join(
    f"CREATE INDEX {table}_{end} ON {table} ({end}({TABLES[table]}));"
    for table, end in ENDS
)
DROP = "".join(f"DROP INDEX {table}_{end};" for table, end in ENDS)


class Migration(migrations.Migration):
    """Plain SQL: Django has no words for these."""

    dependencies = [
        ("encroachment", "0004_upkeep"),
        ("land", "0006_survey_shared"),
        ("zones", "0004_folded"),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.RunSQL(
            "CREATE INDEX land_way_as_unit ON land_way ((-id))",
            "DROP INDEX land_way_as_unit",
        ),
    ]
