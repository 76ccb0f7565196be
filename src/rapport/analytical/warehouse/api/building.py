"""The front door of the warehouse for who builds marts; loads Arrow and DuckDB."""

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.operations.keeping import MartKeeper
from rapport.analytical.warehouse.operations.opening import mart_file

__all__ = ["MartKeeper", "build_marts", "mart_file"]
