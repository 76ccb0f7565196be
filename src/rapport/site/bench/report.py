"""A run's figures as JSON or as a table to read."""

import json
from typing import Any

from rich.console import Console
from rich.table import Table

from rapport.site.bench.contracts import Figure, round_figure


def as_json(name: str, machine: dict[str, Any], figures: list[Figure]) -> str:
    """Return the published form of a run."""
    body = {"name": name, "machine": machine, "figures": [figure.as_json() for figure in figures]}
    return json.dumps(body, ensure_ascii=False, indent=2)


def print_table(name: str, machine: dict[str, Any], figures: list[Figure]) -> None:
    """Print a run for people."""
    table = Table(title=f"{name} · {machine['cores']} cores, load {machine['load']}")
    for heading in ("work", "value", "unit", "floor", "ratio", "goal", "met"):
        table.add_column(heading, justify="left" if heading in ("work", "unit") else "right")
    for figure in figures:
        sign = "≥" if figure.better == "more" else "≤"
        goal = "" if figure.goal is None else f"{sign} {figure.goal:g}"
        met = {True: "yes", False: "no", None: ""}[figure.met]
        numbers = [_show(number) for number in (figure.value, figure.floor, figure.ratio)]
        table.add_row(figure.work, numbers[0], figure.unit, *numbers[1:], goal, met)
    Console().print(table)


def _show(value: float | None) -> str:
    return "" if value is None else f"{round_figure(value):,}"
