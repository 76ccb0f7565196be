"""The front door of the unit of work."""

from rapport.kernel.work.operations import Work, unit_of_work, work_as_of
from rapport.kernel.work.parcels import record_many

__all__ = ["Work", "record_many", "unit_of_work", "work_as_of"]
