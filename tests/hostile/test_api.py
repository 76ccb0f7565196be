"""The API under hostile input: each is kept as text or refused with a problem; nothing fails on our side."""

import json
from typing import Any

import pytest

from rapport.kernel.rest.http import limits
from tests.hostile.corpus import oddities, payloads
from tests.house import ApiCaller

DEEP = 100_000
BODIES = {
    "no JSON": b"{",
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a lone surrogate": b'{"name": "\\ud800", "code": "c"}',
    "a surrogate as a key": b'{"\\udfff": 1}',
    "bytes that are no UTF-8": b'{"name": "\xff\xfe", "code": "c"}',
    "NUL": b'{"name": "a\\u0000b", "code": "c"}',
    "NUL as a key": b'{"\\u0000": 1}',
    "not a number": b'{"name": NaN, "code": "c"}',
    "a huge number": b'{"name": ' + b"9" * 10_000 + b', "code": "c"}',
    "a huge power": b'{"name": 1e999999, "code": "c"}',
    "a list for an object": b"[1, 2]",
    "text for an object": b'"x"',
    "one key twice": b'{"name": "a", "name": {}, "code": "c"}',
    "a prototype": b'{"__proto__": {"admin": true}, "name": "a", "code": "c"}',
    "UTF-16": '{"name": "a", "code": "c"}'.encode("utf-16"),
}
TYPES = (
    "text/plain",
    "application/xml",
    "text/xml",
    "application/x-www-form-urlencoded",
    "",
    "multipart/form-data",
    "x",
)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATE", 1_000_000)


def refused(answer: Any) -> bool:
    """Tell whether it is a problem that is the caller's, told as one."""
    known = answer["Content-Type"] == "application/problem+json" and answer.json()["status"]
    return bool(400 <= answer.status_code < 500 and known == answer.status_code)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_bodies_that_are_none_are_refused(api: ApiCaller, body: bytes) -> None:
    assert refused(api.call("POST", "/units", body))
    assert refused(api.call("POST", "/customers", body))
    assert api.get("/units").json()["items"] == []


@pytest.mark.parametrize("media_type", TYPES)
def test_bodies_of_another_type_are_refused(api: ApiCaller, media_type: str) -> None:
    answer = api.client.generic(
        "POST",
        "/api/v1/units",
        b'{"name": "a", "code": "c"}',
        content_type=media_type,
        headers={"Authorization": f"Bearer {api.secret}"},
    )
    assert refused(answer)


def test_every_text_comes_back_as_it_went_in(api: ApiCaller) -> None:
    """HTML is text: it is kept to the letter, and never as anything but JSON."""
    texts = payloads()
    assert len(set(texts)) == 200
    rows = [{"name": text[:200], "code": f"h{number}"} for number, text in enumerate(texts)]
    answer = api.post("/units/bulk", {"mode": "create", "rows": rows})
    assert answer.json()["created"] == 200
    shown = api.get("/units?limit=200&sort=id")
    assert shown["Content-Type"].startswith("application/json")
    assert [row["name"] for row in shown.json()["items"]] == [row["name"] for row in rows]


@pytest.mark.parametrize("text", oddities(), ids=range(len(oddities())))
def test_odd_texts_are_kept_or_refused(api: ApiCaller, text: str) -> None:
    bodies = {
        "/customers": {"name": text, "city": text, "tags": [text], "website": text},
        "/products": {"sku": text, "name": text, "description": text},
        "/orders": {"lines": [{"description": text, "unit_price": "1"}], "note": text, "guest_name": text},
        "/units": {"name": text, "code": text},
    }
    for path, body in bodies.items():
        answer = api.post(path, body)
        assert answer.status_code == 201 or refused(answer), (path, answer.content[:300])
    for header in ("Idempotency-Key", "If-Match", "X-Request-Id"):
        clean = "".join(letter for letter in text if 31 < ord(letter) < 127)
        answer = api.call(
            "PATCH", "/units/01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11", {"name": "x"}, **{header: clean}
        )
        assert refused(answer)


def test_oddities_in_the_address_are_refused(api: ApiCaller) -> None:
    for path in (
        *(
            "/units?limit=99999999999999999999999",
            "/units?limit=-1",
            "/units?sort=__class__",
            "/units?cursor=%00",
        ),
        *(
            "/customers?q=%00",
            "/customers?country=%FF%FE",
            "/units/../../etc",
            "/units/%00",
            "/customers?insight=::",
        ),
        *("/audit?table=pg_authid;", "/orders?placed_from=99999-01-01", "/customers?unit_id=1%27--"),
    ):
        answer = api.get(path)
        assert refused(answer) or answer.status_code == 200, (path, answer.status_code)
        assert "Traceback" not in answer.content.decode("utf-8", "replace")


def test_a_body_that_is_too_large_is_refused(api: ApiCaller) -> None:
    answer = api.call("POST", "/units/bulk", json.dumps({"mode": "create", "x": "y" * 60_000_000}).encode())
    assert answer.status_code in (413, 422)
    assert refused(answer)
