"""What customers bring after goods and service: counted with their worth, in the same pass."""

from rapport.analytical.value.operations.profit.counting import count_profit
from rapport.analytical.value.operations.profit.summing import sum_profit
from rapport.analytical.value.operations.profit.telling import tell_profit

__all__ = ["count_profit", "sum_profit", "tell_profit"]
