"""The loyalty index: how surely somebody who came back before is still there."""


def measure_loyalty(orders: int, alive: float) -> int:
    """Return 0 to 100: the share of a customer's orders that were repeats, times the probability of being
    there; one order is no loyalty yet, and who is gone has none left."""
    return round(100 * (orders - 1) / orders * alive) if orders else 0
