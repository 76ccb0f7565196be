"""The front door of reporting: have reports sent, have metrics watched."""

from rapport.analytical.reporting.operations.alerts import add_alert
from rapport.analytical.reporting.operations.scheduling import add_schedule

__all__ = ["add_alert", "add_schedule"]
