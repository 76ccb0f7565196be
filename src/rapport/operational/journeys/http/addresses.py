"""Where pages of journeys are."""

from urllib.parse import urlencode
from uuid import UUID


def at_conditions(journey_id: UUID, step: str, setting: str, text: str) -> str:
    """Return the address of the dialog that writes the conditions of a setting."""
    asked = {"step": step, "setting": setting}
    at = f"/journeys/{journey_id}/draw/conditions?{urlencode(asked | ({'filter': text} if text else {}))}"
    return f"/filters/customer/builder?{urlencode({'at': at})}"
