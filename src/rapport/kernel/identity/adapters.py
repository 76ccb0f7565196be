"""How allauth meets our people: who may come in, where links lead, how secrets are kept."""

import base64
import hashlib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from rapport.kernel.identity import letters
from rapport.kernel.identity.company.calls import ProviderCalls
from rapport.kernel.identity.models import Person
from rapport.kernel.mail.api import Letter, send_letter

log = structlog.get_logger(__name__)


def display(person: Person) -> str:
    """Return how a person is called in mails and on pages."""
    return person.name or person.email


class AccountAdapter(DefaultAccountAdapter):
    """E-mail and password; nobody makes an account here, people are invited or found a business."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse allauth's own sign-up."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of a reset link, safe from a forged Host."""
        uid, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return letters.absolute(path, self.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter of ours, or one of allauth's text, in the person's language."""
        person = context.get("user") or Person.objects.filter(email=email.lower()).first()
        locale = person.locale if isinstance(person, Person) else translation.get_language() or "en"
        with translation.override(locale):
            if "password_reset_url" in context:
                letter = letters.write_reset(context["password_reset_url"])
            else:
                letter = self._notice(template_prefix, {"email": email, **context})
        send_letter(letter, email, locale=locale)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person that something about their account changed, at the address they sign in with."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def _notice(self, template_prefix: str, values: dict[str, Any]) -> Letter:
        request = allauth_context.request
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", values).split())
        text = render_to_string(f"{template_prefix}_message.txt", values, request)
        paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
        return Letter(subject, tuple(part for part in paragraphs if part))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """A company's identity provider lets in people who are known already, by their verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse people nobody invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Know a person by the address the provider verified, the first time; later by the provider's number.

        Every address here was confirmed from its mailbox when its person came in, so the password and the
        other sessions stay (allauth's own way of finding people by address ends both).
        """
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        addresses = [one.email.strip().lower() for one in sociallogin.email_addresses if one.verified]
        person = Person.objects.filter(email__in=addresses).first()
        if person is not None:
            sociallogin.connect(request, person)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Tell the log why, for whoever runs the installation; the person sees that it did not work."""
        log.warning("company.refused", why=str(exception or error or "unknown"))

    def get_requests_session(self) -> ProviderCalls:
        """Return the way every call to the provider goes: the guarded door."""
        return ProviderCalls(self.get_app(self.request, "company").settings["server_url"])


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
