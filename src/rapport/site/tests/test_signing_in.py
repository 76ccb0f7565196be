"""Cookies and hosts follow the address people reach the installation at."""

import importlib
import os
from unittest.mock import patch

from rapport.site import signing_in
from rapport.site.values import SETTINGS


def test_behind_tls_cookies_are_secure() -> None:
    with patch.dict(os.environ, {"RAPPORT_URL": "https://crm.shop.example"}):
        fresh = importlib.reload(signing_in)
        assert (fresh.SESSION_COOKIE_SECURE, fresh.CSRF_COOKIE_SECURE) == (True, True)
        assert "crm.shop.example" in fresh.ALLOWED_HOSTS
    importlib.reload(signing_in)


def test_a_companys_provider_is_switched_on_by_its_address_alone() -> None:
    off = signing_in.company_providers({"RAPPORT_OIDC_CLIENT_ID": "rapport"})
    assert off["openid_connect"]["APPS"] == []
    values = {
        "RAPPORT_OIDC_ISSUER": "https://id.shop.example",
        "RAPPORT_OIDC_CLIENT_ID": "rapport",
        "RAPPORT_OIDC_SECRET": "hush",
    }
    (app,) = signing_in.company_providers(values)["openid_connect"]["APPS"]
    assert (app["name"], app["client_id"], app["secret"]) == ("Single sign-on", "rapport", "hush")
    assert app["settings"] == {"server_url": "https://id.shop.example"}
    assert set(values) <= {setting.name for setting in SETTINGS}
