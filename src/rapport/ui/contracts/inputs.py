"""Widgets of forms that Django's own do not cover."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day as browsers want it, ISO 8601 in every language; they show it in the reader's own way."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
