"""The stored form of a filter, JSON: read with every error named, written so that it reads back the same."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from rapport.kernel.errors import say
from rapport.kernel.filters import contracts
from rapport.kernel.filters.contracts import (
    VERSION,
    And,
    Condition,
    Filter,
    InvalidFilter,
    Not,
    Or,
    Refusal,
    Related,
)

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}(\.[a-z][a-z0-9_]{0,59})?", re.ASCII)
_UNKEPT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_KEYS = {
    "and": {"and"},
    "or": {"or"},
    "not": {"not"},
    "some": {"some", "where"},
    "no": {"no", "where"},
    "field": {"field", "op", "value"},
}


def read_json(text: str | bytes | Mapping[str, Any]) -> Filter:
    """Return the filter a stored form holds, as text or decoded; raises `InvalidFilter`."""
    raw: Any = text
    if isinstance(text, str | bytes):
        if len(text) > contracts.LONGEST:
            raise _refused("filter", say("At most %(most)d characters.", most=contracts.LONGEST))
        try:
            raw = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise _refused("filter", say("This is not JSON.")) from error
    return _Reader().read(raw)


def write_json(filter: Filter) -> dict[str, Any]:
    """Return the stored form, ready for a JSON column."""
    return {"version": VERSION, "where": _node(filter)}


def _node(filter: Filter) -> dict[str, Any]:
    match filter:
        case And(parts):
            return {"and": [_node(part) for part in parts]}
        case Or(parts):
            return {"or": [_node(part) for part in parts]}
        case Not(part):
            return {"not": _node(part)}
        case Related(relation, where, some):
            return {"some" if some else "no": relation, "where": _node(where)}
        case Condition(field, operator, values):
            value = {} if not values else {"value": values[0] if len(values) == 1 else list(values)}
            return {"field": field, "op": operator, **value}


def check_shape(filter: Filter) -> Filter:
    """Return a filter made by hand if it could be stored; raises `InvalidFilter`."""
    return read_json(write_json(filter))


class _Reader:
    """Walks a decoded form once, counting, and gathers what is wrong instead of stopping at the first."""

    def __init__(self) -> None:
        self.count = 0
        self.refusals: list[Refusal] = []

    def read(self, raw: Any) -> Filter:
        if isinstance(raw, Mapping) and "version" in raw:
            if raw["version"] != VERSION or raw.keys() - {"version", "where"}:
                raise _refused(
                    "filter",
                    say("Only version %(version)d is known, with “version” and “where”.", version=VERSION),
                )
            raw = raw.get("where")
        found = self.node(raw, "filter", 1)
        if self.refusals:
            raise InvalidFilter("The filter cannot be read.", self.refusals)
        return found

    def node(self, raw: Any, path: str, depth: int) -> Filter:
        self.count += 1
        if depth > contracts.DEEPEST or self.count > contracts.MOST_PARTS:
            limit = say(
                "At most %(levels)d levels and %(parts)d parts.",
                levels=contracts.DEEPEST,
                parts=contracts.MOST_PARTS,
            )
            raise InvalidFilter("The filter is too large.", [*self.refusals, Refusal(path, "", limit)])
        if not isinstance(raw, Mapping):
            return self.refuse(
                path, say("Must be an object with “field”, “and”, “or”, “not”, “some” or “no”.")
            )
        kind = next((name for name in _KEYS if name in raw), "")
        strange = sorted(str(key)[:40] for key in raw.keys() - _KEYS.get(kind, set()))
        if not kind or strange:
            return self.refuse(
                path,
                say("Unknown: %(names)s.", names=", ".join(strange[:10]))
                if strange
                else say("Says nothing."),
            )
        return self.known(kind, raw, path, depth)

    def known(self, kind: str, raw: Mapping[str, Any], path: str, depth: int) -> Filter:
        if kind in ("and", "or"):
            return self.group(kind, raw[kind], f"{path}.{kind}", depth)
        if kind == "not":
            return Not(self.node(raw["not"], f"{path}.not", depth + 1))
        if kind in ("some", "no"):
            name = self.name(raw[kind], f"{path}.{kind}")
            return Related(name, self.node(raw.get("where"), f"{path}.where", depth + 1), kind == "some")
        name = self.name(raw["field"], f"{path}.field")
        operator = self.name(raw.get("op"), f"{path}.op")
        return Condition(name, operator, self.values(name, raw.get("value"), f"{path}.value"))

    def group(self, kind: str, raw: Any, path: str, depth: int) -> Filter:
        if not isinstance(raw, list) or (kind == "or" and not raw):
            return self.refuse(path, say("Must be a list of parts."))
        parts = tuple(self.node(part, f"{path}.{at}", depth + 1) for at, part in enumerate(raw))
        return And(parts) if kind == "and" else Or(parts)

    def name(self, raw: Any, path: str) -> str:
        if isinstance(raw, str) and NAME.fullmatch(raw):
            return raw
        self.refusals.append(Refusal(path, "", say("Must be a name of small letters, digits and _.")))
        return ""

    def values(self, name: str, raw: Any, path: str) -> tuple[str, ...]:
        if raw is None:
            return ()
        many = raw if isinstance(raw, list) else [raw]
        if len(many) > contracts.MOST_VALUES:
            self.refusals.append(
                Refusal(path, name, say("At most %(most)d values.", most=contracts.MOST_VALUES))
            )
            return ()
        return tuple(self.value(name, one, path) for one in many)

    def value(self, name: str, raw: Any, path: str) -> str:
        text = _written(raw)
        if text is None:
            reason = say("Must be a text, a number, true or false.")
        elif not text.strip():
            reason = say("Must not be blank.")
        elif len(text) > contracts.LONGEST_VALUE:
            reason = say("At most %(most)d characters.", most=contracts.LONGEST_VALUE)
        elif _UNKEPT.search(text):
            reason = say("Holds characters that cannot be kept.")
        else:
            return text
        self.refusals.append(Refusal(path, name, reason))
        return ""

    def refuse(self, path: str, reason: str) -> Filter:
        self.refusals.append(Refusal(path, "", reason))
        return And()


def _written(raw: Any) -> str | None:
    """Return a scalar as text: 3 is "3", true is "true", 1.50 is "1.5"; None for anything else."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int):
        return str(raw) if abs(raw) < 10**30 else None
    if isinstance(raw, float):
        return f"{Decimal(repr(raw)):f}" if abs(raw) < 1e30 else None
    return raw if isinstance(raw, str) else None


def _refused(path: str, reason: str) -> InvalidFilter:
    return InvalidFilter("The filter cannot be read.", [Refusal(path, "", reason)])
