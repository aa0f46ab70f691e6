from __future__ import annotations

import gc

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "nhiemky.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look for garbage less often: a large board makes so many tuples that it was looked for in half of the page's time."""
        gc.set_threshold(200_000, 10, 10)
