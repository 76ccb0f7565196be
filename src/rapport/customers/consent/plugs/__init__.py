"""What consents give to the rooms below: fields to filters, quiet hours to settings."""

from rapport.customers.consent.plugs.filtering import register_filters
from rapport.customers.consent.plugs.personal import declare_personal
from rapport.customers.consent.plugs.quiet import declare_quiet_hours

__all__ = ["declare_personal", "declare_quiet_hours", "register_filters"]
