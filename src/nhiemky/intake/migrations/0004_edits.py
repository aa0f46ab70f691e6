"""Cells of a file that were corrected in its preview."""

from __future__ import annotations

from django.db import migrations, models

import nhiemky.intake.models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_kind_of_batch"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="edits",
            field=models.JSONField(
                default=dict,
                encoder=nhiemky.intake.models.PlainEncoder,
                help_text="cells corrected here: what the file says, what was typed",
            ),
        ),
    ]
