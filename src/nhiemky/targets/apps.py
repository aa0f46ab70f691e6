from __future__ import annotations

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "nhiemky.targets"
    label = "targets"
    default_auto_field = "django.db.models.BigAutoField"
