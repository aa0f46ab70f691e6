"""Settings, all from the environment with sane defaults."""

from __future__ import annotations

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from nhiemky.config.database import database_settings
from nhiemky.config.home import data_home, secret_key

MOST = 1_000_000
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _listed(name: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", os.environ.get(name, "")) if part]


def _number(name: str, default: int) -> int:
    given = os.environ.get(name, "").strip()
    if given and not (given.isascii() and given.isdigit() and 0 < int(given[:12]) <= MOST):
        raise ImproperlyConfigured(f"Biến {name} phải là số nguyên từ 1 đến {MOST}, không phải “{given}”.")
    return int(given or default)


def _level(name: str) -> str:
    given = os.environ.get(name, "").strip().upper() or "WARNING"
    if given not in LEVELS:
        raise ImproperlyConfigured(f"Biến {name} là một trong {', '.join(LEVELS)}, không phải “{given}”.")
    return given


PACKAGE = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024 * 1024

# Data of the installation
NHIEMKY_HOME = data_home(os.environ, here=Path.cwd(), user_home=Path.home())
NHIEMKY_FILES = NHIEMKY_HOME / "files"
NHIEMKY_FONT_DIRS = [PACKAGE / "web" / "static" / "vendor" / "fonts"]
NHIEMKY_LIMITS = {
    "upload_bytes": _number("NHIEMKY_MAX_UPLOAD_MB", 20) * MEBIBYTE,
    "unpacked_bytes": _number("NHIEMKY_MAX_UNPACKED_MB", 200) * MEBIBYTE,
    "rows": _number("NHIEMKY_MAX_ROWS", 20_000),
    "columns": _number("NHIEMKY_MAX_COLUMNS", 200),
}
SECRET_KEY = secret_key(os.environ, home=NHIEMKY_HOME)
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), home=NHIEMKY_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The application
DEBUG = _flag("NHIEMKY_DEBUG")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "template_partials",
    "django_htmx",
    "csp",
    "nhiemky.history",
    "nhiemky.org",
    "nhiemky.registry",
    "nhiemky.targets",
    "nhiemky.work",
    "nhiemky.campaign",
    "nhiemky.intake",
    "nhiemky.reporting",
    "nhiemky.web",
]
ROOT_URLCONF = "nhiemky.config.urls"
WSGI_APPLICATION = "nhiemky.config.wsgi.application"
ASGI_APPLICATION = "nhiemky.config.asgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "nhiemky.web.middleware.browser_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nhiemky.web.middleware.size_limit",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nhiemky.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nhiemky.web.middleware.idle_session",
    "nhiemky.web.middleware.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "nhiemky.web.templatetags.frame",
                "nhiemky.web.templatetags.figures",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Accounts and sessions
AUTH_USER_MODEL = "org.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nhiemky.web.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The network: strict by default, nothing comes from elsewhere
HTTPS = _flag("NHIEMKY_HTTPS")
ALLOWED_HOSTS = _listed("NHIEMKY_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = _listed("NHIEMKY_ORIGINS")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if _flag("NHIEMKY_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
NHIEMKY_BEHIND_PROXY = _flag("NHIEMKY_BEHIND_PROXY")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEBIBYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEBIBYTE
FILE_UPLOAD_PERMISSIONS = 0o640

# Static files
STATIC_URL = "/tinh/"
STATIC_ROOT = NHIEMKY_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": NHIEMKY_FILES},
    },
    "staticfiles": {"BACKEND": "nhiemky.config.static.StaticStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MANIFEST_STRICT = False

# Language and forms of dates and numbers
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["nhiemky.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Logging: to the console; requests are named by path without their parameters, so no secret is written
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": _level("NHIEMKY_LOG")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
