from __future__ import annotations

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "nhiemky.campaign"
    label = "campaign"
    default_auto_field = "django.db.models.BigAutoField"
