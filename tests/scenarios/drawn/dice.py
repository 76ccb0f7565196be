"""Whom facts are drawn about."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CUSTOMERS, VISITORS, ORDERS, PRODUCTS = 8, 6, 30, 4


class Dice:
    """Whom and what facts are drawn about: the same seed, the same shop."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.customers = [self.new_id() for _ in range(CUSTOMERS)]
        self.visitors = [self.new_id() for _ in range(VISITORS)]
        self.units = [self.new_id() for _ in range(3)]
        self.orders = [self.new_id() for _ in range(ORDERS)]
        self.products = [self.new_id() for _ in range(PRODUCTS)]

    @property
    def gone(self) -> UUID:
        """The customer who is erased in the end."""
        return self.customers[4]

    def new_id(self) -> UUID:
        """Draw an id."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def moment(self) -> datetime:
        """Draw a moment of two months."""
        return NOON + timedelta(minutes=self.dice.randrange(60 * 24 * 60))
