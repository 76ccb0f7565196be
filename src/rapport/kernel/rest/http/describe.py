"""Completes the OpenAPI 3.1 description with what the gate adds to every operation."""

import re
from typing import Any

import msgspec
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.params.models import TModel

from rapport.kernel.rest.contracts import Problem
from rapport.kernel.rest.http.problems import MEDIA_TYPE

_WRITES = frozenset({"post", "put", "patch", "delete"})
_PROBLEMS = {
    "400": "The request is not well formed.",
    "401": "No token, or one that is not known.",
    "403": "You may not do this.",
    "404": "There is no such thing, or it is not yours.",
    "409": "The present state refuses the change.",
    "412": "If-Match names another version.",
    "413": "The body is too large.",
    "415": "The body is not sent as JSON.",
    "422": "The input is not valid; `fields` says where.",
    "429": "Too many calls; Retry-After says how long to wait.",
    "500": "Something failed on our side.",
    "503": "Not available just now; Retry-After says when to try again.",
}
_ONLY_WRITES = frozenset({"409", "412", "413", "415"})
_EXAMPLE = {
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "detail": "Some fields are not valid.",
    "code": "invalid",
    "instance": "/api/v1/units",
    "request_id": "01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11",
    "fields": {"name": "String should have at least 1 character."},
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Your own key for this call. Repeating the call within 24 hours under the same key has no "
    "second effect and gets the first answer; the same key with another call is refused (422).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "example": "order-7731-create",
}
_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag you last read; the write is refused (412) when the record has changed since.",
    "schema": {"type": "string", "pattern": '^("[0-9a-f]+"|[*])$'},
    "example": '"7"',
}


class NamedSchema(OpenAPISchema):
    """Keeps apart what two rooms call by one name: the second is called `RuleOut2`, in its references too."""

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        self._name_of: dict[str, str] = {}
        self._renamed: dict[str, str] = {}
        super().__init__(api, path_prefix)

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Add definitions, each under a name of its own; the same one is there once."""
        self._renamed = {}
        for name in definitions:
            whole = _inline(name, definitions, ())
            given = self._name_of.setdefault(whole, self._free_name(name))
            if given != name:
                self._renamed[name] = given
        for name, definition in definitions.items():
            self.schemas[self._renamed.get(name, name)] = _refer(definition, self._renamed)

    def _free_name(self, name: str) -> str:
        taken, number, free = set(self._name_of.values()), 2, name
        while free in taken:
            free, number = f"{name}{number}", number + 1
        return free

    def _create_schema_from_model(
        self, model: TModel, by_alias: bool = True, remove_level: bool = True, mode: Any = "validation"
    ) -> tuple[dict[str, Any], bool]:
        self._renamed = {}
        schema, required = super()._create_schema_from_model(model, by_alias, remove_level, mode)
        return _refer(schema, self._renamed), required


def _inline(name: str, definitions: dict[str, Any], above: tuple[str, ...]) -> str:
    """Return a definition as text with everything it refers to written out, down to itself."""
    if name in above:
        return f"({len(above) - above.index(name)} up)"
    text = msgspec.json.encode(definitions[name], order="deterministic").decode()
    for other in definitions:
        reference = f'"#/components/schemas/{other}"'
        if reference in text:
            text = text.replace(reference, _inline(other, definitions, (*above, name)))
    return text


def _refer(schema: dict[str, Any], renamed: dict[str, str]) -> dict[str, Any]:
    """Return a schema whose references go to the new names."""
    if not renamed:
        return schema
    pattern = "|".join(re.escape(name) for name in renamed)
    text = re.sub(
        rf'"#/components/schemas/({pattern})"',
        lambda found: f'"#/components/schemas/{renamed[found[1]]}"',
        msgspec.json.encode(schema).decode(),
    )
    fresh: dict[str, Any] = msgspec.json.decode(text)
    return fresh


def complete(schema: OpenAPISchema) -> OpenAPISchema:
    """Add the problems, the key, If-Match and the two ways to sign in."""
    components = schema["components"]
    components["schemas"]["Problem"] = {**Problem.model_json_schema(), "examples": [_EXAMPLE]}
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token, `rpt_…`.",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    }
    schema["security"] = [{"token": []}, {"session": []}]
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            _complete_operation(method, operation)
    return schema


def _complete_operation(method: str, operation: dict[str, Any]) -> None:
    writes = method in _WRITES
    responses = operation["responses"]
    operation["responses"] = {str(status): answer for status, answer in responses.items()}
    for status, description in _PROBLEMS.items():
        if writes or status not in _ONLY_WRITES:
            content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            operation["responses"].setdefault(status, {"description": description, "content": content})
    if writes:
        operation["parameters"] = [*operation["parameters"], _KEY]
    if method in ("put", "patch", "delete"):
        operation["parameters"] = [*operation["parameters"], _MATCH]
