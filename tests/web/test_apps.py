"""What is set once when the site starts."""

from __future__ import annotations

import gc

from django.apps import apps


def test_garbage_is_looked_for_less_often_than_python_would() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        apps.get_app_config("web").ready()
        assert gc.get_threshold() == (200_000, 10, 10)
    finally:
        gc.set_threshold(*before)
