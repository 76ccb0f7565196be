"""Receipts: what an SMSC says became of a message, in its text (appendix B) or in options."""

import re
from collections.abc import Mapping
from datetime import datetime

from rapport.collaborative.delivery.contracts import Report
from rapport.collaborative.delivery.contracts.carried import ReportState
from rapport.collaborative.mobile.contracts import Ids
from rapport.collaborative.mobile.rules.pdu import (
    MESSAGE_STATE,
    RECEIPT,
    RECEIPT_KINDS,
    RECEIPTED_ID,
    ShortMessage,
)

_FIELD = re.compile(rb"(id|stat|err):\s*([^\s]{1,65})", re.IGNORECASE)
_WORDS: dict[str, ReportState] = {
    **dict.fromkeys(("DELIVRD", "DELIVERED"), "delivered"),
    **dict.fromkeys(("EXPIRED", "DELETED", "UNDELIV", "UNDELIVERABLE", "REJECTD", "REJECTED"), "failed"),
    **dict.fromkeys(("ENROUTE", "ACCEPTD", "ACCEPTED", "UNKNOWN"), "sent"),
}
_NUMBERS = {
    **{1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED"},
    **{5: "UNDELIV", 6: "ACCEPTD", 7: "UNKNOWN", 8: "REJECTD"},
}


def is_receipt(message: ShortMessage) -> bool:
    """Tell whether a message reports on one of ours."""
    return message.kind & RECEIPT_KINDS == RECEIPT


def read_receipt(message: ShortMessage, ids: Ids, at: datetime) -> Report | None:
    """Return what a receipt says; None where it names nothing or no state. Options outrank the text.

    `at` is when it came: what the SMSC's own clock says has no zone.
    """
    said = {key.lower().decode(): value.decode("latin-1") for key, value in _FIELD.findall(message.content)}
    name = _option(message.options, RECEIPTED_ID) or said.get("id", "")
    number = message.options.get(MESSAGE_STATE, b"")
    word = _NUMBERS.get(number[0], "UNKNOWN") if number else said.get("stat", "").upper()
    if not name or word not in _WORDS:
        return None
    error = said.get("err", "")
    code = word if error.strip("0") == "" else f"{word} {error}"
    return Report(_WORDS[word], at, external_id=name_of(name, ids), code=code[:40])


def name_of(name: str, ids: Ids) -> str:
    """Return the id of a message as responses give it."""
    if ids == "decimal" and name.isascii() and name.isdecimal():
        return f"{int(name):X}"
    return name


def answered_name(name: str, ids: Ids) -> str:
    """Return the id a response gave, as receipts will be compared with it."""
    return name.lstrip("0").upper() if ids == "decimal" else name


def _option(options: Mapping[int, bytes], tag: int) -> str:
    return options.get(tag, b"").partition(b"\0")[0].decode("latin-1")[:65]
