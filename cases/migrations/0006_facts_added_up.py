import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Facts are added up every night instead of quarters that are over. The cells begin empty: the first night fills them from the facts."""

    dependencies = [
        ("cases", "0005_noted_trends"),
        ("parties", "0002_trends"),
    ]

    operations = [
        migrations.DeleteModel(name="FigureCell"),
        migrations.DeleteModel(name="FigureQuarter"),
        migrations.AddField(
            model_name="statisticsfact",
            name="added_up",
            field=models.BooleanField(db_default=False, verbose_name="opgeteld"),
        ),
        migrations.RemoveIndex(model_name="statisticsfact", name="fact_house_quarter"),
        migrations.AddIndex(
            model_name="statisticsfact",
            index=models.Index(
                fields=["house", "quarter"], condition=models.Q(("added_up", False)), name="fact_of_today"
            ),
        ),
        migrations.CreateModel(
            name="FigureCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.SlugField(blank=True, db_index=False, max_length=10, verbose_name="lijn")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="kwartaal")),
                ("member", models.SlugField(blank=True, db_index=False, max_length=20, verbose_name="plaats op de lijn")),
                ("kind", models.SlugField(db_index=False, max_length=30, verbose_name="wat")),
                ("value", models.SlugField(blank=True, db_index=False, max_length=60, verbose_name="soort")),
                ("detail", models.SlugField(blank=True, db_index=False, max_length=60, verbose_name="nadere soort")),
                ("measure", models.PositiveSmallIntegerField(null=True, verbose_name="weken, uren of kwartalen")),
                ("number", models.IntegerField(verbose_name="aantal")),
                ("keys", models.BigIntegerField(verbose_name="som van de sleutels")),
                (
                    "house",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.house",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "opgeteld cijfer",
                "verbose_name_plural": "opgetelde cijfers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["house", "line", "quarter", "member", "kind", "value", "detail", "party", "measure"],
                        name="cell_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
