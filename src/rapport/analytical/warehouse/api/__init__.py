"""The front door of the warehouse: the builds, the rows marts must agree with, questions of other rooms.

Marts are built behind `api.building`, which brings Arrow and DuckDB.
"""

from rapport.analytical.warehouse.contracts import Build, Failure
from rapport.analytical.warehouse.operations.answering import Found, Rate, Statement, answer_statements
from rapport.analytical.warehouse.operations.registry import register_ledger
from rapport.analytical.warehouse.queries.builds import list_builds

__all__ = [
    "Build",
    "Failure",
    "Found",
    "Rate",
    "Statement",
    "answer_statements",
    "list_builds",
    "register_ledger",
]
