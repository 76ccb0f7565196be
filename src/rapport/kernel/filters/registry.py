"""What can be filtered, by what: rooms register when the house starts."""

from rapport.kernel.errors import Missing
from rapport.kernel.filters.contracts import FilterField, FilterKind, Relation

_kinds: dict[str, FilterKind] = {}
_fields: dict[str, dict[str, FilterField]] = {}
_relations: dict[str, dict[str, Relation]] = {}


def register_kind(kind: FilterKind) -> None:
    """Let records of a kind be filtered."""
    _kinds[kind.kind] = kind


def register_fields(kind: str, *fields: FilterField) -> None:
    """Let a kind be filtered by fields; the room that knows them registers, whoever owns the kind."""
    _fields.setdefault(kind, {}).update({field.name: field for field in fields})


def register_relations(kind: str, *relations: Relation) -> None:
    """Let a kind be filtered by records tied to it."""
    _relations.setdefault(kind, {}).update({relation.name: relation for relation in relations})


def get_kind(kind: str) -> FilterKind:
    """Return a kind; raises `Missing`."""
    if kind not in _kinds:
        raise Missing("This kind of record cannot be filtered.")
    return _kinds[kind]


def get_outer_kind(kind: str) -> FilterKind:
    """Return a kind that can be asked about by itself; raises `Missing`."""
    found = get_kind(kind)
    if found.inner:
        raise Missing("This kind of record cannot be filtered.")
    return found


def list_kinds() -> list[str]:
    """Return the kinds that can be filtered by themselves."""
    return [name for name, kind in _kinds.items() if not kind.inner]


def fields_of(kind: str) -> dict[str, FilterField]:
    """Return the fields registered for a kind, by name."""
    return _fields.get(kind, {})


def relations_of(kind: str) -> dict[str, Relation]:
    """Return the relations registered for a kind, by name."""
    return _relations.get(kind, {})
