"""Pages for faults: a lost database says come again; and /metrics is not for strangers."""

import http.client

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from rapport.site.serving import metrics
from rapport.site.trouble import server_error


def _break(error: Exception, **headers: str) -> "tuple[int, dict[str, str], str]":
    request = RequestFactory().get("/customers/", headers=headers)
    try:
        raise error
    except Exception:
        with translation.override("en"):
            response = server_error(request)
    return response.status_code, dict(response.headers), response.content.decode()


def test_a_lost_database_says_come_again() -> None:
    status, headers, page = _break(OperationalError("connection refused"))
    assert (status, headers["Retry-After"]) == (503, "3")
    assert "One moment, please" in page


def test_a_fault_of_ours_tells_nothing_of_it() -> None:
    status, _, page = _break(KeyError("secret detail"))
    assert status == 500
    assert "secret detail" not in page


def test_programs_get_a_problem_document() -> None:
    status, headers, body = _break(OperationalError("gone"), accept="application/json")
    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    assert '"status": 503' in body


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_an_unknown_address_is_a_page() -> None:
    answer = Client().get("/no/such/page")
    assert answer.status_code == http.client.NOT_FOUND
    assert "There is no such page" in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_it_speaks_the_readers_language() -> None:
    answer = Client().get("/no/such/page", headers={"accept-language": "zh-hans"})
    assert "没有这个页面" in answer.content.decode()


@pytest.mark.parametrize(
    ("client", "headers", "allowed"),
    [
        ("127.0.0.1", [], True),
        ("192.0.2.7", [], False),
        ("127.0.0.1", [(b"x-forwarded-for", b"192.0.2.7")], False),
    ],
)
def test_metrics_are_for_this_machine(client: str, headers: list[tuple[bytes, bytes]], allowed: bool) -> None:
    assert metrics.may_read({"client": (client, 1), "headers": headers}) is allowed


def test_metrics_open_to_the_bearer_of_the_token_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_METRICS_TOKEN", "t0ken")
    shown = {"client": ("192.0.2.7", 1), "headers": [(b"authorization", b"Bearer t0ken")]}
    assert metrics.may_read(shown)
    assert not metrics.may_read({"client": ("127.0.0.1", 1), "headers": []})


@override_settings(ALLOWED_HOSTS=["shop.example"])
def test_a_forged_host_is_refused() -> None:
    assert Client().get("/no/such/page", headers={"host": "evil.example"}).status_code == 400
