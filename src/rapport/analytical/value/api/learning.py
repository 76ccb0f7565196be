"""The front door of value for who has models fitted; loads numpy and scipy."""

from rapport.analytical.value.operations.looking_ahead import look_ahead

__all__ = ["look_ahead"]
