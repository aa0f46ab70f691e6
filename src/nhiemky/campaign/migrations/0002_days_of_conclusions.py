from django.db import migrations, models


class Migration(migrations.Migration):
    """Conclusions kept so far were shown from the last day of their survey on."""

    dependencies = [("campaign", "0001_campaigns")]

    operations = [
        migrations.AddField("survey", "concluded_on", models.DateField(null=True)),
        migrations.RunSQL(
            "UPDATE campaign_survey SET concluded_on = ends_on WHERE conclusion <> ''",
            migrations.RunSQL.noop,
        ),
    ]
