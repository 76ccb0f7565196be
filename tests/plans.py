"""How the planner serves a list's orders, asked at the application's role behind the walls."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, connections
from django.db.models import QuerySet

from rapport.kernel.paging.api import Order, walk

_READS_ALL = re.compile(r"Seq Scan|(^|->  )Sort", re.MULTILINE)
Asked = list[tuple[str, Any]]


def gather_statistics(*tables: str) -> None:
    """Let the planner know what stands in tables, which only their owner may tell it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"analyze {', '.join(tables)}")


def find_sorted(rows: QuerySet[Any], orders: Mapping[str, Order]) -> dict[str, str]:
    """Return the orders whose first or second page reads a whole table or sorts it, with their plans.

    A sort within the equal values of an index is none: it begins with the index's first rows.
    """
    missed: dict[str, str] = {}
    for name, order in orders.items():
        for descending in (False, True):
            asked: Asked = []
            with connection.execute_wrapper(note(asked)):
                first = walk(rows, order, descending=descending)
                walk(rows, order, descending=descending, cursor=first.next_cursor)
            for plan in map(explain, asked):
                if "Index" not in plan or _READS_ALL.search(plan):
                    missed[f"{'-' * descending}{name}"] = plan
    return missed


def explain(asked: tuple[str, Any]) -> str:
    """Return the plan of a statement."""
    statement, params = asked
    with connection.cursor() as cursor:
        cursor.execute(f"explain {statement}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def note(asked: Asked) -> Callable[..., Any]:
    """Return a wrapper that writes down each statement before it runs, for `connection.execute_wrapper`."""

    def run(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((statement, params))
        return execute(statement, params, many, context)

    return run
