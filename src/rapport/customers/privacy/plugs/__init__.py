"""What the room gives to the rooms below: settings, notices, tables that keep people's data."""

from rapport.customers.privacy.plugs.notices import register_notices
from rapport.customers.privacy.plugs.personal import declare_personal
from rapport.customers.privacy.plugs.settings import declare_choices

__all__ = ["declare_choices", "declare_personal", "register_notices"]
