"""A shop's secret at rest: encrypted with the installation's key, read only to check a signature."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal_secret(secret: str) -> str:
    """Return the secret as it is kept."""
    return _cipher().encrypt(secret.encode()).decode()


def open_secret(sealed: str) -> str:
    """Return the secret itself; "" where the installation's key is not the one it was sealed with."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _cipher() -> Fernet:
    key = hashlib.sha256(b"shop-connection:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
