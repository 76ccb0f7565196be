"""What parties give to the rooms below: fields to filters; and what of them is a person's own."""

from rapport.customers.party.plugs.filtering import register_filters
from rapport.customers.party.plugs.personal import declare_personal

__all__ = ["declare_personal", "register_filters"]
