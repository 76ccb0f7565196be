"""Which addresses of an entry must be confirmed before consents for them count, and how they are asked."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

import phonenumbers

from rapport.customers.consent.api import find_confirmed
from rapport.customers.forms.queries import find_texts
from rapport.customers.party.api import normalise
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant

Asker = Callable[[str, str], bool]
_ASKERS: dict[str, Asker] = {}


def register_asker(channel: str, ask: Asker) -> None:
    """Bring whoever asks on a channel (in `apps.ready()`): given an address in normal form and a text with
    the link, says whether it is on its way; the same channel replaces."""
    _ASKERS[channel] = ask


def ask(channel: str, address: str, text: str) -> bool:
    """Ask somebody on a channel; False where nobody can."""
    return channel in _ASKERS and _ASKERS[channel](address, text)


def find_asked(answers: Mapping[str, str], texts: Collection[UUID]) -> list[str]:
    """Return on which channels (email, sms) the law of their country, or the business, wants what was agreed
    to confirmed: by the country of the number, else as typed, else the business's."""
    agreed = {"sms" if one.channel == "mms" else one.channel for one in find_texts(texts).values()}
    home = get_own_tenant(current_tenant_id()).country
    found = []
    if "email" in agreed and "email" in answers and "email" in find_confirmed(_typed(answers) or home):
        found.append("email")
    if "sms" in agreed and "phone" in answers:
        number = phone_of(answers)
        if "sms" in find_confirmed(_region(number) or _typed(answers) or home):
            found.append("sms")
    return found


def phone_of(answers: Mapping[str, str]) -> str:
    """Return the number that was typed, in E.164."""
    country = _typed(answers) or get_own_tenant(current_tenant_id()).country
    return normalise("phone", answers["phone"], country=country)


def _typed(answers: Mapping[str, str]) -> str:
    country = answers.get("country", "").strip().upper()
    return country if len(country) == 2 else ""


def _region(number: str) -> str:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""
