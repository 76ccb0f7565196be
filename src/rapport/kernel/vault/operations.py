"""Secrets shared with others, encrypted with the home's own key (AES-128-CBC with HMAC, as Fernet says)."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from rapport.kernel.embedded.api import Layout, ensure_secrets


def lock_away(secret: str, purpose: str) -> bytes:
    """Return a secret as it is stored; each purpose (`webhooks`) has a key of its own."""
    return _box(Path(settings.HOME), purpose).encrypt(secret.encode())


def take_out(stored: bytes | memoryview, purpose: str) -> str:
    """Return a stored secret; raises cryptography's InvalidToken for one of another purpose or home."""
    return _box(Path(settings.HOME), purpose).decrypt(bytes(stored)).decode()


def derive_key(purpose: str) -> bytes:
    """Return the 32 bytes by which this home hashes or encrypts for a purpose."""
    return _derive(Path(settings.HOME), purpose)


@lru_cache(maxsize=16)
def _box(home: Path, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(home, purpose)))


@lru_cache(maxsize=16)
def _derive(home: Path, purpose: str) -> bytes:
    key = ensure_secrets(Layout(home).secrets)["fields"]
    return hashlib.sha256(b"rapport." + purpose.encode() + key.encode()).digest()
