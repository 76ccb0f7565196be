"""Identifiers: UUIDv7 (RFC 9562), so that the id of a row is also its order of creation."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUIDv7 from this machine's clock."""
    return uuid_utils.compat.uuid7()


def id_stem() -> str:
    """Return the first 24 characters of a new UUIDv7: twelve digits of a rising count behind it make ids.

    For bulk work (RFC 9562, 6.2: a counter in place of the last random bits): a million ids from one stem
    cost no random numbers. Each table and each chunk takes a stem of its own.
    """
    return str(new_id())[:24]
