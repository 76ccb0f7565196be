"""Tables of the room."""

from rapport.collaborative.mobile.models.answers import SmsAnswer
from rapport.collaborative.mobile.models.links import SmsFragment, SmsLink

__all__ = ["SmsAnswer", "SmsFragment", "SmsLink"]
