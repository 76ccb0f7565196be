"""Secrets of senders, encrypted with the installation's own key (AES-128-CBC with HMAC, as Fernet says)."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from rapport.kernel.embedded.api import Layout, ensure_secrets


def lock_away(secret: str) -> bytes:
    """Return a secret as it is stored."""
    return _box(Path(settings.HOME)).encrypt(secret.encode())


def take_out(stored: bytes | memoryview) -> str:
    """Return a stored secret."""
    return _box(Path(settings.HOME)).decrypt(bytes(stored)).decode()


@lru_cache(maxsize=4)
def _box(home: Path) -> Fernet:
    key = ensure_secrets(Layout(home).secrets)["fields"]
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"rapport.webhooks" + key.encode()).digest()))
