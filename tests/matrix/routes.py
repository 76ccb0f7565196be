"""Every route there is, read from the URLconf and the OpenAPI description, with an address to try it at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from rapport.kernel.identity.api import Access, access_of

API = "api/v1/"
_CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
_UUID_GROUP = re.compile(r"\(\?P<\w+>\[0-9a-f\]\{8\}(?:[^()]|\([^()]*\))*\)")
_CHOICE_GROUP = re.compile(r"\(\?P<\w+>(\w+)(?:\|\w+)*\)")


@dataclass(frozen=True, slots=True)
class Route:
    """A page's route: its pattern, the view's dotted name, and who may reach it."""

    pattern: str
    view: str
    access: Access | None

    @property
    def takes_id(self) -> bool:
        """Tell whether the address names a record."""
        return "<uuid:" in self.pattern or bool(_UUID_GROUP.search(self.pattern))

    def address(self, record: UUID) -> str:
        """Return an address of the route in which every id is this record's."""
        text = _UUID_GROUP.sub(str(record), self.pattern)
        text = _CHOICE_GROUP.sub(r"\1", text)
        text = _CONVERTER.sub(lambda found: _fill(found[1] or "str", record), text)
        return "/" + text.strip("^$").replace("\\Z", "")


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of the API: method, path and the id OpenAPI gives it."""

    method: str
    path: str
    name: str

    @property
    def takes_id(self) -> bool:
        """Tell whether the path names a record."""
        return "{" in self.path

    def address(self, record: UUID) -> str:
        """Return a path in which every id is this record's."""
        return re.sub(r"\{\w+\}", str(record), self.path)


def list_routes() -> list[Route]:
    """Return every page's route; the API keeps its own door and is listed by `list_calls`."""
    return [route for route in _walk(get_resolver(), "") if not route.pattern.startswith(API)]


def list_calls() -> list[Call]:
    """Return every operation of the API."""
    from rapport.site.api import api

    paths: dict[str, dict[str, Any]] = api.get_openapi_schema()["paths"]
    return [
        Call(method.upper(), path, str(operation.get("operationId", "")))
        for path, operations in paths.items()
        for method, operation in operations.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def _walk(resolver: URLResolver, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            view: Any = entry.callback
            yield Route(pattern, f"{view.__module__}.{getattr(view, '__name__', view)}", access_of(view))
        else:
            yield from _walk(entry, pattern)


def _fill(converter: str, record: UUID) -> str:
    return {"uuid": str(record), "int": "1"}.get(converter, "x")
