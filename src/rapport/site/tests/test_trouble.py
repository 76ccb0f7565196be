"""Pages for faults: a lost database says come again; and /metrics is not for strangers."""

import http.client

import pytest
from django.core.cache import cache
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


@pytest.mark.parametrize(
    ("path", "post", "said"),
    [
        ("/sign-in/", True, "This page has become too old"),
        ("/no/such/page", False, "There is no such page"),
    ],
)
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_page_of_trouble_offers_nothing_that_does_not_work(path: str, post: bool, said: str) -> None:
    client = Client(enforce_csrf_checks=True)
    page = (client.post(path) if post else client.get(path)).content.decode()
    assert said in page
    assert "<form" not in page, "a form without a token would be refused"
    assert "style>" not in page, "the policy forbids inline style"


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_who_asks_too_often_is_told_in_our_words() -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"reset_password": "1/m/ip"}):
        cache.clear()
        answers = [Client().post("/password/reset/", {"email": "ada@example.com"}) for _ in range(3)]
        cache.clear()
    assert answers[-1].status_code == http.client.TOO_MANY_REQUESTS
    assert "Please wait a few minutes" in answers[-1].content.decode()


def test_a_host_we_do_not_answer_to_is_told_so() -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get("/sign-in/")
    assert answer.status_code == http.client.BAD_REQUEST
    assert "This could not be read" in answer.content.decode()


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
