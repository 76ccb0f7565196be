"""Numbers: as customers and the business know them, and as the wire names them."""

import re

from rapport.collaborative.mobile.rules.pdu import Place
from rapport.customers.party.api import normalise
from rapport.kernel.errors import Invalid, say

_SHORT = re.compile(r"[0-9]{3,8}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._&-]{0,10}")
INTERNATIONAL, NATIONAL_SHORT, ALPHANUMERIC, ISDN = 1, 3, 5, 1


def normal_number(text: str, country: str = "") -> str:
    """Return a telephone number in E.164, a short code or a sender's name as they are.

    Raises `Invalid` for what is none of them.
    """
    given = text.strip()
    if _SHORT.fullmatch(given):
        return given
    try:
        return normalise("phone", given, country=country)
    except Invalid:
        if _NAME.fullmatch(given) and not given.isdecimal():
            return given
        raise Invalid("This is no number.", fields={"address": say("This is no number.")}) from None


def place_of(number: str) -> Place:
    """Return a number as the wire names it."""
    if number.startswith("+"):
        return Place(number[1:], INTERNATIONAL, ISDN)
    if _SHORT.fullmatch(number):
        return Place(number, NATIONAL_SHORT)
    return Place(number, ALPHANUMERIC)


def number_of(place: Place, country: str = "") -> str:
    """Return what the wire named as a number in its normal form; what is none, as it came."""
    text = place.number.strip()
    if place.ton == INTERNATIONAL and text.isascii() and text.isdecimal() and len(text) > 6:
        text = f"+{text}"
    try:
        return normal_number(text, country)
    except Invalid:
        return f"+{text}" if text.isascii() and text.isdecimal() else text[:65]
