"""What callers send beside the body: the key, If-Match, and a word on every parameter that has none."""

from typing import Any

_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Your own key for this call. Repeating the call within 24 hours under the same key has no "
    "second effect and gets the first answer, status and body; the same key with another call is refused "
    "(409 `key-reused`).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "example": "order-7731-create",
}
_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": 'The ETag you last read, such as `"7"`; the write is refused (412) when the record has '
    "changed since. `*` stands for any version.",
    "schema": {"type": "string", "format": "etag", "pattern": '^("[0-9a-f]+"|[*])$'},
    "example": "*",
}
_MEANINGS = {
    "cursor": "The `next` of the page before; leave it out for the first page.",
    "limit": "Rows on a page.",
    "sort": "By what the rows are sorted; `-` falls.",
    "kind": "Only those of this kind.",
    "state": "Only those in this state.",
    "status": "Only those with this status.",
    "stage": "Only those in this stage.",
    "origin": "Only those that came this way.",
    "tag": "Only those with this tag.",
    "table": "Only changes of this table.",
    "currency": "Only those of this currency (ISO 4217).",
    "number": "Exactly this number.",
    "source": "Exactly this source.",
    "active": "Only those that are active, or are not.",
    "open_only": "Without what is done.",
    "placed_from": "Not before this instant.",
    "placed_before": "Before this instant.",
    "segment": "Only those of this segment.",
    "channel": "By which channel.",
    "system": "The other system.",
    "external_id": "The id there.",
}


def describe_parameters(method: str, operation: dict[str, Any]) -> None:
    """Add the headers every write takes, and say what each parameter is."""
    if method != "get":
        operation["parameters"] = [*operation["parameters"], _KEY]
    if method in ("put", "patch", "delete") or operation.pop("x-versioned", False):
        operation["parameters"] = [*operation["parameters"], _MATCH]
    for parameter in operation["parameters"]:
        name = parameter["name"]
        told = parameter["schema"].get("description") or _MEANINGS.get(name) or _meaning(parameter)
        parameter.setdefault("description", told)


def _meaning(parameter: dict[str, Any]) -> str:
    words = parameter["name"].removesuffix("_id").replace("_", " ")
    if not parameter["name"].endswith("_id"):
        return f"Which {words}."
    if parameter["in"] == "path":
        return f"The id of the {words}."
    return f"Only those of this {words}, by its id."
