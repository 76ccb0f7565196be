"""Identifiers: UUIDv7 (RFC 9562), so that the id of a row is also its order of creation."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUIDv7 from this machine's clock."""
    return uuid_utils.compat.uuid7()
