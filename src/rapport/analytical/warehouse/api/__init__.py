"""The front door of the warehouse for who reads: the data dictionary and the builds there were."""

from rapport.analytical.warehouse.contracts import Build, Failure, Model, ModelColumn, QualityTest
from rapport.analytical.warehouse.queries.builds import list_builds
from rapport.analytical.warehouse.queries.catalogue import list_models

__all__ = ["Build", "Failure", "Model", "ModelColumn", "QualityTest", "list_builds", "list_models"]
