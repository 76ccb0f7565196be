"""Why a row cannot be read or taken, in words for people."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Final[dict[str, str | Promise]] = {
    "too_many_values": _("more values than columns"),
    "too_few_values": _("fewer values than columns"),
    "unclosed_quote": _("a quotation mark is opened and never closed"),
    "malformed": _("the line is malformed"),
    "null_byte": _("a zero byte is among the characters"),
    "too_long": _("longer than a million characters"),
    "broken_characters": _("some characters are broken (not of the file's encoding)"),
    "card_not_ended": _("the card does not end"),
    "card_empty": _("the card names nobody"),
    "json_malformed": _("not well-formed JSON"),
    "json_not_object": _("not a JSON object"),
    "xml_malformed": _("the XML breaks off here"),
    "xml_too_large": _("the XML is too large here"),
    "missing": _("missing"),
    "not_an_address": _("not an e-mail address"),
    "not_a_number": _("not a number"),
    "not_a_phone": _("not a telephone number"),
    "not_a_date": _("not a date"),
    "not_a_choice": _("not one of the choices"),
    "not_whole": _("not a whole number"),
    "too_long_value": _("too long"),
    "already_there": _("already there, and the import only creates"),
    "not_yours": _("belongs to another unit"),
    "not_there": _("not there, and the import only updates"),
}


def describe(reason: str) -> str:
    """Return the words for a reason's code."""
    return str(REASONS.get(reason, reason))
