from django.db import migrations, models
from django.db.models import F, Q

ENDED = "DELETE FROM campaign_{} WHERE removed_on IS NOT NULL"
LINKS = """
    UPDATE campaign_findinglink
    SET added_on = (SELECT noted_on FROM campaign_finding WHERE campaign_finding.id = finding_id)
"""
CHAINS = """
    UPDATE campaign_findingchain
    SET added_on = (SELECT MAX(noted_on) FROM campaign_finding WHERE campaign_finding.id IN (earlier_id, later_id))
"""


class Migration(migrations.Migration):
    """Ties kept so far were shown from the day on which what they tie was noted; on the way back only those that hold stay."""

    dependencies = [("campaign", "0003_dated_plans")]

    operations = [
        migrations.RemoveConstraint("findingchain", "finding_chain_is_recorded_once"),
        migrations.RemoveConstraint("findinglink", "finding_names_a_target_once"),
        migrations.RemoveConstraint("findinglink", "finding_names_a_work_item_once"),
        migrations.AddField("findingchain", "added_on", models.DateField(null=True)),
        migrations.AddField("findinglink", "added_on", models.DateField(null=True)),
        migrations.AddField(
            "findingchain",
            "removed_on",
            models.DateField(help_text="from this day on they no longer follow", null=True),
        ),
        migrations.AddField(
            "findinglink",
            "removed_on",
            models.DateField(help_text="from this day on it is no longer about it", null=True),
        ),
        migrations.RunSQL(CHAINS, ENDED.format("findingchain")),
        migrations.RunSQL(LINKS, ENDED.format("findinglink")),
        migrations.AlterField("findingchain", "added_on", models.DateField()),
        migrations.AlterField("findinglink", "added_on", models.DateField()),
        migrations.AddConstraint(
            "findingchain",
            models.UniqueConstraint(
                condition=Q(removed_on__isnull=True),
                fields=["earlier", "later"],
                name="finding_chain_is_recorded_once",
            ),
        ),
        migrations.AddConstraint(
            "findingchain",
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("added_on")),
                name="finding_chain_does_not_end_before_it_begins",
            ),
        ),
        migrations.AddConstraint(
            "findinglink",
            models.UniqueConstraint(
                condition=Q(target__isnull=False, removed_on__isnull=True),
                fields=["finding", "target", "gives"],
                name="finding_names_a_target_once",
            ),
        ),
        migrations.AddConstraint(
            "findinglink",
            models.UniqueConstraint(
                condition=Q(work_item__isnull=False, removed_on__isnull=True),
                fields=["finding", "work_item", "gives"],
                name="finding_names_a_work_item_once",
            ),
        ),
        migrations.AddConstraint(
            "findinglink",
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("added_on")),
                name="finding_link_does_not_end_before_it_begins",
            ),
        ),
    ]
