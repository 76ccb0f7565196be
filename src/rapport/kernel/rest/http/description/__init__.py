"""Completes the OpenAPI 3.1 description with what the gate adds to every operation."""

from collections.abc import Mapping
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from rapport.kernel.rest.contracts import Problem
from rapport.kernel.rest.http.description.answers import HEADERS, PROBLEM_EXAMPLES, describe_answers
from rapport.kernel.rest.http.description.examples import describe_request
from rapport.kernel.rest.http.description.links import link_operations
from rapport.kernel.rest.http.description.naming import NamedSchema
from rapport.kernel.rest.http.description.parameters import describe_parameters
from rapport.kernel.rest.scopes import scopes_of

__all__ = ["NamedSchema", "complete"]
_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "An API token, `rpt_…`. Each operation names the scopes (`verb:kind`) it asks for; "
    "a token without scopes of its own has those of its role.",
}
_SESSION = {
    "type": "apiKey",
    "in": "cookie",
    "name": "sessionid",
    "description": "The signed-in member's own browser; a write carries the CSRF token as X-CSRFToken too.",
}


def complete(schema: OpenAPISchema, kinds: Mapping[str, str]) -> OpenAPISchema:
    """Add problems, headers, keys, examples, scopes, links; `kinds` is prefix of paths → kind of record."""
    components = schema["components"]
    components["schemas"]["Problem"] = {
        **Problem.model_json_schema(),
        "examples": [PROBLEM_EXAMPLES["422"]["value"]],
    }
    components["securitySchemes"] = {"token": _TOKEN, "session": _SESSION}
    components["headers"] = HEADERS
    components["examples"] = {f"Problem{status}": one for status, one in PROBLEM_EXAMPLES.items()}
    schema["security"] = [{"token": []}, {"session": []}]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete_operation(method, path, operation, components["schemas"], kinds)
    link_operations(schema["paths"])
    return schema


def _complete_operation(
    method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any], kinds: Mapping[str, str]
) -> None:
    scopes = operation.pop("x-scopes", None)
    scopes = scopes_of(method, path, kinds) if scopes is None else scopes
    operation["security"] = [{"token": scopes}, {"session": scopes}]
    describe_parameters(method, operation)
    describe_request(operation, schemas)
    describe_answers(method, operation, schemas)
