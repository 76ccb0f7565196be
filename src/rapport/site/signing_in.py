"""Settings of signing in: addresses, cookies, limits, second factor, a company's identity provider."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PUBLIC_URL = os.environ.get("RAPPORT_URL", "").rstrip("/")
"""Where people reach this installation; links in mails start with it, never with what a request claims."""
_TLS = PUBLIC_URL.startswith("https://")

ALLOWED_HOSTS = [
    *(host for host in os.environ.get("RAPPORT_HOSTS", "").split(",") if host),
    *([urlsplit(PUBLIC_URL).hostname or ""] if PUBLIC_URL else []),
    *("localhost", "127.0.0.1", "[::1]"),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

SESSION_COOKIE_NAME = "rapport_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rapport.site.trouble.form_refused"
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
X_FRAME_OPTIONS = "DENY"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Attempts at signing in are counted here, so that every process counts the same."""

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 2 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "rapport.kernel.identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"sign_up": "10/h/ip,3/h/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_DISPLAY = "rapport.kernel.identity.adapters.display"

MFA_ADAPTER = "rapport.kernel.identity.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Rapport"
# A code read just before its half minute ended still counts (RFC 6238, 5.2 allows one step).
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "rapport.kernel.identity.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False


def company_providers(env: Mapping[str, str]) -> dict[str, Any]:
    """Return the company's identity provider as allauth wants it; without an issuer there is none."""
    issuer = env.get("RAPPORT_OIDC_ISSUER", "").strip()
    company = {
        "provider_id": "company",
        "name": env.get("RAPPORT_OIDC_NAME") or "Single sign-on",
        "client_id": env.get("RAPPORT_OIDC_CLIENT_ID", ""),
        "secret": env.get("RAPPORT_OIDC_SECRET", ""),
        "settings": {"server_url": issuer},
    }
    provider = "rapport.kernel.identity.company.provider.CompanyProvider"
    return {
        "openid_connect": {
            "provider_class": provider,
            "APPS": [company] if issuer else [],
            "OAUTH_PKCE_ENABLED": True,
        }
    }


SOCIALACCOUNT_PROVIDERS = company_providers(os.environ)

SIGN_IN_APPS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
"""After the rooms, so that a room's template of the same name is found first."""
