"""Links: what a record just made or read can be handed to next, for clients that walk by themselves."""

import re
from collections.abc import Iterator
from typing import Any

from rapport.kernel.rest.http.description.answers import refer

_PARAMETER = re.compile(r"\{(\w+)\}")
Paths = dict[str, dict[str, Any]]


def link_operations(paths: Paths) -> None:
    """Add to every answer that makes or shows a record the operations that take its id."""
    for path, operations in paths.items():
        if "post" in operations:
            _link(operations["post"], "201", dict(_takers(path, paths)))
        if "get" in operations and path.endswith("}"):
            _link(operations["get"], "200", dict(_changers(path, operations)))


def _link(operation: dict[str, Any], status: str, links: dict[str, Any]) -> None:
    answer = operation["responses"].get(status)
    if answer is not None and links:
        answer["links"] = links
        if status == "201":
            answer["headers"].update(refer(["Location"]))


def _takers(path: str, paths: Paths) -> Iterator[tuple[str, Any]]:
    """Yield links from what is made under a path to the operations on it and below it."""
    last = path.rsplit("/", 1)[-1]
    for place in (path, f"/api/v1/{last}"):
        readable = (one for one, there in paths.items() if "get" in there)
        item = next((one for one in readable if re.fullmatch(rf"{re.escape(place)}/{{\w+}}", one)), None)
        if item is None:
            continue
        name = _PARAMETER.findall(item)[-1]
        for other, operations in paths.items():
            if other != item and not other.startswith(f"{item}/"):
                continue
            if set(_PARAMETER.findall(other)) - {name} - set(_PARAMETER.findall(path)):
                continue
            for operation in operations.values():
                known = {one: f"$request.path.{one}" for one in _PARAMETER.findall(other) if one != name}
                yield (
                    operation["operationId"],
                    {
                        "operationId": operation["operationId"],
                        "parameters": {**known, name: "$response.body#/id"},
                        "description": operation["summary"],
                    },
                )


def _changers(path: str, operations: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield links from a record that was read to the writes of that very version."""
    known = {name: f"$request.path.{name}" for name in _PARAMETER.findall(path)}
    for method in ("put", "patch", "delete"):
        if method in operations:
            operation = operations[method]
            yield (
                operation["operationId"],
                {
                    "operationId": operation["operationId"],
                    "parameters": {**known, "header.If-Match": "$response.header.ETag"},
                    "description": operation["summary"],
                },
            )
