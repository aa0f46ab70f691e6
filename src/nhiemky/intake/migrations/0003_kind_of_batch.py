"""Files of work items beside files of results."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_rows_beside_their_batch"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="kind",
            field=models.CharField(
                choices=[("results", "results"), ("work", "work")], default="results", max_length=10
            ),
        ),
    ]
