"""Contact points in normal form, so that two ways of writing one address meet."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from rapport.kernel.errors import Invalid

KINDS = ("email", "phone", "fax", "handle", "web")
_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9_+-]|\.(?=[A-Za-z0-9_+-])){0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_SHORTEST_NUMBER = 6


def normalise(kind: str, value: str, *, country: str = "", label: str = "") -> str:
    """Return the normal form of a contact point; raises `Invalid` when it is none.

    E-mail addresses become lower case, phone and fax numbers E.164 (national ones are read as numbers of
    `country`, ISO 3166-1), handles `network:name` with `label` as the network, web pages host and path.
    """
    text = value.strip()
    if not text:
        raise Invalid("The contact point is empty.", code="contact-empty")
    if kind == "email":
        return normal_email(text)
    if kind in ("phone", "fax"):
        return normal_phone(text, country)
    if kind == "handle":
        return f"{label.strip().casefold()}:{text.lstrip('@').casefold()}"[:320]
    if kind == "web":
        return _normal_web(text)
    raise Invalid(
        "There is no contact point of the kind “%(kind)s”.", values={"kind": kind}, code="contact-kind"
    )


def normal_email(text: str) -> str:
    """Return an e-mail address in lower case with an international domain in its own letters."""
    if len(text) <= 254 and _PLAIN_EMAIL.fullmatch(text):
        return text.lower()
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid(
            "“%(text)s” is not an e-mail address.", values={"text": text[:80]}, code="email"
        ) from error
    return found.normalized.casefold()


@lru_cache(maxsize=4096)
def normal_phone(text: str, country: str = "") -> str:
    """Return a phone number in E.164; a number without + belongs to `country`."""
    if text.startswith("00"):
        text = f"+{text[2:]}"
    try:
        number = phonenumbers.parse(text, country.upper() or None)
    except phonenumbers.NumberParseException as error:
        raise Invalid(
            "“%(text)s” is not a phone number.", values={"text": text[:40]}, code="phone"
        ) from error
    long_enough = len(str(number.national_number)) >= _SHORTEST_NUMBER
    if not long_enough or not phonenumbers.is_possible_number(number):
        raise Invalid("“%(text)s” is not a phone number.", values={"text": text[:40]}, code="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _normal_web(text: str) -> str:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError as error:
        raise Invalid("“%(text)s” is not a web page.", values={"text": text[:80]}, code="web") from error
    if "." not in host or parts.scheme not in ("http", "https"):
        raise Invalid("“%(text)s” is not a web page.", values={"text": text[:80]}, code="web")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"[:320]
