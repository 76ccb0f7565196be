"""The OpenAPI document read as a strict client reads it: nothing is left to guess."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from rapport.kernel.identity.api import list_kinds
from rapport.kernel.rest.http import limits
from tests.house import ApiCaller, Shop
from tests.matrix.requests import Description31, read_description
from tests.matrix.samples import plant

# These ask for the right to view whatever kind of record is looked for.
WHAT_ONE_MAY_SEE = frozenset(
    {"search", "list_filter_kinds", "get_filter_fields", "try_filter", "export_customers", "export_orders"}
)
WRITES = ("post", "put", "patch", "delete")
PROBLEMS = {"400", "401", "403", "404", "422", "429", "500", "503"}
ONLY_WRITES = {"409", "412", "413", "415"}
RATE = {"RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}
SECTION_FIVE = {
    **{"/customers": "get post", "/customers/{customer_id}": "get patch", "/customers/bulk": "post"},
    "/customers/{customer_id}/contact-points": "post",
    "/customers/{customer_id}/contact-points/{point_id}": "patch delete",
    "/customers/{customer_id}/consents": "get post",
    "/customers/{customer_id}/consents/ledger": "get",
    "/customers/{customer_id}/external-ids": "post delete",
    "/customers/{customer_id}/relations": "get post",
    "/customers/{customer_id}/relations/{other_id}/{kind}": "delete",
    **{"/customers/{customer_id}/notes": "get post", "/notes/{note_id}": "get patch delete"},
    **{"/customers/{customer_id}/tasks": "get post", "/tasks": "get", "/tasks/{task_id}": "get patch delete"},
    **{"/customers/{customer_id}/files": "get post", "/files/{file_id}": "get delete"},
    "/files/{file_id}/content": "get",
    **{"/products": "get post", "/products/{product_id}": "get patch", "/products/bulk": "post"},
    **{"/orders": "get post", "/orders/{order_id}": "get patch", "/orders/bulk": "post"},
    **{"/imports": "get post", "/imports/{import_id}": "get", "/imports/{import_id}/start": "post"},
    **{"/imports/{import_id}/undo": "post", "/imports/{import_id}/rejects": "get"},
    **{"/members": "get", "/members/{member_id}": "get patch", "/members/{member_id}/roles": "put"},
    **{"/invites": "get post", "/roles": "get"},
    **{"/units": "get post", "/units/{unit_id}": "get patch delete", "/units/bulk": "post"},
    **{"/tags": "get post", "/tags/{tag_id}": "get put delete"},
    **{"/fields": "get post", "/fields/{field_id}": "get patch"},
    **{"/audit": "get", "/audit/seals": "get", "/jobs": "get", "/jobs/{job_id}": "get"},
}


@pytest.fixture
def document(transactional_db: None) -> Description31:
    return read_description()


def successes(document: Description31, operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for status, answer in operation["responses"].items():
        if status.startswith(("2", "3")):
            yield status, document.resolve(answer)


def test_every_resource_of_the_plan_is_there(document: Description31) -> None:
    known = document.document["paths"]
    missing = [
        f"{method} {path}"
        for path, methods in SECTION_FIVE.items()
        for method in methods.split()
        if method not in known.get(f"/api/v1{path}", {})
    ]
    assert missing == []


def test_every_operation_says_what_it_is(document: Description31) -> None:
    names = [operation["operationId"] for _, _, operation in document.operations()]
    assert len(names) == len(set(names)) > 120
    for _method, path, operation in document.operations():
        assert operation["summary"].strip(), path
        assert operation["description"].strip().endswith("."), operation["operationId"]
        assert operation["tags"], path
        for parameter in operation.get("parameters", ()):
            assert parameter["description"].strip(), (path, parameter["name"])


def test_every_body_and_answer_has_an_example_that_fits(document: Description31) -> None:
    wrong = []
    for _method, _path, operation in document.operations():
        bodies = operation.get("requestBody", {}).get("content", {}).items()
        answers = [
            (media_type, content)
            for _, answer in successes(document, operation)
            for media_type, content in answer.get("content", {}).items()
        ]
        for media_type, content in [*bodies, *answers]:
            if content["schema"].get("format") == "binary":
                continue
            if problem := mismatch(document, content.get("example", ...), content["schema"]):
                wrong.append(f"{operation['operationId']} {media_type}: {problem}")
    assert not wrong, "\n".join(wrong)


def mismatch(document: Description31, example: Any, schema: dict[str, Any]) -> str:
    if example is ...:
        return "no example"
    whole = {**schema, "components": document.document["components"]}
    errors = jsonschema.Draft202012Validator(whole).iter_errors(example)
    return "; ".join(f"{error.json_path}: {error.message}" for error in errors)


def test_every_operation_tells_all_its_problems(document: Description31) -> None:
    for method, _path, operation in document.operations():
        known = operation["responses"]
        wanted = PROBLEMS | (ONLY_WRITES if method in WRITES else set())
        assert wanted <= known.keys(), operation["operationId"]
        for status in wanted:
            answer = document.resolve(known[status])
            (media_type,) = answer["content"]
            assert media_type == "application/problem+json"
            content = answer["content"][media_type]
            example = document.resolve(content["examples"]["problem"])["value"]
            assert mismatch(document, example, content["schema"]) == "", operation["operationId"]
            assert example["status"] == int(status)
            assert ("Retry-After" in answer["headers"]) == (status in ("429", "503"))


def test_every_answer_tells_the_rate(document: Description31) -> None:
    for _method, _path, operation in document.operations():
        for status, answer in operation["responses"].items():
            headers = document.resolve(answer)["headers"]
            assert "X-Request-Id" in headers
            assert status == "401" or headers.keys() >= RATE, operation["operationId"]
            assert all(document.resolve(header)["description"] for header in headers.values())


def test_every_write_takes_a_key_and_every_change_a_version(document: Description31) -> None:
    for method, _path, operation in document.operations():
        headers = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (method in WRITES), operation["operationId"]
        assert method not in ("put", "patch", "delete") or "If-Match" in headers, operation["operationId"]


def test_every_list_is_paged_or_short_by_nature(document: Description31) -> None:
    for method, _path, operation in document.operations():
        if method != "get":
            continue
        for _status, answer in successes(document, operation):
            for content in answer.get("content", {}).values():
                schema = document.resolve(content["schema"])
                assert schema.get("type") != "array", operation["operationId"]
                names = {one["name"] for one in operation.get("parameters", ())}
                paged = "next" in schema.get("properties", {})
                assert paged == ({"cursor", "limit"} <= names), operation["operationId"]


def test_every_operation_names_scopes_that_can_be_given(document: Description31) -> None:
    known = {f"{verb}:{kind.name}" for kind in list_kinds() for verb in kind.verbs}
    for _method, _path, operation in document.operations():
        scopes = operation["security"][0]["token"]
        assert set(scopes) <= known, (operation["operationId"], set(scopes) - known)
        assert scopes or operation["operationId"] in {"get_me", *WHAT_ONE_MAY_SEE}


def test_scopes_named_are_enough_and_needed(
    document: Description31, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With exactly its scopes no operation answers 403; with others every one does."""
    monkeypatch.setattr(limits, "RATE", 1_000_000)
    mine = plant(shop.tenant_id)
    strange = ApiCaller(shop.tenant_id, scopes=("view:team",))
    wrong = []
    for method, path, operation in document.operations():
        name, scopes = operation["operationId"], operation["security"][0]["token"]
        body, media_type = (request := document.request(method, path, operation, mine.id)).encoded()
        caller = ApiCaller(shop.tenant_id, scopes=tuple(scopes))
        for who, allowed in ((strange, False), (caller, True)):
            answer = who.client.generic(
                request.method,
                request.address,
                body,
                content_type=media_type,
                headers={"Authorization": f"Bearer {who.secret}"},
            )
            shut = answer.status_code == 403 and answer.json()["code"] == "not-permitted"
            if shut == allowed and not (not allowed and name in OPEN):
                wrong.append(f"{name} {scopes}: {answer.status_code} {'' if allowed else 'without them'}")
    assert not wrong, "\n".join(wrong)


# Everybody may ask about themselves and for what they may see; their own jobs and settings are theirs.
OPEN = frozenset({"get_me", "list_jobs", "get_job", "cancel_job"}) | frozenset(
    {"list_settings", "get_setting", "change_settings", "reset_setting", *WHAT_ONE_MAY_SEE}
)


def test_a_stale_version_is_refused_by_every_change(
    document: Description31, api: ApiCaller, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RATE", 1_000_000)
    wrong, refused, mine = [], 0, plant(shop.tenant_id)
    for method, path, operation in document.operations():
        if "If-Match" not in {one["name"] for one in operation.get("parameters", ())}:
            continue
        body, media_type = (request := document.request(method, path, operation, mine.id)).encoded()
        answer = api.client.generic(
            request.method,
            request.address,
            body,
            content_type=media_type,
            headers={"Authorization": f"Bearer {api.secret}", "If-Match": '"0badbadbad"'},
        )
        refused += answer.status_code == 412
        if answer.status_code < 300:
            wrong.append(f"{operation['operationId']} answers {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert refused > 20
