"""The front door of the warehouse: the builds, and the rows marts must agree with.

Marts are built behind `api.building`, which brings Arrow and DuckDB.
"""

from rapport.analytical.warehouse.contracts import Build, Failure
from rapport.analytical.warehouse.operations.registry import register_asked, register_ledger
from rapport.analytical.warehouse.queries.builds import list_builds

__all__ = ["Build", "Failure", "list_builds", "register_asked", "register_ledger"]
