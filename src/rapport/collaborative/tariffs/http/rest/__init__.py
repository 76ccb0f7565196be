"""What the room gives to programs, one kind of record a file."""

from rapport.collaborative.tariffs.http.rest.budgets import budgets
from rapport.collaborative.tariffs.http.rest.costs import costs
from rapport.collaborative.tariffs.http.rest.numbers import numbers
from rapport.collaborative.tariffs.http.rest.tariffs import tariffs

__all__ = ["budgets", "costs", "numbers", "tariffs"]
