"""Keeps apart in the description what two rooms call by one name."""

import re
from typing import Any

import msgspec
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.params.models import TModel


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
