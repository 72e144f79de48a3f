import uuid

import django.db.models.deletion
from django.db import migrations, models

# A fact was a whole case that was over; it becomes one thing that happened. What was closed stays in the figures, and what runs is in them.
KEEP = "create temporary table former_facts on commit drop as select * from cases_statisticsfact"
ROW = """insert into cases_statisticsfact
  (id, house_id, quarter, kind, value, detail, approach_id, party_id, age_band, number, key, measure)
  select gen_random_uuid(), {0}.house_id, """
QUARTER = "(extract(year from {0}) * 4 + extract(quarter from {0}) - 1)::int"
FILED = (
    ROW.format("c")
    + QUARTER.format("c.opened_at at time zone 'Europe/Amsterdam'")
    + """, 'aangemeld', '', '', c.approach_id,
  coalesce(c.filed_by_party_id, c.on_behalf_of_id), 'onbekend', 1, floor(random() * 5)::int, null::int
  from cases_case c where c.opened_at is not null and c.phase <> 'concept'"""
)
RUNNING = (
    ROW.format("c")
    + QUARTER.format("c.phase_since")
    + """, 'erin', c.phase, '', c.approach_id, null, 'onbekend', 1, floor(random() * 5)::int, null
  from cases_case c where c.phase in ('aanmelding', 'triage', 'casusoverleg') and c.phase_since is not null"""
)
CLOSED = (
    ROW.format("f")
    + """left(f.half_year, 4)::int * 4 + case right(f.half_year, 1) when '1' then 1 else 3 end, 'afgesloten', r.code,
  case when f.successful then 'ja' when not f.successful then 'nee' else '' end, f.approach_id, null, f.age_band, 1,
  floor(random() * 5)::int, null
  from former_facts f join parties_closingreason r on r.id = f.closing_reason_id"""
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_restriction_and_renewal"), ("parties", "0001_as_a_whole")]

    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.DeleteModel("StatisticsFact"),
        migrations.RemoveField("case", "fact_id"),
        migrations.AddField(
            "subject",
            "age_band",
            models.CharField(
                "leeftijdsgroep",
                max_length=10,
                default="onbekend",
                editable=False,
                choices=[
                    ("0-17", "jonger dan 18"),
                    ("18-26", "18 tot en met 26"),
                    ("27-49", "27 tot en met 49"),
                    ("50+", "50 en ouder"),
                    ("onbekend", "onbekend"),
                ],
            ),
        ),
        migrations.AddField(
            "subject",
            "gemeente",
            models.ForeignKey(
                null=True,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.party",
            ),
        ),
        migrations.CreateModel(
            "StatisticsFact",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("quarter", models.PositiveSmallIntegerField("kwartaal")),
                ("kind", models.SlugField("wat", max_length=30, db_index=False)),
                ("value", models.SlugField("soort", max_length=60, blank=True, db_index=False)),
                ("detail", models.SlugField("nadere soort", max_length=60, blank=True, db_index=False)),
                (
                    "age_band",
                    models.CharField(
                        "leeftijd",
                        max_length=10,
                        default="onbekend",
                        choices=[
                            ("0-17", "jonger dan 18"),
                            ("18-26", "18 tot en met 26"),
                            ("27-49", "27 tot en met 49"),
                            ("50+", "50 en ouder"),
                            ("onbekend", "onbekend"),
                        ],
                    ),
                ),
                ("measure", models.PositiveSmallIntegerField("weken, uren of kwartalen", null=True)),
                ("number", models.SmallIntegerField("aantal", default=1)),
                ("key", models.PositiveSmallIntegerField("sleutel van de afronding")),
                (
                    "approach",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.approach",
                    ),
                ),
                (
                    "gemeente",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.party",
                    ),
                ),
                (
                    "house",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.house"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "cijfer",
                "verbose_name_plural": "cijfers",
                "indexes": [
                    models.Index("house", "quarter", name="fact_house_quarter"),
                    models.Index(
                        "house", "kind", "quarter", name="fact_kind", include=["value", "approach", "number", "key"]
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in (FILED, RUNNING, CLOSED)),
    ]
