"""A hundred calls at once under one key have one effect and one answer; without its claim they have not."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections

from tests.house import ApiCaller, Shop

CALLS = 100


def storm(api: ApiCaller) -> tuple[set[tuple[int, bytes]], int]:
    """Write one note a hundred times at once; return the different answers and how many notes there are."""
    customer = api.post("/customers", {"name": "Ada"}).json()["id"]
    path = f"/customers/{customer}/notes"

    def call(_: int) -> tuple[int, bytes]:
        try:
            answer = api.post(path, {"body": "Once"}, Idempotency_Key="storm-1")
            return answer.status_code, answer.content
        finally:
            close_old_connections()

    with ThreadPoolExecutor(20) as threads:
        answers = set(threads.map(call, range(CALLS)))
    return answers, len(api.get(f"{path}?limit=200").json()["items"])


def test_a_hundred_calls_have_one_effect(shop: Shop, api: ApiCaller) -> None:
    answers, notes = storm(api)
    assert [status for status, _ in answers] == [201]
    assert notes == 1


def test_would_have_many_without_the_claim(
    shop: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a build that claims nothing is caught."""
    monkeypatch.setattr("rapport.kernel.rest.http.gate.claim_key", lambda *_: None)
    monkeypatch.setattr("rapport.kernel.rest.http.gate.keep_answer", lambda *_: None)
    answers, notes = storm(api)
    assert len(answers) > 1
    assert notes == CALLS
