"""Django settings: every value comes from the environment, the home folder or a default written here."""

import os
import secrets
from pathlib import Path
from typing import Any

from rapport.kernel.embedded.api import Layout, database_settings, home_folder, read_secrets
from rapport.site.rooms import ROOMS
from rapport.site.signing_in import *
from rapport.site.signing_in import SIGN_IN_APPS

HOME = home_folder()
SITE = Path(__file__).parent
DEBUG = False
# A home without secrets has no server either: the key of that moment signs nothing that lasts.
SECRET_KEY = (
    os.environ.get("RAPPORT_SECRET_KEY")
    or read_secrets(Layout(HOME).secrets).get("django")
    or secrets.token_urlsafe(32)
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_htmx",
    *ROOMS,
    *SIGN_IN_APPS,
]
MIDDLEWARE = [
    "rapport.site.serving.observe.ObserveMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rapport.site.serving.compress.CompressMiddleware",
    "rapport.ui.http.csp.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rapport.kernel.identity.http.middleware.StandingMiddleware",
]
ROOT_URLCONF = "rapport.site.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [SITE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


DATABASES = database_settings(HOME)
for _alias in ("default", "accounts"):
    DATABASES[_alias]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    # A pooled connection may be older than the server's last start.
    DATABASES[_alias]["CONN_HEALTH_CHECKS"] = True
    # Without a number nothing is prepared, and `kernel.statements` lives on it.
    DATABASES[_alias]["OPTIONS"]["prepare_threshold"] = 5
DATABASE_ROUTERS = ["rapport.site.routing.RoleRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [SITE / "locale"]
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "rapport.site.serving.static.BuiltFiles"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_USE_FINDERS = not STATIC_ROOT.exists()

# A list may be selected row by row up to two thousand, beside the fields of its form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_100
# What outgoing webhooks may call inside the house, over http too: whoever runs the house names it.
_INSIDE = (pair.strip().rpartition(":") for pair in os.environ.get("RAPPORT_CALLS_INSIDE", "").split(","))
CALLS_INSIDE = frozenset((host.lower(), int(port)) for host, _, port in _INSIDE if host)
IMPORT_KEEP_DAYS = int(os.environ.get("RAPPORT_IMPORT_KEEP_DAYS", "30"))

LOGGING_CONFIG = "rapport.site.serving.logs.configure"
LOGGING: dict[str, Any] = {"level": os.environ.get("RAPPORT_LOG_LEVEL", "INFO")}
