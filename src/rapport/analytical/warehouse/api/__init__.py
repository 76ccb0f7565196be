"""The front door of the warehouse: the data dictionary, the builds, the rows marts must agree with."""

from rapport.analytical.warehouse.contracts import Build, Failure, Model, ModelColumn, QualityTest
from rapport.analytical.warehouse.operations.registry import register_ledger
from rapport.analytical.warehouse.queries.builds import list_builds
from rapport.analytical.warehouse.queries.catalogue import list_models

__all__ = [
    "Build",
    "Failure",
    "Model",
    "ModelColumn",
    "QualityTest",
    "list_builds",
    "list_models",
    "register_ledger",
]
