"""Rows of a batch move to a table of their own, packed by columns."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import nhiemky.intake.models
from nhiemky.intake.packing import pack, unpack
from nhiemky.intake.vocab import FigureData, RowData
from nhiemky.targets.vocab import WholeTarget


def move_out(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Pack the rows that stand in each batch."""
    made = apps.get_model("intake", "BatchRows").objects
    for key, rows in (
        apps.get_model("intake", "Batch").objects.values_list("pk", "rows").iterator(chunk_size=10)
    ):
        read = [
            RowData(
                source, state, number, name, target_id, _figures(figures), target and WholeTarget(*target)
            )
            for source, state, number, name, target_id, figures, target in rows
        ]
        made.create(batch_id=key, packed=pack(read))


def _figures(rows: list[list[Any]]) -> tuple[FigureData, ...]:
    return tuple(FigureData(*row) for row in rows)


def move_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the rows into each batch again."""
    batches = apps.get_model("intake", "Batch").objects
    packed = apps.get_model("intake", "BatchRows").objects.values_list("pk", "packed")
    for key, text in packed.iterator(chunk_size=10):
        batches.filter(pk=key).update(
            rows=[[*row[:5], [each[:9] for each in row[5]], row[6]] for row in unpack(text)]
        )


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_batches")]
    operations = [
        migrations.CreateModel(
            name="BatchRows",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="intake.batch",
                    ),
                ),
                ("packed", models.TextField()),
            ],
        ),
        migrations.AlterField(
            model_name="batch",
            name="rows",
            field=models.JSONField(
                encoder=nhiemky.intake.models.PlainEncoder,
                help_text="rows with state, old and new values, addresses",
                null=True,
            ),
        ),
        migrations.RunPython(move_out, move_back),
        migrations.RemoveField(model_name="batch", name="rows"),
    ]
