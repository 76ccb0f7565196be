"""The front door of incoming webhooks."""

from rapport.kernel.webhooks.contracts import Delivery, EndpointInfo, Headers, Receiver
from rapport.kernel.webhooks.operations import (
    change_secret,
    claim_version,
    digest_again,
    open_endpoint,
    switch_endpoint,
    take_delivery,
)
from rapport.kernel.webhooks.queries import list_deliveries, list_endpoints
from rapport.kernel.webhooks.registry import list_receivers, register_receiver
from rapport.kernel.webhooks.rules import is_signed_base64, is_signed_with_time

__all__ = [
    "Delivery",
    "EndpointInfo",
    "Headers",
    "Receiver",
    "change_secret",
    "claim_version",
    "digest_again",
    "is_signed_base64",
    "is_signed_with_time",
    "list_deliveries",
    "list_endpoints",
    "list_receivers",
    "open_endpoint",
    "register_receiver",
    "switch_endpoint",
    "take_delivery",
]
