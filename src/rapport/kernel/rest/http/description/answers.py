"""What an operation may answer: its successes with headers and examples, and every problem."""

from http import HTTPStatus
from typing import Any

from rapport.kernel.rest.http.description.examples import example_of
from rapport.kernel.rest.http.problems import MEDIA_TYPE

WRITES = frozenset({"post", "put", "patch", "delete"})
# status → (what it means, the code and the detail of its example)
PROBLEMS = {
    "400": ("The request is not well formed.", "bad-request", "The body is not JSON."),
    "401": ("No token, or one that is not known.", "no-credentials", "Send a token, or sign in."),
    "403": ("You may not do this.", "not-permitted", "You may not do this."),
    "404": (
        "There is no such thing, or it is not yours: named in the path, the query or the body.",
        "missing",
        "There is no such unit.",
    ),
    "409": ("The present state refuses the change.", "conflict", "A unit with this code exists already."),
    "412": (
        "If-Match names another version.",
        "stale-version",
        "Somebody changed this record since you read it. Read it again and repeat.",
    ),
    "413": ("The body is too large.", "content-too-large", "The body is too large for one call."),
    "415": (
        "The body is not sent as the operation takes it.",
        "unsupported-media-type",
        "Send the body as application/json.",
    ),
    "422": ("The input is not valid; `fields` says where.", "invalid", "Some fields are not valid."),
    "429": (
        "Too many calls; Retry-After says how long to wait.",
        "too-fast",
        "Too many calls. Wait as long as Retry-After says.",
    ),
    "500": (
        "Something failed on our side.",
        "internal-server-error",
        "Something failed on our side. The request id finds it in the log.",
    ),
    "503": (
        "Not available just now; Retry-After says when to try again.",
        "service-unavailable",
        "The database is not available just now. Try again.",
    ),
}
_ONLY_WRITES = frozenset({"409", "412", "413", "415"})
_WAITS = frozenset({"429", "503"})
_FIELDS = {
    "404": {"parent_id": "There is no such unit."},
    "409": {"code": "Already in use."},
    "422": {"name": "String should have at least 1 character."},
}


def _header(description: str, example: str, kind: str = "string") -> dict[str, Any]:
    return {"description": description, "schema": {"type": kind}, "example": example}


HEADERS = {
    "X-Request-Id": _header(
        "The call's id in logs and history: yours when you sent a UUID.",
        "01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11",
    ),
    "RateLimit-Policy": _header("How many calls in how many seconds.", '"calls";q=60000;w=60'),
    "RateLimit-Limit": _header("Calls in a window.", "60000", "integer"),
    "RateLimit-Remaining": _header("Calls left now.", "59999", "integer"),
    "RateLimit-Reset": _header("Seconds until all calls are there again.", "1", "integer"),
    "Retry-After": _header("Seconds to wait before the next call.", "2", "integer"),
    "ETag": _header("The record's version, for If-Match.", '"7"'),
    "Location": _header("Where the record is read.", "/api/v1/units/0198f2a0-0000-7000-8000-000000000001"),
    "Idempotent-Replayed": _header("`true` when this is the kept answer of an earlier call.", "true"),
}
_ALWAYS = ("X-Request-Id", "RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def _example(status: str) -> dict[str, Any]:
    meaning, code, detail = PROBLEMS[status]
    value = {
        "type": "about:blank",
        "title": HTTPStatus(int(status)).phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
        "instance": "/api/v1/units",
        "request_id": "01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11",
    }
    if status in _FIELDS:
        value["fields"] = _FIELDS[status]
    return {"summary": meaning, "value": value}


PROBLEM_EXAMPLES = {status: _example(status) for status in PROBLEMS}


def describe_answers(method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Complete the successes, and add every problem the operation may answer with."""
    responses = operation["responses"]
    operation["responses"] = {str(status): answer for status, answer in responses.items()}
    for status, answer in operation["responses"].items():
        _describe_success(method, status, answer, schemas)
    for status, (meaning, _code, _detail) in PROBLEMS.items():
        if method in WRITES or status not in _ONLY_WRITES:
            operation["responses"].setdefault(status, _problem(status, meaning))


def _problem(status: str, meaning: str) -> dict[str, Any]:
    content = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "examples": {"problem": {"$ref": f"#/components/examples/Problem{status}"}},
    }
    headers = ["X-Request-Id"] if status == "401" else [*_ALWAYS]
    if status in _WAITS:
        headers.append("Retry-After")
    return {"description": meaning, "headers": refer(headers), "content": {MEDIA_TYPE: content}}


def _describe_success(method: str, status: str, answer: dict[str, Any], schemas: dict[str, Any]) -> None:
    names = [*_ALWAYS]
    for media_type, content in answer.get("content", {}).items():
        if media_type == "application/json":
            content.setdefault("example", example_of(content["schema"], schemas))
            names.append("ETag")
    if method in WRITES:
        names.append("Idempotent-Replayed")
    if status == "301":
        names.append("Location")
    answer["headers"] = {**refer(names), **answer.get("headers", {})}


def refer(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
