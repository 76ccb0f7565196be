"""Whether a report is the shop's: base64 of HMAC-SHA256 over the raw body, in both systems.

Sources: WooCommerce, WC_Webhook::generate_signature; Shopify, “Verify webhook requests” (its client secret).
"""

import base64
import hashlib
import hmac


def sign(body: bytes, secret: str) -> str:
    """Return the signature the shop sends with this body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Tell in constant time whether the signature is right; without a secret nothing is."""
    return bool(secret) and hmac.compare_digest(sign(body, secret).encode(), signature.strip().encode())
