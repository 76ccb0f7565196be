"""The front door of numbers, tariffs and budgets."""

from rapport.collaborative.tariffs.operations.budgets import add_budget
from rapport.collaborative.tariffs.operations.numbers import add_number
from rapport.collaborative.tariffs.operations.tariffs import add_tariff
from rapport.collaborative.tariffs.queries.naming import register_campaigns
from rapport.collaborative.tariffs.queries.spending import list_costs

__all__ = ["add_budget", "add_number", "add_tariff", "list_costs", "register_campaigns"]
