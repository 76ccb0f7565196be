"""Examples for bodies and answers that show none of their own, made from the schema and the fields' names."""

from typing import Any

_ID = "0198f2a0-0000-7000-8000-000000000001"
_FORMATS: dict[str, Any] = {
    "uuid": _ID,
    "date-time": "2026-03-01T09:30:00Z",
    "date": "2026-03-01",
    "time": "22:00:00",
    "binary": "name,email\r\nAda Lovelace,ada@example.org\r\n",
}
_WORDS: dict[str, Any] = {
    **{"name": "Ada Lovelace", "given_name": "Ada", "family_name": "Lovelace", "email": "ada@example.org"},
    **{"phone": "+4917612345678", "city": "London", "country": "GB", "region": "Greater London"},
    **{"street": "Baker Street 7", "line": "Baker Street 7", "postal_code": "NW1 6XE", "postcode": "NW1 6XE"},
    **{"zone": "Europe/London", "locale": "en", "currency": "EUR", "website": "https://example.org"},
    **{"value": "ada@example.org", "normal": "ada@example.org", "kind": "email", "label": "work"},
    **{"system": "shop", "external_id": "17850", "tag": "VIP", "tags": "VIP", "roles": "customer"},
    **{"stage": "customer", "origin": "own", "sku": "TEA-001", "description": "Longjing green tea, 100 g"},
    **{"quantity": "2", "unit_price": "12.50", "cost": "7.20", "rate": "0.92", "tax_rate": "0.19"},
    **{"number": "W-1042", "source": "webshop", "status": "placed", "code": "harbour", "tier": "local"},
    **{"title": "Call back", "body": "Likes Ceylon", "summary": "Asked about cups", "reason": "Gift"},
    **{"actor_name": "Ada", "author_name": "Ada", "by_name": "Ada", "channel": "email", "direction": "out"},
    **{"purpose": "newsletter", "proof": "Form 7", "colour": "amber", "verb": "view", "scope": "all"},
    **{"file_name": "customers.csv", "media_type": "text/csv", "table": "party", "field": "email"},
    **{
        "next": "WyItaWQiLG51bGwsIjAxOThmMmEwIl0",
        "secret": "shown-this-once",
        "path": "/hooks/0198f2a0",
    },
    **{"columns": "name", "rows": "Ada", "missing": "phone", "shared": "ada@example.org", "key": "email"},
    **{"method": "card", "reference": "pi_3Q", "tax_number": "GB123456789", "slug": "teahouse"},
    **{
        "model": "rfm",
        "model_version": "1",
        "scores": "545",
        "subject_kind": "customer",
    },
}
_NUMBERS = {"total_minor": 2990, "amount_minor": 2990, "version": 7, "percent": 80, "limit": 50}
_DEEPEST = 8


def describe_request(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Give every kind of body an example; a form has the parts it names only, a file at least a byte."""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        if media == "multipart/form-data":
            form = resolve(content["schema"], schemas)
            form.setdefault("additionalProperties", False)
            for part in form.get("properties", {}).values():
                if part.get("format") == "binary":
                    part.setdefault("minLength", 1)
        content.setdefault("example", example_of(content["schema"], schemas))


def example_of(schema: dict[str, Any], schemas: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """Return a value the schema describes: its own example where it has one."""
    schema = resolve(schema, schemas)
    for given in (schema.get("examples"), schema.get("enum")):
        if given:
            return given[0]
    for keyword in ("example", "const"):
        if keyword in schema:
            return schema[keyword]
    for choice in () if "properties" in schema else schema.get("anyOf", ()) or schema.get("oneOf", ()):
        if choice.get("type") != "null":
            return example_of(choice, schemas, name, depth)
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        return _object(schema, schemas, name, depth)
    if kind == "array":
        return [example_of(schema.get("items", {}), schemas, name, depth + 1)]
    return _scalar(kind, schema, name)


def resolve(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema a reference leads to."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _object(schema: dict[str, Any], schemas: dict[str, Any], name: str, depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        return {}
    if "properties" not in schema:
        inner = schema.get("additionalProperties")
        return {"name": example_of(inner, schemas, name, depth + 1)} if isinstance(inner, dict) else {}
    wanted = {*schema.get("required", ()), "next"} & schema["properties"].keys()
    return {
        key: example_of(part, schemas, key, depth + 1)
        for key, part in schema["properties"].items()
        if key in wanted
    }


def _scalar(kind: Any, schema: dict[str, Any], name: str) -> Any:
    if kind == "string":
        return _FORMATS.get(schema.get("format", "")) or _WORDS.get(name, name or "text")
    if kind in ("integer", "number"):
        return max(_NUMBERS.get(name, 1), schema.get("minimum", 0))
    return {"boolean": True, "null": None}.get(str(kind), _WORDS.get(name))
