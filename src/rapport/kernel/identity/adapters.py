"""How allauth meets our people: who may come in, where links lead, how secrets are kept."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from rapport.kernel.identity.models import Person


def display(person: Person) -> str:
    """Return how a person is called in mails and on pages."""
    return person.name or person.email


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """Return a full address for a mail: of the configured installation, or of a host that is allowed."""
    if settings.PUBLIC_URL or request is None:
        return f"{settings.PUBLIC_URL or 'http://localhost:8000'}{path}"
    return request.build_absolute_uri(path)


class AccountAdapter(DefaultAccountAdapter):
    """E-mail and password; nobody makes an account here, people are invited or found a business."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse allauth's own sign-up."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of a reset link, safe from a forged Host."""
        uid, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return absolute(path, self.request)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """A company's identity provider lets in people who are known already, by their verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse people nobody invited."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
