"""Tables of the room."""

from rapport.collaborative.mobile.models.links import SmsFragment, SmsLink

__all__ = ["SmsFragment", "SmsLink"]
