"""Pure decisions about webhooks: whether a signature is good."""

import base64
import hashlib
import hmac
import re
from datetime import datetime

TOLERANCE = 300


def sign(secret: str, body: bytes) -> bytes:
    """Return the HMAC-SHA256 (RFC 2104) of a body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).digest()


def is_signed_base64(secret: str, signature: str, body: bytes) -> bool:
    """Tell whether a Base64 HMAC-SHA256 fits: the form of Shopify and WooCommerce."""
    wanted = base64.b64encode(sign(secret, body))
    return hmac.compare_digest(wanted, signature.strip().encode("ascii", "replace"))


def is_signed_with_time(secret: str, signature: str, body: bytes, now: datetime) -> bool:
    """Tell whether `t=seconds,v1=hex` fits and is at most 300 s from now: the form of Stripe and our own.

    Several v1 may stand there while the sender changes secrets.
    """
    moments = re.findall(r"(?:^|,)\s*t=(\d{1,12})", signature)
    if len(moments) != 1 or abs(now.timestamp() - int(moments[0])) > TOLERANCE:
        return False
    wanted = sign(secret, moments[0].encode() + b"." + body).hex()
    given = re.findall(r"(?:^|,)\s*v1=([0-9a-f]{64})", signature)
    return any(hmac.compare_digest(wanted, each) for each in given)


def delivery_key(own: str, topic: str, body: bytes) -> str:
    """Return the number by which a repeated delivery is known: the sender's own, else a digest."""
    own = "".join(letter for letter in own if letter.isprintable()).strip()
    return own[:200] if own else hashlib.sha256(topic.encode() + b"\n" + body).hexdigest()
