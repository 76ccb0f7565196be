"""Ways through the sign-in of a company's identity provider."""

from typing import Any

import httpx
from django.test import Client

START = "/sign-in/oidc/company/"


def begin(client: Client, start: str = START) -> str:
    """Go from the sign-in page to the provider, and return where it sends the browser back to."""
    page = client.get("/sign-in/").content.decode()
    assert START in page
    assert "Nordlicht ID" in page
    assert client.get(start).status_code == 200, "opening a link alone signs nobody in"
    away = client.post(start)
    assert away.status_code == 302
    return httpx.get(away["Location"]).headers["Location"].removeprefix("http://testserver")


def sign_in(client: Client) -> Any:
    return client.get(begin(client))


def is_in(client: Client) -> bool:
    return client.get("/businesses/").status_code == 200


def assert_refused(client: Client, answer: Any) -> None:
    assert answer.status_code in (200, 302, 401, 403)
    assert not is_in(client)
    assert "_auth_user_id" not in client.session
