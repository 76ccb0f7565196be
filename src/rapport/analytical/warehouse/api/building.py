"""The front door of the warehouse for who builds marts; loads Arrow and DuckDB."""

from rapport.analytical.warehouse.operations.building import build_marts, mart_file
from rapport.analytical.warehouse.operations.keeping import MartKeeper

__all__ = ["MartKeeper", "build_marts", "mart_file"]
