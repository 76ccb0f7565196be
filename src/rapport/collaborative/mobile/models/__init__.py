"""Tables of the room."""

from rapport.collaborative.mobile.models.keywords import SmsAnswer, SmsKeyword
from rapport.collaborative.mobile.models.links import SmsFragment, SmsLink

__all__ = ["SmsAnswer", "SmsFragment", "SmsKeyword", "SmsLink"]
