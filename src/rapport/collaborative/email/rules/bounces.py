"""Bounces (RFC 3464): which of our deliveries a server speaks of, and what it says."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.message import Message

from rapport.collaborative.delivery.contracts import Report
from rapport.collaborative.email.rules import headers
from rapport.collaborative.email.rules.composing import token_in

_VERP = re.compile(r"\bb([0-9a-f]{32})$")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_STATES = {"failed": "failed", "delivered": "delivered", "relayed": "sent", "expanded": "sent"}


def read_bounce(letter: Message, *, received: datetime, recipients: Iterable[str] = ()) -> Report | None:
    """Return what a delivery status notification says of one of ours; None for any other letter.

    `recipients` is whom the server was told it is for. A delay (`delayed`) says nothing new.
    """
    if letter.get_content_type() != "multipart/report":
        return None
    told = [part for part in letter.walk() if part.get_content_type() == "message/delivery-status"]
    token = _token_of(letter, recipients)
    if not told or not token:
        return None
    groups = [one for part in told for one in _groups(part)]
    for group in groups:
        state = _STATES.get(headers.text_of(group, "Action").lower())
        if state is None:
            continue
        status = headers.text_of(group, "Status") or headers.text_of(group, "Diagnostic-Code")
        found = _STATUS.search(status)
        code = found[0] if found else ""
        return Report(
            state="failed" if state == "failed" else "delivered" if state == "delivered" else "sent",
            at=headers.moment_of(letter, received),
            token=token,
            code=code,
            detail=headers.text_of(group, "Diagnostic-Code", 300),
            permanent=state == "failed" and is_dead(code),
        )
    return None


def is_dead(status: str) -> bool:
    """Tell whether an enhanced status means that the address itself is none (5.1.x), or was shut (5.2.1)."""
    return (status.startswith("5.1.") and status not in ("5.1.7", "5.1.8")) or status == "5.2.1"


def _groups(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _token_of(letter: Message, recipients: Iterable[str]) -> str:
    """Our own address for its bounces says it; else the Message-ID of the letter it returns."""
    named = [address for _, address in headers.addresses_of(letter, "To", "Delivered-To", "X-Original-To")]
    for tag in headers.plus_tags([*recipients, *named]):
        if found := _VERP.search(tag):
            return found[1]
    for part in letter.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            inner = part.get_payload()
            text = "\n".join(str(one) for one in inner) if isinstance(inner, list) else str(inner)
            if found_token := token_in(text[:100_000]):
                return found_token
    return ""
