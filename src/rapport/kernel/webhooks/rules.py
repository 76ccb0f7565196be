"""Pure decisions about webhooks: whether a signature is good, and what of a call is told on."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime

TOLERANCE = 300
_TELLING = re.compile(
    r"content-type|user-agent|(x-)?(wc|shopify|webhook)-[a-z0-9-]+|[a-z0-9-]*(topic|event|delivery)[a-z0-9-]*"
)
_SECRET = re.compile(r"hmac|signature|token|secret|auth")


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


def telling_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that say what a call is: of which kind, about what, which number; no secrets."""
    return {
        name: value
        for name, value in headers.items()
        if _TELLING.fullmatch(name) and not _SECRET.search(name)
    }


def as_text(body: bytes) -> tuple[str, str]:
    """Return a body as `text`, or, where it is none that a database keeps, in `base64`; and which it is."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = "\0"
    return (base64.b64encode(body).decode(), "base64") if "\0" in text else (text, "text")
