"""Cookies and hosts follow the address people reach the installation at."""

import importlib
import os
from unittest.mock import patch

from rapport.site import signing_in


def test_behind_tls_cookies_are_secure() -> None:
    with patch.dict(os.environ, {"RAPPORT_URL": "https://crm.shop.example"}):
        fresh = importlib.reload(signing_in)
        assert (fresh.SESSION_COOKIE_SECURE, fresh.CSRF_COOKIE_SECURE) == (True, True)
        assert "crm.shop.example" in fresh.ALLOWED_HOSTS
    importlib.reload(signing_in)
