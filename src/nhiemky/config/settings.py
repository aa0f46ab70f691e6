"""Settings, all from the environment with sane defaults."""

from __future__ import annotations

import os
from pathlib import Path

SECRET_KEY = os.environ.get("NHIEMKY_SECRET_KEY", "test-only")
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(os.environ.get("NHIEMKY_HOME", "var")) / "nhiemky.sqlite3")}}
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
