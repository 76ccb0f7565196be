"""What the room gives to the rooms below: settings, and the tables of the house that keep people's data."""

from rapport.customers.privacy.plugs.personal import declare_personal
from rapport.customers.privacy.plugs.settings import declare_choices

__all__ = ["declare_choices", "declare_personal"]
