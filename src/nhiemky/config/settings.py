"""Settings, all from the environment with sane defaults."""

from __future__ import annotations

import os
from pathlib import Path

SECRET_KEY = os.environ.get("NHIEMKY_SECRET_KEY", "test-only")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "django_htmx",
    "nhiemky.history",
    "nhiemky.org",
    "nhiemky.registry",
    "nhiemky.targets",
    "nhiemky.intake",
    "nhiemky.reporting",
    "nhiemky.web",
]
AUTH_USER_MODEL = "org.User"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(os.environ.get("NHIEMKY_HOME", "var")) / "nhiemky.sqlite3"),
    }
}
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
