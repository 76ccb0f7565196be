"""DKIM (RFC 6376): relaxed/relaxed, RSA-SHA256; what receivers check a letter's sender by."""

import base64
import hashlib
import re
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from rapport.kernel.errors import Invalid

SIGNED = (
    *("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version"),
    *("content-type", "list-unsubscribe", "list-unsubscribe-post"),
)
_SPACE = re.compile(rb"[ \t]+")
_FOLDED = re.compile(rb"\r\n(?=[ \t])")


@lru_cache(maxsize=64)
def read_key(pem: str) -> rsa.RSAPrivateKey:
    """Return a private key; raises `Invalid` for anything but RSA of 1024 bits or more."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Invalid("This is no private key.", fields={"dkim_key": "This is no private key."}) from error
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < 1024:
        raise Invalid("An RSA key is needed.", fields={"dkim_key": "An RSA key is needed."})
    return key


def make_key() -> str:
    """Return a fresh private key of 2048 bits."""
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def dns_record(pem: str) -> str:
    """Return what the domain has to say at `selector._domainkey`, for receivers to check by."""
    public = read_key(pem).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


def sign(letter: bytes, *, domain: str, selector: str, key: str) -> bytes:
    """Return the letter (lines end in CR LF) with its signature in front."""
    head, _, body = letter.partition(b"\r\n\r\n")
    found = {name: line for line in _FOLDED.sub(b"", head).split(b"\r\n") if (name := _name(line)) in SIGNED}
    names = [name for name in SIGNED if name in found]
    digest = base64.b64encode(hashlib.sha256(_relaxed_body(body)).digest())
    field = (
        b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s;\r\n h=%s;\r\n bh=%s;\r\n b="
    ) % (domain.encode(), selector.encode(), b":".join(name.encode() for name in names), digest)
    signed = b"".join(_relaxed(found[name]) + b"\r\n" for name in names) + _relaxed(_FOLDED.sub(b"", field))
    signature = base64.b64encode(read_key(key).sign(signed, padding.PKCS1v15(), hashes.SHA256()))
    folded = b"\r\n  ".join(signature[at : at + 70] for at in range(0, len(signature), 70))
    return field + folded + b"\r\n" + letter


def _name(line: bytes) -> str:
    return line.partition(b":")[0].strip().lower().decode("ascii", "replace")


def _relaxed(line: bytes) -> bytes:
    name, _, value = line.partition(b":")
    return name.strip().lower() + b":" + _SPACE.sub(b" ", value).strip()


def _relaxed_body(body: bytes) -> bytes:
    lines = [_SPACE.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)
