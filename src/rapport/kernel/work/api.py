"""The front door of the unit of work."""

from rapport.kernel.work.operations import Work, unit_of_work, work_as_of

__all__ = ["Work", "unit_of_work", "work_as_of"]
