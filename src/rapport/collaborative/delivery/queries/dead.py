"""Addresses that were given up."""

from datetime import datetime

from rapport.collaborative.delivery.models import Undeliverable

MOST = 50_000


def list_dead_addresses(channel: str) -> list[tuple[str, datetime]]:
    """Return the addresses nothing more is sent to on a channel and since when (UTC), the latest at most
    fifty thousand; who has them the caller asks for those they may see."""
    rows = Undeliverable.objects.filter(channel=channel).order_by("-at", "-id")
    return list(rows.values_list("address", "at")[:MOST])
