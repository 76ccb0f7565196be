"""An identity provider that is down or says strange things costs a clear page and nothing else."""

from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.kernel.identity.company.calls import ProviderCalls
from rapport.kernel.identity.tests.company import START, assert_refused, is_in, sign_in
from rapport.kernel.identity.tests.openid import Provider


class TestProvider:
    """A provider that is down, or says strange things, costs a clear page and nothing else."""

    def test_that_denies_is_told(self, client: Client, provider: Provider) -> None:
        provider.denies = True
        assert sign_in(client)["Location"] == "/sign-in/cancelled/"
        assert not is_in(client)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda told: told.update(issuer="https://elsewhere.example"),
            lambda told: told.pop("token_endpoint"),
            lambda told: told.pop("jwks_uri"),
        ],
    )
    def test_that_is_not_who_it_should_be_is_not_asked(
        self, client: Client, provider: Provider, spoil: Any
    ) -> None:
        provider.change_discovery = spoil
        answer = client.post(START)
        assert answer.status_code == 401
        assert "/authorize" not in str(answer.headers)

    def test_that_points_into_the_house_is_not_followed(self, client: Client, provider: Provider) -> None:
        provider.change_discovery = lambda told: told.update(userinfo_endpoint="http://127.0.0.2:1/secret")
        assert_refused(client, sign_in(client))

    def test_that_does_not_answer_is_told(self, client: Client, provider: Provider, settings: Any) -> None:
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["settings"]["server_url"] = "http://127.0.0.1:9"
        assert client.post(START).status_code == 401

    def test_calls_go_through_the_guarded_door(self, provider: Provider) -> None:
        with ProviderCalls(provider.issuer) as calls:
            assert calls.get(f"{provider.issuer}/keys").json()["keys"]


def test_without_a_provider_there_is_no_button(client: Client, shop: Shop) -> None:
    assert START not in client.get("/sign-in/").content.decode()
    assert client.get(START).status_code == 404
    assert client.get(f"{START}back/").status_code == 404
