"""Tables of the room."""

from rapport.collaborative.tariffs.models.charges import MessageCharge, MessageSpend
from rapport.collaborative.tariffs.models.numbers import MessageBudget, MessageTariff, ServiceNumber

__all__ = ["MessageBudget", "MessageCharge", "MessageSpend", "MessageTariff", "ServiceNumber"]
