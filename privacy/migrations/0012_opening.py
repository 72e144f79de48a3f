import django.utils.timezone
from django.db import migrations, models

# A database that is made here has nothing to replay. One that has people in it comes from a backup or is upgraded: the worker
# `system` looks whether anything must be destroyed again, and opens it.
OPEN_NEW = """
    insert into privacy_opening (at, timeline, destroyed_again, keys_lost)
    select now(), left(pg_walfile_name(pg_current_wal_insert_lsn()), 8), 0, 0
    where not exists (select 1 from parties_user)"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0011_log_review")]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="open sinds")),
                ("timeline", models.CharField(max_length=8, verbose_name="tijdlijn van de databank")),
                ("destroyed_again", models.PositiveIntegerField(default=0, verbose_name="opnieuw vernietigd")),
                ("keys_lost", models.PositiveIntegerField(default=0, verbose_name="zonder sleutel")),
            ],
            options={"verbose_name": "openstelling", "verbose_name_plural": "openstellingen", "ordering": ["-at"]},
        ),
        migrations.RunSQL(OPEN_NEW, migrations.RunSQL.noop),
    ]
