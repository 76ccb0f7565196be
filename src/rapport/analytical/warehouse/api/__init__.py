"""The front door of the warehouse for who reads: the data dictionary and the builds there were."""

from rapport.analytical.warehouse.contracts import Build, Failure, Model, ModelColumn, QualityTest

__all__ = ["Build", "Failure", "Model", "ModelColumn", "QualityTest"]
