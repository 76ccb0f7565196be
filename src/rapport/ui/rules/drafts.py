"""Filters taken apart into rows of a form, rows put together again, and what the builder's buttons do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rapport.kernel.filters.contracts import EVERYTHING, And, Condition, Filter, Not, Or, Related

DEEPEST, MOST = 6, 100
DATE = "date"
Sound = Callable[[Condition, str], bool]


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


def draft_of(filter: Filter) -> DraftGroup:
    """Return the rows a filter is shown as; there is always one to fill in."""
    part = _part(filter)
    draft = part if isinstance(part, DraftGroup) and "." not in part.mode else DraftGroup("and", [part])
    if not draft.parts:
        draft.parts.append(DraftCondition())
    return draft


def _part(filter: Filter) -> DraftCondition | DraftGroup:
    match filter:
        case Condition(field, operator, values):
            return DraftCondition(field, operator, values)
        case And(parts):
            return DraftGroup("and", [_part(part) for part in parts])
        case Or(parts):
            return DraftGroup("or", [_part(part) for part in parts])
        case Not(Or(parts)):
            return DraftGroup("not", [_part(part) for part in parts])
        case Not(part):
            return DraftGroup("not", [_part(part)])
        case Related(relation, where, some):
            inner = _part(where)
            together = inner.parts if isinstance(inner, DraftGroup) and inner.mode == "and" else [inner]
            return DraftGroup(f"{'some' if some else 'no'}.{relation}", together)


def filter_of(draft: DraftGroup, sound: Sound) -> Filter:
    """Return the filter of the rows that are filled in; `sound(condition, path)` judges each."""
    return _filter(draft, "0", sound) or EVERYTHING


def _filter(part: DraftCondition | DraftGroup, path: str, sound: Sound) -> Filter | None:
    if isinstance(part, DraftCondition):
        condition = Condition(part.field, part.operator, part.values)
        return condition if part.field and part.operator and sound(condition, path) else None
    read = (_filter(one, f"{path}.{at}", sound) for at, one in enumerate(part.parts))
    parts = tuple(one for one in read if one is not None)
    quantifier, _, relation = part.mode.partition(".")
    if relation:
        return Related(relation, parts[0] if len(parts) == 1 else And(parts), quantifier == "some")
    if not parts:
        return None
    if part.mode == "not":
        return Not(parts[0] if len(parts) == 1 else Or(parts))
    if len(parts) == 1:
        return parts[0]
    return And(parts) if part.mode == "and" else Or(parts)


def read_draft(sent: Mapping[str, Sequence[str]]) -> DraftGroup:
    """Return the rows a form sent: `mode-0`, `field-0.1`, `op-0.1`, `value-0.1`, `date-0.1`, `was-0.1`."""
    paths = [name.partition("-")[2] for name in sent if name.startswith(("mode-0", "field-0"))]
    steps = [tuple(int(step) for step in path.split(".")) for path in paths if _is_path(path)]
    return _read_group(sent, (0,), sorted(steps)[:MOST])


def _is_path(path: str) -> bool:
    parts = path.split(".")
    return len(parts) <= DEEPEST and all(
        part.isascii() and part.isdigit() and len(part) < 4 for part in parts
    )


def _read_group(
    sent: Mapping[str, Sequence[str]], here: tuple[int, ...], steps: list[tuple[int, ...]]
) -> DraftGroup:
    group = DraftGroup(_one(sent, "mode", here) or "and")
    for step in steps:
        if step[:-1] != here:
            continue
        nested = f"mode-{_path(step)}" in sent
        group.parts.append(_read_group(sent, step, steps) if nested else _read_row(sent, step))
    return group


def _read_row(sent: Mapping[str, Sequence[str]], here: tuple[int, ...]) -> DraftCondition:
    field = _one(sent, "field", here)
    if field != _one(sent, "was", here):
        return DraftCondition(field)
    dates = list(sent.get(f"date-{_path(here)}", ()))
    values = []
    for at, value in enumerate(sent.get(f"value-{_path(here)}", ())):
        values.append(dates[at] if value == DATE and at < len(dates) else value)
    lines = sent.get(f"lines-{_path(here)}")
    if lines:
        values = [line for text in lines for line in text.splitlines()]
    kept = tuple(value.strip()[:500] for value in values if value.strip() and value != DATE)
    return DraftCondition(field, _one(sent, "op", here), kept[:500])


def _one(sent: Mapping[str, Sequence[str]], name: str, here: tuple[int, ...]) -> str:
    return next(iter(sent.get(f"{name}-{_path(here)}", ())), "")


def _path(here: tuple[int, ...]) -> str:
    return ".".join(map(str, here))


def press(draft: DraftGroup, button: str) -> str:
    """Do what a button says (`add:0`, `group:0`, `remove:0.1`); returns the path to go to."""
    verb, _, path = button.partition(":")
    if not _is_path(path):
        return ""
    *way, last = (int(step) for step in path.split("."))
    if verb == "remove" and way:
        group = _group_at(draft, way[1:])
        if group and last < len(group.parts):
            del group.parts[last]
        return ".".join(map(str, way))
    group = _group_at(draft, [*way, last][1:])
    if group is None or len(path.split(".")) >= DEEPEST:
        return path
    if verb == "add":
        group.parts.append(DraftCondition())
    elif verb == "group":
        group.parts.append(DraftGroup("or", [DraftCondition()]))
    return f"{path}.{len(group.parts) - 1}"


def _group_at(draft: DraftGroup, way: Sequence[int]) -> DraftGroup | None:
    group: DraftCondition | DraftGroup = draft
    for step in way:
        if not isinstance(group, DraftGroup) or step >= len(group.parts):
            return None
        group = group.parts[step]
    return group if isinstance(group, DraftGroup) else None
