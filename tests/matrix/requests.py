"""Well-formed calls of every operation, made from the description's examples, with ids where one chooses.

A place is where an id travels: a parameter of the path or the query, or a field of the body, however deep.
"""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

Description = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an id travels: `where` is path, query or body; `steps` lead to it."""

    where: str
    steps: tuple[str | int, ...]

    def __str__(self) -> str:
        return f"{self.where} {'.'.join(map(str, self.steps))}"


@dataclass(slots=True)
class Request:
    """One call: its address, its body and in which form the body travels."""

    method: str
    name: str
    template: str
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    form: bool = False

    def put(self, place: Place, record: UUID) -> "Request":
        """Return the same call with this id in one place."""
        other = copy.deepcopy(self)
        holder: Any = getattr(other, place.where)
        *steps, last = place.steps
        for step in steps:
            holder = holder[step]
        holder[last] = str(record)
        return other

    @property
    def address(self) -> str:
        """Return path and query."""
        path = self.template.format(**self.path)
        query = "&".join(f"{name}={value}" for name, value in self.query.items())
        return f"{path}?{query}" if query else path

    def encoded(self) -> tuple[bytes, str]:
        """Return the body as it travels, and its media type."""
        if self.form:
            from django.core.files.uploadedfile import SimpleUploadedFile

            given = {
                name: SimpleUploadedFile("a.csv", value.encode()) if "\n" in value else value
                for name, value in self.body.items()
            }
            return encode_multipart(BOUNDARY, given), MULTIPART_CONTENT
        return (b"" if self.body is None else json.dumps(self.body).encode()), "application/json"


class Description31:
    """The OpenAPI document, read as a client reads it."""

    def __init__(self, document: Description) -> None:
        self.document = document

    def operations(self) -> Iterator[tuple[str, str, Description]]:
        """Yield (method, path, operation)."""
        for path, operations in self.document["paths"].items():
            for method, operation in operations.items():
                yield method, path, operation

    def resolve(self, thing: Description) -> Description:
        """Follow references."""
        while "$ref" in thing:
            found: Any = self.document
            for step in thing["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            thing = found
        return thing

    def request(self, method: str, path: str, operation: Description, record: UUID) -> Request:
        """Return a well-formed call in which every id is this record's, optional ones too."""
        made = Request(method.upper(), operation["operationId"], path)
        for parameter in operation.get("parameters", ()):
            name, schema = parameter["name"], self._not_null(parameter["schema"])
            if parameter["in"] == "path" or (parameter["in"] == "query" and parameter.get("required")):
                getattr(made, parameter["in"])[name] = self._sample(schema, name, record)
            elif parameter["in"] == "query" and schema.get("format") == "uuid":
                made.query[name] = str(record)
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            made.form = media_type.startswith("multipart/")
            made.body = self._filled(copy.deepcopy(content["example"]), content["schema"], record)
        return made

    def places(self, request: Request, operation: Description) -> list[Place]:
        """Return every place of the call that takes an id."""
        found = [
            Place(parameter["in"], (parameter["name"],))
            for parameter in operation.get("parameters", ())
            if self._not_null(parameter["schema"]).get("format") == "uuid"
        ]
        for content in operation.get("requestBody", {}).get("content", {}).values():
            found += [Place("body", steps) for steps in self._id_steps(request.body, content["schema"], ())]
        return found

    def _not_null(self, schema: Description) -> Description:
        schema = self.resolve(schema)
        for choice in () if "properties" in schema else schema.get("anyOf", ()):
            if choice.get("type") != "null" and choice != {}:
                return self._not_null(choice)
        return schema

    def _sample(self, schema: Description, name: str, record: UUID) -> Any:
        if schema.get("format") == "uuid":
            return str(record)
        return (schema.get("enum") or schema.get("examples") or [_WORDS.get(name, "newsletter")])[0]

    def _filled(self, value: Any, schema: Description, record: UUID) -> Any:
        """Return the example with the record's id wherever an id may stand, also where it was left out."""
        schema = self._not_null(schema)
        if schema.get("format") == "uuid":
            return str(record)
        if isinstance(value, dict):
            for name, part in schema.get("properties", {}).items():
                if name in value or self._not_null(part).get("format") == "uuid":
                    value[name] = self._filled(value.get(name), part, record)
        elif isinstance(value, list):
            return [self._filled(each, schema.get("items", {}), record) for each in value]
        return value

    def _id_steps(
        self, value: Any, schema: Description, above: tuple[str | int, ...]
    ) -> Iterator[tuple[str | int, ...]]:
        schema = self._not_null(schema)
        if schema.get("format") == "uuid":
            yield above
        elif isinstance(value, dict):
            for name, part in schema.get("properties", {}).items():
                if name in value:
                    yield from self._id_steps(value[name], part, (*above, name))
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from self._id_steps(each, schema.get("items", {}), (*above, index))


_WORDS = {"external_id": "17850", "system": "shop"}


def read_description() -> Description31:
    """Read the document the API itself gives out."""
    from django.test import Client

    return Description31(Client().get("/api/v1/openapi.json").json())
