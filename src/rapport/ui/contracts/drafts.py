"""A filter while somebody builds it: half-written conditions included."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class DraftCondition:
    """A row of the builder; whatever is not chosen yet is empty."""

    field: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftGroup:
    """Rows that hold together: `mode` is and, or, not (none of them) or a relation, such as `some.orders`."""

    mode: str = "and"
    parts: "list[DraftCondition | DraftGroup]" = field(default_factory=list)
