"""Writes: counting everybody's worth again, or that of the few whose purchases changed."""

from rapport.analytical.value.operations.recount import recount_worth
from rapport.analytical.value.operations.refresh import refresh_worth

__all__ = ["recount_worth", "refresh_worth"]
