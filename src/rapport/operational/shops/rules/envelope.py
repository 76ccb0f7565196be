"""The envelope of a report: whether it is the shop's, what it is about, and how it is known again.

Both systems sign with base64 of HMAC-SHA256 over the raw body. Sources: WooCommerce, WC_Webhook (signature,
delivery id, ping); Shopify, “Verify webhook requests” and “Ignore duplicate webhooks”.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime

Headers = Mapping[str, str]
GREETING = "greeting"
_GREETING = re.compile(rb"webhook_id=[0-9]{1,12}")


def sign(body: bytes, secret: str) -> str:
    """Return the signature the shop sends with this body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Tell in constant time whether the signature is right; without a secret nothing is."""
    return bool(secret) and hmac.compare_digest(sign(body, secret).encode(), signature.strip().encode())


def is_greeting(headers: Headers, body: bytes) -> bool:
    """Tell whether this is WooCommerce's ping: without topic or signature, it wants a 200 to begin."""
    return "x-wc-webhook-topic" not in headers and _GREETING.fullmatch(body) is not None


def verify_woocommerce(secret: str, headers: Headers, body: bytes, now: datetime) -> bool:
    """Tell whether a call is the shop's; a greeting may pass, it is kept once and asks for nothing."""
    if is_greeting(headers, body):
        return True
    return is_signed(body, secret, headers.get("x-wc-webhook-signature", ""))


def verify_shopify(secret: str, headers: Headers, body: bytes, now: datetime) -> bool:
    """Tell whether a call is the shop's."""
    return is_signed(body, secret, headers.get("x-shopify-hmac-sha256", ""))


def topic_of_woocommerce(headers: Headers, body: bytes) -> str:
    """Return what a call is about, such as order.updated."""
    return GREETING if is_greeting(headers, body) else headers.get("x-wc-webhook-topic", "")


def topic_of_shopify(headers: Headers, body: bytes) -> str:
    """Return what a call is about, such as orders/updated."""
    return headers.get("x-shopify-topic", "")


def key_of_woocommerce(headers: Headers, body: bytes) -> str:
    """Return how a call is known again: its id and content.

    The id alone is not enough: it is made of the webhook and the second, so two reports may share it.
    """
    if is_greeting(headers, body):
        return GREETING
    return f"{headers.get('x-wc-webhook-delivery-id', '')[:100]}:{hashlib.sha256(body).hexdigest()}"


def key_of_shopify(headers: Headers, body: bytes) -> str:
    """Return how a call is known again: the id every repeat carries."""
    return headers.get("x-shopify-webhook-id", "")
