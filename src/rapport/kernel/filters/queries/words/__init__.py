"""Filters in words, in the reader's language."""

from rapport.kernel.filters.queries.words.days import say_day, say_period
from rapport.kernel.filters.queries.words.sentences import OPERATORS, describe, label_of_operator, say_value

__all__ = ["OPERATORS", "describe", "label_of_operator", "say_day", "say_period", "say_value"]
